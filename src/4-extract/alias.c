#include "4-extract/alias.h"

#include "base/utf8.h"

enum { LONGEST_CHAIN = 64, LONGEST_WORD = 96 };

static bool is_word(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
}

/* Folds the word at the head of s into `out`; its length, or 0 when it is too long to be a name's. */
static size_t fold_word(ix_str s, char out[LONGEST_WORD], size_t *end) {
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        if (!is_word(cp))
            break;
        *end = at;
        if (n + 4 > LONGEST_WORD)
            return 0;
        n += ix_utf8_put(out + n, ix_utf8_lower(cp));
    }
    return n;
}

/* The bit in `beginnings` of a word that begins with these two; the second is 0 in a word of one letter. */
static uint32_t beginning(unsigned char first, unsigned char second) {
    return (uint32_t)(first * 37 + second) & 1023;
}

/* Whether an alias may begin as s does. Letters beyond ASCII are not looked at. */
static bool may_begin(const ix_aliases *aliases, ix_str s) {
    unsigned char second = s.len > 1 ? ix_utf8_byte(s, 1) : 0;
    if ((ix_utf8_byte(s, 0) | second) & IX_BYTE_BEYOND)
        return true;
    uint32_t bit = beginning((unsigned char)s.ptr[0] | 32,
                             second ? (unsigned char)s.ptr[1] | 32 : 0); /* digits have that bit already */
    return aliases->beginnings[bit / 64] >> bit % 64 & 1;
}

void ix_alias_add(ix_aliases *aliases, ix_str name, uint32_t at, int bearer) {
    char word[LONGEST_WORD];
    size_t end, n = ix_utf8_begins_upper(name) ? fold_word(name, word, &end) : 0;
    if (n == 0)
        return;
    uint32_t bit = beginning((unsigned char)word[0], n > 1 ? (unsigned char)word[1] : 0);
    aliases->beginnings[bit / 64] |= (uint64_t)1 << bit % 64;
    int *head = ix_map_put(aliases->arena, &aliases->first, ix_str_copy(aliases->arena, (ix_str){word, n}));
    int length = 0;
    for (int i = *head; i >= 0; i = aliases->v.v[i].next)
        if (++length == LONGEST_CHAIN ||
            (aliases->v.v[i].bearer == bearer && ix_str_eq(aliases->v.v[i].name, name)))
            return;
    int index = (int)aliases->v.n;
    *IX_PUSH(aliases->arena, &aliases->v) = (ix_alias){name, at, bearer, *head};
    *head = index;
}

/* Where `name`, standing at the head of s, ends; 0 when it does not stand there. A name all in capitals is
 * also found in title case when it has several words: a single such word is an acronym. */
static size_t name_end(ix_str s, ix_str name) {
    size_t i = 0, j = 0;
    bool same = true, text_capitals = true, name_capitals = true, several = false;
    while (j < name.len) {
        if (i >= s.len)
            return 0;
        uint32_t a = ix_utf8_next(s, &i), b = ix_utf8_next(name, &j);
        if (ix_utf8_is_space(b)) {
            if (!ix_utf8_is_space(a))
                return 0;
            several = true;
            continue;
        }
        if (ix_utf8_lower(a) != ix_utf8_lower(b) && !(a == 0x2019 && b == '\'') &&
            !(a == '\'' && b == 0x2019))
            return 0;
        same = same && ix_utf8_is_upper(a) == ix_utf8_is_upper(b);
        text_capitals = text_capitals && (ix_utf8_is_upper(a) || !ix_utf8_is_letter(a));
        name_capitals = name_capitals && (ix_utf8_is_upper(b) || !ix_utf8_is_letter(b));
    }
    size_t after = i;
    if (i < s.len && is_word(ix_utf8_next(s, &after)))
        return 0;
    return same || text_capitals || (name_capitals && several) ? i : 0;
}

static bool nearer(const ix_alias *a, const ix_alias *b, uint32_t here) {
    if (a->at <= here)
        return b->at > here || a->at > b->at;
    return b->at > here && a->at < b->at;
}

static const ix_alias *longest_at(const ix_aliases *aliases, int chain, ix_str rest, uint32_t here,
                                  size_t *end) {
    const ix_alias *best = NULL;
    *end = 0;
    for (int i = chain; i >= 0; i = aliases->v.v[i].next) {
        const ix_alias *alias = &aliases->v.v[i];
        size_t stop = name_end(rest, alias->name);
        if (stop > *end || (stop && stop == *end && nearer(alias, best, here))) {
            best = alias;
            *end = stop;
        }
    }
    return best;
}

/* Moves *at to where the next word that begins with a capital does; false at the end. No word stands before
 * *at. */
static bool next_capital(ix_str text, size_t *at) {
    for (size_t i = *at; (i = ix_utf8_capital(text, i)) < text.len;) {
        size_t next = i, before = i;
        if (ix_utf8_is_upper(ix_utf8_next(text, &next)) &&
            (i == *at || !is_word(ix_utf8_prev(text, &before)))) {
            *at = i;
            return true;
        }
        i = next;
    }
    return false;
}

void ix_alias_scan(const ix_aliases *aliases, ix_str text, ix_alias_found found, void *context) {
    char folded[LONGEST_WORD];
    for (size_t at = 0; aliases->v.n && next_capital(text, &at);) {
        size_t end = 0, start = at;
        ix_str rest = ix_str_sub(text, start, text.len);
        ix_str key = {folded, may_begin(aliases, rest) ? fold_word(rest, folded, &end) : 0};
        int chain = key.len ? ix_map_get(&aliases->first, key) : -1;
        const ix_alias *alias = chain < 0 ? NULL : longest_at(aliases, chain, rest, (uint32_t)start, &end);
        at = ix_utf8_word_end(text, start);
        if (!alias)
            continue;
        found(context, (ix_span){(uint32_t)start, (uint32_t)(start + end)}, alias->bearer);
        at = start + end;
    }
}
