/* UTF-8: stepping, classes and simple case folding. All functions take valid UTF-8 (stage 1 sees to it) and are
 * safe, though meaningless, on anything else. */
#ifndef IX_BASE_UTF8_H
#define IX_BASE_UTF8_H

#include "base/str.h"

/* The code point at *at; moves *at past it. */
uint32_t ix_utf8_next(ix_str s, size_t *at);
/* The code point before *at; moves *at to its start. *at must be > 0. */
uint32_t ix_utf8_prev(ix_str s, size_t *at);
/* Bytes written to out (1 to 4). */
size_t ix_utf8_put(char out[4], uint32_t cp);
/* Number of code points. */
size_t ix_utf8_length(ix_str s);
/* Index of the first byte that is not valid UTF-8, or s.len when all is valid. */
size_t ix_utf8_valid(ix_str s);

bool ix_utf8_is_space(uint32_t cp);
bool ix_utf8_is_letter(uint32_t cp); /* letters of Latin, Greek, Cyrillic and everything above U+02AF that is no symbol */
bool ix_utf8_is_digit(uint32_t cp);  /* ASCII 0-9 */
bool ix_utf8_is_upper(uint32_t cp);
uint32_t ix_utf8_lower(uint32_t cp); /* simple lower case: Latin, Greek, Cyrillic */

/* The letter without its accents, in lower case: Latin letters to U+017F, others as ix_utf8_lower. */
uint32_t ix_utf8_plain(uint32_t cp);
/* The next run of letters and digits at or after *at; moves *at past it. False at the end. */
bool ix_utf8_word(ix_str s, size_t *at, ix_span *word);

/* Lower case, curly apostrophes straightened, runs of white space made one space. For looking up in lists. */
ix_str ix_utf8_fold(ix_arena *arena, ix_str s);
/* The same into 2 * s.len + 1 bytes of the caller's; returns the length. */
size_t ix_utf8_fold_into(char *out, ix_str s);

#endif
