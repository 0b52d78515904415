#include "rules/gazetteer.h"

#include "base/utf8.h"

enum {
    KEY_TOKENS = 3,
    MAX_GAZETTEERS = 24,
    FILTER_WORDS = 2048,
    FURTHEST = 200 /* bytes to a third token */
};

typedef struct slot {
    ix_gazetteer_entry entry;
    uint64_t key;
    uint32_t next; /* +1; longer names first */
} slot;

typedef uint64_t filter[FILTER_WORDS];

struct ix_gazetteer {
    IX_ARRAY(ix_str) names;
    IX_ARRAY(slot) slots;
    uint32_t *buckets;
    uint32_t mask;
    /* Bits of hashes, so that what is no name's is told without the table, which is too large to be at hand:
     * first tokens of names that may begin in lower case and of others, keys of whole names, and keys that
     * longer names begin with. */
    filter first_tokens[2], whole, beginnings;
};

static void note(filter f, uint64_t hash) {
    f[(hash >> 6) % FILTER_WORDS] |= (uint64_t)1 << (hash & 63);
}

static bool noted(const filter f, uint64_t hash) {
    return f[(hash >> 6) % FILTER_WORDS] >> (hash & 63) & 1;
}

ix_gazetteer *ix_gazetteer_new(ix_arena *arena) {
    return IX_NEW(arena, ix_gazetteer);
}

int ix_gazetteer_define(ix_arena *arena, ix_gazetteer *g, ix_str name) {
    if (g->names.n == MAX_GAZETTEERS)
        return -1;
    *IX_PUSH(arena, &g->names) = name;
    return (int)g->names.n - 1;
}

int ix_gazetteer_named(const ix_gazetteer *g, ix_str name) {
    for (uint32_t i = 0; i < g->names.n; i++)
        if (ix_str_eq(g->names.v[i], name))
            return (int)i;
    return -1;
}

/* A curly apostrophe or a no-break space is three or two bytes >= 0x80 that part tokens all the same. */
static size_t separator_at(ix_str s, size_t i) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x80)
        return !ix_utf8_bytes[c];
    if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xC0 &&
        (unsigned char)s.ptr[i + 1] != 0xAA && (unsigned char)s.ptr[i + 1] != 0xBA)
        return 2;
    if (c == 0xE2 && i + 2 < s.len && (unsigned char)s.ptr[i + 1] == 0x80)
        return 3;
    return 0;
}

static inline uint64_t token_hash(ix_str s, size_t *at) {
    uint64_t h = 14695981039346656037u;
    size_t i = *at;
    while (i < s.len) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (ix_utf8_bytes[c] & IX_BYTE_WORD) {
            h = (h ^ (c | 32)) * 1099511628211u; /* digits have that bit already */
            i++;
        } else {
            if (separator_at(s, i))
                break;
            char folded[4];
            uint32_t cp = ix_utf8_next(s, &i);
            size_t n = ix_utf8_put(folded, ix_utf8_lower(cp));
            for (size_t k = 0; k < n; k++)
                h = (h ^ (unsigned char)folded[k]) * 1099511628211u;
        }
    }
    *at = i;
    return h;
}

static size_t skip_separators(ix_str s, size_t i) {
    size_t n;
    while (i < s.len && !(ix_utf8_byte(s, i) & IX_BYTE_WORD) && (n = separator_at(s, i)))
        i += n;
    return i;
}

/* Takes the next token after `at` into the key of those from `start` on; false when there is none near. */
static bool next_key(ix_str s, size_t start, size_t *at, uint64_t *key) {
    if (*at - start > FURTHEST || (*at = skip_separators(s, *at)) >= s.len)
        return false;
    *key = *key * 31 ^ token_hash(s, at);
    return true;
}

/* A name is found as written or all in capitals, so one that begins with a capital never begins in lower case
 * in a text. */
static bool begins_high(ix_str s, size_t at) {
    uint32_t cp = ix_utf8_next(s, &at);
    return ix_utf8_is_upper(cp);
}

void ix_gazetteer_add(ix_arena *arena, ix_gazetteer *g, ix_gazetteer_entry entry) {
    size_t at = 0;
    entry.name = ix_str_trim(entry.name);
    uint64_t key = token_hash(entry.name, &at), longer = key;
    if (at == 0)
        return;
    if (entry.any_case || !begins_high(entry.name, 0))
        note(g->first_tokens[0], key);
    note(g->first_tokens[1], key);
    for (int n = 1; n < KEY_TOKENS && next_key(entry.name, 0, &at, &longer); n++) {
        note(g->beginnings, key);
        key = longer;
    }
    note(g->whole, key);
    *IX_PUSH(arena, &g->slots) = (slot){entry, key, 0};
}

/* The keys of the names that may begin with the tokens from `start` on, of which the first has the hash `key`
 * and ends at `at`; returns how many there are, the shortest first. */
static int keys_of_names(const ix_gazetteer *g, ix_str s, size_t start, size_t at, uint64_t key,
                         uint64_t keys[KEY_TOKENS]) {
    int n = 0;
    for (int tokens = 1; tokens <= KEY_TOKENS; tokens++) {
        if (noted(g->whole, key))
            keys[n++] = key;
        if (tokens == KEY_TOKENS || !noted(g->beginnings, key) || !next_key(s, start, &at, &key))
            break;
    }
    return n;
}

