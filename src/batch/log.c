#include "batch/log.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void ix_log_begin(ix_log *log) {
    const char *terminal = getenv("TERM");
    log->live = !log->json && isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
    log->started = log->last = milliseconds();
}

void ix_log_wipe(ix_log *log) {
    if (log->shown)
        fputs("\r\033[K", stderr);
    log->shown = false;
}

static void put_json(json_t *line) {
    struct timespec now;
    struct tm utc;
    char time[32];
    clock_gettime(CLOCK_REALTIME, &now);
    strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now.tv_sec, &utc));
    json_object_set_new(line, "time", json_string(time));
    char *text = line ? json_dumps(line, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6)) : NULL;
    if (text)
        fprintf(stderr, "%s\n", text);
    free(text);
    json_decref(line);
}

void ix_log_trouble(ix_log *log, const char *where, const char *code, const char *message) {
    ix_log_wipe(log);
    if (!log->json) {
        fprintf(stderr, "ilex: %s: %s\n", where, message);
        return;
    }
    json_t *line =
        json_pack("{s:s, s:s, s:s, s:s}", "level", "error", "where", where, "code", code, "message", message);
    if (!line)
        line = json_pack("{s:s, s:n, s:s, s:s}", "level", "error", "where", "code", code, "message", message);
    put_json(line);
}

void ix_log_note(ix_log *log, const char *format, ...) {
    char message[512];
    va_list args;
    if (!log->verbose)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ix_log_wipe(log);
    if (log->json)
        put_json(json_pack("{s:s, s:s}", "level", "info", "message", message));
    else
        fprintf(stderr, "ilex: %s\n", message);
}

static double seconds(const ix_log *log) {
    double s = (double)(milliseconds() - log->started) / 1000;
    return s > 0.001 ? s : 0.001;
}

/* The time left, by the bytes of the sources that are still to be read; "" when it cannot be said. */
static void time_left(const ix_log *log, char out[32]) {
    uint64_t done = log->past + log->at;
    out[0] = '\0';
    if (!log->total || done * 100 < log->total || done > log->total)
        return;
    unsigned left = (unsigned)(seconds(log) * (double)(log->total - done) / (double)done + 0.5);
    snprintf(out, 32, "  %u:%02u:%02u left", left / 3600, left / 60 % 60, left % 60);
}

void ix_log_progress(ix_log *log) {
    int64_t now = milliseconds();
    char left[32];
    if (!log->live && !log->verbose)
        return;
    if (now - log->last < (log->live ? 100 : 10000))
        return;
    log->last = now;
    time_left(log, left);
    double rate = (double)log->bytes / seconds(log) / 1e6;
    unsigned long long documents = log->documents, facts = log->facts, failed = log->failed;
    if (log->live) {
        fprintf(stderr, "\r\033[K%llu documents  %.1f MB/s  %llu facts  %llu errors%s", documents, rate,
                facts, failed, left);
        fflush(stderr);
        log->shown = true;
    } else {
        ix_log_note(log, "%llu documents, %.1f MB/s, %llu facts, %llu errors%s", documents, rate, facts,
                    failed, left);
    }
}

void ix_log_summary(ix_log *log, const char *outcome, const char *product) {
    unsigned long long documents = log->documents, made = log->made, kept = documents - made,
                       gone = log->gone, failed = log->failed, facts = log->facts;
    double took = seconds(log);
    ix_log_wipe(log);
    if (log->json) {
        put_json(json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:f, s:s}", "level", "info",
                           "outcome", outcome, "documents", (json_int_t)documents, "made", (json_int_t)made,
                           "kept", (json_int_t)kept, "gone", (json_int_t)gone, "failed", (json_int_t)failed,
                           "facts", (json_int_t)facts, "bytes", (json_int_t)log->bytes, "seconds", took,
                           "product", product));
        return;
    }
    fprintf(stderr, "ilex: %s: %llu document%s (%llu new, %llu as before", outcome, documents,
            documents == 1 ? "" : "s", made, kept);
    if (gone)
        fprintf(stderr, "; %llu gone", gone);
    fprintf(stderr, "), %llu failed, %llu fact%s, %.2f s%s%s\n", failed, facts, facts == 1 ? "" : "s", took,
            *product ? ": " : "", product);
}
