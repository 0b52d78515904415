#include "review/review.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "6-emit/json.h"
#include "base/error.h"
#include "batch/file.h"
#include "review/fields.h"
#include "review/session.h"

static bool refuse(ilex_error *error, const char *code, const char *message) {
    ix_error_set(error, ILEX_E_USAGE, code, "%s", message);
    return false;
}

ix_review *ix_review_open(const char *out, const char *reviewer, ix_review_role role, ilex_error *error) {
    char path[4096];
    ix_review *review = ix_alloc(sizeof *review);
    *review = (ix_review){.fd = -1, .role = role};
    snprintf(review->out, sizeof review->out, "%s", out);
    review->reviewer = ix_str_copy(&review->log.arena, ix_str_of(reviewer));
    snprintf(path, sizeof path, "%s/.ilex", out);
    bool good = ix_make_folder(path);
    if (!good)
        ix_error_set(error, ILEX_E_IO, "review.log", "%s: %s", path, strerror(errno));
    snprintf(path, sizeof path, "%s/.ilex/review.sqlite", out);
    if (good && ix_log_open(&review->log, path, error) && ix_review_refresh(review, error))
        return review;
    ix_review_close(review);
    return NULL;
}

void ix_review_close(ix_review *review) {
    if (!review)
        return;
    ix_log_close(&review->log);
    ix_arena_done(&review->arena);
    if (review->fd >= 0)
        close(review->fd);
    free(review);
}

bool ix_review_session(ix_review *review, ix_buf *answer, ilex_error *error) {
    if (!ix_review_refresh(review, error))
        return false;
    ix_buf_format(answer, "{\"tool\":{\"name\":\"ilex\",\"version\":\"%s\"},\"store\":", ILEX_VERSION);
    ix_json_quote(answer, ix_str_of(review->out));
    ix_buf_format(answer, ",\"reviewer\":");
    ix_json_quote(answer, review->reviewer);
    ix_buf_format(answer,
                  ",\"curator\":%s,\"blind\":%s,\"documents\":%" PRIu32 ",\"seq\":%" PRId64
                  ",\"reading\":%" PRIu32 ",\"mode\":\"server\"}",
                  review->role == IX_CURATOR ? "true" : "false",
                  review->role == IX_BLIND_REVIEWER ? "true" : "false", review->documents.n,
                  ix_log_seq(&review->log), review->reading);
    return true;
}

bool ix_review_events(ix_review *review, int64_t after, ix_buf *answer, ilex_error *error) {
    if (!ix_review_refresh(review, error))
        return false;
    bool first = true;
    ix_buf_format(answer, "{\"seq\":%" PRId64 ",\"reading\":%" PRIu32 ",\"events\":[",
                  ix_log_seq(&review->log), review->reading);
    uint32_t from = review->log.events.n;
    while (from > 0 && review->log.events.v[from - 1].seq > after)
        from--;
    for (uint32_t i = from; i < review->log.events.n; i++) {
        if (!ix_review_sees(review, &review->log.events.v[i]))
            continue;
        ix_buf_add(answer, ",", !first);
        ix_event_write(&review->log.events.v[i], answer);
        first = false;
    }
    ix_buf_add(answer, "]}", 2);
    return true;
}

/* --- taking events --- */

/* Fills in what the event leaves out and the record knows. */
typedef struct completing {
    ix_event *event;
    ix_arena *arena;
} completing;

static void complete(void *context, uint32_t i, const ix_fact *fact) {
    completing *c = context;
    ix_event *e = c->event;
    (void)i;
    if (!ix_str_eq(fact->fact, e->field[IX_EVENT_fact]) || e->field[IX_EVENT_before].len)
        return;
    ix_buf buf = {0};
    ix_fields_write(fact, &buf);
    e->field[IX_EVENT_before] = ix_str_copy(c->arena, ix_buf_view(&buf));
    e->field[IX_EVENT_kind] = ix_str_copy(c->arena, fact->kind);
    e->field[IX_EVENT_rule] = ix_str_copy(c->arena, fact->rule);
    ix_buf_done(&buf);
}

static bool complete_event(ix_review *review, const ix_reviewed *d, ix_event *e, ix_arena *arena,
                           ilex_error *error) {
    ix_buf record = {0};
    completing c = {e, arena};
    bool read = ix_review_record(review, d, &record, error);
    ix_revived r = read ? ix_revive(record.ptr, record.len) : (ix_revived){0};
    if (r.doc) {
        ix_review_facts(r.doc, complete, &c);
        if (!e->field[IX_EVENT_rules].len)
            e->field[IX_EVENT_rules] = ix_str_copy(arena, ix_str_of(r.doc->rules_digest));
    }
    ix_document_free(r.doc);
    ix_buf_done(&record);
    return read;
}

