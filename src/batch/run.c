#include "batch/batch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "batch/export.h"
#include "batch/log.h"
#include "batch/pool.h"
#include "batch/quarantine.h"
#include "batch/reader.h"
#include "batch/signature.h"
#include "batch/store.h"
#include "batch/watch.h"

typedef struct batch_run {
    const ix_batch *batch;
    ilex_ruleset *rules;
    ix_pool *pool; /* NULL until there is something to do */
    ix_store store;
    ix_log log;
    char signature[65];
    ix_rules_today today;
    bool no_rules, unwritable;
    ix_buf record;
} batch_run;

static volatile sig_atomic_t interrupted;

static void interrupt(int signal) {
    (void)signal;
    interrupted = 1;
}

static bool stopping(const batch_run *run) {
    return interrupted || run->no_rules || run->unwritable;
}

/* --- what comes out of a release --- */

static int to_record(const void *bytes, size_t n, void *record) {
    ix_buf_add(record, bytes, n);
    return 0;
}

static void keep(batch_run *run, uint32_t entry, const ix_kept *kept) {
    if (run->unwritable || ix_store_keep(&run->store, entry, kept))
        return;
    run->unwritable = true;
    ix_log_trouble(&run->log, run->store.path, "store.unwritable", strerror(errno));
}

static void keep_error(batch_run *run, uint32_t entry, const ilex_input *given, const ilex_error *error) {
    run->record.len = 0;
    ix_error_record(given, error, to_record, &run->record);
    run->log.failed++;
    ix_log_trouble(&run->log, given->id ? given->id : "-", error->code, error->message);
    keep(run, entry,
         &(ix_kept){.record = run->record.ptr,
                    .n = run->record.len,
                    .rules = run->today.v[run->today.n - 1],
                    .failed = true});
}

static void done(const ix_outcome *outcome, void *context) {
    batch_run *run = context;
    run->log.made++;
    run->log.facts += outcome->facts;
    if (outcome->record) {
        keep(run, outcome->ticket,
             &(ix_kept){outcome->record, outcome->n, outcome->rules, outcome->facts, false});
        return;
    }
    if (outcome->lost && !ix_quarantine(run->store.path, &run->store.entries[outcome->ticket].key,
                                        outcome->lost, &outcome->error))
        ix_log_trouble(&run->log, "quarantine", "quarantine.unwritable", strerror(errno));
    keep_error(run, outcome->ticket, outcome->given, &outcome->error);
}

static void tick(void *run) {
    ix_log_progress(&((batch_run *)run)->log);
}

/* --- the workers --- */

static void say_cage(batch_run *run) {
    const ix_cage *cage = &run->pool->cage;
    ix_log_note(&run->log, "%d workers; seccomp %s, Landlock %s", run->pool->n,
                cage->seccomp ? "on" : "not available", cage->landlock ? "on" : "not available");
}

static bool need_pool(batch_run *run) {
    const ix_batch *batch = run->batch;
    if (run->pool)
        return true;
    run->rules = batch->load_rules(batch->context);
    run->no_rules = !run->rules;
    if (run->no_rules)
        return false;
    run->pool = ix_alloc(sizeof *run->pool);
    *run->pool = (ix_pool){.rules = run->rules,
                           .limits = batch->limits,
                           .n = batch->jobs,
                           .done = done,
                           .tick = tick,
                           .context = run};
    run->no_rules = !ix_pool_start(run->pool);
    if (run->no_rules)
        ix_log_trouble(&run->log, "batch", "batch.workers", "no worker process can be started");
    else
        say_cage(run);
    return !run->no_rules;
}

static void end_pool(batch_run *run) {
    if (run->pool)
        ix_pool_stop(run->pool);
    free(run->pool);
    ilex_ruleset_free(run->rules);
}

/* --- a release --- */

static void count_known(batch_run *run, const ix_entry *entry) {
    run->log.facts += entry->facts;
    run->log.failed += entry->failed;
}

