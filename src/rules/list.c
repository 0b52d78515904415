#include "rules/list.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

ix_list *ix_list_new(ix_arena *arena, ix_str name) {
    ix_list *list = IX_NEW(arena, ix_list);
    list->name = name;
    return list;
}

void ix_list_add(ix_arena *arena, ix_list *list, ix_str words, ix_str value) {
    words = ix_str_trim(words);
    if (words.len)
        *IX_PUSH(arena, &list->entries) = (ix_list_entry){words, ix_utf8_fold(arena, words), value, 0};
}

/* A bit of `beginnings` for three folded bytes. */
static inline uint32_t beginning(const char *p) {
    uint32_t h = ((uint32_t)(unsigned char)p[0] * 37 + (unsigned char)p[1]) * 37 + (unsigned char)p[2];
    return (h ^ h >> 10) & 1023;
}

void ix_list_seal(ix_arena *arena, ix_list *list) {
    uint32_t size = 16;
    while (size < list->entries.n * 2)
        size *= 2;
    list->mask = size - 1;
    list->buckets = IX_NEW_ARRAY(arena, uint32_t, size);
    for (uint32_t i = list->entries.n; i-- > 0;) {
        ix_str folded = list->entries.v[i].folded;
        uint32_t *bucket = &list->buckets[ix_str_hash(folded) & list->mask];
        if (folded.len >= 3)
            list->beginnings[beginning(folded.ptr) / 64] |= (uint64_t)1 << beginning(folded.ptr) % 64;
        list->entries.v[i].next = *bucket;
        *bucket = i + 1;
    }
}

/* Long enough for any entry; longer words are none. */
enum { LONGEST_ENTRY = 128 };

/* Whether an entry may begin as the words do. Three bytes of plain ASCII fold to three others; what else
 * words begin with is not looked at. */
static bool may_begin(const ix_list *list, ix_str words) {
    char three[3];
    if (words.len < 3)
        return true;
    for (int i = 0; i < 3; i++) {
        unsigned char c = (unsigned char)words.ptr[i];
        if (c <= ' ' || c >= 0x80)
            return true;
        three[i] = (char)ix_utf8_lower(c);
    }
    return list->beginnings[beginning(three) / 64] >> beginning(three) % 64 & 1;
}

ix_str ix_list_value(const ix_list *list, ix_str words) {
    char small[LONGEST_ENTRY * 2 + 1];
    if (!list || !list->buckets || words.len > LONGEST_ENTRY || !may_begin(list, words))
        return (ix_str){NULL, 0};
    ix_str folded = {small, ix_utf8_fold_into(small, words)}, value = {NULL, 0};
    for (uint32_t i = list->buckets[ix_str_hash(folded) & list->mask]; i; i = list->entries.v[i - 1].next) {
        const ix_list_entry *entry = &list->entries.v[i - 1];
        if (!ix_str_eq(entry->folded, folded))
            continue;
        if (ix_str_eq(entry->words, words))
            return entry->value;
        value = value.ptr ? value : entry->value;
    }
    return value;
}

bool ix_list_at(const ix_list *list, uint32_t i, ix_str *words, ix_str *value) {
    if (!list || i >= list->entries.n)
        return false;
    *words = list->entries.v[i].words;
    *value = list->entries.v[i].value;
    return true;
}

/* --- the words as a pattern --- */

static int by_bytes(const void *a, const void *b) {
    return ix_str_cmp(*(const ix_str *)a, *(const ix_str *)b);
}

static void put_literal(ix_buf *out, uint32_t cp) {
    char bytes[4];
    if (ix_utf8_is_space(cp))
        ix_buf_str(out, IX_STR("\\s+"));
    else if (cp == '\'')
        ix_buf_str(out, IX_STR("['’]"));
    else if (cp == '-')
        ix_buf_str(out, IX_STR("[-‑]"));
    else {
        if (cp < 0x80 && !ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp))
            ix_buf_char(out, '\\');
        ix_buf_add(out, bytes, ix_utf8_put(bytes, cp));
    }
}

