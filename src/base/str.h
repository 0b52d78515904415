/* Borrowed strings and spans. Neither owns memory. */
#ifndef IX_BASE_STR_H
#define IX_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

typedef struct ix_str {
    const char *ptr;
    size_t len;
} ix_str;

/* Half-open range of bytes in a document's text. */
typedef struct ix_span {
    uint32_t start, end;
} ix_span;

#define IX_STR(literal) ((ix_str){"" literal, sizeof(literal) - 1})
#define IX_FMT(s) (int)(s).len, (s).ptr /* for "%.*s" */

static inline ix_str ix_str_of(const char *s) {
    return (ix_str){s, s ? strlen(s) : 0};
}
static inline bool ix_str_eq(ix_str a, ix_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline bool ix_str_is(ix_str a, const char *b) {
    return ix_str_eq(a, ix_str_of(b));
}
/* Equal but for the case of ASCII letters: names of markup. */
static inline bool ix_str_same(ix_str a, const char *b) {
    return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}
static inline ix_str ix_str_sub(ix_str s, size_t start, size_t end) {
    return (ix_str){s.ptr + start, end - start};
}
static inline uint32_t ix_span_len(ix_span s) {
    return s.end - s.start;
}
static inline bool ix_span_empty(ix_span s) {
    return s.end <= s.start;
}
static inline bool ix_span_within(ix_span inner, ix_span outer) {
    return inner.start >= outer.start && inner.end <= outer.end;
}
static inline bool ix_span_overlap(ix_span a, ix_span b) {
    return a.start < b.end && b.start < a.end;
}

bool ix_str_starts(ix_str s, ix_str prefix);
bool ix_str_ends(ix_str s, ix_str suffix);
/* Without white space (Unicode's, NBSP included) at both ends. */
ix_str ix_str_trim(ix_str s);
/* What stands behind the last blank; all of it when there is none. */
ix_str ix_str_last_word(ix_str s);
/* The span in `text` without white space at both ends; where nothing is left, empty at its start. */
ix_span ix_span_trim(ix_str text, ix_span span);
/* -1, 0, 1 by bytes. */
int ix_str_cmp(ix_str a, ix_str b);
/* printf into an arena; never NULL. */
ix_str ix_str_format(ix_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
ix_str ix_str_copy(ix_arena *arena, ix_str s);
/* How many bytes at the head of s stand in JSON as they are: all but ", \ and control characters. */
size_t ix_str_plain(ix_str s);
/* FNV-1a. */
uint64_t ix_str_hash(ix_str s);
/* That of what has the hash `h` with s behind it. */
uint64_t ix_str_hash_on(uint64_t h, ix_str s);
/* Decimal digits only; -1 when empty, not digits, or over 9 digits. */
int ix_str_int(ix_str s);

#endif
