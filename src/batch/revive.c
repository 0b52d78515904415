#include "batch/revive.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

typedef struct source_point {
    uint32_t byte, source;
    bool is_end, cut;
} source_point;

typedef struct reviving {
    ix_document *doc;
    ix_revived *out;
    uint32_t *byte_of; /* of each code point, and one past the last */
    uint32_t n_code_points;
    IX_ARRAY(source_point) points;
} reviving;

/* --- reading --- */

static void fault(reviving *r, const char *format, ...) {
    va_list args;
    if (r->out->fault[0])
        return;
    va_start(args, format);
    vsnprintf(r->out->fault, sizeof r->out->fault, format, args);
    va_end(args);
}

/* A string or null; anything else is a fault. Copied into the document. */
static ix_str text(reviving *r, const json_t *object, const char *name) {
    json_t *v = json_object_get(object, name);
    if (!v || !(json_is_string(v) || json_is_null(v)))
        fault(r, "\"%s\" is missing, or is no string", name);
    return ix_str_copy(&r->doc->arena,
                       (ix_str){json_is_string(v) ? json_string_value(v) : "", json_string_length(v)});
}

static const char *name_of(reviving *r, const json_t *object, const char *name) {
    ix_str s = text(r, object, name);
    return s.len ? s.ptr : NULL;
}

/* "d3" is 2; null is -1. */
static int reference(reviving *r, const json_t *object, const char *name, char prefix) {
    ix_str s = text(r, object, name);
    int index = s.len > 1 && s.ptr[0] == prefix ? ix_str_int(ix_str_sub(s, 1, s.len)) : 0;
    if (s.len && index < 1)
        fault(r, "\"%s\" is no reference: %.*s", name, IX_FMT(s));
    return index - 1;
}

static int one_of(reviving *r, const json_t *object, const char *name, const char *const *names, int n) {
    ix_str s = text(r, object, name);
    for (int i = 0; i < n; i++)
        if (ix_str_is(s, names[i]))
            return i;
    fault(r, "\"%s\" cannot be '%.*s'", name, IX_FMT(s));
    return 0;
}

static uint32_t place(reviving *r, const json_t *object, const char *name) {
    json_t *v = json_object_get(object, name);
    json_int_t at = json_integer_value(v);
    if (!json_is_integer(v) || at < 0 || at > r->n_code_points) {
        fault(r, "\"%s\" is no place in the text", name);
        return 0;
    }
    return r->byte_of[at];
}

/* The object's span; its "text", if it has one, must stand there. An object that is null or without a place
 * has none. */
static ix_span span(reviving *r, const json_t *object) {
    json_t *words = json_object_get(object, "text");
    if (!json_is_object(object) || json_is_null(json_object_get(object, "start")))
        return (ix_span){0, 0};
    ix_span s = {place(r, object, "start"), place(r, object, "end")};
    if (s.end < s.start) {
        fault(r, "a span ends before it begins");
        return (ix_span){0, 0};
    }
    if (json_is_string(words) && !ix_str_is(ix_doc_str(r->doc, s), json_string_value(words)))
        fault(r, "'%.60s' is not what stands in its place", json_string_value(words));
    return s;
}

static ix_span span_at(reviving *r, const json_t *object, const char *name) {
    return span(r, json_object_get(object, name));
}

/* Where the page's bytes of a span are: kept as points, of which mend_source makes the map. */
static void source_of(reviving *r, const json_t *object, ix_span s) {
    json_t *source = json_object_get(object, "source");
    json_t *start = json_array_get(source, 0), *end = json_array_get(source, 1);
    if (!json_is_integer(start) || !json_is_integer(end) || ix_span_empty(s))
        return;
    *IX_PUSH(&r->doc->arena, &r->points) =
        (source_point){s.start, (uint32_t)json_integer_value(start), false, false};
    *IX_PUSH(&r->doc->arena, &r->points) =
        (source_point){s.end - 1, (uint32_t)json_integer_value(end), true, false};
}

static int by_byte(const void *a, const void *b) {
    const source_point *p = a, *q = b;
    return p->byte != q->byte ? (p->byte < q->byte ? -1 : 1) : p->is_end - q->is_end;
}

