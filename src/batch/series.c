#include "batch/series.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "batch/revive.h"

typedef struct point {
    ix_str key; /* measure, unit and place, told apart by line breaks */
    ix_str measure, unit, place, as_of, status, value, high, text;
    ix_decimal number;
    uint32_t document;
} point;

typedef struct release {
    ix_str id, language, published;
    uint32_t first, n;       /* its points */
    IX_ARRAY(ix_str) bodies; /* Wikidata's ids */
    IX_ARRAY(ix_str) paired; /* languages in which its version is found */
} release;

/* Two releases that may be versions of one. */
typedef struct pair {
    release *a, *b;
    uint32_t shared; /* figures of either that the other has too */
    bool taken;
} pair;

typedef struct series {
    ix_arena arena;
    IX_ARRAY(point) points;
    IX_ARRAY(release) releases;
    IX_ARRAY(pair) pairs;
    ilex_sink sink;
    void *context;
    ix_complain complain;
    bool failed;
} series;

/* --- gathering --- */

/* The measure's words in lower case, without the figure, its modifier, and anything with a digit: what stays
 * the same when the number changes. */
static ix_str measure_of(series *s, const ix_document *doc, const ix_figure *f) {
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

static void add_point(series *s, const ix_document *doc, const ix_figure *f) {
    ix_str measure = measure_of(s, doc, f), place = ix_utf8_fold(&s->arena, ix_doc_str(doc, f->place));
    if (!f->value.ok)
        return;
    point p = {.measure = measure, .number = f->value, .document = s->releases.n - 1};
    p.unit = ix_str_copy(&s->arena, f->unit);
    p.place = place;
    p.as_of = ix_str_copy(&s->arena, f->as_of);
    p.status = ix_str_copy(&s->arena, f->status);
    p.value = ix_decimal_text(&s->arena, f->value);
    p.high = f->high.ok ? ix_decimal_text(&s->arena, f->high) : (ix_str){0};
    p.text = ix_str_copy(&s->arena, ix_doc_str(doc, f->span));
    p.key = ix_str_format(&s->arena, "%.*s\n%.*s\n%.*s", IX_FMT(p.measure), IX_FMT(p.unit), IX_FMT(p.place));
    *IX_PUSH(&s->arena, &s->points) = p;
}

static bool gather(const char *line, size_t n, void *context) {
    series *s = context;
    ix_revived r = ix_revive(line, n);
    if (r.fault[0])
        s->complain(r.id, r.fault);
    if (r.doc && !r.fault[0]) {
        const ix_document *doc = r.doc;
        release *own = IX_PUSH(&s->arena, &s->releases);
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

static json_t *string(ix_str s) {
    return s.len ? json_stringn(s.ptr, s.len) : json_null();
}

static void put(series *s, json_t *object) {
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    s->failed |= !text || s->sink(text, strlen(text), s->context) || s->sink("\n", 1, s->context);
    free(text);
    json_decref(object);
}

static json_t *point_json(const series *s, const point *p) {
    const release *r = &s->releases.v[p->document];
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "as_of", string(p->as_of), "value",
                     string(p->value), "high", string(p->high), "status", string(p->status), "text",
                     string(p->text), "document", string(r->id), "published", string(r->published));
}

/* --- series --- */

static int by_key_and_date(const void *a, const void *b) {
    const point *p = *(const point *const *)a, *q = *(const point *const *)b;
    int order = ix_str_cmp(p->key, q->key);
    if (!order)
        order = ix_str_cmp(p->as_of, q->as_of);
    if (!order)
        order = ix_str_cmp(p->status, q->status);
    return order ? order : (p < q ? -1 : p > q);
}

static bool agree(const point *a, const point *b) {
    return ix_decimal_cmp(a->number, b->number) == 0 && ix_str_eq(a->high, b->high);
}

/* Whether it holds for a day or a period with an end: one that is open goes on to the day of the release. */
static bool is_closed(ix_str as_of) {
    return as_of.len && as_of.ptr[0] >= '0' && as_of.ptr[0] <= '9' && as_of.ptr[as_of.len - 1] != '/';
}

static bool same_time(const point *a, const point *b) {
    return ix_str_eq(a->as_of, b->as_of) && ix_str_eq(a->status, b->status);
}

/* Where one release has several values for one date, the measure is a name of several things (incidents,
 * say), and nothing is known to differ. */
static bool is_one_thing(const point *const *p, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (p[i]->document == p[i - 1]->document && same_time(p[i], p[i - 1]) && !agree(p[i], p[i - 1]))
            return false;
    return true;
}

/* The dates for which releases differ. */
static json_t *disagreements(const point *const *p, size_t n) {
    json_t *dates = json_array();
    ix_str last = {0};
    bool one = is_one_thing(p, n);
    for (size_t i = 1; i < n && one; i++)
        if (is_closed(p[i]->as_of) && same_time(p[i], p[i - 1]) && !agree(p[i], p[i - 1]) &&
            !ix_str_eq(last, p[i]->as_of)) {
            last = p[i]->as_of;
            json_array_append_new(dates, string(last));
        }
    return dates;
}

static void write_series(series *s, const point *const *p, size_t n) {
    bool several = false;
    for (size_t i = 1; i < n; i++)
        several |= p[i]->document != p[0]->document;
    if (!several || !says_enough(p[0]->measure, p[0]->place))
        return;
    json_t *points = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(points, point_json(s, p[i]));
    put(s, json_pack("{s:{s:o, s:o, s:o, s:o, s:o}}", "series", "measure", string(p[0]->measure), "unit",
                     string(p[0]->unit), "place", string(p[0]->place), "points", points, "disagree",
                     disagreements(p, n)));
}

static void all_series(series *s) {
    const point **sorted = ix_alloc((s->points.n + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < s->points.n; i++)
        sorted[i] = &s->points.v[i];
    qsort(sorted, s->points.n, sizeof *sorted, by_key_and_date);
    for (uint32_t i = 0, end; i < s->points.n; i = end) {
        for (end = i + 1; end < s->points.n && ix_str_eq(sorted[end]->key, sorted[i]->key); end++)
            ;
        write_series(s, sorted + i, end - i);
    }
    free(sorted);
}

/* --- language versions --- */

enum { LEAST_SHARED = 3, MOST_A_DAY = 200 };

static bool name_one_body(const release *a, const release *b) {
    for (uint32_t i = 0; i < a->bodies.n; i++)
        for (uint32_t j = 0; j < b->bodies.n; j++)
            if (ix_str_eq(a->bodies.v[i], b->bodies.v[j]))
                return true;
    return false;
}

static bool has_value(const series *s, const release *r, const point *value) {
    for (uint32_t i = r->first; i < r->first + r->n; i++)
        if (agree(&s->points.v[i], value))
            return true;
    return false;
}

/* How many of a's points b has too. */
static uint32_t shared(const series *s, const release *a, const release *b) {
    uint32_t n = 0;
    for (uint32_t i = a->first; i < a->first + a->n; i++)
        n += has_value(s, b, &s->points.v[i]);
    return n;
}

/* Those that it has not. */
static json_t *missing(const series *s, const release *a, const release *b) {
    json_t *only = json_array();
    for (uint32_t i = a->first; i < a->first + a->n; i++)
        if (!has_value(s, b, &s->points.v[i]))
            json_array_append_new(only, point_json(s, &s->points.v[i]));
    return only;
}

static void compare(series *s, release *a, release *b) {
    if (ix_str_eq(a->language, b->language) || a->n < LEAST_SHARED || b->n < LEAST_SHARED ||
        !name_one_body(a, b))
        return;
    uint32_t in_a = shared(s, a, b), in_b = shared(s, b, a);
    if (in_a >= LEAST_SHARED && in_b >= LEAST_SHARED && 2 * (in_a + in_b) >= a->n + b->n)
        *IX_PUSH(&s->arena, &s->pairs) = (pair){a, b, in_a + in_b, false};
}

static bool is_paired(const release *r, ix_str language) {
    for (uint32_t i = 0; i < r->paired.n; i++)
        if (ix_str_eq(r->paired.v[i], language))
            return true;
    return false;
}

static int by_shared(const void *a, const void *b) {
    const pair *p = *(pair *const *)a, *q = *(pair *const *)b;
    return p->shared != q->shared ? (p->shared > q->shared ? -1 : 1) : (p < q ? -1 : p > q);
}

/* A release has one version in a language: the one that shares most with it. */
static void choose(series *s) {
    pair **sorted = ix_alloc((s->pairs.n + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < s->pairs.n; i++)
        sorted[i] = &s->pairs.v[i];
    qsort(sorted, s->pairs.n, sizeof *sorted, by_shared);
    for (uint32_t i = 0; i < s->pairs.n; i++) {
        release *a = sorted[i]->a, *b = sorted[i]->b;
        if (is_paired(a, b->language) || is_paired(b, a->language))
            continue;
        *IX_PUSH(&s->arena, &a->paired) = b->language;
        *IX_PUSH(&s->arena, &b->paired) = a->language;
        sorted[i]->taken = true;
    }
    free(sorted);
}

static void write_pair(series *s, const pair *p) {
    const release *a = p->a, *b = p->b;
    put(s, json_pack("{s:{s:[o,o], s:[o,o], s:o, s:i, s:[o,o]}}", "versions", "documents", string(a->id),
                     string(b->id), "languages", string(a->language), string(b->language), "published",
                     string(a->published), "shared", (int)shared(s, a, b), "only", missing(s, a, b),
                     missing(s, b, a)));
}

static int by_day(const void *a, const void *b) {
    const release *p = *(const release *const *)a, *q = *(const release *const *)b;
    int order = ix_str_cmp(p->published, q->published);
    return order ? order : (p < q ? -1 : p > q);
}

/* Of a day with very many releases each is compared with the next ones only, so that the work stays in
 * proportion. */
static void all_versions(series *s) {
    release **sorted = ix_alloc((s->releases.n + 1) * sizeof *sorted);
    for (uint32_t i = 0; i < s->releases.n; i++)
        sorted[i] = &s->releases.v[i];
    qsort(sorted, s->releases.n, sizeof *sorted, by_day);
    for (uint32_t i = 0; i < s->releases.n; i++)
        for (uint32_t j = i + 1; j < s->releases.n && j - i < MOST_A_DAY; j++) {
            if (!sorted[i]->published.len || !ix_str_eq(sorted[i]->published, sorted[j]->published))
                break;
            compare(s, sorted[i], sorted[j]);
        }
    free(sorted);
    choose(s);
    for (uint32_t i = 0; i < s->pairs.n; i++)
        if (s->pairs.v[i].taken)
            write_pair(s, &s->pairs.v[i]);
}

bool ix_series(const char *out, ilex_sink sink, void *context, ix_complain complain) {
    series s = {.sink = sink, .context = context, .complain = complain};
    bool read = ix_each_record(out, gather, &s, complain);
    if (read) {
        all_series(&s);
        all_versions(&s);
    }
    ix_arena_done(&s.arena);
    return read && !s.failed;
}
