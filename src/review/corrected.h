/* Facts of a record put right, as a reviewer corrects them or adds them. */
#ifndef IX_REVIEW_CORRECTED_H
#define IX_REVIEW_CORRECTED_H

#include <jansson.h>

#include "base/str.h"

/* A record on its way to being what its reviewers say. */
typedef struct ix_revising {
    json_t *record;
    const char *text;  /* the record's */
    uint32_t *byte_of; /* of each code point of it, and one past the last */
    uint32_t n_code_points;
} ix_revising;

/* Fills in text and byte_of, which is to be freed. */
void ix_revising_index(ix_revising *r);
/* Writes start, end and words of the code points; false when they are none of the text's. */
bool ix_revising_span(const ix_revising *r, json_t *to, json_int_t start, json_int_t end);

/* An item of the record's lists with what `after`, a JSON object of columns of the flat fact, says instead.
 * What the record has no place for leaves the item as it is (held.h). `mention`: by which the item is shown.
 */
void ix_correct(const ix_revising *r, json_t *item, int kind, uint32_t mention, ix_str after);
/* A fact that says nothing yet, for ix_correct. */
json_t *ix_blank_fact(int kind);
/* The added fact's own words, where it must have some: a body's name, a quote's segment. False when it stands
 * nowhere. */
bool ix_name_added(const ix_revising *r, json_t *item, int kind);
/* The id of the body that has that name, acronym or official name, or null. To be freed. */
json_t *ix_body_named(const ix_revising *r, const char *name);

#endif
