#include "batch/points.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "batch/revive.h"

/* --- gathering --- */

/* The measure's words in lower case, without the figure, its modifier, and anything with a digit: what stays
 * the same when the number changes. */
static ix_str measure_of(ix_points *s, const ix_document *doc, const ix_figure *f) {
    ix_str phrase = ix_doc_str(doc, f->of);
    ix_buf words = {0};
    ix_span w;
    for (size_t at = 0; ix_utf8_word(phrase, &at, &w);) {
        ix_span in_text = {f->of.start + w.start, f->of.start + w.end};
        ix_str word = ix_str_sub(phrase, w.start, w.end);
        bool digits = false;
        for (size_t i = 0; i < word.len; i++)
            digits |= word.ptr[i] >= '0' && word.ptr[i] <= '9';
        if (digits || ix_span_overlap(in_text, f->span) || ix_span_overlap(in_text, f->modifier_text))
            continue;
        if (words.len)
            ix_buf_char(&words, ' ');
        ix_buf_str(&words, word);
    }
    ix_str folded = ix_utf8_fold(&s->arena, ix_buf_view(&words));
    ix_buf_done(&words);
    return folded;
}

/* A bare noun says too little to be the same thing twice. */
static bool says_enough(ix_str measure, ix_str place) {
    size_t blanks = 0;
    for (size_t i = 0; i < measure.len; i++)
        blanks += measure.ptr[i] == ' ';
    return blanks >= 2 || (blanks >= 1 && place.len);
}

/* "18 per cent of the displaced": with a word between the two it is a share of a whole, and of which part is
 * not in the measure. */
static bool is_share(const ix_figure *f) {
    return f->kind == IX_PERCENT && f->of.start > f->span.end + 1;
}

static uint32_t number_of(ix_points *s, ix_str value, ix_str high) {
    ix_str key = ix_str_format(&s->arena, "%.*s\n%.*s", IX_FMT(value), IX_FMT(high));
    int *number = ix_map_put(&s->arena, &s->numbers, key);
    if (*number < 0) {
        *number = (int)s->values.n;
        *IX_PUSH(&s->arena, &s->values) = key;
    }
    return (uint32_t)*number;
}

static void add_point(ix_points *s, const ix_document *doc, const ix_figure *f) {
    if (!f->value.ok)
        return;
    ix_point p = {.measure = measure_of(s, doc, f), .document = s->releases.n - 1};
    p.unit = ix_str_copy(&s->arena, f->unit);
    p.place = ix_utf8_fold(&s->arena, ix_doc_str(doc, f->place));
    p.as_of = ix_str_copy(&s->arena, f->as_of);
    p.status = ix_str_copy(&s->arena, f->status);
    p.value = ix_decimal_text(&s->arena, f->value);
    p.high = f->high.ok ? ix_decimal_text(&s->arena, f->high) : (ix_str){0};
    p.text = ix_str_copy(&s->arena, ix_doc_str(doc, f->span));
    p.number = number_of(s, p.value, p.high);
    if (says_enough(p.measure, p.place) && !is_share(f))
        p.key =
            ix_str_format(&s->arena, "%.*s\n%.*s\n%.*s", IX_FMT(p.measure), IX_FMT(p.unit), IX_FMT(p.place));
    *IX_PUSH(&s->arena, &s->points) = p;
}

static bool gather(const char *line, size_t n, void *context) {
    ix_points *s = context;
    ix_revived r = ix_revive(line, n);
    if (r.fault[0])
        s->complain(r.id, r.fault);
    if (r.doc && !r.fault[0]) {
        const ix_document *doc = r.doc;
        ix_telling *own = IX_PUSH(&s->arena, &s->releases);
        own->id = ix_str_copy(&s->arena, doc->id);
        own->language = ix_str_copy(&s->arena, doc->language);
        own->published = ix_str_copy(&s->arena, doc->published);
        own->first = s->points.n;
        for (uint32_t i = 0; i < doc->organisations.n; i++)
            if (doc->organisations.v[i].wikidata.len)
                *IX_PUSH(&s->arena, &own->bodies) = ix_str_copy(&s->arena, doc->organisations.v[i].wikidata);
        for (uint32_t i = 0; i < doc->figures.n; i++)
            add_point(s, doc, &doc->figures.v[i]);
        own->n = s->points.n - own->first;
    }
    ix_document_free(r.doc);
    return true;
}

/* --- writing --- */

json_t *ix_points_string(ix_str s) {
    return s.len ? json_stringn(s.ptr, s.len) : json_null();
}

