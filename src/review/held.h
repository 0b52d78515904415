/* What reviewers said that the record made of it does not say: the record is read back as flat facts, and
 * each correction held against its own. */
#ifndef IX_REVIEW_HELD_H
#define IX_REVIEW_HELD_H

#include "review/corrected.h"
#include "review/review.h"

/* A correction or an addition, and the item of the record that it went into (borrowed); NULL: into none. */
typedef struct ix_revision {
    const json_t *item;
    int kind;
    ix_str fact, after;
} ix_revision;

/* Whom to tell, and how many times he was. */
typedef struct ix_unheld {
    ix_review_unheld tell;
    uint32_t *n;
} ix_unheld;

/* The record's items have their last numbers. Of two revisions of one item the later one counts. */
void ix_tell_unheld(const ix_revising *r, ix_str document, const ix_revision *made, uint32_t n,
                    const ix_unheld *unheld);

#endif
