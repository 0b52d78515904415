/* What a match's first bytes can be, byte by byte: a filter before a pattern is tried at all. It is worked
 * out while a pattern is read (gate.c) by keeping, as of an automaton's states, the set of distances from the
 * beginning at which the reader may stand. */
#ifndef IX_RULES_SHAPE_H
#define IX_RULES_SHAPE_H

#include "rules/class.h"

enum { IX_SHAPE_WIDTH = 8 };

/* Bit i of bytes[c]: byte c may stand i bytes behind the beginning, if ASCII characters alone stand between.
 */
typedef struct ix_shape {
    uint8_t bytes[256];
    uint8_t now;   /* while reading: the distances at which it goes on; none: all is said */
    uint8_t tells; /* beyond this distance nearly anything may stand */
} ix_shape;

void ix_shape_begin(ix_shape *shape);
/* One character of the set comes next. */
void ix_shape_step(ix_shape *shape, const ix_chars *set);
/* This character comes next; `lead`: its first byte. */
void ix_shape_literal(ix_shape *shape, uint32_t cp, unsigned char lead, bool caseless);
/* A part that was read by itself, from ix_shape_begin on, comes next. */
void ix_shape_append(ix_shape *shape, const ix_shape *part);
/* Anything may follow, or nothing. */
void ix_shape_open(ix_shape *shape);

/* To be called at the pattern's end. */
void ix_shape_end(ix_shape *shape);

static inline bool ix_shape_begins(const ix_shape *shape, unsigned char byte) {
    return shape->bytes[byte] & 1;
}

/* Whether a match can begin at text[at], as far as the bytes behind the first one tell. */
static inline bool ix_shape_goes_on(const ix_shape *shape, const unsigned char *text, size_t at, size_t len) {
    for (size_t i = 1; i < shape->tells && at + i < len && text[at + i - 1] < 0x80; i++)
        if (!(shape->bytes[text[at + i]] >> i & 1))
            return false;
    return true;
}

#endif
