/* Why a rule does not match: each unit of a document tried again, traced, before its layer is. Method: of all
 * places to begin at, the attempt that came through most of the pattern; where it stopped, what was asked for
 * there (as B. Ford's packrat parsers tell errors by the farthest failure, 2002, but farthest in the
 * pattern). Private to src/rules. */
#ifndef IX_RULES_WHYNOT_H
#define IX_RULES_WHYNOT_H

#include "base/buf.h"
#include "rules/items.h"
#include "rules/matcher.h"

/* How far the best attempt in a unit came. */
typedef struct ix_attempt {
    size_t began, at;         /* in the unit's lifted text */
    double before;            /* the share of the pattern that it came through */
    IX_ARRAY(uint32_t) asked; /* the items that were asked for at `at` and do not fit, the farthest first */
    int forbids;              /* what was tried last in the look-around that failed there, -1: none failed */
} ix_attempt;

typedef struct ix_tried_unit {
    ix_span span;
    ix_str lifted; /* as the pattern saw it */
    IX_ARRAY(ix_edge) edges;
    unsigned shut; /* a bit for each clause of the rule's gate that does not hold */
    bool matched;  /* somewhere in it the pattern matches */
    ix_attempt best;
} ix_tried_unit;

struct ix_whynot {
    ix_arena arena;
    ix_str rule_name;
    const ix_language *language; /* of the document; NULL: it came to no layer of the rule */
    const ix_rule *rule;
    ix_names names;
    ix_items items;
    bool untraced; /* the pattern is too large to be traced */
    IX_ARRAY(ix_tried_unit) units;
};

/* Tries the rule on all units, if it is of this layer. */
void ix_whynot_layer(ix_whynot *why, ix_matcher *m, ix_layer layer);

/* Reads the rule's pattern into names and items, and compiles it traced: with as many callouts as it has room
 * for. NULL: with none. */
ix_regex *ix_whynot_trace(ix_whynot *why);
/* Where a byte of the pattern, in no name's part, is written: in the text of the fragment `in`, or of the
 * rule (NULL). */
size_t ix_whynot_written(const ix_whynot *why, const ix_name *in, size_t byte);

#endif
