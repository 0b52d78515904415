/* UTF-8: stepping, classes and simple case folding. All functions take valid UTF-8 (stage 1 sees to it) and
 * are safe, though meaningless, on anything else. */
#ifndef IX_BASE_UTF8_H
#define IX_BASE_UTF8_H

#include "base/str.h"

/* What the inline functions below hand everything beyond ASCII to. */
uint32_t ix_utf8_next_beyond(ix_str s, size_t *at);
uint32_t ix_utf8_prev_beyond(ix_str s, size_t *at);
bool ix_utf8_is_space_beyond(uint32_t cp);
bool ix_utf8_is_letter_beyond(uint32_t cp);
uint32_t ix_utf8_lower_beyond(uint32_t cp);

/* What a byte is when it begins a character. */
enum { IX_BYTE_SMALL = 1, IX_BYTE_CAPITAL = 2, IX_BYTE_DIGIT = 4, IX_BYTE_BEYOND = 8 /* ASCII */ };
enum { IX_BYTE_LETTER = IX_BYTE_SMALL | IX_BYTE_CAPITAL, IX_BYTE_WORD = IX_BYTE_LETTER | IX_BYTE_DIGIT };
extern const unsigned char ix_utf8_bytes[256];

static inline unsigned char ix_utf8_byte(ix_str s, size_t at) {
    return ix_utf8_bytes[(unsigned char)s.ptr[at]];
}

/* The code point at *at; moves *at past it. */
static inline uint32_t ix_utf8_next(ix_str s, size_t *at) {
    unsigned char c = (unsigned char)s.ptr[*at];
    return c < 0x80 ? (++*at, c) : ix_utf8_next_beyond(s, at);
}
/* The code point before *at; moves *at to its start. *at must be > 0. */
static inline uint32_t ix_utf8_prev(ix_str s, size_t *at) {
    unsigned char c = (unsigned char)s.ptr[*at - 1];
    return c < 0x80 ? (--*at, c) : ix_utf8_prev_beyond(s, at);
}
/* Bytes written to out (1 to 4). */
size_t ix_utf8_put(char out[4], uint32_t cp);
/* Where each code point begins, and one past the last; `starts` has room for s.len + 1. How many there are.
 */
uint32_t ix_utf8_starts(ix_str s, uint32_t *starts);
/* Number of code points. */
size_t ix_utf8_length(ix_str s);
/* Index of the first byte that is not valid UTF-8, or s.len when all is valid. */
size_t ix_utf8_valid(ix_str s);

static inline bool ix_utf8_is_space(uint32_t cp) {
    return cp < 0x80 ? cp == 0x20 || cp - 0x09 < 5 : ix_utf8_is_space_beyond(cp);
}
/* Letters of Latin, Greek, Cyrillic and everything above U+02AF that is no symbol. */
static inline bool ix_utf8_is_letter(uint32_t cp) {
    return cp < 0x80 ? (cp | 32) - 'a' < 26 : ix_utf8_is_letter_beyond(cp);
}
/* ASCII 0-9. */
static inline bool ix_utf8_is_digit(uint32_t cp) {
    return cp - '0' < 10;
}
/* Simple lower case: Latin, Greek, Cyrillic. */
static inline uint32_t ix_utf8_lower(uint32_t cp) {
    return cp < 0x80 ? (cp - 'A' < 26 ? cp + 32 : cp) : ix_utf8_lower_beyond(cp);
}
static inline bool ix_utf8_is_upper(uint32_t cp) {
    return ix_utf8_lower(cp) != cp;
}
static inline bool ix_utf8_begins_upper(ix_str s) {
    size_t at = 0;
    return s.len && ix_utf8_is_upper(ix_utf8_next(s, &at));
}

/* The letter without its accents, in lower case: Latin letters to U+017F, others as ix_utf8_lower. */
uint32_t ix_utf8_plain(uint32_t cp);
/* The first byte at or after `at` that is an ASCII capital or begins or continues what is beyond ASCII; s.len
 * when there is none. */
size_t ix_utf8_capital(ix_str s, size_t at);
/* The end of the run of letters and digits that begins at `at`; `at` when there is none. */
size_t ix_utf8_word_end(ix_str s, size_t at);
/* The next run of letters and digits at or after *at; moves *at past it. False at the end. */
bool ix_utf8_word(ix_str s, size_t *at, ix_span *word);

/* Lower case, curly apostrophes straightened, runs of white space made one space. For looking up in lists. */
ix_str ix_utf8_fold(ix_arena *arena, ix_str s);
/* The same into 2 * s.len + 1 bytes of the caller's; returns the length. */
size_t ix_utf8_fold_into(char *out, ix_str s);
/* Letters and digits alone, in lower case: words that differ only in marks, blanks or capitals are the same.
 */
ix_str ix_utf8_bare(ix_arena *arena, ix_str s);

#endif