void ix_gazetteer_seal(ix_arena *arena, ix_gazetteer *g) {
    uint32_t size = 64;
    while (size < g->slots.n * 2)
        size *= 2;
    g->mask = size - 1;
    g->buckets = IX_NEW_ARRAY(arena, uint32_t, size);
    for (uint32_t i = g->slots.n; i-- > 0;) {
        uint32_t *link = &g->buckets[(g->slots.v[i].key ^ g->slots.v[i].key >> 29) & g->mask];
        while (*link && g->slots.v[*link - 1].entry.name.len > g->slots.v[i].entry.name.len)
            link = &g->slots.v[*link - 1].next;
        g->slots.v[i].next = *link;
        *link = i + 1;
    }
}

static uint32_t plain(uint32_t cp) {
    return cp == 0x2019 || cp == 0x2018 ? '\'' : cp == 0x2011 ? '-' : cp;
}

/* The end of `name` found at `start` of text, or 0. Case: as written, or all capitals in the text, or any. */
static size_t name_end(ix_str text, size_t start, ix_str name, bool any_case) {
    size_t i = start, j = 0;
    bool as_written = true, capitals = true;
    if (text.len - start >= name.len && memcmp(text.ptr + start, name.ptr, name.len) == 0)
        return start + name.len;
    while (j < name.len) {
        if (i >= text.len)
            return 0;
        uint32_t a = plain(ix_utf8_next(text, &i)), b = plain(ix_utf8_next(name, &j));
        if (ix_utf8_is_space(b)) {
            if (!ix_utf8_is_space(a))
                return 0;
            for (size_t k = i; k < text.len && ix_utf8_is_space(ix_utf8_next(text, &k)); i = k)
                if (i - start > name.len + 32)
                    return 0;
            continue;
        }
        if (ix_utf8_lower(a) != ix_utf8_lower(b))
            return 0;
        as_written = as_written && a == b;
        capitals = capitals && (ix_utf8_is_upper(a) || !ix_utf8_is_letter(a));
    }
    return any_case || as_written || capitals ? i : 0;
}

static bool at_word_end(ix_str text, size_t end) {
    return end >= text.len || separator_at(text, end) || !ix_utf8_byte(text, end - 1);
}

typedef struct scan {
    const ix_gazetteer *g;
    ix_str text;
    ix_hit_sink sink;
    void *context;
    size_t taken[MAX_GAZETTEERS]; /* end of each gazetteer's last hit */
} scan;

/* The longest entry at `start` of each gazetteer that is free there: names with more tokens are looked up
 * first, and of one key the longer ones come first. */
static void hits_at(scan *s, size_t start, const uint64_t *keys, int n) {
    for (int k = n - 1; k >= 0; k--)
        for (uint32_t i = s->g->buckets[(keys[k] ^ keys[k] >> 29) & s->g->mask]; i;
             i = s->g->slots.v[i - 1].next) {
            const slot *c = &s->g->slots.v[i - 1];
            if (c->key != keys[k] || s->taken[c->entry.gazetteer] > start)
                continue;
            size_t end = name_end(s->text, start, c->entry.name, c->entry.any_case);
            if (!end || !at_word_end(s->text, end))
                continue;
            s->taken[c->entry.gazetteer] = end;
            s->sink(s->context, &(ix_hit){{(uint32_t)start, (uint32_t)end}, &c->entry});
        }
}

/* The hits of what begins at *at, if anything may; moves *at past its first token. */
static void scan_token(scan *s, size_t *at) {
    size_t start = *at;
    uint64_t keys[KEY_TOKENS], first = token_hash(s->text, at);
    if (noted(s->g->first_tokens[begins_high(s->text, start)], first))
        hits_at(s, start, keys, keys_of_names(s->g, s->text, start, *at, first, keys));
}

void ix_gazetteer_scan(const ix_gazetteer *g, ix_str text, ix_hit_sink sink, void *context) {
    scan s = {.g = g, .text = text, .sink = sink, .context = context};
    if (g->slots.n == 0)
        return;
    for (size_t at = skip_separators(text, 0); at < text.len; at = skip_separators(text, at))
        scan_token(&s, &at);
}

static void keep(void *context, const ix_hit *hit) {
    *(ix_hit *)context = *hit;
}

bool ix_gazetteer_match(const ix_gazetteer *g, ix_str name, ix_str text, uint32_t start, ix_hit *hit) {
    int number = ix_gazetteer_named(g, name);
    size_t at = start;
    scan s = {.g = g, .text = text, .sink = keep, .context = hit};
    for (int i = 0; i < MAX_GAZETTEERS; i++)
        s.taken[i] = i == number ? 0 : SIZE_MAX;
    hit->entry = NULL;
    if (number >= 0)
        scan_token(&s, &at);
    return hit->entry != NULL;
}

ix_str ix_entry_column(const ix_gazetteer_entry *entry, const char *column) {
    int i = entry && entry->table ? ix_table_column(entry->table, ix_str_of(column)) : -1;
    return i < 0 ? (ix_str){"", 0} : entry->table->rows.v[entry->row][i];
}

uint32_t ix_entry_row(const ix_gazetteer_entry *entry) {
    return entry->row;
}
