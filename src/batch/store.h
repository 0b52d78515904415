/* The store, a folder: documents.ndjson, the records in input order; and in .ilex what is known of them.
 *
 *   .ilex/journal   what an unfinished run has done so far: record after record, each with its key and a
 * checksum. A torn end is cut off on opening; the file is gone when documents.ndjson is in place. .ilex/state
 * the sources, and the key and place of each record in documents.ndjson, as the last finished run left them.
 *   .ilex/lock      held by the one run that writes.
 *
 * documents.ndjson is put together from its own last version and the journal, in the order of the sources, so
 * its bytes depend on what was given and on the rules, never on how the work was shared out or where it was
 * interrupted. */
#ifndef IX_BATCH_STORE_H
#define IX_BATCH_STORE_H

#include "batch/file.h"
#include "batch/sources.h"
#include "base/map.h"

/* Half a SHA-256 over all that a record depends on. */
typedef struct ix_key {
    unsigned char bytes[16];
} ix_key;

/* Today's rules as numbers: of what all languages share, of each language with that, and last of all there
 * is. A record has the number of the rules that made it, and is as good as new while that is among today's;
 * one that failed, which may be in any language, has the last. */
enum { IX_MOST_RULES = 64 };
typedef struct ix_rules_today {
    uint64_t v[IX_MOST_RULES];
    int n;
} ix_rules_today;

typedef enum ix_where { IX_NOWHERE, IX_IN_DOCUMENTS, IX_IN_JOURNAL } ix_where;

typedef struct ix_entry {
    ix_key key;
    uint64_t offset, check, rules;
    uint32_t length, facts;
    uint8_t where, failed;
    uint8_t asked; /* it is being made */
    uint8_t unused[5];
} ix_entry;

typedef struct ix_past_source {
    ix_source source;
    uint32_t first, n; /* its entries in the past order */
    bool here;         /* it is among this run's, changed or not */
} ix_past_source;

typedef struct ix_store {
    char path[3072];
    char signature[65]; /* of the last finished run; "" when there is none */
    int lock, documents, journal;
    uint64_t journal_size;
    const ix_rules_today *today;
    uint32_t n_outdated; /* records in documents.ndjson that today's rules may read otherwise */
    unsigned unsynced;
    ix_entry *entries;
    uint32_t n, cap;
    uint32_t *slots, n_slots;
    struct {
        ix_past_source *v;
        uint32_t n;
    } past;
    uint32_t *past_entries, n_past_entries;
    ix_map past_by_path;
    uint32_t *order; /* entries as they shall stand in documents.ndjson */
    uint32_t n_order, cap_order;
    ix_past_source *run; /* this run's sources */
    uint32_t n_run;
    bool altered;    /* documents.ndjson is not as it was left */
    bool unfinished; /* the last run was stopped while putting things in place */
    ix_arena arena;
} ix_store;

/* Opens or makes it; false with errno set, EWOULDBLOCK when another run writes to it. Only looking: nothing
 * is made, and there may be nothing. `today` is borrowed; records of other rules are as if they were not
 * there. */
bool ix_store_open(ix_store *store, const char *path, bool looking, const ix_rules_today *today);
void ix_store_close(ix_store *store);

/* Whether the last run finished, and with these sources and this signature: there is nothing to do. */
bool ix_store_current(const ix_store *store, const ix_sources *sources, const char *signature);

/* The key's entry, made when there is none. */
uint32_t ix_store_entry(ix_store *store, const ix_key *key);
/* What is kept of a release. */
typedef struct ix_kept {
    const char *record;
    size_t n;
    uint64_t rules;
    uint32_t facts;
    bool failed;
} ix_kept;
/* Writes an entry's record to the journal. */
bool ix_store_keep(ix_store *store, uint32_t entry, const ix_kept *kept);

/* Lets go of what is kept, all or only failures, so that it is done again. */
void ix_store_forget(ix_store *store, bool only_failed);

/* The order of this run: begins a source, then adds its entries; or takes over the entries that the same
 * source, unchanged, had in the last run: false when it has changed or one of them is gone. */
void ix_store_begin_source(ix_store *store, const ix_source *source);
void ix_store_push(ix_store *store, uint32_t entry);
bool ix_store_repeat_source(ix_store *store, const ix_source *source);
/* How many releases the last run had of sources that this run does not have. */
uint64_t ix_store_gone(const ix_store *store);

/* Puts documents.ndjson and the state in place, and ends the journal. `started`: when the run began, in
 * nanoseconds. */
bool ix_store_finish(ix_store *store, const char *signature, int64_t started);

#endif