static bool take(ix_release *release, void *context) {
    batch_run *run = context;
    ix_key key = ix_key_of(release, run->signature);
    uint32_t index = ix_store_entry(&run->store, &key);
    ix_entry *entry = &run->store.entries[index];
    ix_store_push(&run->store, index);
    run->log.documents++;
    run->log.bytes += release->n;
    run->log.at = release->at;
    ix_log_progress(&run->log);
    if (entry->where != IX_NOWHERE) {
        count_known(run, entry);
    } else if (!entry->asked && run->batch->dry_run) {
        entry->asked = 1;
        run->log.made++;
        ix_log_note(&run->log, "%s: new or changed", release->given.id);
    } else if (!entry->asked) {
        entry->asked = 1;
        if (release->error.status != ILEX_OK) {
            run->log.made++;
            keep_error(run, index, &release->given, &release->error);
        } else if (need_pool(run))
            ix_pool_submit(run->pool, release, index);
    }
    return stopping(run);
}

/* A source that cannot be had gives an error in its place. */
static void missing(batch_run *run, const ix_source *source) {
    ix_release release = {.given = {.id = source->path.ptr, .path = source->path.ptr}, .bytes = ""};
    ix_error_set(&release.error, ILEX_E_IO, "source.unreadable", "%s", strerror(source->trouble));
    take(&release, run);
}

static void count_repeated(batch_run *run, uint32_t from) {
    for (uint32_t i = from; i < run->store.n_order; i++) {
        run->log.documents++;
        count_known(run, &run->store.entries[run->store.order[i]]);
    }
}

static void read_source(batch_run *run, const ix_source *source) {
    uint32_t from = run->store.n_order;
    bool unchanged = strcmp(run->store.signature, run->signature) == 0;
    if (unchanged && ix_store_repeat_source(&run->store, source)) {
        count_repeated(run, from);
        return;
    }
    ix_store_begin_source(&run->store, source);
    if (source->trouble)
        missing(run, source);
    else
        ix_read_source(source->path, &run->batch->given, take, run);
}

/* --- a run --- */

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static ix_batch_result summary(batch_run *run, const char *outcome, ix_batch_result result) {
    char product[4096];
    snprintf(product, sizeof product, "%s/documents.ndjson", run->batch->out);
    ix_log_summary(&run->log, outcome, result == IX_BATCH_INTERRUPTED || run->batch->dry_run ? "" : product);
    return result == IX_BATCH_DONE && run->log.failed ? IX_BATCH_SOME_FAILED : result;
}

/* A release given twice was counted when the first one may still have been under way. */
static void count_anew(batch_run *run) {
    run->log.documents = run->log.facts = run->log.failed = 0;
    count_repeated(run, 0);
}

static ix_batch_result finish(batch_run *run, int64_t started) {
    if (run->pool)
        ix_pool_drain(run->pool);
    count_anew(run);
    if (run->no_rules)
        return IX_BATCH_NO_RULES;
    if (interrupted)
        return summary(run, "interrupted, the same command goes on from here", IX_BATCH_INTERRUPTED);
    if (run->unwritable)
        return summary(run, "stopped, nothing more can be written; the same command goes on from here",
                       IX_BATCH_SOME_FAILED);
    run->log.gone = ix_store_gone(&run->store);
    if (run->batch->dry_run)
        return summary(run, "would do", IX_BATCH_DONE);
    if (!ix_store_finish(&run->store, run->signature, started)) {
        ix_log_trouble(&run->log, run->store.path, "store.unwritable", strerror(errno));
        return summary(run, "not put in place", IX_BATCH_SOME_FAILED);
    }
    ix_quarantine_sweep(&run->store);
    return summary(run, "done", IX_BATCH_DONE);
}

static ix_log *exporting; /* where `complain` says it */

