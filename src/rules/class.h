/* Sets of characters, and the classes of patterns. */
#ifndef IX_RULES_CLASS_H
#define IX_RULES_CLASS_H

#include "base/str.h"

/* The ASCII characters of a set, and whether others are in it. */
typedef struct ix_chars {
    uint64_t ascii[2];
    bool beyond;
} ix_chars;

void ix_chars_add(ix_chars *set, uint32_t from, uint32_t to);
/* With the other case of its letters. */
void ix_chars_caseless(ix_chars *set);
/* What \s, \d, \p{L} and their like match at most: `name` is what stands behind the backslash. */
ix_chars ix_chars_escape(ix_str name);

enum { IX_CLASS_POINTS = 12 };

typedef struct ix_class {
    ix_chars chars; /* what it matches at most */
    uint32_t points[IX_CLASS_POINTS];
    int n;
    bool open; /* has members that are not among the points */
    bool negated, other_than_digits, other_than_capitals;
} ix_class;

/* Each reads at *at and moves it past: a class behind its '[', what follows the backslash of an escape, and
 * {…} or two digits behind \x. */
ix_class ix_class_read(ix_str p, size_t *at, bool caseless);
ix_str ix_class_escape(ix_str p, size_t *at);
uint32_t ix_class_hex(ix_str p, size_t *at);
/* Past the next `end`, or to the pattern's. */
void ix_class_skip_to(ix_str p, size_t *at, char end);

#endif
