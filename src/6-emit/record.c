/* The document record, ilex-document/1, key by key as the contract lists them. */
#include "6-emit/format.h"

#include <stdio.h>
#include <stdlib.h>

static void string(ix_emit *emit, ix_str name, ix_str value) {
    ix_json_name(&emit->json, name);
    ix_json_str_or_null(&emit->json, value);
}

static void span_string(ix_emit *emit, ix_str name, ix_span span) {
    string(emit, name, ix_doc_str(emit->doc, span));
}

static void reference(ix_emit *emit, ix_str name, char prefix, int index) {
    ix_json_name(&emit->json, name);
    ix_json_ref(&emit->json, prefix, index);
}

/* "source": the span's bytes in the page. */
static void source_range(ix_emit *emit, ix_span span) {
    ix_span source;
    ix_json_key(&emit->json, "source");
    if (!ix_source_span(emit->doc, span, &source)) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '[', IX_ONE_LINE);
    ix_json_uint(&emit->json, source.start);
    ix_json_uint(&emit->json, source.end);
    ix_json_close(&emit->json, ']');
}

/* "text", "start" and "end". */
static void words(ix_emit *emit, ix_span span) {
    ix_json_key(&emit->json, "text");
    ix_json_str(&emit->json, ix_doc_str(emit->doc, span));
    ix_emit_range(emit, span);
}

/* An object of the words, or null. */
static void span_object(ix_emit *emit, ix_str name, ix_span span) {
    ix_json_name(&emit->json, name);
    if (ix_span_empty(span)) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    words(emit, span);
    ix_json_close(&emit->json, '}');
}

static void day(ix_emit *emit, ix_str name, ix_day d) {
    char iso[16];
    int n = d.year ? snprintf(iso, sizeof iso, "%04d-%02d-%02d", d.year % 10000, d.month % 100, d.day % 100) : 0;
    string(emit, name, (ix_str){iso, (size_t)n});
}

static void source(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    ix_json_key(&emit->json, "source");
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("path"), doc->path);
    string(emit, IX_STR("url"), doc->url);
    string(emit, IX_STR("media_type"), doc->media_type);
    string(emit, IX_STR("sha256"), ix_str_of(doc->sha256));
    ix_json_key(&emit->json, "bytes");
    ix_json_uint(&emit->json, doc->source_bytes);
    ix_json_close(&emit->json, '}');
}

static void tool(ix_emit *emit) {
    ix_json_key(&emit->json, "tool");
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("name"), IX_STR("ilex"));
    string(emit, IX_STR("version"), IX_STR(ILEX_VERSION));
    string(emit, IX_STR("rules"), ix_str_of(emit->doc->rules_digest));
    ix_json_close(&emit->json, '}');
}

static void published(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    ix_json_key(&emit->json, "published");
    if (!doc->published.len) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("value"), doc->published);
    string(emit, IX_STR("from"), ix_str_of(doc->published_from ? doc->published_from : "input"));
    ix_json_close(&emit->json, '}');
}

static void dateline(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    ix_json_key(&emit->json, "dateline");
    if (ix_span_empty(doc->dateline)) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    words(emit, doc->dateline);
    ix_json_key(&emit->json, "places");
    ix_json_open(&emit->json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < doc->dateline_places.n; i++)
        ix_json_str(&emit->json, doc->dateline_places.v[i]);
    ix_json_close(&emit->json, ']');
    string(emit, IX_STR("agency"), doc->dateline_agency);
    ix_json_close(&emit->json, '}');
}

static void block(ix_emit *emit, const ix_block *b) {
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("kind"), ix_str_of(ix_block_kind_names[b->kind]));
    ix_emit_range(emit, b->span);
    ix_json_key(&emit->json, "level");
    ix_json_int(&emit->json, b->level);
    ix_json_close(&emit->json, '}');
}

static void date(ix_emit *emit, int index, const ix_date *d) {
    ix_json_open(&emit->json, '{', IX_LINES);
    reference(emit, IX_STR("id"), 'd', index);
    words(emit, d->span);
    source_range(emit, d->span);
    string(emit, IX_STR("type"), ix_str_of(ix_date_type_names[d->type]));
    string(emit, IX_STR("value"), d->value);
    string(emit, IX_STR("mod"), d->mod);
    day(emit, IX_STR("start_date"), d->first);
    day(emit, IX_STR("end_date"), d->last);
    string(emit, IX_STR("anchor"), d->anchor);
    string(emit, IX_STR("rule"), d->rule);
    ix_json_close(&emit->json, '}');
}

static void decimal_string(ix_emit *emit, ix_str name, ix_decimal value) {
    char text[IX_DECIMAL_TEXT];
    string(emit, name, (ix_str){text, value.ok ? ix_decimal_print(text, value) : 0});
}

static void as_of(ix_emit *emit, const ix_figure *f) {
    ix_json_key(&emit->json, "as_of");
    if (!f->as_of.len) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("value"), f->as_of);
    reference(emit, IX_STR("date"), 'd', f->as_of_date);
    string(emit, IX_STR("from"), f->as_of_from);
    ix_json_close(&emit->json, '}');
}

