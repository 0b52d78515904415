/* Flat facts: one a line, as NDJSON or CSV, with the same columns for every kind. */
#include "6-emit/facts.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "base/utf8.h"

enum { CONTEXT = 32 }; /* code points of prefix and suffix */

const ix_fact_column ix_fact_columns[IX_FACT_COLUMNS] = {
#define IX_FACT(name, type) {#name, IX_FACT_##type, offsetof(ix_fact, name)},
#include "6-emit/facts.def"
#undef IX_FACT
};

static ix_str before(ix_str text, size_t start) {
    size_t at = start;
    for (int i = 0; i < CONTEXT && at > 0; i++)
        ix_utf8_prev(text, &at);
    return ix_str_sub(text, at, start);
}

static ix_str after(ix_str text, size_t end) {
    size_t at = end;
    for (int i = 0; i < CONTEXT && at < text.len; i++)
        ix_utf8_next(text, &at);
    return ix_str_sub(text, end, at);
}

/* A fact keeps its id as long as the document, its kind, its place and its words stay: reviews outlive a
 * renamed rule. */
static ix_str stable_id(ix_output *out, ix_arena *arena, const ix_fact *fact) {
    ix_str key = ix_str_format(arena, "%s\n%.*s\n%" PRId64 "\n%" PRId64 "\n%.*s", out->doc->sha256,
                               IX_FMT(fact->kind), fact->start, fact->end, IX_FMT(fact->text));
    return ix_str_format(arena, "%016" PRIx64, ix_str_hash(key));
}

static ix_fact fact_at(ix_output *out, ix_arena *arena, const char *kind, ix_span span, ix_rule_name rule) {
    const ix_document *doc = out->doc;
    ix_span source;
    bool in_source =
        ix_source_span(doc, span, &source) && (strcmp(kind, "quote") == 0 || ix_source_whole(doc, span));
    ix_fact fact = {.document = ix_output_id(doc),
                    .url = doc->url,
                    .title = doc->title,
                    .published = doc->published,
                    .language = doc->language,
                    .kind = ix_str_of(kind),
                    .text = ix_doc_str(doc, span),
                    .prefix = before(doc->text, span.start),
                    .suffix = after(doc->text, span.end),
                    .start = ix_offsets_code_point(&out->offsets, span.start),
                    .end = ix_offsets_code_point(&out->offsets, span.end),
                    .source_start = in_source ? (int64_t)source.start : -1,
                    .source_end = in_source ? (int64_t)source.end : -1,
                    .rule = rule};
    fact.fact = stable_id(out, arena, &fact);
    return fact;
}

static ix_str iso_day(ix_arena *arena, ix_day d) {
    return d.year ? ix_str_format(arena, "%04d-%02d-%02d", d.year, d.month, d.day) : (ix_str){0};
}

static ix_fact date_fact(ix_output *out, ix_arena *arena, const ix_date *d) {
    ix_fact fact = fact_at(out, arena, "date", d->span, d->rule);
    fact.type = ix_str_of(ix_date_type_names[d->type]);
    fact.value = d->value;
    fact.modifier = d->mod;
    fact.start_date = iso_day(arena, d->first);
    fact.end_date = iso_day(arena, d->last);
    return fact;
}

static ix_fact figure_fact(ix_output *out, ix_arena *arena, const ix_figure *f) {
    const ix_document *doc = out->doc;
    ix_fact fact = fact_at(out, arena, "figure", f->span, f->rule);
    fact.type = ix_str_of(ix_figure_kind_names[f->kind]);
    fact.value = f->value.ok ? ix_decimal_text(arena, f->value) : (ix_str){0};
    fact.number = f->value;
    fact.high = f->high;
    fact.unit = f->unit;
    fact.unit_name = f->unit_name;
    fact.modifier = f->modifier;
    fact.change = f->change;
    fact.status = f->status;
    fact.as_of = f->as_of;
    fact.as_of_from = f->as_of_from;
    fact.of = ix_doc_str(doc, f->of);
    fact.population = ix_doc_str(doc, f->population);
    fact.place = ix_doc_str(doc, f->place);
    if (f->said_by >= 0)
        fact.speaker = doc->quotes.v[f->said_by].speaker.name;
    return fact;
}

static ix_str organisation_name(const ix_document *doc, int index) {
    return index >= 0 ? doc->organisations.v[index].name : (ix_str){0};
}

/* The segments with a blank between them. */
static ix_str quoted_words(const ix_document *doc, ix_arena *arena, const ix_quote *q) {
    size_t n = 0;
    for (uint32_t i = 0; i < q->segments.n; i++)
        n += ix_span_len(q->segments.v[i]) + 1;
    char *all = ix_arena_alloc(arena, n + 1), *to = all;
    for (uint32_t i = 0; i < q->segments.n; i++) {
        ix_str words = ix_doc_str(doc, q->segments.v[i]);
        if (i)
            *to++ = ' ';
        memcpy(to, words.ptr, words.len);
        to += words.len;
    }
    return (ix_str){all, (size_t)(to - all)};
}

