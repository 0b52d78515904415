#include "rules/shape.h"

void ix_shape_begin(ix_shape *shape) {
    memset(shape, 0, sizeof *shape);
    shape->now = 1;
}

void ix_shape_step(ix_shape *shape, const ix_chars *set) {
    if (!shape->now)
        return;
    for (int half = 0; half < 2; half++)
        for (uint64_t rest = set->ascii[half]; rest; rest &= rest - 1)
            shape->bytes[half * 64 + __builtin_ctzll(rest)] |= shape->now;
    for (int c = 0xC2; c < 0xF5 && set->beyond; c++)
        shape->bytes[c] |= shape->now;
    shape->now = (uint8_t)(set->ascii[0] || set->ascii[1] ? shape->now << 1 : 0);
}

void ix_shape_append(ix_shape *shape, const ix_shape *part) {
    uint8_t now = 0;
    for (int i = 0; i < IX_SHAPE_WIDTH; i++) {
        if (!(shape->now >> i & 1))
            continue;
        for (int c = 0; c < 256; c++)
            shape->bytes[c] |= (uint8_t)(part->bytes[c] << i);
        now |= (uint8_t)(part->now << i);
    }
    shape->now = now;
}

void ix_shape_open(ix_shape *shape) {
    uint8_t from = (uint8_t) ~((shape->now & -shape->now) - 1); /* the first distance and all beyond */
    for (int c = 0; c < 256 && shape->now; c++)
        if (c < 0x80 || c >= 0xC2) /* never inside a character */
            shape->bytes[c] |= from;
    shape->now = 0;
}

void ix_shape_literal(ix_shape *shape, uint32_t cp, unsigned char lead, bool caseless) {
    ix_chars set = {0};
    ix_chars_add(&set, cp, cp);
    if (caseless)
        ix_chars_caseless(&set);
    if (caseless || cp < 0x80) {
        ix_shape_step(shape, &set);
        return;
    }
    shape->bytes[lead] |= shape->now;
    shape->now = 0;
}

/* What running text is made of. */
static bool lets_words_through(const ix_shape *shape, int distance) {
    for (int c = 'a'; c <= 'z'; c++)
        if (!(shape->bytes[c] >> distance & 1))
            return false;
    return shape->bytes[' '] >> distance & 1;
}

void ix_shape_end(ix_shape *shape) {
    ix_shape_open(shape);
    for (shape->tells = IX_SHAPE_WIDTH; shape->tells > 1; shape->tells--)
        if (!lets_words_through(shape, shape->tells - 1))
            return;
}
