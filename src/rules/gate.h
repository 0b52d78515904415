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

/* What a match can begin with, as a filter on the first bytes of text folded by ix_fold_text. */
typedef struct ix_first {
    bool known;
    bool digit, upper;  /* an ASCII digit; a capital (ASCII, or any character beyond ASCII) */
    int grams;          /* how many bytes `bits` are asked for: 2 or 3; 0: none begins with a text */
    uint64_t bits[64];  /* a bit for the hash of the first `grams` bytes */
} ix_first;

typedef struct ix_gate {
    IX_ARRAY(ix_clause) clauses; /* none: the pattern may match anything */
    ix_first first;
} ix_gate;

static inline uint32_t ix_gram_hash(const unsigned char *p, int n) {
    uint32_t h = (uint32_t)p[0] * 31 + p[1];
    return (n == 3 ? h * 31 + p[2] : h) & 4095;
}

/* Whether a match can begin at a byte: `text` and `folded` stand there and go on for three bytes (NULs past the end). */
static inline bool ix_first_fits(const ix_first *first, const unsigned char *text, const unsigned char *folded) {
    if ((text[0] & 0xC0) == 0x80)
        return false; /* inside a character */
    uint32_t h = ix_gram_hash(folded, first->grams);
    return (first->grams && (first->bits[h / 64] >> (h % 64) & 1)) || (first->digit && (unsigned char)(text[0] - '0') < 10) ||
           (first->upper && ((text[0] >= 'A' && text[0] <= 'Z') || text[0] >= 0xC2));
}

/* The clause to search around: one that is rare and near the match's beginning; -1 when none is near. */
int ix_gate_anchor(const ix_gate *gate);

/* `pattern` is a PCRE2 pattern in extended syntax with lists and mentions already put in. `caseless`: compiled so. */
ix_gate ix_gate_derive(ix_arena *arena, ix_str pattern, bool caseless);

#endif
