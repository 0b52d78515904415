/* Gates: what a pattern cannot match without, worked out from the pattern itself.
 *
 * A gate is a conjunction of clauses, a clause a disjunction of atoms: a piece of literal text, an ASCII digit, or a lifted
 * mention of some kind. The text of atoms is folded as ix_factors folds what it scans: ASCII and Latin-1 letters in lower
 * case, a run of white space as one blank. Method: exact and required string sets over the syntax tree, as in R. Cox,
 * "Regular Expression Matching with a Trigram Index" (2012). What the analysis does not understand gives no clause, so a gate
 * may be weak but is never wrong; tests/ compare gated with ungated output. */
#ifndef IX_RULES_GATE_H
#define IX_RULES_GATE_H

#include "base/array.h"
#include "base/str.h"

enum { IX_REACH_FAR = 400, IX_KIND_MAX = 64, IX_PUA_BASE = 0xE000 }; /* kind k stands in lifted text as U+E000 + k */

typedef struct ix_clause {
    IX_ARRAY(ix_str) factors;
    uint64_t kinds; /* bit k: a mention of kind k */
    bool digit;     /* an ASCII digit */
    /* No match begins more than this many characters before the end of one of the clause's atoms (a run of white space
     * counted as one); IX_REACH_FAR: not known. */
    uint32_t reach;
} ix_clause;

typedef struct ix_gate {
    IX_ARRAY(ix_clause) clauses; /* none: the pattern may match anything */
} ix_gate;

/* The clause to search around: one that is rare and near the match's beginning; -1 when none is near. */
int ix_gate_anchor(const ix_gate *gate);

/* `pattern` is a PCRE2 pattern in extended syntax with lists and mentions already put in. `caseless`: compiled so. */
ix_gate ix_gate_derive(ix_arena *arena, ix_str pattern, bool caseless);

#endif
