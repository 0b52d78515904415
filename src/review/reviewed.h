/* A record as its reviewers leave it. */
#ifndef IX_REVIEW_REVIEWED_H
#define IX_REVIEW_REVIEWED_H

#include "review/held.h"
#include "review/session.h"

/* The record with only accepted, corrected and added facts (and those nobody has decided on, if asked for),
 * what was corrected put right, its items numbered anew and what they refer to with them. What of a
 * correction the record cannot hold is told to `unheld`. To be freed; NULL with `error` filled in. */
json_t *ix_reviewed_record(ix_review *review, const ix_reviewed *document, bool keep_unreviewed,
                           const ix_unheld *unheld, ilex_error *error);

#endif
