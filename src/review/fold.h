/* What the events about a fact come to. */
#ifndef IX_REVIEW_FOLD_H
#define IX_REVIEW_FOLD_H

#include "review/event.h"

typedef enum ix_state {
    IX_UNREVIEWED,
    IX_ACCEPTED,
    IX_REJECTED,
    IX_CORRECTED,
    IX_UNSURE_STATE,
    IX_ADDED,
    IX_STALE,    /* decided, and no longer in the record */
    IX_REOPENED, /* decided on other fields than the record has now */
    IX_DISPUTED, /* reviewers do not agree, and no curator has decided */
    IX_STATES
} ix_state;
extern const char *const ix_state_names[IX_STATES];

/* What the record says of the fact now. */
typedef struct ix_present {
    bool there;
    uint64_t judged; /* ix_fields_hash */
} ix_present;

typedef struct ix_folded {
    ix_state state;
    bool flagged;
    const ix_event *last; /* the decision that counts; NULL: none stands */
} ix_folded;

/* Of the events about one fact, in order. An undo takes out the event that it names, a redo puts it back; of
 * what stands, each reviewer's last decision counts, and a curator's last one counts for all. */
ix_folded ix_fold(const ix_event *const *events, uint32_t n, ix_present present);
/* One reviewer's standing decision, or NULL. */
const ix_event *ix_fold_one(const ix_event *const *events, uint32_t n, ix_str reviewer);
/* Whether two decisions come to the same. */
bool ix_fold_agree(const ix_event *a, const ix_event *b);

#endif
