/* The store's records, as far as a review needs them all at once. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "batch/file.h"
#include "review/fields.h"
#include "review/order.h"
#include "review/session.h"

const char *const ix_fact_kind_names[IX_FACT_KINDS] = {"figure", "date", "quote", "organisation", "person"};
const char *const ix_fact_list_names[IX_FACT_KINDS] = {"figures", "dates", "quotes", "organisations",
                                                       "people"};

int ix_fact_kind_named(ix_str name) {
    for (int i = 0; i < IX_FACT_KINDS; i++)
        if (ix_str_is(name, ix_fact_kind_names[i]))
            return i;
    return -1;
}

void ix_fact_id(uint64_t id, char text[17]) {
    snprintf(text, 17, "%016" PRIx64, id);
}

/* --- the facts of a document --- */

typedef struct walk {
    ix_output out; /* first: what the writer of facts hands back */
    ix_review_each each;
    void *context;
    uint32_t i;
} walk;

static void visit(ix_output *out, const ix_fact *fact) {
    walk *w = (walk *)out;
    w->each(w->context, w->i++, fact);
}

void ix_review_facts(const ix_document *doc, ix_review_each each, void *context) {
    walk w = {{.doc = doc, .offsets = ix_offsets_new(doc->text)}, each, context, 0};
    ix_each_fact(&w.out, visit);
    ix_offsets_done(&w.out.offsets);
}

typedef struct reading {
    ix_review *review;
    const ix_document *doc;
    uint32_t of_kind[IX_FACT_KINDS];
} reading;

static uint32_t rule_index(ix_review *review, ix_str name) {
    int at = ix_map_get(&review->rule_index, name);
    if (at >= 0)
        return (uint32_t)at;
    ix_str kept = ix_str_copy(&review->arena, name);
    *ix_map_put(&review->arena, &review->rule_index, kept) = (int)review->rules.n;
    *IX_PUSH(&review->arena, &review->rules) = (ix_review_rule){.name = kept};
    return review->rules.n - 1;
}

/* Which of its mentions a person is shown by. */
static uint32_t mention_of(const ix_document *doc, uint32_t person) {
    uint32_t first = (uint32_t)doc->people.v[person].first, at = first;
    while (at > 0 && doc->person_mentions.v[at - 1].entity == (int)person)
        at--;
    return first - at;
}

static void take_fact(void *context, uint32_t i, const ix_fact *fact) {
    reading *r = context;
    int kind = ix_fact_kind_named(fact->kind);
    (void)i;
    uint32_t index = r->of_kind[kind]++;
    *IX_PUSH(&r->review->arena, &r->review->facts) = (ix_review_fact){
        .id = strtoull(fact->fact.ptr, NULL, 16),
        .judged = ix_fields_hash(fact),
        .rule = rule_index(r->review, fact->rule),
        .kind = (uint8_t)kind,
        .index = index,
        .mention = kind == IX_PERSON_FACT ? mention_of(r->doc, index) : 0,
        .doubt = ix_order_doubt(r->doc, kind, index),
        .prominence = ix_order_prominence(r->doc, kind, index),
    };
}

/* --- reading them all --- */

static void take_record(ix_review *review, const char *line, size_t n, uint64_t offset) {
    ix_revived r = ix_revive(line, n);
    ix_arena *arena = &review->arena;
    if (r.doc && !r.fault[0]) {
        const ix_document *doc = r.doc;
        reading reading = {review, doc, {0}};
        ix_reviewed *d = IX_PUSH(arena, &review->documents);
        *d = (ix_reviewed){.id = ix_str_copy(arena, doc->id),
                           .sha256 = ix_str_copy(arena, ix_str_of(doc->sha256)),
                           .title = ix_str_copy(arena, doc->title),
                           .published = ix_str_copy(arena, doc->published),
                           .language = ix_str_copy(arena, doc->language),
                           .path = ix_str_copy(arena, doc->path),
                           .offset = offset,
                           .length = (uint32_t)n,
                           .first_fact = review->facts.n,
                           .first_event = -1,
                           .last_event = -1};
        ix_review_facts(doc, take_fact, &reading);
        d->n_facts = review->facts.n - d->first_fact;
        *ix_map_put(arena, &review->by_id, d->id) = (int)review->documents.n - 1;
        int *by_sha256 = ix_map_put(arena, &review->by_sha256, d->sha256);
        if (*by_sha256 < 0)
            *by_sha256 = (int)review->documents.n - 1;
    }
    ix_document_free(r.doc);
}

