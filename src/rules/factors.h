/* All literal pieces that gates ask for, found in one pass over the text: an Aho–Corasick automaton over
 * folded bytes. Source: A. V. Aho, M. J. Corasick, "Efficient String Matching" (1975). */
#ifndef IX_RULES_FACTORS_H
#define IX_RULES_FACTORS_H

#include "base/array.h"
#include "base/str.h"

typedef struct ix_factor_node ix_factor_node;

/* Fields are private to factors.c but for ix_factors_values. */
typedef struct ix_factors {
    ix_arena *arena;
    ix_factor_node *nodes;
    uint32_t n_nodes, cap_nodes;
    uint8_t class_of[256]; /* 0: a byte in no factor */
    uint32_t classes;
    uint32_t *next;        /* nodes * classes */
    uint32_t *value_start; /* nodes + 1 */
    uint32_t *values;
    uint64_t *has_values; /* a bit each node */
} ix_factors;

/* A place where factors end: the byte past them, and the automaton's state. */
typedef struct ix_factor_hit {
    uint32_t end, state;
} ix_factor_hit;

ix_factors *ix_factors_new(ix_arena *arena);
/* `value` is given back for each hit of `text` (folded as in gate.h). */
void ix_factors_add(ix_factors *f, ix_str text, uint32_t value);
void ix_factors_seal(ix_factors *f);
/* The values of the factors that end in a state, in order. */
static inline const uint32_t *ix_factors_values(const ix_factors *f, uint32_t state, uint32_t *n) {
    *n = f->value_start[state + 1] - f->value_start[state];
    return f->values + f->value_start[state];
}

/* Folds as the scan does, but keeps every byte in its place: white space of several bytes becomes a blank and
 * fillers. `out` has room for text.len + 3 bytes; the last three become NUL. False: the text holds characters
 * that fold to another length (long s, Kelvin and Angstrom signs), and `out` is of no use. */
bool ix_fold_text(ix_str text, unsigned char *out);

typedef IX_ARRAY(ix_factor_hit) ix_factor_hits;
/* Appends all hits in text order. */
void ix_factors_scan(const ix_factors *f, ix_str text, ix_arena *arena, ix_factor_hits *hits);

#endif