static void links(ix_emit *emit, const ix_figure *f) {
    ix_json_key(&emit->json, "links");
    ix_json_open(&emit->json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < f->links.n; i++) {
        ix_json_open(&emit->json, '{', IX_ONE_LINE);
        string(emit, IX_STR("relation"), f->links.v[i].relation);
        reference(emit, IX_STR("figure"), 'f', f->links.v[i].figure);
        ix_json_close(&emit->json, '}');
    }
    ix_json_close(&emit->json, ']');
}

static void figure(ix_emit *emit, int index, const ix_figure *f) {
    ix_json_open(&emit->json, '{', IX_LINES);
    reference(emit, IX_STR("id"), 'f', index);
    words(emit, f->span);
    source_range(emit, f->span);
    decimal_string(emit, IX_STR("value"), f->value);
    decimal_string(emit, IX_STR("high"), f->high);
    ix_json_key(&emit->json, "number");
    ix_json_decimal(&emit->json, f->value);
    string(emit, IX_STR("kind"), ix_str_of(ix_figure_kind_names[f->kind]));
    string(emit, IX_STR("unit"), f->unit);
    span_string(emit, IX_STR("unit_text"), f->unit_text);
    string(emit, IX_STR("modifier"), f->modifier);
    span_string(emit, IX_STR("modifier_text"), f->modifier_text);
    string(emit, IX_STR("change"), f->change);
    span_object(emit, IX_STR("of"), f->of);
    span_object(emit, IX_STR("place"), f->place);
    span_object(emit, IX_STR("population"), f->population);
    as_of(emit, f);
    string(emit, IX_STR("status"), f->status.len ? f->status : IX_STR("actual"));
    span_string(emit, IX_STR("status_text"), f->status_text);
    reference(emit, IX_STR("said_by"), 'q', f->said_by);
    links(emit, f);
    string(emit, IX_STR("rule"), f->rule);
    ix_json_close(&emit->json, '}');
}

static void speaker(ix_emit *emit, const ix_speaker *s) {
    ix_json_key(&emit->json, "speaker");
    if (ix_span_empty(s->span) && !s->name.len) {
        ix_json_null(&emit->json);
        return;
    }
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    if (ix_span_empty(s->span)) {
        string(emit, IX_STR("text"), (ix_str){0});
        string(emit, IX_STR("start"), (ix_str){0});
        string(emit, IX_STR("end"), (ix_str){0});
    } else {
        words(emit, s->span);
    }
    string(emit, IX_STR("name"), s->name);
    reference(emit, IX_STR("person"), 'p', s->person);
    string(emit, IX_STR("role"), s->role);
    reference(emit, IX_STR("organisation"), 'o', s->organisation);
    string(emit, IX_STR("resolved"), s->resolved);
    ix_json_close(&emit->json, '}');
}

static void quote(ix_emit *emit, int index, const ix_quote *q) {
    ix_json_open(&emit->json, '{', IX_LINES);
    reference(emit, IX_STR("id"), 'q', index);
    string(emit, IX_STR("type"), ix_str_of(ix_quote_type_names[q->type]));
    ix_emit_range(emit, q->span);
    source_range(emit, q->span);
    ix_json_key(&emit->json, "segments");
    ix_json_open(&emit->json, '[', IX_LINES);
    for (uint32_t i = 0; i < q->segments.n; i++) {
        ix_json_open(&emit->json, '{', IX_ONE_LINE);
        words(emit, q->segments.v[i]);
        ix_json_close(&emit->json, '}');
    }
    ix_json_close(&emit->json, ']');
    span_object(emit, IX_STR("cue"), q->cue);
    speaker(emit, &q->speaker);
    string(emit, IX_STR("rule"), q->rule);
    ix_json_close(&emit->json, '}');
}

/* The mentions of each entity: a list of indices, chained through next[]. */
typedef struct mention_chains {
    const ix_mention *mentions;
    int *first, *next;
} mention_chains;

static mention_chains chains_new(const ix_mention *mentions, uint32_t n, uint32_t n_entities) {
    mention_chains chains = {mentions, ix_alloc(sizeof(int) * (n_entities + 1)), ix_alloc(sizeof(int) * (n + 1))};
    for (uint32_t e = 0; e < n_entities; e++)
        chains.first[e] = -1;
    for (uint32_t i = n; i-- > 0;) {
        int entity = mentions[i].entity;
        if (entity < 0 || (uint32_t)entity >= n_entities)
            continue;
        chains.next[i] = chains.first[entity];
        chains.first[entity] = (int)i;
    }
    return chains;
}

static void chains_done(mention_chains *chains) {
    free(chains->first);
    free(chains->next);
}

static void mentions(ix_emit *emit, const mention_chains *chains, uint32_t entity) {
    ix_json_key(&emit->json, "mentions");
    ix_json_open(&emit->json, '[', IX_LINES);
    for (int i = chains->first[entity]; i >= 0; i = chains->next[i]) {
        const ix_mention *m = &chains->mentions[i];
        ix_json_open(&emit->json, '{', IX_ONE_LINE);
        words(emit, m->span);
        source_range(emit, m->span);
        string(emit, IX_STR("rule"), m->rule);
        ix_json_close(&emit->json, '}');
    }
    ix_json_close(&emit->json, ']');
}

