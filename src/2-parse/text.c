#include "text.h"

#include "base/utf8.h"

enum {
    WRAP_LEAST = 40,  /* columns: nobody wraps narrower */
    WRAP_LIMIT = 110, /* columns: a longer line was not wrapped by hand */
    HEADING_COLUMNS = 110,
    BODY_COLUMNS = 80, /* a line this long under a short one makes that a heading */
    ITEM_DIGITS = 3,
};

typedef struct line {
    uint32_t start, end, next; /* without white space around; where the next line begins */
    uint32_t columns, indent;
    bool hard_end; /* two blanks at the end: Markdown's line break */
} line;

typedef struct layout {
    ix_document *doc;
    uint32_t wrap; /* the column at which lines were wrapped; 0: they were not */
    line last;     /* the line before */
    bool open;     /* the last block goes on while lines join it */
    bool after_blank;
} layout;

/* --- lines --- */

static bool blank_char(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static line line_at(ix_str text, uint32_t at) {
    const char *nl = memchr(text.ptr + at, '\n', text.len - at);
    line l = {.start = at, .end = nl ? (uint32_t)(nl - text.ptr) : (uint32_t)text.len};
    l.next = l.end + (nl != NULL);
    uint32_t full = l.end;
    while (l.end > l.start && blank_char(text.ptr[l.end - 1]))
        l.end--;
    l.hard_end = full - l.end >= 2 && text.ptr[l.end] == ' ' && text.ptr[l.end + 1] == ' ';
    while (l.start < l.end && blank_char(text.ptr[l.start]))
        l.indent += text.ptr[l.start++] == '\t' ? 4 : 1;
    l.columns = (uint32_t)ix_utf8_length(ix_str_sub(text, l.start, l.end));
    return l;
}

static ix_str line_text(const layout *lay, line l) {
    return ix_str_sub(lay->doc->text, l.start, l.end);
}

/* The widest line of a text whose lines are all narrow. */
static uint32_t wrap_column(ix_str text) {
    size_t wide = 0;
    uint32_t widest = 0;
    for (uint32_t at = 0; at < text.len;) {
        line l = line_at(text, at);
        at = l.next;
        if (l.columns > WRAP_LIMIT)
            wide += l.end - l.start;
        else if (l.columns > widest)
            widest = l.columns;
    }
    return wide * 4 > text.len || widest < WRAP_LEAST ? 0 : widest;
}

static uint32_t first_word(ix_str s) {
    size_t n = 0;
    while (n < s.len && !blank_char(s.ptr[n]))
        n++;
    return (uint32_t)ix_utf8_length(ix_str_sub(s, 0, n));
}

static bool begins_lower(ix_str s) {
    size_t at = 0;
    uint32_t c = s.len ? ix_utf8_next(s, &at) : 0;
    return ix_utf8_is_letter(c) && !ix_utf8_is_upper(c);
}

/* Was the line before `next` broken only because it was full? */
static bool soft_break(const layout *lay, line next) {
    uint32_t columns = lay->last.columns;
    if (!lay->wrap || lay->last.hard_end || columns * 2 < lay->wrap)
        return false;
    ix_str words = line_text(lay, next);
    return columns + 1 + first_word(words) > lay->wrap ||
           (columns * 3 > lay->wrap * 2 && begins_lower(words));
}

/* --- marks --- */

static uint32_t run_of(ix_str s, char c) {
    uint32_t n = 0;
    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

static uint32_t blanks(ix_str s, uint32_t at) {
    uint32_t n = 0;
    while (at + n < s.len && blank_char(s.ptr[at + n]))
        n++;
    return n;
}

/* Bytes of a bullet and the blanks after it, or 0. */
static uint32_t bullet(ix_str s) {
    static const uint32_t signs[] = {'-',  '*',    '+',    0x2022, 0x25E6, 0x25AA, 0x2023,
                                     0xB7, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x27A2, 0xF0B7};
    size_t at = 0;
    uint32_t sign = s.len ? ix_utf8_next(s, &at) : 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (sign == signs[i]) {
            uint32_t gap = blanks(s, (uint32_t)at);
            return (gap || sign == 0x2022) && at + gap < s.len ? (uint32_t)at + gap : 0;
        }
    return 0;
}

/* "1. ", "12) ", "(3) ", "a) ": is this a numbered item? */
static bool numbered(ix_str s) {
    uint32_t at = s.len && s.ptr[0] == '(', digits = 0;
    while (at + digits < s.len && digits <= ITEM_DIGITS &&
           ix_utf8_is_digit((unsigned char)s.ptr[at + digits]))
        digits++;
    bool letter = !digits && at + 1 < s.len && s.ptr[at] >= 'a' && s.ptr[at] <= 'z' && s.ptr[at + 1] == ')';
    if (digits > ITEM_DIGITS || !(digits || letter))
        return false;
    at += digits + letter;
    return at + 1 < s.len && (s.ptr[at] == ')' || (s.ptr[at] == '.' && s.ptr[0] != '(')) &&
           blanks(s, at + 1) > 0;
}

/* A line of nothing but one mark, such as "====" under a heading. */
static bool only(ix_str s, char c) {
    return s.len >= 3 && run_of(s, c) == s.len;
}

/* The line's inside when emphasis marks enclose all of it: "**…**", "__…__", "*…*", "_…_". */
static ix_span inside_emphasis(ix_str text, ix_span span) {
    for (uint32_t width = 3; width >= 1; width--) {
        ix_str s = ix_str_sub(text, span.start, span.end);
        char c = s.len ? s.ptr[0] : 0;
        if ((c != '*' && c != '_') || s.len <= 2 * width || run_of(s, c) != width)
            continue;
        ix_str tail = ix_str_sub(s, s.len - width, s.len), inner = ix_str_sub(s, width, s.len - width);
        if (run_of(tail, c) == width && !memchr(inner.ptr, c, inner.len)) {
            ix_str trimmed = ix_str_trim(inner);
            uint32_t start = (uint32_t)(trimmed.ptr - text.ptr);
            return trimmed.len ? (ix_span){start, start + (uint32_t)trimmed.len} : span;
        }
    }
    return span;
}

/* --- blocks --- */

static ix_block *put(layout *lay, ix_block_kind kind, uint32_t start, uint32_t end, int level) {
    ix_block *block = IX_PUSH(&lay->doc->arena, &lay->doc->blocks);
    *block = (ix_block){.kind = kind, .span = {start, end}, .level = level};
    return block;
}

static bool ends_sentence(ix_str s) {
    size_t at = s.len;
    while (at > 0) {
        uint32_t c = ix_utf8_prev(s, &at);
        if (c == ')' || c == '"' || c == 0x201D || c == 0x2019 || c == 0xBB || c == '*' || c == '_')
            continue;
        return c == '.' || c == ';' || c == ',' || c == ':' || c == 0x2026;
    }
    return false;
}

/* Does a line look like an address, a link or a telephone number? */
static bool contact_like(ix_str s) {
    return memchr(s.ptr, '@', s.len) || memmem(s.ptr, s.len, "://", 3) || memmem(s.ptr, s.len, "www.", 4) ||
           s.ptr[0] == '+';
}

static bool has_letter(ix_str s) {
    for (size_t at = 0; at < s.len;)
        if (ix_utf8_is_letter(ix_utf8_next(s, &at)))
            return true;
    return false;
}

static bool marked_heading(layout *lay, line l) {
    ix_str s = line_text(lay, l);
    uint32_t level = run_of(s, '#'), gap = blanks(s, level);
    if (level < 1 || level > 6 || !gap || !has_letter(s))
        return false;
    while (l.end > l.start &&
           (lay->doc->text.ptr[l.end - 1] == '#' || blank_char(lay->doc->text.ptr[l.end - 1])))
        l.end--;
    ix_span span = inside_emphasis(lay->doc->text, (ix_span){l.start + level + gap, l.end});
    put(lay, IX_BLOCK_HEADING, span.start, span.end, (int)level);
    return true;
}

/* A heading without mark: one short line with nothing of a sentence, alone or over the body. */
static bool plain_heading(layout *lay, line l, line next) {
    ix_str s = line_text(lay, l);
    bool over_body = next.columns >= BODY_COLUMNS && !lay->wrap, alone = !next.columns || over_body;
    if (!lay->after_blank || !alone || l.columns > HEADING_COLUMNS || !has_letter(s) || contact_like(s))
        return false;
    ix_span span = {l.start, l.end}, inner = inside_emphasis(lay->doc->text, span);
    ix_str words = ix_str_sub(lay->doc->text, inner.start, inner.end);
    bool emphasised = ix_span_len(inner) < ix_span_len(span);
    if (begins_lower(words) || (ends_sentence(words) && !(emphasised && words.ptr[words.len - 1] == ':')))
        return false;
    put(lay, IX_BLOCK_HEADING, inner.start, inner.end, lay->doc->blocks.n == 0 ? 1 : 2);
    return true;
}

/* "Title" over "=====" or "-----": the line above becomes a heading. */
static bool underline(layout *lay, line l) {
    ix_str s = line_text(lay, l);
    bool one = only(s, '='), two = only(s, '-');
    if (!(one || two) || lay->after_blank || !lay->doc->blocks.n)
        return one;
    ix_block *above = &lay->doc->blocks.v[lay->doc->blocks.n - 1];
    if (above->span.end != lay->last.end ||
        (above->kind != IX_BLOCK_PARAGRAPH && above->kind != IX_BLOCK_HEADING))
        return one;
    above->kind = IX_BLOCK_HEADING;
    above->level = one ? 1 : 2;
    return true;
}

/* "| a | b |": a cell a block. The line of dashes under the head has none. */
static bool table_row(layout *lay, line l) {
    ix_str s = line_text(lay, l);
    if (s.len < 3 || s.ptr[0] != '|' || s.ptr[s.len - 1] != '|')
        return false;
    const ix_block *above = lay->doc->blocks.n ? &lay->doc->blocks.v[lay->doc->blocks.n - 1] : NULL;
    int row = above && !lay->after_blank && above->kind == IX_BLOCK_TABLE_CELL ? above->row + 1 : 1,
        column = 1;
    if (!has_letter(s) && memchr(s.ptr, '-', s.len) && strspn(s.ptr, "|-: \t") >= s.len)
        return true;
    for (uint32_t at = l.start + 1; at < l.end; column++) {
        const char *bar = memchr(lay->doc->text.ptr + at, '|', l.end - at);
        uint32_t end = bar ? (uint32_t)(bar - lay->doc->text.ptr) : l.end;
        ix_str cell = ix_str_trim(ix_str_sub(lay->doc->text, at, end));
        uint32_t start = (uint32_t)(cell.ptr - lay->doc->text.ptr);
        if (cell.len) {
            ix_block *block = put(lay, IX_BLOCK_TABLE_CELL, start, start + (uint32_t)cell.len, 0);
            block->row = row, block->column = column;
        }
        at = end + 1;
    }
    return true;
}

static bool list_item(layout *lay, line l) {
    ix_str s = line_text(lay, l);
    uint32_t mark = bullet(s);
    if (!mark && !(numbered(s) && !(lay->open && soft_break(lay, l))))
        return false;
    put(lay, IX_BLOCK_LIST_ITEM, l.start + mark, l.end, 1 + (int)(l.indent / 2 < 8 ? l.indent / 2 : 8));
    return true;
}

static bool quote_line(layout *lay, line l) {
    ix_str s = line_text(lay, l);
    if (s.ptr[0] != '>')
        return false;
    uint32_t mark = 0;
    while (mark < s.len && (s.ptr[mark] == '>' || blank_char(s.ptr[mark])))
        mark++;
    ix_block *above = lay->doc->blocks.n ? &lay->doc->blocks.v[lay->doc->blocks.n - 1] : NULL;
    if (mark == s.len)
        lay->open = false;
    else if (lay->open && above->kind == IX_BLOCK_QUOTE && !lay->last.hard_end)
        above->span.end = l.end;
    else
        put(lay, IX_BLOCK_QUOTE, l.start + mark, l.end, (int)run_of(s, '>'));
    return true;
}

static void take_line(layout *lay, line l, line next) {
    bool was_open = lay->open;
    lay->open = false;
    if (marked_heading(lay, l) || underline(lay, l) || table_row(lay, l))
        return;
    lay->open = was_open;
    if (quote_line(lay, l))
        lay->open = l.columns > 1;
    else if (list_item(lay, l))
        lay->open = true;
    else if (lay->open && (soft_break(lay, l) || l.indent >= lay->last.indent + 2))
        lay->doc->blocks.v[lay->doc->blocks.n - 1].span.end = l.end;
    else if (plain_heading(lay, l, next))
        lay->open = false;
    else
        put(lay, IX_BLOCK_PARAGRAPH, l.start, l.end, 0), lay->open = true;
}

void ix_parse_text(ix_document *doc) {
    doc->text = doc->source;
    doc->source = (ix_str){"", 0};
    layout lay = {.doc = doc, .wrap = wrap_column(doc->text), .after_blank = true};
    line next = line_at(doc->text, 0);
    for (uint32_t at = 0; at < doc->text.len;) {
        line l = next;
        at = l.next;
        next = at < doc->text.len ? line_at(doc->text, at) : (line){.start = at, .end = at, .next = at};
        if (l.start == l.end)
            lay.open = false;
        else
            take_line(&lay, l, next);
        lay.after_blank = l.start == l.end;
        lay.last = l;
    }
}
