/* A sentence or block as patterns see it: a lifted copy in which each earlier mention is one private-use
 * character, with the way back to the document (a cascade in the manner of FASTUS: J. Hobbs et al., 1997). */
#ifndef IX_RULES_UNIT_H
#define IX_RULES_UNIT_H

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

typedef struct ix_lift {
    ix_span span;
    int kind, item;
} ix_lift;

typedef struct ix_edge {
    uint32_t at; /* byte in the lifted text where the mention's character stands */
    ix_lift lift;
} ix_edge;

/* Zero-initialise once, lay for each unit, then ix_unit_done. */
typedef struct ix_unit {
    ix_span span; /* in the document */
    ix_str text;  /* what patterns match */
    const char *
        folded; /* the same folded (ix_fold_text), three more bytes at the end; NULL when the document's is */
    ix_edge *edges;
    uint32_t n_edges, cap_edges;
    ix_buf buf, folded_buf;
} ix_unit;

/* `folded`: the document's text folded, or NULL. `lifts`: not overlapping, in text order, inside span.
 * `clean`: the document holds no private-use characters of its own (which would pass for mentions and are
 * blanked otherwise). */
void ix_unit_lay(ix_unit *unit, ix_str text, const char *folded, ix_span span, const ix_lift *lifts,
                 uint32_t n, bool clean);
void ix_unit_done(ix_unit *unit);
/* The document's range for a range of lifted text. */
ix_span ix_unit_span(const ix_unit *unit, size_t start, size_t end);
/* The lifted text's byte for a byte of the document inside the unit; false when a mention covers it. */
bool ix_unit_at(const ix_unit *unit, uint32_t byte, size_t *at);
/* The first mention in a range of lifted text, or NULL. */
const ix_lift *ix_unit_mention(const ix_unit *unit, size_t start, size_t end);

#endif
