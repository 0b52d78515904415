/* ilex batch: an archive read once, and afterwards only what is new in it. */
#ifndef IX_BATCH_BATCH_H
#define IX_BATCH_BATCH_H

#include "batch/sources.h"
#include "batch/worker.h"

typedef enum ix_batch_result {
    IX_BATCH_DONE,
    IX_BATCH_NO_RULES,    /* complained of already */
    IX_BATCH_SOME_FAILED, /* a release or a source, or what was made could not be written */
    IX_BATCH_INTERRUPTED, /* what is done is kept; the same command goes on from there */
} ix_batch_result;

typedef struct ix_batch {
    ix_selection selection;
    const char *out;
    int jobs;
    ix_limits limits;
    ilex_input given;  /* what the command line says of every release */
    const char *rules; /* the folder that load_rules would load; NULL: as ilex_ruleset_load has it */
    ilex_ruleset *(*load_rules)(
        void *context); /* called only when there is something to do; NULL after complaining */
    void *context;
    const char *exports; /* names with commas between them, or NULL */
    bool force, retry, dry_run, watch, json_log, verbose;
} ix_batch;

ix_batch_result ix_batch_run(const ix_batch *batch);

#endif