/* words[from..to) share their first `depth` bytes; writes what follows them. */
static void put_trie(ix_buf *out, const ix_str *words, size_t from, size_t to, size_t depth) {
    bool ends = words[from].len == depth;
    if (ends && to - from == 1)
        return;
    size_t first = from + ends, branches = 0, mark = out->len;
    ix_buf_str(out, IX_STR("(?:"));
    for (size_t i = first; i < to;) {
        size_t next = depth, j = i + 1;
        uint32_t cp = ix_utf8_next(words[i], &next);
        while (j < to && words[j].len >= next &&
               memcmp(words[j].ptr + depth, words[i].ptr + depth, next - depth) == 0)
            j++;
        if (branches++)
            ix_buf_char(out, '|');
        put_literal(out, cp);
        put_trie(out, words, i, j, next);
        i = j;
    }
    if (branches == 1 && !ends) { /* no need for a group */
        memmove(out->ptr + mark, out->ptr + mark + 3, out->len - mark - 3);
        out->len -= 3;
    } else {
        ix_buf_str(out, ends ? IX_STR(")?") : IX_STR(")"));
    }
}

ix_str ix_list_pattern(ix_arena *arena, ix_list *list) {
    if (list->pattern.ptr)
        return list->pattern;
    ix_str *words = ix_alloc(sizeof *words * (list->entries.n + 1));
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < list->entries.n; i++)
        words[n++] = list->exact ? list->entries.v[i].words : list->entries.v[i].folded;
    qsort(words, n, sizeof *words, by_bytes);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !ix_str_eq(words[i], words[kept - 1]))
            words[kept++] = words[i];
    ix_buf out = {0};
    ix_buf_str(&out, list->exact ? IX_STR("(?:") : IX_STR("(?i:"));
    if (kept)
        put_trie(&out, words, 0, kept, 0);
    else
        ix_buf_str(&out, IX_STR("(?!)")); /* an empty list matches nothing */
    ix_buf_char(&out, ')');
    list->pattern = ix_str_copy(arena, ix_buf_view(&out));
    ix_buf_done(&out);
    free(words);
    return list->pattern;
}

/* --- tables --- */

static ix_str take_line(ix_str text, size_t *at) {
    const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
    size_t stop = end ? (size_t)(end - text.ptr) : text.len;
    ix_str line = ix_str_sub(text, *at, stop);
    *at = end ? stop + 1 : text.len;
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Cells of a line; returns how many there are, filling at most `max`. */
static uint32_t split_cells(ix_str line, ix_str *cells, uint32_t max) {
    uint32_t n = 0;
    size_t start = 0;
    for (size_t i = 0; i <= line.len; i++)
        if (i == line.len || line.ptr[i] == '\t') {
            if (n < max)
                cells[n] = ix_str_trim(ix_str_sub(line, start, i));
            n++;
            start = i + 1;
        }
    return n;
}

static void add_row(ix_arena *arena, ix_table *table, ix_source_file *file, ix_str line, int number) {
    ix_str *cells = IX_NEW_ARRAY(arena, ix_str, table->n_columns);
    uint32_t n = split_cells(line, cells, table->n_columns);
    for (uint32_t i = n; i < table->n_columns; i++)
        cells[i] = (ix_str){"", 0};
    if (n > table->n_columns) {
        ix_source_error(file, number, 1, (ix_str){"", 0}, "rules.table",
                        "this row has %u cells, the table %u columns", n, table->n_columns);
        return;
    }
    *IX_PUSH(arena, &table->rows) = cells;
    *IX_PUSH(arena, &table->lines) = number;
}

ix_table *ix_table_parse(ix_arena *arena, ix_source_file *file) {
    ix_table *table = IX_NEW(arena, ix_table);
    table->path = file->path;
    size_t at = 0;
    for (int number = 1; at < file->text.len; number++) {
        ix_str line = take_line(file->text, &at);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!table->columns) {
            table->n_columns = split_cells(line, NULL, 0);
            table->columns = IX_NEW_ARRAY(arena, ix_str, table->n_columns);
            split_cells(line, table->columns, table->n_columns);
        } else {
            add_row(arena, table, file, line, number);
        }
    }
    return table;
}

int ix_table_column(const ix_table *table, ix_str name) {
    for (uint32_t i = 0; i < table->n_columns; i++)
        if (ix_str_eq(table->columns[i], name))
            return (int)i;
    return -1;
}

bool ix_table_alias(ix_str cell, size_t *at, ix_str *alias) {
    while (*at < cell.len) {
        const char *bar = memchr(cell.ptr + *at, '|', cell.len - *at);
        size_t end = bar ? (size_t)(bar - cell.ptr) : cell.len;
        *alias = ix_str_trim(ix_str_sub(cell, *at, end));
        *at = end + 1;
        if (alias->len)
            return true;
    }
    return false;
}