/* A run for each byte that a fact begins or ends with: enough for the facts' own spans. */
static void mend_source(reviving *r) {
    ix_document *doc = r->doc;
    if (r->points.n)
        qsort(r->points.v, r->points.n, sizeof *r->points.v, by_byte);
    for (uint32_t i = 0; i < r->points.n; i++) {
        const source_point *p = &r->points.v[i];
        ix_source_run *last = doc->source_map.n ? &doc->source_map.v[doc->source_map.n - 1] : NULL;
        if (!last || last->text != p->byte)
            *(last = IX_PUSH(&doc->arena, &doc->source_map)) =
                (ix_source_run){.text = p->byte, .text_len = 1, .source = p->source};
        else if (p->is_end)
            last->source_len = p->source - last->source;
        last->cut |= p->cut;
    }
}

/* Words of which only the text is recorded: where they stand nearest to the fact. */
static ix_span near(reviving *r, const json_t *object, const char *name, ix_span fact) {
    ix_str words = text(r, object, name), all = r->doc->text;
    if (!words.len)
        return (ix_span){0, 0};
    size_t from = fact.start > 400 ? fact.start - 400 : 0,
           to = fact.end + 400u < all.len ? fact.end + 400u : all.len;
    ix_span best = {0, 0};
    for (const char *at = all.ptr + from;
         (at = memmem(at, (size_t)(all.ptr + to - at), words.ptr, words.len)); at++) {
        ix_span s = {(uint32_t)(at - all.ptr), (uint32_t)(at - all.ptr + (ptrdiff_t)words.len)};
        if (ix_span_empty(best) || s.start <= fact.end)
            best = s;
        if (s.start >= fact.end)
            break;
    }
    const char *far = ix_span_empty(best) ? memmem(all.ptr, all.len, words.ptr, words.len) : NULL;
    if (far)
        best = (ix_span){(uint32_t)(far - all.ptr), (uint32_t)(far - all.ptr + (ptrdiff_t)words.len)};
    if (ix_span_empty(best))
        fault(r, "\"%s\" is not in the text: '%.*s'", name, words.len > 60 ? 60 : (int)words.len, words.ptr);
    return best;
}

/* --- the facts --- */

static void date(reviving *r, const json_t *o) {
    ix_date d = {.span = span(r, o), .type = (ix_date_type)one_of(r, o, "type", ix_date_type_names, 4)};
    d.value = text(r, o, "value");
    d.mod = text(r, o, "mod");
    d.first = ix_day_parse(text(r, o, "start_date"));
    d.last = ix_day_parse(text(r, o, "end_date"));
    d.anchor = text(r, o, "anchor");
    d.rule = text(r, o, "rule");
    source_of(r, o, d.span);
    *IX_PUSH(&r->doc->arena, &r->doc->dates) = d;
}

static void links(reviving *r, const json_t *o, ix_figure *f) {
    json_t *link;
    size_t i;
    json_array_foreach(json_object_get(o, "links"), i, link) * IX_PUSH(&r->doc->arena, &f->links) =
        (ix_link){text(r, link, "relation"), reference(r, link, "figure", 'f')};
}

static void figure(reviving *r, const json_t *o) {
    json_t *as_of = json_object_get(o, "as_of");
    ix_figure f = {.span = span(r, o), .number = -1, .as_of_date = -1};
    f.value = ix_decimal_parse(text(r, o, "value"));
    f.high = ix_decimal_parse(text(r, o, "high"));
    f.kind = (ix_figure_kind)one_of(r, o, "kind", ix_figure_kind_names, IX_FIGURE_KINDS);
    f.unit = text(r, o, "unit");
    f.unit_name = text(r, o, "unit_name");
    f.unit_text = near(r, o, "unit_text", f.span);
    f.modifier = text(r, o, "modifier");
    f.modifier_text = near(r, o, "modifier_text", f.span);
    f.change = text(r, o, "change");
    f.of = span_at(r, o, "of");
    f.place = span_at(r, o, "place");
    f.population = span_at(r, o, "population");
    f.status = text(r, o, "status");
    f.status_text = near(r, o, "status_text", f.span);
    f.said_by = reference(r, o, "said_by", 'q');
    f.rule = text(r, o, "rule");
    if (json_is_object(as_of)) {
        f.as_of = text(r, as_of, "value");
        f.as_of_date = reference(r, as_of, "date", 'd');
        f.as_of_from = text(r, as_of, "from");
    }
    links(r, o, &f);
    source_of(r, o, f.span);
    *IX_PUSH(&r->doc->arena, &r->doc->figures) = f;
}

