/* The inside of a review: records and log as read, and what they come to. */
#ifndef IX_REVIEW_SESSION_H
#define IX_REVIEW_SESSION_H

#include <jansson.h>
#include <sys/stat.h>

#include "batch/revive.h"
#include "6-emit/facts.h"
#include "review/fold.h"
#include "review/log.h"
#include "review/review.h"

typedef enum ix_fact_kind {
    IX_FIGURE_FACT,
    IX_DATE_FACT,
    IX_QUOTE_FACT,
    IX_ORGANISATION_FACT,
    IX_PERSON_FACT,
    IX_FACT_KINDS
} ix_fact_kind;
/* "figure" …, and the record's lists of them, "figures" … */
extern const char *const ix_fact_kind_names[IX_FACT_KINDS], *const ix_fact_list_names[IX_FACT_KINDS];
/* The kind of that name, -1. */
int ix_fact_kind_named(ix_str name);

typedef struct ix_review_fact {
    uint64_t id, judged;
    uint32_t rule;           /* index in rules */
    uint32_t index, mention; /* in the record's list, among its entity's mentions */
    float doubt, prominence; /* order.h; without what reviews say of the rule */
    uint8_t kind, state, flagged;
} ix_review_fact;

typedef struct ix_reviewed {
    ix_str id, sha256, title, published, language, path;
    uint64_t offset; /* of its record in documents.ndjson */
    uint32_t length;
    uint32_t first_fact, n_facts;
    int first_event, last_event; /* chained through ix_review.next_event; -1: none */
    uint32_t decided, flagged, stale;
    bool changed; /* there are events that states do not know of yet */
} ix_reviewed;

typedef struct ix_review_rule {
    ix_str name;
    uint32_t accepted, rejected, corrected, unsure;
} ix_review_rule;

struct ix_review {
    char out[3072];
    ix_str reviewer;
    ix_review_role role;
    ix_log log;
    int fd;           /* documents.ndjson */
    struct stat st;   /* as it was read */
    uint32_t reading; /* how often it has been */
    ix_arena arena;   /* of all that follows, which is read again when the file changes */
    IX_ARRAY(ix_reviewed) documents;
    IX_ARRAY(ix_review_fact) facts;
    IX_ARRAY(ix_review_rule) rules;
    IX_ARRAY(int) next_event; /* for each event of the log that is attached */
    ix_map by_id, by_sha256, rule_index;
};

/* The events about one fact of a document. */
typedef struct ix_group {
    ix_str fact;
    IX_ARRAY(const ix_event *) events;
    ix_review_fact *there; /* NULL: it is not in the record */
    ix_folded folded;
} ix_group;
typedef struct ix_groups {
    IX_ARRAY(ix_group) list;
    ix_map by_fact;
    ix_arena arena;
} ix_groups;

/* Takes up what has changed in records and log. */
bool ix_review_refresh(ix_review *review, ilex_error *error);
/* Whether the reviewer is shown it. */
bool ix_review_sees(const ix_review *review, const ix_event *event);
/* The document that an event speaks of: by its record's id, else by its content; NULL. */
ix_reviewed *ix_review_find(ix_review *review, const ix_event *event);
/* Free with ix_arena_done(&groups->arena). */
void ix_review_group(ix_review *review, const ix_reviewed *document, ix_groups *groups);
const ix_group *ix_group_of(const ix_groups *groups, uint64_t fact);
void ix_fact_id(uint64_t id, char text[17]);

/* A record as it stands in the file; false with `error` filled in. */
bool ix_review_record(ix_review *review, const ix_reviewed *document, ix_buf *record, ilex_error *error);
/* The release's own bytes, where they are still there and the same. */
bool ix_review_source_bytes(const ix_reviewed *document, ix_buf *bytes);
/* Its facts, in the order of document->first_fact …; borrowed for the call. */
typedef void (*ix_review_each)(void *context, uint32_t i, const ix_fact *fact);
void ix_review_facts(const ix_document *doc, ix_review_each each, void *context);

#endif