static void complain(const char *where, const char *message) {
    ix_log_trouble(exporting, where, "export.failed", message);
}

/* Whether the export was made of the records as they are in place. */
static bool is_fresh(const batch_run *run, const char *format) {
    char name[64], records[4096], path[4096];
    struct stat made, from;
    if (!ix_export_name(format, name))
        return false;
    snprintf(records, sizeof records, "%s/documents.ndjson", run->batch->out);
    snprintf(path, sizeof path, "%s/%s", run->batch->out, name);
    return stat(path, &made) == 0 && stat(records, &from) == 0 &&
           (made.st_mtim.tv_sec > from.st_mtim.tv_sec ||
            (made.st_mtim.tv_sec == from.st_mtim.tv_sec && made.st_mtim.tv_nsec > from.st_mtim.tv_nsec));
}

static ix_batch_result export_all(batch_run *run, ix_batch_result result) {
    char list[512], *rest = NULL;
    if (!run->batch->exports || run->batch->dry_run ||
        (result != IX_BATCH_DONE && result != IX_BATCH_SOME_FAILED))
        return result;
    snprintf(list, sizeof list, "%s", run->batch->exports);
    exporting = &run->log;
    for (char *name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest))
        if (!is_fresh(run, name) && !ix_export(run->batch->out, name, NULL, complain))
            result = IX_BATCH_SOME_FAILED;
    return result;
}

static ix_batch_result nothing_to_do(batch_run *run) {
    for (uint32_t i = 0; i < run->store.n_past_entries; i++) {
        run->log.documents++;
        count_known(run, &run->store.entries[run->store.past_entries[i]]);
    }
    return summary(run, "nothing to do", IX_BATCH_DONE);
}

static ix_batch_result over(batch_run *run, const ix_sources *sources) {
    const ix_batch *batch = run->batch;
    int64_t started = nanoseconds();
    if (batch->force || batch->retry)
        ix_store_forget(&run->store, !batch->force);
    else if (ix_store_current(&run->store, sources, run->signature))
        return nothing_to_do(run);
    for (uint32_t i = 0; i < sources->list.n; i++)
        run->log.total += sources->list.v[i].size;
    for (uint32_t i = 0; i < sources->list.n && !stopping(run); i++) {
        read_source(run, &sources->list.v[i]);
        run->log.past += sources->list.v[i].size;
        run->log.at = 0;
    }
    return finish(run, started);
}

static ix_batch_result once(batch_run *run) {
    const ix_batch *batch = run->batch;
    ix_sources sources = {0};
    ix_batch_result result = IX_BATCH_SOME_FAILED;
    run->log = (ix_log){.json = batch->json_log, .verbose = batch->verbose};
    ix_log_begin(&run->log);
    if (!ix_sources_find(&sources, &batch->selection))
        ix_log_trouble(&run->log, batch->selection.files0_from, "source.unreadable", strerror(errno));
    else if (!ix_store_open(&run->store, batch->out, batch->dry_run, &run->today))
        ix_log_trouble(&run->log, batch->out, "store.unusable",
                       errno == EWOULDBLOCK ? "another run is writing to it" : strerror(errno));
    else
        result = export_all(run, over(run, &sources));
    ix_store_close(&run->store);
    ix_sources_done(&sources);
    return result;
}

static void catch_signals(void) {
    struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

ix_batch_result ix_batch_run(const ix_batch *batch) {
    batch_run run = {.batch = batch};
    ix_batch_result result;
    catch_signals();
    ix_signature_of(&batch->given, run.signature);
    ix_rules_today_of(batch->rules, &run.today);
    for (int watch = -1;;) {
        if (batch->watch)
            watch = ix_watch_begin(&batch->selection);
        result = once(&run);
        if (watch < 0 || run.no_rules || !ix_watch_wait(watch, &interrupted))
            break;
    }
    end_pool(&run);
    ix_buf_done(&run.record);
    return result;
}
