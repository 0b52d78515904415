/* What the page asks for: the documents, one document, a passage of its page. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>

#include "6-emit/json.h"
#include "base/error.h"
#include "review/fields.h"
#include "review/order.h"
#include "review/session.h"

static double doubt_of(const ix_review *review, const ix_review_fact *fact) {
    const ix_review_rule *rule = &review->rules.v[fact->rule];
    return ix_order_joint(fact->doubt, rule->accepted, rule->accepted + rule->rejected + rule->corrected);
}

static double weight_of(const ix_review *review, const ix_review_fact *fact) {
    return doubt_of(review, fact) * fact->prominence;
}

/* A number from 0 up with three digits after the point, whatever the locale. */
static void put_real(ix_buf *buf, double value) {
    long thousandths = (long)(value * 1000 + 0.5);
    ix_buf_format(buf, "%ld.%03ld", thousandths / 1000, thousandths % 1000);
}

static void put_member(ix_buf *buf, const char *name, ix_str value) {
    ix_buf_format(buf, ",\"%s\":", name);
    if (!value.len) {
        ix_buf_str(buf, IX_STR("null"));
        return;
    }
    ix_json_quote(buf, value);
}

/* --- the documents, the heaviest first --- */

typedef struct place {
    double weight;
    uint32_t n;
} place;

static int heavier(const void *a, const void *b) {
    const place *p = a, *q = b;
    return p->weight != q->weight ? (p->weight < q->weight ? 1 : -1) : p->n < q->n ? -1 : 1;
}

static double open_weight(const ix_review *review, const ix_reviewed *d) {
    double all = 0;
    for (uint32_t i = 0; i < d->n_facts; i++) {
        const ix_review_fact *fact = &review->facts.v[d->first_fact + i];
        if (fact->state == IX_UNREVIEWED || fact->state == IX_REOPENED || fact->state == IX_DISPUTED)
            all += weight_of(review, fact);
    }
    return all;
}

static void put_document(ix_buf *buf, const ix_reviewed *d, place p) {
    ix_buf_format(buf, "{\"n\":%" PRIu32, p.n);
    put_member(buf, "id", d->id);
    put_member(buf, "title", d->title);
    put_member(buf, "published", d->published);
    put_member(buf, "language", d->language);
    ix_buf_format(buf,
                  ",\"facts\":%" PRIu32 ",\"decided\":%" PRIu32 ",\"flagged\":%" PRIu32 ",\"stale\":%" PRIu32
                  ",\"weight\":",
                  d->n_facts, d->decided, d->flagged, d->stale);
    put_real(buf, p.weight);
    ix_buf_char(buf, '}');
}

bool ix_review_documents(ix_review *review, ix_buf *answer, ilex_error *error) {
    if (!ix_review_refresh(review, error))
        return false;
    uint32_t n = review->documents.n;
    place *places = ix_alloc((n + 1) * sizeof *places);
    for (uint32_t i = 0; i < n; i++)
        places[i] = (place){open_weight(review, &review->documents.v[i]), i};
    qsort(places, n, sizeof *places, heavier);
    ix_buf_char(answer, '[');
    for (uint32_t i = 0; i < n; i++) {
        ix_buf_add(answer, ",", i > 0);
        put_document(answer, &review->documents.v[places[i].n], places[i]);
    }
    ix_buf_char(answer, ']');
    free(places);
    return true;
}

/* --- one document --- */

typedef struct answering {
    ix_review *review;
    const ix_reviewed *document;
    const ix_groups *groups;
    ix_buf *buf;
} answering;

static void put_decisions(ix_buf *buf, const ix_group *group) {
    ix_buf_str(buf, IX_STR(",\"decisions\":["));
    for (uint32_t i = 0; group && i < group->events.n; i++) {
        ix_buf_add(buf, ",", i > 0);
        ix_event_write(group->events.v[i], buf);
    }
    ix_buf_add(buf, "]}", 2);
}

static void put_place(ix_buf *buf, const ix_review_fact *f) {
    ix_buf_format(buf, ",\"at\":[\"%s\",%" PRIu32, ix_fact_list_names[f->kind], f->index);
    if (f->kind == IX_ORGANISATION_FACT || f->kind == IX_PERSON_FACT)
        ix_buf_format(buf, ",\"mentions\",%" PRIu32, f->mention);
    ix_buf_char(buf, ']');
}

static void put_fact(void *context, uint32_t i, const ix_fact *fact) {
    answering *a = context;
    const ix_review_fact *f = &a->review->facts.v[a->document->first_fact + i];
    const ix_group *group = ix_group_of(a->groups, f->id);
    ix_buf *buf = a->buf;
    ix_buf_format(buf, "%s{\"id\":\"%016" PRIx64 "\",\"kind\":\"%s\"", i ? "," : "", f->id,
                  ix_fact_kind_names[f->kind]);
    put_place(buf, f);
    put_member(buf, "rule", fact->rule);
    ix_buf_format(buf, ",\"state\":\"%s\",\"flagged\":%s,\"doubt\":", ix_state_names[f->state],
                  f->flagged ? "true" : "false");
    put_real(buf, doubt_of(a->review, f));
    ix_buf_str(buf, IX_STR(",\"weight\":"));
    put_real(buf, weight_of(a->review, f));
    ix_buf_str(buf, IX_STR(",\"fields\":"));
    ix_fields_write(fact, buf);
    put_decisions(buf, group);
}

