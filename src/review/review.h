/* The review of a store: what reviewers decide on its facts, and what follows from it.
 *
 * Decisions are events in an append-only log (log.h); what is true of a fact is their fold (fold.h). A fact
 * is known by its id (6-emit/facts.c) and judged on its `fields`: the columns of a flat fact that the page
 * shows, all strings but `start` and `end`. An event carries them back as `before`; when a later record says
 * something else of the same fact, the decision is reopened, and when the fact is gone, it is stale.
 * Records and log are read again when they change: a batch, and other reviewers, may run beside it; session
 * and events count the readings, so that who has asked before knows that documents may have another number. A
 * review works from one thread. */
#ifndef IX_REVIEW_REVIEW_H
#define IX_REVIEW_REVIEW_H

#include "base/buf.h"
#include "ilex.h"

typedef struct ix_review ix_review;

/* A curator's decisions settle disputes; a blind reviewer has all answered as if nobody else had decided
 * anything, so that his agreement with others says something. */
typedef enum ix_review_role { IX_REVIEWER, IX_CURATOR, IX_BLIND_REVIEWER } ix_review_role;

/* `out`: the folder of a store; NULL with `error` filled in. */
ix_review *ix_review_open(const char *out, const char *reviewer, ix_review_role role, ilex_error *error);
void ix_review_close(ix_review *review);

/* Each appends a JSON text to `answer`; false with `error` filled in, status ILEX_E_USAGE where it is the
 * asker's fault. What they say: session, the documents in order of work, one document with its facts and
 * their decisions, a passage of the page it came from, events after a seq, rules with their precision, and
 * how far reviewers agree. */
bool ix_review_session(ix_review *review, ix_buf *answer, ilex_error *error);
bool ix_review_documents(ix_review *review, ix_buf *answer, ilex_error *error);
bool ix_review_document(ix_review *review, uint32_t n, ix_buf *answer, ilex_error *error);
bool ix_review_source(ix_review *review, uint32_t n, size_t start, size_t end, ix_buf *answer,
                      ilex_error *error);
bool ix_review_events(ix_review *review, int64_t after, ix_buf *answer, ilex_error *error);
bool ix_review_rules(ix_review *review, ix_buf *answer, ilex_error *error);
bool ix_review_agreement(ix_review *review, ix_buf *answer, ilex_error *error);

/* Takes a JSON array of events, all or none: true once they are on disk. `error->line` is the place in the
 * list, from 1, of one that is refused. An event whose id is in the log already counts as taken. */
bool ix_review_post(ix_review *review, const char *json, size_t n, ix_buf *answer, ilex_error *error);

/* Takes a file of events, a JSON object a line; `refused` hears of each line that is not taken. Gives how
 * many were new. False only when the log cannot be written. */
typedef void (*ix_review_refused)(const char *path, int line, const char *why);
bool ix_review_apply(ix_review *review, const char *path, ix_review_refused refused, uint32_t *taken,
                     uint32_t *n_refused, ilex_error *error);

/* Hears of a word of a reviewer that a record has no place for. */
typedef void (*ix_review_unheld)(const char *what);

/* What the review comes to. "records": records of accepted, corrected and added facts, a line each, to
 * `path` (NULL: standard output); "gold": a folder of texts and annotations; "examples": examples and
 * counterexamples for the rules, as YAML. `n_unheld` counts what `unheld` heard. */
bool ix_review_export(ix_review *review, const char *form, const char *path, bool keep_unreviewed,
                      ix_review_unheld unheld, uint32_t *n_unheld, ilex_error *error);

#endif