static void quote(reviving *r, const json_t *o) {
    json_t *segment, *piece, *speaker = json_object_get(o, "speaker");
    size_t i;
    ix_quote q = {.span = span(r, o), .type = (ix_quote_type)one_of(r, o, "type", ix_quote_type_names, 3)};
    json_array_foreach(json_object_get(o, "segments"), i, segment) * IX_PUSH(&r->doc->arena, &q.segments) =
        span(r, segment);
    q.cue = span_at(r, o, "cue");
    q.speaker = (ix_speaker){.person = -1, .organisation = -1};
    if (json_is_object(speaker))
        q.speaker = (ix_speaker){span(r, speaker),
                                 text(r, speaker, "name"),
                                 text(r, speaker, "role"),
                                 reference(r, speaker, "person", 'p'),
                                 reference(r, speaker, "organisation", 'o'),
                                 text(r, speaker, "resolved")};
    q.rule = text(r, o, "rule");
    source_of(r, o, q.span);
    json_array_foreach(json_object_get(o, "source_pieces"), i, piece) {
        source_of(r, piece, span(r, piece));
        if (i && r->points.n)
            r->points.v[r->points.n - 2].cut = true;
    }
    *IX_PUSH(&r->doc->arena, &r->doc->quotes) = q;
}

static ix_mention mention(reviving *r, const json_t *o, int entity) {
    ix_mention m = {.span = span(r, o),
                    .entity = entity,
                    .rule = text(r, o, "rule"),
                    .organisation = -1,
                    .acronym_of = -1};
    source_of(r, o, m.span);
    return m;
}

/* The mention that a person is shown by: the first that is its name, else the first. */
static int shown_by(const ix_document *doc, const ix_mention *mentions, uint32_t from, uint32_t n,
                    ix_str name) {
    for (uint32_t i = from; i < n; i++)
        if (ix_str_eq(ix_doc_str(doc, mentions[i].span), name))
            return (int)i;
    return (int)from;
}

static void organisation(reviving *r, const json_t *o) {
    ix_document *doc = r->doc;
    json_t *m, *ids = json_object_get(o, "ids");
    size_t i;
    ix_organisation body = {text(r, o, "name"),
                            text(r, o, "acronym"),
                            text(r, o, "canonical"),
                            text(r, o, "type"),
                            {0},
                            reference(r, o, "parent", 'o'),
                            (int)doc->organisation_mentions.n};
    if (json_object_get(ids, "wikidata"))
        body.wikidata = text(r, ids, "wikidata");
    json_array_foreach(json_object_get(o, "mentions"), i, m) *
        IX_PUSH(&doc->arena, &doc->organisation_mentions) = mention(r, m, (int)doc->organisations.n);
    if (!i)
        fault(r, "an organisation without mentions");
    *IX_PUSH(&doc->arena, &doc->organisations) = body;
}

static void person(reviving *r, const json_t *o) {
    ix_document *doc = r->doc;
    json_t *m;
    size_t i;
    ix_person p = {text(r, o, "name"), text(r, o, "role"), reference(r, o, "organisation", 'o'),
                   (int)doc->person_mentions.n};
    json_array_foreach(json_object_get(o, "mentions"), i, m) * IX_PUSH(&doc->arena, &doc->person_mentions) =
        mention(r, m, (int)doc->people.n);
    if (!i)
        fault(r, "a person without mentions");
    p.first = shown_by(doc, doc->person_mentions.v, (uint32_t)p.first, doc->person_mentions.n, p.name);
    *IX_PUSH(&doc->arena, &doc->people) = p;
}

static void ledger(reviving *r, const json_t *o) {
    *IX_PUSH(&r->doc->arena, &r->doc->ledger) = (ix_ledger_entry){span(r, o), text(r, o, "reason")};
}

static void diagnostic(reviving *r, const json_t *o) {
    *IX_PUSH(&r->doc->arena, &r->doc->diagnostics) =
        (ix_diagnostic){name_of(r, o, "severity"), name_of(r, o, "code"), text(r, o, "message"), span(r, o)};
}

static void block(reviving *r, const json_t *o) {
    ix_block b = {.kind = (ix_block_kind)one_of(r, o, "kind", ix_block_kind_names, IX_BLOCK_KINDS),
                  .span = span(r, o)};
    b.level = (int)json_integer_value(json_object_get(o, "level"));
    *IX_PUSH(&r->doc->arena, &r->doc->blocks) = b;
}

/* --- the record --- */