/* The facts that are in no record: added ones, whose last adding or correction stands; gone ones. */
static void put_others(answering *a, bool added) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->groups->list.n; i++) {
        const ix_group *g = &a->groups->list.v[i];
        const ix_event *first = g->events.v[0], *last = g->folded.last;
        if (g->there || (added ? first->decision != IX_ADD || !last : g->folded.state != IX_STALE))
            continue;
        ix_buf_add(a->buf, ",", n++ > 0);
        ix_buf_format(a->buf, "{\"id\":\"%.*s\"", IX_FMT(g->fact));
        put_member(a->buf, "kind", first->field[IX_EVENT_kind]);
        ix_buf_format(a->buf, ",\"state\":\"%s\",\"flagged\":%s,\"fields\":", ix_state_names[g->folded.state],
                      g->folded.flagged ? "true" : "false");
        ix_str fields = added ? first->field[IX_EVENT_after] : last->field[IX_EVENT_before];
        ix_buf_str(a->buf, fields.len ? fields : IX_STR("null"));
        put_decisions(a->buf, g);
    }
}

/* --- the page it came from --- */

static ix_reviewed *document_at(ix_review *review, uint32_t n, ilex_error *error) {
    if (!ix_review_refresh(review, error))
        return NULL;
    if (n < review->documents.n)
        return &review->documents.v[n];
    ix_error_set(error, ILEX_E_USAGE, "review.document", "there is no such document");
    return NULL;
}

static bool write_document(ix_review *review, const ix_reviewed *d, uint32_t n, ix_buf *answer,
                           ilex_error *error) {
    ix_buf record = {0}, bytes = {0};
    ix_groups groups;
    if (!ix_review_record(review, d, &record, error))
        return false;
    ix_revived r = ix_revive(record.ptr, record.len);
    ix_review_group(review, d, &groups);
    answering a = {review, d, &groups, answer};
    ix_buf_format(answer, "{\"n\":%" PRIu32 ",\"record\":", n);
    ix_buf_str(answer, ix_buf_view(&record));
    ix_buf_str(answer, IX_STR(",\"facts\":["));
    ix_review_facts(r.doc, put_fact, &a);
    ix_buf_str(answer, IX_STR("],\"added\":["));
    put_others(&a, true);
    ix_buf_str(answer, IX_STR("],\"stale\":["));
    put_others(&a, false);
    ix_buf_format(answer, "],\"source\":%s}", ix_review_source_bytes(d, &bytes) ? "true" : "false");
    ix_document_free(r.doc);
    ix_arena_done(&groups.arena);
    ix_buf_done(&record);
    ix_buf_done(&bytes);
    return true;
}

bool ix_review_document(ix_review *review, uint32_t n, ix_buf *answer, ilex_error *error) {
    const ix_reviewed *d = document_at(review, n, error);
    return d && write_document(review, d, n, answer, error);
}

/* Never in the midst of a character. */
static size_t on_boundary(const ix_buf *bytes, size_t at) {
    while (at > 0 && at < bytes->len && ((unsigned char)bytes->ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

bool ix_review_source(ix_review *review, uint32_t n, size_t start, size_t end, ix_buf *answer,
                      ilex_error *error) {
    enum { AROUND = 600, MOST = 1 << 16 };
    ix_buf bytes = {0};
    const ix_reviewed *d = document_at(review, n, error);
    bool there = d && ix_review_source_bytes(d, &bytes);
    if (d && !there)
        ix_error_set(error, ILEX_E_USAGE, "review.source",
                     "the release is not there any more, or has changed");
    if (there && (start > end || end > bytes.len || end - start > MOST)) {
        ix_error_set(error, ILEX_E_USAGE, "review.place", "there is no such place in the release");
        there = false;
    }
    if (there) {
        size_t from = on_boundary(&bytes, start > AROUND ? start - AROUND : 0);
        size_t to = on_boundary(&bytes, end + AROUND < bytes.len ? end + AROUND : bytes.len);
        size_t a = on_boundary(&bytes, start), b = on_boundary(&bytes, end);
        const char *names[] = {"\"before\":\"", "\",\"passage\":\"", "\",\"after\":\""};
        size_t at[] = {from, a, b, to};
        ix_buf_char(answer, '{');
        for (int i = 0; i < 3; i++) {
            ix_buf_str(answer, ix_str_of(names[i]));
            ix_json_escape(answer, (ix_str){bytes.ptr + at[i], at[i + 1] - at[i]});
        }
        ix_buf_str(answer, IX_STR("\"}"));
    }
    ix_buf_done(&bytes);
    return there;
}
