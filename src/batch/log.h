/* What a batch says while it runs, on standard error: problems, a live line on a terminal, a summary. */
#ifndef IX_BATCH_LOG_H
#define IX_BATCH_LOG_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ix_log {
    bool json, verbose;
    bool live;             /* standard error is a terminal */
    bool shown;            /* a live line stands there */
    int64_t started, last; /* milliseconds */
    uint64_t total;        /* bytes of all sources, 0: unknown */
    uint64_t past, at;     /* bytes of the sources done, and read of the present one */
    uint64_t documents, made, failed, facts, bytes;
    uint64_t gone; /* of those that the last run had, the ones whose source is not among this run's */
} ix_log;

void ix_log_begin(ix_log *log);
/* A problem with one source or release: "ilex: WHERE: MESSAGE", or a JSON line. */
void ix_log_trouble(ix_log *log, const char *where, const char *code, const char *message);
/* Something worth saying only with --verbose. */
void ix_log_note(ix_log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shows how far it is, when it is time to: on a terminal ten times a second; with --verbose a plain line
 * every ten seconds. */
void ix_log_progress(ix_log *log);
/* Wipes the live line. */
void ix_log_wipe(ix_log *log);
/* `outcome` in a word or two: "done", "nothing to do", "interrupted"; `product` what was written. */
void ix_log_summary(ix_log *log, const char *outcome, const char *product);

#endif