static void each(reviving *r, const json_t *record, const char *name,
                 void (*take)(reviving *, const json_t *)) {
    json_t *list = json_object_get(record, name), *item;
    size_t i;
    if (!json_is_array(list))
        fault(r, "\"%s\" is missing, or is no list", name);
    json_array_foreach(list, i, item) take(r, item);
}

static void index_text(reviving *r, const json_t *record) {
    ix_document *doc = r->doc;
    doc->text = text(r, record, "text");
    r->byte_of = ix_arena_alloc(&doc->arena, (doc->text.len + 1) * sizeof *r->byte_of);
    r->n_code_points = ix_utf8_starts(doc->text, r->byte_of);
}

static void head(reviving *r, const json_t *record) {
    ix_document *doc = r->doc;
    json_t *source = json_object_get(record, "source"), *published = json_object_get(record, "published");
    json_t *dateline = json_object_get(record, "dateline"), *place;
    size_t i;
    doc->id = text(r, record, "id");
    doc->path = text(r, source, "path");
    doc->url = text(r, source, "url");
    doc->media_type = text(r, source, "media_type");
    snprintf(doc->sha256, sizeof doc->sha256, "%s", text(r, source, "sha256").ptr);
    doc->source_bytes = (size_t)json_integer_value(json_object_get(source, "bytes"));
    doc->rules_digest = text(r, json_object_get(record, "tool"), "rules").ptr;
    doc->language = text(r, record, "language");
    doc->title = text(r, record, "title");
    if (json_is_object(published)) {
        doc->published = text(r, published, "value");
        doc->published_from = name_of(r, published, "from");
    }
    doc->dateline = span(r, dateline);
    json_array_foreach(json_object_get(dateline, "places"), i, place) *
        IX_PUSH(&doc->arena, &doc->dateline_places) =
        ix_str_copy(&doc->arena, ix_str_of(json_string_value(place)));
    if (json_is_object(dateline))
        doc->dateline_agency = text(r, dateline, "agency");
}

static bool refers(int index, uint32_t n) {
    return index >= -1 && index < (int)n;
}

/* What a record refers to must be there: writers index by it. */
static void check_references(reviving *r) {
    const ix_document *doc = r->doc;
    bool good = true;
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        const ix_figure *f = &doc->figures.v[i];
        good &= refers(f->said_by, doc->quotes.n) && refers(f->as_of_date, doc->dates.n);
        for (uint32_t l = 0; l < f->links.n; l++)
            good &= refers(f->links.v[l].figure, doc->figures.n);
    }
    for (uint32_t i = 0; i < doc->quotes.n; i++)
        good &= refers(doc->quotes.v[i].speaker.person, doc->people.n) &&
                refers(doc->quotes.v[i].speaker.organisation, doc->organisations.n);
    for (uint32_t i = 0; i < doc->organisations.n; i++)
        good &=
            refers(doc->organisations.v[i].parent, doc->organisations.n) && doc->organisations.v[i].name.len;
    for (uint32_t i = 0; i < doc->people.n; i++)
        good &= refers(doc->people.v[i].organisation, doc->organisations.n);
    if (!good)
        fault(r, "it refers to what is not there");
}

static void revive(reviving *r, const json_t *record) {
    index_text(r, record);
    head(r, record);
    each(r, record, "blocks", block);
    each(r, record, "dates", date);
    each(r, record, "figures", figure);
    each(r, record, "quotes", quote);
    each(r, record, "organisations", organisation);
    each(r, record, "people", person);
    each(r, record, "ledger", ledger);
    each(r, record, "diagnostics", diagnostic);
    check_references(r);
    mend_source(r);
}

ix_revived ix_revive(const char *record, size_t n) {
    ix_revived out = {0};
    json_error_t error;
    json_t *json = json_loadb(record, n, JSON_REJECT_DUPLICATES, &error);
    json_t *id = json_object_get(json, "id"), *schema = json_object_get(json, "schema");
    snprintf(out.id, sizeof out.id, "%s", json_is_string(id) ? json_string_value(id) : "-");
    out.is_error = json_is_object(json_object_get(json, "error"));
    if (!json)
        snprintf(out.fault, sizeof out.fault, "not JSON: %.200s", error.text);
    else if (!json_is_string(schema) || strcmp(json_string_value(schema), "ilex-document/1") != 0)
        snprintf(out.fault, sizeof out.fault, "not a record of ilex-document/1");
    else if (!out.is_error) {
        reviving r = {.doc = ix_document_new(), .out = &out};
        revive(&r, json);
        out.doc = r.doc;
    }
    json_decref(json);
    return out;
}
