/* All literal pieces that gates ask for, found in one pass over the text: an Aho–Corasick automaton over folded bytes.
 * Source: A. V. Aho, M. J. Corasick, "Efficient String Matching" (1975). */
#ifndef IX_RULES_FACTORS_H
#define IX_RULES_FACTORS_H

#include "base/array.h"
#include "base/str.h"

typedef struct ix_factors ix_factors;

/* A place where factors end: the byte past them, and the automaton's state. */
typedef struct ix_factor_hit {
    uint32_t end, state;
} ix_factor_hit;

ix_factors *ix_factors_new(ix_arena *arena);
/* `value` is given back for each hit of `text` (folded as in gate.h). */
void ix_factors_add(ix_factors *f, ix_str text, uint32_t value);
void ix_factors_seal(ix_factors *f);
/* The values of the factors that end in a state. */
const uint32_t *ix_factors_values(const ix_factors *f, uint32_t state, uint32_t *n);

/* Folds as the scan does, but keeps every byte in its place: white space of several bytes becomes a blank and fillers. `out` has
 * room for text.len + 3 bytes; the last three become NUL. False: the text holds characters that fold to another length
 * (long s, Kelvin and Angstrom signs), and `out` is of no use. */
bool ix_fold_text(ix_str text, unsigned char *out);

typedef IX_ARRAY(ix_factor_hit) ix_factor_hits;
/* Appends all hits in text order. */
void ix_factors_scan(const ix_factors *f, ix_str text, ix_arena *arena, ix_factor_hits *hits);

#endif
