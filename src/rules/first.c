/* What a pattern can begin with, from the texts of its parts: a filter on bytes. */
#include "rules/part.h"

/* Folded text up to its first blank, that included: what lies beyond may be white space of any length. */
static ix_str before_blank(ix_str s) {
    const char *blank = memchr(s.ptr, ' ', s.len);
    return blank ? ix_str_sub(s, 0, (size_t)(blank - s.ptr) + 1) : s;
}

/* The kinds that the texts begin with; 0 when one begins otherwise. */
static uint64_t kinds_that_begin(const ix_texts *texts) {
    uint64_t kinds = 0;
    for (uint32_t i = 0; i < texts->v.n; i++) {
        int kind = ix_kind_at(texts->v.v[i], 0);
        if (kind < 0)
            return 0;
        kinds |= (uint64_t)1 << kind;
    }
    return kinds;
}

static void set_bit(uint64_t *bits, uint32_t bit) {
    bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

ix_first ix_first_of(ix_arena *arena, const ix_part *whole) {
    ix_beginning b = ix_part_beginning(arena, whole);
    ix_first out = {
        .known = !b.unknown && !b.nullable, .digit = b.digit, .letter = b.letter, .upper = b.upper};
    out.only_kinds = out.known && !b.digit && !b.letter && !b.upper ? kinds_that_begin(&b.with) : 0;
    for (uint32_t i = 0; i < b.with.v.n && out.known; i++) {
        ix_str text = before_blank(b.with.v.v[i]);
        const unsigned char *p = (const unsigned char *)text.ptr;
        out.has[text.len < 3 ? text.len : 3] = true;
        if (text.len >= 3)
            set_bit(out.three, ix_gram_hash(p, 3));
        else if (text.len == 2)
            set_bit(out.two, ix_gram_hash(p, 2));
        else
            set_bit(out.one, p[0]);
    }
    return out;
}
