/* One decision of one reviewer. */
#ifndef IX_REVIEW_EVENT_H
#define IX_REVIEW_EVENT_H

#include "base/buf.h"

#define IX_EVENT_FIELDS                                                                                      \
    IX_FIELD(id)                                                                                             \
    IX_FIELD(at)                                                                                             \
    IX_FIELD(reviewer)                                                                                       \
    IX_FIELD(document)                                                                                       \
    IX_FIELD(sha256)                                                                                         \
    IX_FIELD(fact)                                                                                           \
    IX_FIELD(kind)                                                                                           \
    IX_FIELD(rule)                                                                                           \
    IX_FIELD(rules)                                                                                          \
    IX_FIELD(decision)                                                                                       \
    IX_FIELD(reason)                                                                                         \
    IX_FIELD(note)                                                                                           \
    IX_FIELD(target)                                                                                         \
    IX_FIELD(before)                                                                                         \
    IX_FIELD(after)

typedef enum ix_event_field {
#define IX_FIELD(name) IX_EVENT_##name,
    IX_EVENT_FIELDS
#undef IX_FIELD
        IX_EVENT_N_FIELDS
} ix_event_field;
extern const char *const ix_event_field_names[IX_EVENT_N_FIELDS];

typedef enum ix_decision {
    IX_ACCEPT,
    IX_REJECT,
    IX_CORRECT,
    IX_UNSURE,
    IX_ADD,
    IX_FLAG,
    IX_UNFLAG,
    IX_UNDO,
    IX_REDO,
    IX_DECISIONS
} ix_decision;
extern const char *const ix_decision_names[IX_DECISIONS];

typedef struct ix_event {
    int64_t seq;
    ix_decision decision;
    bool curator;
    uint64_t judged, after;          /* ix_fields_hash_json of the fields `before` and `after` */
    ix_str field[IX_EVENT_N_FIELDS]; /* empty: null; `before` and `after` are JSON objects */
} ix_event;

/* Whether it settles what a fact is: all but flags, undo and redo. */
static inline bool ix_event_settles(const ix_event *event) {
    return event->decision <= IX_ADD;
}

/* An event out of a parsed JSON object, copied into the arena. Gives NULL, or what is wrong with it. */
struct json_t;
const char *ix_event_read(const struct json_t *object, ix_arena *arena, ix_event *event);
void ix_event_write(const ix_event *event, ix_buf *buf);

#endif