void ix_points_put(ix_points *s, json_t *object) {
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    s->failed |= !text || s->sink(text, strlen(text), s->context) || s->sink("\n", 1, s->context);
    free(text);
    json_decref(object);
}

json_t *ix_points_json(const ix_points *s, const ix_point *p) {
    json_t *(*string)(ix_str) = ix_points_string;
    const ix_telling *r = &s->releases.v[p->document];
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "as_of", string(p->as_of), "value",
                     string(p->value), "high", string(p->high), "status", string(p->status), "text",
                     string(p->text), "document", string(r->id), "published", string(r->published));
}

/* --- series --- */

static int by_key_and_date(const void *a, const void *b) {
    const ix_point *p = *(const ix_point *const *)a, *q = *(const ix_point *const *)b;
    int order = ix_str_cmp(p->key, q->key);
    if (!order)
        order = ix_str_cmp(p->as_of, q->as_of);
    if (!order)
        order = ix_str_cmp(p->status, q->status);
    return order ? order : (p < q ? -1 : p > q);
}

/* Whether it holds for a day or a period with an end: one that is open goes on to the day of the release. */
static bool is_closed(ix_str as_of) {
    return as_of.len && as_of.ptr[0] >= '0' && as_of.ptr[0] <= '9' && as_of.ptr[as_of.len - 1] != '/';
}

static bool same_time(const ix_point *a, const ix_point *b) {
    return ix_str_eq(a->as_of, b->as_of) && ix_str_eq(a->status, b->status);
}

/* Where a release has several values for one time, the measure is in it a name of several things (incidents,
 * say, or places): its points are taken out. Returns how many are left; points are sorted by time. */
static size_t take_out_several(ix_points *s, const ix_point **p, size_t n) {
    size_t left = 0;
    for (size_t i = 0; i < n; i++)
        s->releases.v[p[i]->document].several = false;
    for (size_t i = 1; i < n; i++)
        if (p[i]->document == p[i - 1]->document && same_time(p[i], p[i - 1]) &&
            p[i]->number != p[i - 1]->number)
            s->releases.v[p[i]->document].several = true;
    for (size_t i = 0; i < n; i++)
        if (!s->releases.v[p[i]->document].several)
            p[left++] = p[i];
    return left;
}

/* The dates for which releases differ. */
static json_t *disagreements(const ix_point *const *p, size_t n) {
    json_t *dates = json_array();
    ix_str last = {0};
    for (size_t i = 1; i < n; i++)
        if (is_closed(p[i]->as_of) && same_time(p[i], p[i - 1]) && p[i]->number != p[i - 1]->number &&
            !ix_str_eq(last, p[i]->as_of)) {
            last = p[i]->as_of;
            json_array_append_new(dates, ix_points_string(last));
        }
    return dates;
}

static void write_series(ix_points *s, const ix_point **p, size_t n) {
    size_t left = take_out_several(s, p, n);
    bool across = false;
    json_t *(*string)(ix_str) = ix_points_string;
    for (size_t i = 1; i < left; i++)
        across |= p[i]->document != p[0]->document;
    if (!across)
        return;
    json_t *points = json_array();
    for (size_t i = 0; i < left; i++)
        json_array_append_new(points, ix_points_json(s, p[i]));
    ix_points_put(s, json_pack("{s:{s:o, s:o, s:o, s:o, s:o}}", "series", "measure", string(p[0]->measure),
                               "unit", string(p[0]->unit), "place", string(p[0]->place), "points", points,
                               "disagree", left < n ? json_array() : disagreements(p, n)));
}

static void all_series(ix_points *s) {
    const ix_point **sorted = ix_alloc((s->points.n + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < s->points.n; i++)
        sorted[i] = &s->points.v[i];
    qsort(sorted, s->points.n, sizeof *sorted, by_key_and_date);
    for (uint32_t i = 0, end; i < s->points.n; i = end) {
        for (end = i + 1; end < s->points.n && ix_str_eq(sorted[end]->key, sorted[i]->key); end++)
            ;
        if (sorted[i]->key.len)
            write_series(s, sorted + i, end - i);
    }
    free(sorted);
}

bool ix_series(const char *out, ilex_sink sink, void *context, ix_complain complain) {
    ix_points s = {.sink = sink, .context = context, .complain = complain};
    bool read = ix_each_record(out, gather, &s, complain);
    if (read) {
        all_series(&s);
        ix_write_versions(&s);
    }
    ix_arena_done(&s.arena);
    return read && !s.failed;
}
