#include "batch/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "batch/file.h"
#include "batch/signature.h"
#include "model/document.h"

/* --- frames --- */

static void strings_of(ilex_input *given, const char **to[IX_FRAME_STRINGS]) {
    const char **all[IX_FRAME_STRINGS] = {&given->id,       &given->path,      &given->url,
                                          &given->language, &given->published, &given->media_type,
                                          &given->charset,  &given->favour};
    memcpy(to, all, sizeof all);
}

void ix_frame_pack(ix_buf *frame, const ix_release *release) {
    ilex_input given = release->given;
    const char **strings[IX_FRAME_STRINGS];
    ix_request_head head = {.n = (uint32_t)release->n};
    strings_of(&given, strings);
    for (int i = 0; i < IX_FRAME_STRINGS; i++)
        head.strings[i] = *strings[i] ? (uint32_t)strlen(*strings[i]) : UINT32_MAX;
    frame->len = 0;
    ix_buf_add(frame, (const char *)&head, sizeof head);
    for (int i = 0; i < IX_FRAME_STRINGS; i++)
        if (*strings[i])
            ix_buf_add(frame, *strings[i], head.strings[i] + 1);
    ix_buf_add(frame, release->bytes, release->n);
}

void ix_frame_unpack(const ix_buf *frame, ix_release *release) {
    const ix_request_head *head = (const ix_request_head *)frame->ptr;
    const char **strings[IX_FRAME_STRINGS];
    const char *at = frame->ptr + sizeof *head;
    *release = (ix_release){.n = head->n};
    strings_of(&release->given, strings);
    for (int i = 0; i < IX_FRAME_STRINGS; i++) {
        if (head->strings[i] == UINT32_MAX)
            continue;
        *strings[i] = at;
        at += head->strings[i] + 1;
    }
    release->bytes = at;
}

static bool read_all(int fd, void *to, size_t n) {
    char *at = to;
    while (n) {
        ssize_t r = read(fd, at, n);
        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0)
            return false;
        at += r;
        n -= (size_t)r;
    }
    return true;
}

static bool receive(int fd, ix_buf *frame) {
    ix_request_head head;
    if (!read_all(fd, &head, sizeof head))
        return false;
    size_t n = head.n;
    for (int i = 0; i < IX_FRAME_STRINGS; i++)
        n += head.strings[i] == UINT32_MAX ? 0 : head.strings[i] + 1;
    frame->len = 0;
    ix_buf_add(frame, (const char *)&head, sizeof head);
    ix_buf_reserve(frame, n);
    frame->len += n;
    return read_all(fd, frame->ptr + sizeof head, n);
}

/* --- a release --- */

#ifdef IX_TEST_POISON
#include IX_TEST_POISON
#else
static void poison(const ix_release *release) {
    (void)release;
}
#endif

/* The processor's time from now on; at its end the kernel ends the process with SIGPROF. */
static void set_clock(double seconds) {
    struct itimerval time = {
        .it_value = {(time_t)seconds, (suseconds_t)((seconds - (double)(time_t)seconds) * 1e6)}};
    setitimer(ITIMER_PROF, &time, NULL);
}

static void extract(ilex_worker *worker, const ix_release *release, ix_buf *record, ix_reply_head *reply) {
    ilex_document *doc;
    ilex_error error = {0};
    ilex_counts counts = {0};
    poison(release);
    ilex_status status = ilex_extract(worker, release->bytes, release->n, &release->given, &doc, &error);
    if (status == ILEX_OK) {
        counts = ilex_document_counts(doc);
        reply->rules = ix_rules_number(doc->rules_digest);
        status = ilex_document_write(doc, "ndjson", ix_buf_sink, record, &error);
    }
    ilex_document_free(doc);
    if (status != ILEX_OK) {
        record->len = sizeof *reply;
        ix_buf_add(record, (const char *)&error, sizeof error);
    }
    reply->status = (int32_t)status;
    reply->facts =
        (uint32_t)(counts.figures + counts.dates + counts.quotes + counts.organisations + counts.people);
}

static bool answer(int socket, ilex_worker *worker, const ix_buf *frame, ix_buf *record, double seconds) {
    ix_release release;
    ix_reply_head reply = {0};
    record->len = 0;
    ix_buf_add(record, (const char *)&reply, sizeof reply);
    ix_frame_unpack(frame, &release);
    set_clock(seconds);
    extract(worker, &release, record, &reply);
    set_clock(0);
    reply.n = (uint32_t)(record->len - sizeof reply);
    memcpy(record->ptr, &reply, sizeof reply);
    return ix_write_all(socket, record->ptr, record->len);
}

_Noreturn void ix_worker_serve(int socket, const ilex_ruleset *rules, const ix_limits *limits) {
    ix_buf frame = {0}, record = {0};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    ilex_worker *worker = ilex_worker_new(rules);
    ix_limit_memory(limits->memory);
    ix_cage cage = ix_sandbox();
    bool connected = ix_write_all(socket, &cage, sizeof cage);
    while (connected && receive(socket, &frame))
        connected = answer(socket, worker, &frame, &record, limits->seconds);
    _exit(0);
}