/* An undone event is one's own, and about the same fact. */
static bool target_fits(const ix_review *review, const ix_event *e, const ix_event *batch, uint32_t n) {
    const ix_event *target = ix_log_event(&review->log, e->field[IX_EVENT_target]);
    for (uint32_t i = 0; i < n && !target; i++)
        if (ix_str_eq(batch[i].field[IX_EVENT_id], e->field[IX_EVENT_target]))
            target = &batch[i];
    return target && target->decision != IX_UNDO && target->decision != IX_REDO &&
           ix_str_eq(target->field[IX_EVENT_fact], e->field[IX_EVENT_fact]) &&
           ix_str_eq(target->field[IX_EVENT_reviewer], e->field[IX_EVENT_reviewer]);
}

/* The event made ready for the log, after `n` others that go with it; `why` says why it cannot be. */
static bool ready(ix_review *review, const json_t *object, ix_arena *arena, const ix_event *batch, uint32_t n,
                  ix_event *e, ilex_error *error) {
    const char *wrong = ix_event_read(object, arena, e);
    if (wrong)
        return refuse(error, "review.event", wrong);
    if (!e->field[IX_EVENT_reviewer].len)
        e->field[IX_EVENT_reviewer] = review->reviewer;
    e->curator = review->role == IX_CURATOR && ix_str_eq(e->field[IX_EVENT_reviewer], review->reviewer);
    const ix_reviewed *d = ix_review_find(review, e);
    if (!d)
        return refuse(error, "review.document", "it is about a document that is not in the store");
    if (!e->field[IX_EVENT_sha256].len)
        e->field[IX_EVENT_sha256] = d->sha256;
    if (e->field[IX_EVENT_target].len && !target_fits(review, e, batch, n))
        return refuse(error, "review.target", "undo and redo take one's own decision on the same fact");
    bool by_id = e->field[IX_EVENT_fact].ptr[0] != 'a' || e->field[IX_EVENT_fact].ptr[1] != '-';
    if (by_id && ix_event_settles(e) && !e->field[IX_EVENT_before].len)
        return complete_event(review, d, e, arena, error);
    return true;
}

bool ix_review_post(ix_review *review, const char *text, size_t n, ix_buf *answer, ilex_error *error) {
    ix_arena arena = {0};
    json_error_t fault;
    json_t *list = json_loadb(text, n, JSON_REJECT_DUPLICATES, &fault), *object;
    size_t i;
    bool good = ix_review_refresh(review, error);
    if (good && !json_is_array(list))
        good = refuse(error, "review.json", "it takes a JSON array of events");
    ix_event *events = ix_arena_alloc(&arena, (json_array_size(list) + 1) * sizeof *events);
    json_array_foreach(list, i, object) {
        good = good && ready(review, object, &arena, events, (uint32_t)i, &events[i], error);
        if (!good) {
            if (error)
                error->line = (int)i + 1;
            break;
        }
    }
    size_t n_events = json_array_size(list);
    good = good && ix_log_add(&review->log, events, (uint32_t)n_events, error);
    if (good) {
        ix_buf_format(answer, "{\"seq\":%" PRId64 ",\"acknowledged\":[", ix_log_seq(&review->log));
        for (i = 0; i < n_events; i++) {
            ix_buf_add(answer, ",", i > 0);
            ix_json_quote(answer, events[i].field[IX_EVENT_id]);
        }
        ix_buf_add(answer, "]}", 2);
    }
    json_decref(list);
    ix_arena_done(&arena);
    return good;
}

/* One line of a file of events. */
static bool apply_line(ix_review *review, const char *line, size_t n, ilex_error *error) {
    ix_arena arena = {0};
    ix_event event;
    json_t *object = json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
    bool taken = object ? ready(review, object, &arena, NULL, 0, &event, error)
                        : refuse(error, "review.json", "it is no JSON");
    taken = taken && ix_log_add(&review->log, &event, 1, error);
    json_decref(object);
    ix_arena_done(&arena);
    return taken;
}

bool ix_review_apply(ix_review *review, const char *path, ix_review_refused refused, uint32_t *taken,
                     uint32_t *n_refused, ilex_error *error) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    uint32_t before = review->log.events.n;
    bool good = ix_review_refresh(review, error);
    FILE *file = good ? (strcmp(path, "-") == 0 ? stdin : fopen(path, "re")) : NULL;
    if (good && !file) {
        ix_error_set(error, ILEX_E_IO, "review.apply", "%s", strerror(errno));
        good = false;
    }
    for (int number = 1; good && (n = getline(&line, &cap, file)) > 0; number++) {
        if (line[strspn(line, " \t\r\n")] == '\0' || apply_line(review, line, (size_t)n, error))
            continue;
        good = error->status == ILEX_E_USAGE;
        ++*n_refused;
        refused(path, number, error->message);
    }
    if (file && file != stdin)
        fclose(file);
    free(line);
    *taken += review->log.events.n - before;
    return good;
}
