/* Gates: what a pattern cannot match without, worked out from the pattern itself.
 *
 * A gate is a conjunction of clauses, a clause a disjunction of atoms: a piece of literal text, an ASCII
 * digit, or a lifted mention of some kind. The text of atoms is folded as ix_factors folds what it scans:
 * ASCII and Latin-1 letters in lower case, a run of white space as one blank. Method: exact and required
 * string sets over the syntax tree, as in R. Cox, "Regular Expression Matching with a Trigram Index" (2012).
 * What the analysis does not understand gives no clause, so a gate may be weak but is never wrong; tests/
 * compare gated with ungated output. */
#ifndef IX_RULES_GATE_H
#define IX_RULES_GATE_H

#include "base/array.h"
#include "base/str.h"
#include "rules/shape.h"

enum {
    IX_REACH_FAR = 400,
    IX_KIND_MAX = 64,
    IX_PUA_BASE = 0xE000
}; /* kind k stands in lifted text as U+E000 + k */

typedef struct ix_clause {
    IX_ARRAY(ix_str) factors;
    uint64_t kinds; /* bit k: a mention of kind k */
    bool digit;     /* an ASCII digit */
    /* No match begins more than this many characters before the end of one of the clause's atoms (a run of
     * white space counted as one); IX_REACH_FAR: not known. */
    uint32_t reach;
} ix_clause;

/* No match begins with a letter or digit right behind an ASCII letter, or digit; none begins but at the
 * text's start. */
enum { IX_AFTER_LETTER = 1, IX_AFTER_DIGIT = 2, IX_AT_START = 4 };

/* What a match can begin with, as a filter on the first bytes of text folded by ix_fold_text. */
typedef struct ix_first {
    bool known;
    uint64_t only_kinds; /* it begins with a mention of one of these kinds and with nothing else; 0: with
                            other things too */
    bool digit, letter,
        upper;       /* an ASCII digit; a letter, a capital (ASCII ones, and any character beyond ASCII) */
    unsigned edges;  /* IX_AFTER_LETTER, IX_AFTER_DIGIT, IX_AT_START */
    bool has[4];     /* texts of 1, 2, 3 and more bytes are asked for: has[1] … has[3] */
    ix_shape shape;  /* of the text as it stands */
    uint64_t one[4]; /* a bit for each byte */
    uint64_t two[64], three[64]; /* a bit for the hash of the first two, three bytes */
} ix_first;

static inline uint32_t ix_gram_hash(const unsigned char *p, int n) {
    uint32_t h = (uint32_t)p[0] * 31 + p[1];
    return (n == 3 ? h * 31 + p[2] : h) & 4095;
}

/* Whether a match can begin at a byte: `text` and `folded` stand there and go on for three bytes (NULs past
 * the end). */
static inline bool ix_first_fits(const ix_first *first, const unsigned char *text,
                                 const unsigned char *folded) {
    unsigned char c = text[0];
    if (first->has[3]) {
        uint32_t h = ix_gram_hash(folded, 3);
        if (first->three[h / 64] >> (h % 64) & 1)
            return true;
    }
    if (first->has[2]) {
        uint32_t h = ix_gram_hash(folded, 2);
        if (first->two[h / 64] >> (h % 64) & 1)
            return true;
    }
    if (first->has[1] && (first->one[folded[0] / 64] >> (folded[0] % 64) & 1))
        return true;
    return (first->digit && (unsigned char)(c - '0') < 10) ||
           (first->upper && ((c >= 'A' && c <= 'Z') || c >= 0xC2)) ||
           (first->letter && ((unsigned char)((c | 32) - 'a') < 26 || c >= 0xC2));
}

static inline bool ix_is_ascii_letter(unsigned char c) {
    return (unsigned char)((c | 32) - 'a') < 26;
}
static inline bool ix_is_ascii_digit(unsigned char c) {
    return (unsigned char)(c - '0') < 10;
}

/* Whether the look-behinds leave a match at text[0] possible; text[-1] is there. */
static inline bool ix_edge_fits(const ix_first *first, const unsigned char *text) {
    if (first->edges & IX_AT_START)
        return false;
    if (!ix_is_ascii_letter(text[0]) && !ix_is_ascii_digit(text[0]))
        return true;
    return !(first->edges & IX_AFTER_LETTER && ix_is_ascii_letter(text[-1])) &&
           !(first->edges & IX_AFTER_DIGIT && ix_is_ascii_digit(text[-1]));
}

typedef struct ix_gate {
    IX_ARRAY(ix_clause) clauses; /* none: the pattern may match anything */
    ix_first first;
} ix_gate;

/* The clause to search around: one that is rare and near the match's beginning; -1 when none is near. */
int ix_gate_anchor(const ix_gate *gate);

/* What is known of the lists of one language, while its patterns are gone through. */
typedef struct ix_known_parts ix_known_parts;
ix_known_parts *ix_known_parts_new(void);
void ix_known_parts_free(ix_known_parts *known);

/* `pattern` is a PCRE2 pattern in extended syntax with lists and mentions already put in. `caseless`:
 * compiled so. A group behind (?#Ln) is list n, the same each time; with `known` NULL it is none. The gate's
 * strings go to `arena` and `known`. */
ix_gate ix_gate_derive(ix_arena *arena, ix_known_parts *known, ix_str pattern, bool caseless);

/* What the look-behinds at a pattern's beginning say: `^`, `\b`, `(?<! [\p{L}\p{N}] )`. Of what follows only
 * whether groups have other alternatives is read. */
unsigned ix_edges_derive(ix_str pattern);

#endif
