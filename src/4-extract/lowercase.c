#include "4-extract/lowercase.h"

#include "base/utf8.h"

enum { LONGEST = 64 };

/* The word in small letters; empty when it is too long to matter. */
static ix_str fold(ix_str word, char out[LONGEST]) {
    size_t n = 0;
    for (size_t at = 0; at < word.len;) {
        if (n + 4 > LONGEST)
            return (ix_str){out, 0};
        n += ix_utf8_put(out + n, ix_utf8_lower(ix_utf8_next(word, &at)));
    }
    return (ix_str){out, n};
}

/* The bit of a word in `shapes`. */
static uint32_t shape(ix_str word) {
    uint32_t first = (unsigned char)word.ptr[0], last = (unsigned char)word.ptr[word.len - 1];
    return (first * 37 + last * 5 + (uint32_t)word.len * 131) & 1023;
}

void ix_lowercase_ask(ix_lowercase *l, ix_arena *arena, ix_str word) {
    char folded[LONGEST];
    ix_str key = fold(word, folded);
    if (!key.len || ix_map_get(&l->words, key) >= 0)
        return;
    *ix_map_put(arena, &l->words, ix_str_copy(arena, key)) = 0;
    l->shapes[shape(key) / 64] |= (uint64_t)1 << shape(key) % 64;
}

/* A word of running text, and no part of an address. */
static bool in_prose(ix_str text, ix_span word) {
    static const char joints[] = "@.-_/";
    char before = word.start ? text.ptr[word.start - 1] : ' ',
         after = word.end < text.len ? text.ptr[word.end] : ' ';
    if (before != ' ' && before != '\n' && before != '(' && before != '"' && (unsigned char)before < 0x80)
        return false;
    size_t next = word.end + 1;
    return !strchr(joints, after) || next >= text.len || !ix_utf8_is_letter(ix_utf8_next(text, &next));
}

void ix_lowercase_scan(ix_lowercase *l, ix_str text) {
    ix_span span;
    for (size_t at = 0; l->words.n && ix_utf8_word(text, &at, &span);) {
        ix_str word = ix_str_sub(text, span.start, span.end);
        size_t first = 0;
        bool asked = l->shapes[shape(word) / 64] >> shape(word) % 64 & 1;
        if (asked && word.len < LONGEST && !ix_utf8_is_upper(ix_utf8_next(word, &first)) &&
            in_prose(text, span))
            ix_map_set(&l->words, word, 1);
    }
}

bool ix_lowercase_seen(const ix_lowercase *l, ix_str word) {
    char folded[LONGEST];
    return ix_map_get(&l->words, fold(word, folded)) > 0;
}
