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

struct ix_gazetteer {
    IX_ARRAY(ix_str) names;
    IX_ARRAY(slot) slots;
    uint32_t *buckets;
    uint32_t mask;
    /* A bit for each hash of a first token, of names that may begin in lower case and of others: most words
     * end here. */
    uint64_t first_tokens[2][FILTER_WORDS];
};

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

/* Hashes of the first one, two and three tokens from `start`, of which the first is there and its token ends
 * at `at`; returns how many there are. */
static int more_keys(ix_str s, size_t start, size_t at, uint64_t keys[KEY_TOKENS]) {
    int n = 1;
    while (n < KEY_TOKENS && at - start <= FURTHEST && (at = skip_separators(s, at)) < s.len) {
        uint64_t hash = token_hash(s, &at);
        keys[n] = keys[n - 1] * 31 ^ hash;
        n++;
    }
    return n;
}

/* A name is found as written or all in capitals, so one that begins with a capital never begins in lower case
 * in a text. */
static bool begins_high(ix_str s, size_t at) {
    uint32_t cp = ix_utf8_next(s, &at);
    return ix_utf8_is_upper(cp);
}

static void add_first(ix_gazetteer *g, int high, uint64_t hash) {
    g->first_tokens[high][(hash >> 6) % FILTER_WORDS] |= (uint64_t)1 << (hash & 63);
}

static bool may_begin(const ix_gazetteer *g, int high, uint64_t hash) {
    return g->first_tokens[high][(hash >> 6) % FILTER_WORDS] >> (hash & 63) & 1;
}

void ix_gazetteer_add(ix_arena *arena, ix_gazetteer *g, ix_gazetteer_entry entry) {
    uint64_t keys[KEY_TOKENS];
    size_t at = 0;
    entry.name = ix_str_trim(entry.name);
    keys[0] = token_hash(entry.name, &at);
    if (at == 0)
        return;
    int n = more_keys(entry.name, 0, at, keys);
    if (entry.any_case || !begins_high(entry.name, 0))
        add_first(g, 0, keys[0]);
    add_first(g, 1, keys[0]);
    *IX_PUSH(arena, &g->slots) = (slot){entry, keys[n - 1], 0};
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

/* The longest entry at `start` whose gazetteer is in `wanted` and free there. */
static const slot *longest_at(const scan *s, size_t start, uint32_t wanted, const uint64_t *keys, int n,
                              size_t *end) {
    const slot *best = NULL;
    *end = 0;
    for (int k = n - 1; k >= 0; k--)
        for (uint32_t i = s->g->buckets[(keys[k] ^ keys[k] >> 29) & s->g->mask]; i;
             i = s->g->slots.v[i - 1].next) {
            const slot *c = &s->g->slots.v[i - 1];
            if (c->key != keys[k] || !(wanted >> c->entry.gazetteer & 1) ||
                s->taken[c->entry.gazetteer] > start)
                continue;
            size_t stop = name_end(s->text, start, c->entry.name, c->entry.any_case);
            if (stop > *end && at_word_end(s->text, stop)) {
                best = c;
                *end = stop;
            }
        }
    return best;
}

static void hits_at(scan *s, size_t start, const uint64_t *keys, int n) {
    uint32_t wanted = (uint32_t)((1u << s->g->names.n) - 1);
    const slot *found;
    size_t end;
    while (wanted && (found = longest_at(s, start, wanted, keys, n, &end))) {
        ix_hit hit = {{(uint32_t)start, (uint32_t)end}, &found->entry};
        s->sink(s->context, &hit);
        s->taken[found->entry.gazetteer] = end;
        wanted &= ~(1u << found->entry.gazetteer);
    }
}

void ix_gazetteer_scan(const ix_gazetteer *g, ix_str text, ix_hit_sink sink, void *context) {
    scan s = {.g = g, .text = text, .sink = sink, .context = context};
    if (g->slots.n == 0)
        return;
    for (size_t at = skip_separators(text, 0); at < text.len; at = skip_separators(text, at)) {
        size_t start = at;
        uint64_t keys[KEY_TOKENS] = {token_hash(text, &at)};
        if (may_begin(g, begins_high(text, start), keys[0]))
            hits_at(&s, start, keys, more_keys(text, start, at, keys));
    }
}

bool ix_gazetteer_match(const ix_gazetteer *g, ix_str name, ix_str text, uint32_t start, ix_hit *hit) {
    size_t end, at = start;
    uint64_t keys[KEY_TOKENS] = {token_hash(text, &at)};
    if (at == start || !may_begin(g, begins_high(text, start), keys[0]))
        return false;
    int number = ix_gazetteer_named(g, name);
    if (number < 0)
        return false;
    scan s = {.g = g, .text = text};
    const slot *found = longest_at(&s, start, 1u << number, keys, more_keys(text, start, at, keys), &end);
    if (found)
        *hit = (ix_hit){{start, (uint32_t)end}, &found->entry};
    return found != NULL;
}

ix_str ix_entry_column(const ix_gazetteer_entry *entry, const char *column) {
    int i = entry && entry->table ? ix_table_column(entry->table, ix_str_of(column)) : -1;
    return i < 0 ? (ix_str){"", 0} : entry->table->rows.v[entry->row][i];
}

uint32_t ix_entry_row(const ix_gazetteer_entry *entry) {
    return entry->row;
}