static ix_fact quote_fact(ix_output *out, ix_arena *arena, const ix_quote *q) {
    const ix_document *doc = out->doc;
    ix_fact fact = fact_at(out, arena, "quote", q->span, q->rule);
    fact.type = ix_str_of(ix_quote_type_names[q->type]);
    fact.quoted = quoted_words(doc, arena, q);
    fact.cue = ix_doc_str(doc, q->cue);
    fact.speaker = q->speaker.name;
    if (ix_span_empty(q->speaker.span) && !q->speaker.name.len)
        return fact; /* the record has no speaker either */
    fact.role = q->speaker.role;
    fact.organisation = organisation_name(doc, q->speaker.organisation);
    return fact;
}

static ix_fact organisation_fact(ix_output *out, ix_arena *arena, const ix_organisation *o) {
    const ix_mention *m = &out->doc->organisation_mentions.v[o->first];
    ix_fact fact = fact_at(out, arena, "organisation", m->span, m->rule);
    fact.type = o->type;
    fact.name = o->name;
    fact.acronym = o->acronym;
    fact.canonical = o->canonical;
    fact.wikidata = o->wikidata;
    fact.organisation = organisation_name(out->doc, o->parent);
    return fact;
}

static ix_fact person_fact(ix_output *out, ix_arena *arena, const ix_person *p) {
    const ix_mention *m = &out->doc->person_mentions.v[p->first];
    ix_fact fact = fact_at(out, arena, "person", m->span, m->rule);
    fact.name = p->name;
    fact.role = p->role;
    fact.organisation = organisation_name(out->doc, p->organisation);
    return fact;
}

/* One kind after another, each in text order. */
#define EACH(array, make)                                                                                    \
    for (uint32_t i = 0; i < doc->array.n; i++) {                                                            \
        ix_fact fact = make(out, &arena, &doc->array.v[i]);                                                  \
        write(out, &fact);                                                                                   \
        ix_arena_reset(&arena);                                                                              \
    }

void ix_each_fact(ix_output *out, void (*write)(ix_output *out, const ix_fact *fact)) {
    const ix_document *doc = out->doc;
    ix_arena arena = {0};
    EACH(figures, figure_fact)
    EACH(dates, date_fact)
    EACH(quotes, quote_fact)
    EACH(organisations, organisation_fact)
    EACH(people, person_fact)
    ix_arena_done(&arena);
}

static void json_fact(ix_output *out, const ix_fact *fact) {
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    for (int i = 0; i < IX_FACT_COLUMNS; i++) {
        const ix_fact_column *column = &ix_fact_columns[i];
        const void *cell = (const char *)fact + column->place;
        ix_json_name(json, ix_str_of(column->name));
        if (column->type == IX_FACT_STR)
            ix_json_str_or_null(json, *(const ix_str *)cell);
        else if (column->type == IX_FACT_NUM)
            ix_json_decimal(json, *(const ix_decimal *)cell);
        else if (*(const int64_t *)cell < 0)
            ix_json_null(json);
        else
            ix_json_int(json, *(const int64_t *)cell);
    }
    ix_json_close(json, '}');
    ix_json_end(json);
}

/* A cell as RFC 4180 has it. */
static void csv_str(ix_buf *buf, ix_str s) {
    bool plain = true;
    for (size_t i = 0; i < s.len && plain; i++)
        plain = !memchr(",\"\r\n", s.ptr[i], 4);
    if (plain) {
        ix_buf_str(buf, s);
        return;
    }
    ix_buf_char(buf, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            ix_buf_char(buf, '"');
        ix_buf_char(buf, s.ptr[i]);
    }
    ix_buf_char(buf, '"');
}

static void csv_fact(ix_output *out, const ix_fact *fact) {
    ix_buf *buf = &out->json.buf;
    for (int i = 0; i < IX_FACT_COLUMNS; i++) {
        const ix_fact_column *column = &ix_fact_columns[i];
        const void *cell = (const char *)fact + column->place;
        char number[IX_DECIMAL_TEXT];
        if (i)
            ix_buf_char(buf, ',');
        if (column->type == IX_FACT_STR)
            csv_str(buf, *(const ix_str *)cell);
        else if (column->type == IX_FACT_INT && *(const int64_t *)cell >= 0)
            ix_buf_format(buf, "%" PRId64, *(const int64_t *)cell);
        else if (column->type == IX_FACT_NUM && ((const ix_decimal *)cell)->ok)
            ix_buf_add(buf, number, ix_decimal_print(number, *(const ix_decimal *)cell));
    }
    ix_buf_add(buf, "\r\n", 2);
}

static void csv_header(ix_json *json) {
    for (int i = 0; i < IX_FACT_COLUMNS; i++)
        ix_buf_format(&json->buf, "%s%s", i ? "," : "", ix_fact_columns[i].name);
    ix_buf_add(&json->buf, "\r\n", 2);
}

static void facts(ix_output *out) {
    ix_each_fact(out, json_fact);
}

static void csv(ix_output *out) {
    ix_each_fact(out, csv_fact);
}

const ix_format ix_format_facts = {
    {"facts", "ndjson", "one fact a line, each with all columns", 0}, NULL, facts};
const ix_format ix_format_csv = {{"csv", "csv", "one fact a row, with a header", 0}, csv_header, csv};
