/* The matcher's inside: what match.c, taking.c, lifts.c and places.c share. Private to src/rules. */
#ifndef IX_RULES_MATCHER_H
#define IX_RULES_MATCHER_H

#include "rules/ruleset.h"
#include "rules/unit.h"

typedef IX_ARRAY(ix_lift) ix_lift_array;

typedef struct ix_kind_lifts {
    ix_lift_array lifts;
    uint32_t cursor;
    bool unsorted;
} ix_kind_lifts;

/* A rule that may match in the unit at hand, with its next match there. */
typedef struct ix_candidate {
    const ix_rule *rule;
    uint32_t windows, n_windows; /* where it may begin */
    uint32_t next_window;        /* searches go forward: the first that is not behind */
    bool found;
    size_t start, end; /* in lifted text */
    ix_span whole;
    size_t pairs[2 * IX_MAX_GROUPS];
} ix_candidate;

/* A stretch of lifted text that a match has to begin in. */
typedef struct ix_window {
    size_t start, stop;
} ix_window;

struct ix_matcher {
    ix_arena arena; /* the document's scratch */
    const ilex_ruleset *rules;
    const ix_language *language;
    ix_document *doc;
    bool clean, has_hits;
    const char *folded; /* the text folded byte for byte; NULL when it cannot be */
    ix_factor_hits factor_hits;
    IX_ARRAY(ix_span) digits; /* runs of ASCII digits */
    uint64_t *bits[2];        /* by ix_unit_kind: a row of clause bits for each unit */
    uint32_t *first_digit[2];
    uint32_t *clause_ends, *clause_ends_at; /* where the hits of each anchor clause end, clause by clause */
    ix_kind_lifts kinds[IX_KIND_MAX];
    IX_ARRAY(ix_hit) hits[IX_KIND_MAX - IX_LAYERS];
    ix_regex_scratch *regex;
    ix_unit unit;
    ix_lift *visible;
    uint32_t cap_visible;
    ix_candidate *candidates;
    uint32_t n_candidates, cap_candidates;
    ix_window *windows; /* of all candidates */
    uint32_t n_windows, cap_windows;
    uint64_t *row;         /* clause bits of the unit at hand */
    ilex_rule_cost *costs; /* by rule number; only when profiling */
    uint32_t n_costs;
    uint64_t places; /* tried so far */
    ix_whynot *why;  /* whynot.h; NULL: nobody asks */
};

/* taking.c: the document's units and the clauses that hold in them. */
uint32_t ix_matcher_units(const ix_matcher *m, ix_unit_kind kind);
ix_span ix_matcher_unit_span(const ix_matcher *m, ix_unit_kind kind, uint32_t i);
static inline void ix_set_clauses(uint64_t *row, const uint64_t *more, uint32_t words) {
    for (uint32_t w = 0; w < words; w++)
        row[w] |= more[w];
}

/* lifts.c: earlier mentions. */
void ix_matcher_add_lift(ix_matcher *m, int kind, ix_span span, int item);
/* To be called before a layer's units are gone through. */
void ix_matcher_prepare(ix_matcher *m, uint64_t sees);
/* Puts all mentions of the seen kinds in the unit into m->visible; units have to come in text order. Returns
 * how many; `present`: the kinds there. */
uint32_t ix_matcher_gather(ix_matcher *m, uint64_t sees, ix_span span, uint64_t *present);
/* Of overlapping ones among the first n of m->visible the widest stays; returns how many do. */
uint32_t ix_matcher_thin_out(ix_matcher *m, uint32_t n);

/* places.c: where in a unit a rule is tried. */
void ix_lay_windows(ix_matcher *m, ix_candidate *c, ix_unit_kind kind, int unit);
/* The rule's next match at or after `from` in m->unit; `from` never goes back. */
ix_regex_result ix_find_next(ix_matcher *m, ix_candidate *c, size_t from, const size_t **pairs);

#endif