static void forget(ix_review *review) {
    ix_arena_done(&review->arena);
    if (review->fd >= 0)
        close(review->fd);
    review->fd = -1;
    review->documents.n = review->documents.cap = 0;
    review->facts.n = review->facts.cap = 0;
    review->rules.n = review->rules.cap = 0;
    review->next_event.n = review->next_event.cap = 0;
    review->by_id = review->by_sha256 = review->rule_index = (ix_map){0};
}

static bool read_all(ix_review *review, const char *path, ilex_error *error) {
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    uint64_t offset = 0;
    FILE *file = fopen(path, "re");
    forget(review);
    review->reading++;
    if (file)
        review->fd = dup(fileno(file));
    if (!file || review->fd < 0 || fstat(review->fd, &review->st) != 0) {
        if (file)
            fclose(file);
        return ix_error_set(error, ILEX_E_IO, "review.records", "%s: %s", path, strerror(errno)) == ILEX_OK;
    }
    while ((n = getline(&line, &cap, file)) > 0) {
        take_record(review, line, (size_t)n - (line[n - 1] == '\n'), offset);
        offset += (uint64_t)n;
    }
    free(line);
    fclose(file);
    return true;
}

static bool same_file(const struct stat *a, const struct stat *b) {
    return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

bool ix_review_record(ix_review *review, const ix_reviewed *document, ix_buf *record, ilex_error *error) {
    record->len = 0;
    ix_buf_reserve(record, document->length);
    if (!ix_read_at(review->fd, record->ptr, document->length, document->offset))
        return ix_error_set(error, ILEX_E_IO, "review.records", "documents.ndjson: %s", strerror(errno)) ==
               ILEX_OK;
    record->len = document->length;
    record->ptr[record->len] = '\0';
    return true;
}

bool ix_review_source_bytes(const ix_reviewed *d, ix_buf *bytes) {
    char hex[65] = "";
    char path[4096];
    if (!d->path.len || d->path.len >= sizeof path)
        return false;
    snprintf(path, sizeof path, "%.*s", IX_FMT(d->path));
    if (ix_read_file(path, bytes))
        ix_digest_of(bytes->ptr, bytes->len, hex);
    return ix_str_is(d->sha256, hex);
}

/* --- the events of each --- */

ix_reviewed *ix_review_find(ix_review *review, const ix_event *event) {
    int at = ix_map_get(&review->by_id, event->field[IX_EVENT_document]);
    if (at < 0)
        at = ix_map_get(&review->by_sha256, event->field[IX_EVENT_sha256]);
    return at < 0 ? NULL : &review->documents.v[at];
}

bool ix_review_sees(const ix_review *review, const ix_event *event) {
    return review->role != IX_BLIND_REVIEWER || ix_str_eq(event->field[IX_EVENT_reviewer], review->reviewer);
}

static void attach(ix_review *review, int i) {
    ix_reviewed *d = ix_review_find(review, &review->log.events.v[i]);
    *IX_PUSH(&review->arena, &review->next_event) = -1;
    if (!d || !ix_review_sees(review, &review->log.events.v[i]))
        return;
    if (d->last_event >= 0)
        review->next_event.v[d->last_event] = i;
    else
        d->first_event = i;
    d->last_event = i;
    d->changed = true;
}

static ix_group *group_for(ix_groups *groups, ix_str fact) {
    int *at = ix_map_put(&groups->arena, &groups->by_fact, fact);
    if (*at < 0) {
        *at = (int)groups->list.n;
        *IX_PUSH(&groups->arena, &groups->list) = (ix_group){.fact = fact};
    }
    return &groups->list.v[*at];
}

void ix_review_group(ix_review *review, const ix_reviewed *document, ix_groups *groups) {
    char id[17];
    *groups = (ix_groups){0};
    for (int i = document->first_event; i >= 0; i = review->next_event.v[i]) {
        const ix_event *e = &review->log.events.v[i];
        ix_group *group = group_for(groups, e->field[IX_EVENT_fact]);
        *IX_PUSH(&groups->arena, &group->events) = e;
    }
    for (uint32_t i = 0; i < document->n_facts && groups->list.n; i++) {
        ix_review_fact *fact = &review->facts.v[document->first_fact + i];
        ix_fact_id(fact->id, id);
        int at = ix_map_get(&groups->by_fact, ix_str_of(id));
        if (at >= 0 && !groups->list.v[at].there)
            groups->list.v[at].there = fact;
    }
    for (uint32_t i = 0; i < groups->list.n; i++) {
        ix_group *g = &groups->list.v[i];
        g->folded = ix_fold(g->events.v, g->events.n,
                            (ix_present){g->there != NULL, g->there ? g->there->judged : 0});
    }
}

const ix_group *ix_group_of(const ix_groups *groups, uint64_t fact) {
    char id[17];
    ix_fact_id(fact, id);
    int at = ix_map_get(&groups->by_fact, ix_str_of(id));
    return at < 0 ? NULL : &groups->list.v[at];
}

/* --- what they come to --- */

static bool is_decided(uint8_t state) {
    return state == IX_ACCEPTED || state == IX_REJECTED || state == IX_CORRECTED || state == IX_UNSURE_STATE;
}

static void settle(ix_review *review, ix_reviewed *d) {
    ix_groups groups;
    ix_review_group(review, d, &groups);
    d->changed = false;
    d->decided = d->flagged = d->stale = 0;
    for (uint32_t i = 0; i < groups.list.n; i++) {
        const ix_group *g = &groups.list.v[i];
        d->flagged += g->folded.flagged;
        d->stale += g->folded.state == IX_STALE;
        if (!g->there)
            continue;
        g->there->state = (uint8_t)g->folded.state;
        g->there->flagged = g->folded.flagged;
        d->decided += is_decided(g->there->state);
    }
    ix_arena_done(&groups.arena);
}

static void count_rules(ix_review *review) {
    for (uint32_t i = 0; i < review->rules.n; i++)
        review->rules.v[i] = (ix_review_rule){.name = review->rules.v[i].name};
    for (uint32_t i = 0; i < review->facts.n; i++) {
        ix_review_rule *rule = &review->rules.v[review->facts.v[i].rule];
        rule->accepted += review->facts.v[i].state == IX_ACCEPTED;
        rule->rejected += review->facts.v[i].state == IX_REJECTED;
        rule->corrected += review->facts.v[i].state == IX_CORRECTED;
        rule->unsure += review->facts.v[i].state == IX_UNSURE_STATE;
    }
}

bool ix_review_refresh(ix_review *review, ilex_error *error) {
    char path[4096];
    struct stat st;
    snprintf(path, sizeof path, "%s/documents.ndjson", review->out);
    bool fresh = review->fd >= 0 && stat(path, &st) == 0 && same_file(&st, &review->st);
    if ((!fresh && !read_all(review, path, error)) || !ix_log_refresh(&review->log, error))
        return false;
    uint32_t attached = review->next_event.n;
    while (review->next_event.n < review->log.events.n)
        attach(review, (int)review->next_event.n);
    if (fresh && attached == review->log.events.n)
        return true;
    for (uint32_t i = 0; i < review->documents.n; i++)
        if (review->documents.v[i].changed)
            settle(review, &review->documents.v[i]);
    count_rules(review);
    return true;
}