static void ids(ix_emit *emit, const ix_organisation *o) {
    ix_json_key(&emit->json, "ids");
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    if (o->wikidata.len)
        string(emit, IX_STR("wikidata"), o->wikidata);
    ix_json_close(&emit->json, '}');
}

static void organisations(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    mention_chains chains =
        chains_new(doc->organisation_mentions.v, doc->organisation_mentions.n, doc->organisations.n);
    for (uint32_t i = 0; i < doc->organisations.n; i++) {
        const ix_organisation *o = &doc->organisations.v[i];
        ix_json_open(&emit->json, '{', IX_LINES);
        reference(emit, IX_STR("id"), 'o', (int)i);
        string(emit, IX_STR("name"), o->name);
        string(emit, IX_STR("acronym"), o->acronym);
        string(emit, IX_STR("canonical"), o->canonical);
        ids(emit, o);
        string(emit, IX_STR("type"), o->type.len ? o->type : IX_STR("other"));
        reference(emit, IX_STR("parent"), 'o', o->parent);
        mentions(emit, &chains, i);
        ix_json_close(&emit->json, '}');
    }
    chains_done(&chains);
}

static void people(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    mention_chains chains = chains_new(doc->person_mentions.v, doc->person_mentions.n, doc->people.n);
    for (uint32_t i = 0; i < doc->people.n; i++) {
        const ix_person *p = &doc->people.v[i];
        ix_json_open(&emit->json, '{', IX_LINES);
        reference(emit, IX_STR("id"), 'p', (int)i);
        string(emit, IX_STR("name"), p->name);
        string(emit, IX_STR("role"), p->role);
        reference(emit, IX_STR("organisation"), 'o', p->organisation);
        mentions(emit, &chains, i);
        ix_json_close(&emit->json, '}');
    }
    chains_done(&chains);
}

static void ledger_entry(ix_emit *emit, const ix_ledger_entry *e) {
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    words(emit, e->span);
    string(emit, IX_STR("reason"), e->reason);
    ix_json_close(&emit->json, '}');
}

static void diagnostic(ix_emit *emit, const ix_diagnostic *d) {
    ix_json_open(&emit->json, '{', IX_ONE_LINE);
    string(emit, IX_STR("severity"), ix_str_of(d->severity));
    string(emit, IX_STR("code"), ix_str_of(d->code));
    string(emit, IX_STR("message"), d->message);
    if (ix_span_empty(d->span)) {
        string(emit, IX_STR("start"), (ix_str){0});
        string(emit, IX_STR("end"), (ix_str){0});
    } else {
        ix_emit_range(emit, d->span);
    }
    ix_json_close(&emit->json, '}');
}

static void head(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    string(emit, IX_STR("schema"), IX_STR("ilex-document/1"));
    string(emit, IX_STR("id"), ix_emit_id(doc));
    source(emit);
    tool(emit);
    string(emit, IX_STR("language"), doc->language);
    string(emit, IX_STR("title"), doc->title);
    published(emit);
    dateline(emit);
    ix_json_key(&emit->json, "text");
    ix_json_str(&emit->json, doc->text);
}

/* "name": one written element after another. */
#define LIST(emit, name, n, write)                                                                                     \
    do {                                                                                                               \
        ix_json_key(&(emit)->json, name);                                                                              \
        ix_json_open(&(emit)->json, '[', IX_LINES);                                                                    \
        for (uint32_t i = 0; i < (n); i++)                                                                             \
            write;                                                                                                     \
        ix_json_close(&(emit)->json, ']');                                                                             \
    } while (0)

static void record(ix_emit *emit) {
    const ix_document *doc = emit->doc;
    ix_json_open(&emit->json, '{', IX_LINES);
    head(emit);
    LIST(emit, "blocks", doc->blocks.n, block(emit, &doc->blocks.v[i]));
    LIST(emit, "dates", doc->dates.n, date(emit, (int)i, &doc->dates.v[i]));
    LIST(emit, "figures", doc->figures.n, figure(emit, (int)i, &doc->figures.v[i]));
    LIST(emit, "quotes", doc->quotes.n, quote(emit, (int)i, &doc->quotes.v[i]));
    LIST(emit, "organisations", 1, organisations(emit));
    LIST(emit, "people", 1, people(emit));
    LIST(emit, "ledger", doc->ledger.n, ledger_entry(emit, &doc->ledger.v[i]));
    LIST(emit, "diagnostics", doc->diagnostics.n, diagnostic(emit, &doc->diagnostics.v[i]));
    ix_json_close(&emit->json, '}');
    ix_json_end(&emit->json);
}

static void pretty_record(ix_emit *emit) {
    emit->json.pretty = true;
    record(emit);
}

const ix_format ix_format_json = {{"json", "json", "the document record, laid out for reading"}, NULL, pretty_record};
const ix_format ix_format_ndjson = {{"ndjson", "ndjson", "the document record on one line"}, NULL, record};
