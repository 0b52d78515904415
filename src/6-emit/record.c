/* The document record, ilex-document/1, key by key as the contract lists them. */
#include "6-emit/format.h"

#include <stdlib.h>

static void string(ix_output *out, ix_str name, ix_str value) {
    ix_json_name(&out->json, name);
    ix_json_str_or_null(&out->json, value);
}

static void span_string(ix_output *out, ix_str name, ix_span span) {
    string(out, name, ix_doc_str(out->doc, span));
}

static void reference(ix_output *out, ix_str name, char prefix, int index) {
    ix_json_name(&out->json, name);
    ix_json_ref(&out->json, prefix, index);
}

/* "source": the span's bytes in the page; `whole`: null where they are not in one piece. */
static void source_range(ix_output *out, ix_span span, bool whole) {
    ix_span source;
    ix_json_key(&out->json, "source");
    if (!ix_source_span(out->doc, span, &source) || (whole && !ix_source_whole(out->doc, span))) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '[', IX_ONE_LINE);
    ix_json_uint(&out->json, source.start);
    ix_json_uint(&out->json, source.end);
    ix_json_close(&out->json, ']');
}

/* The pieces, where there are several. */
static void source_pieces(ix_output *out, ix_span span) {
    ix_span piece, source;
    ix_json_key(&out->json, "source_pieces");
    if (ix_source_whole(out->doc, span)) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '[', IX_LINES);
    while (ix_source_piece(out->doc, &span, &piece, &source)) {
        ix_json_open(&out->json, '{', IX_ONE_LINE);
        ix_output_range(out, piece);
        source_range(out, piece, true);
        ix_json_close(&out->json, '}');
    }
    ix_json_close(&out->json, ']');
}

/* "text", "start" and "end". */
static void words(ix_output *out, ix_span span) {
    ix_json_key(&out->json, "text");
    ix_json_str(&out->json, ix_doc_str(out->doc, span));
    ix_output_range(out, span);
}

/* An object of the words, or null. */
static void span_object(ix_output *out, ix_str name, ix_span span) {
    ix_json_name(&out->json, name);
    if (ix_span_empty(span)) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    words(out, span);
    ix_json_close(&out->json, '}');
}

static void day(ix_output *out, ix_str name, ix_day d) {
    char iso[IX_DAY_TEXT];
    string(out, name, (ix_str){iso, d.year ? ix_day_print(iso, d) : 0});
}

static void source(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json_key(&out->json, "source");
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("path"), doc->path);
    string(out, IX_STR("url"), doc->url);
    string(out, IX_STR("media_type"), doc->media_type);
    string(out, IX_STR("sha256"), ix_str_of(doc->sha256));
    ix_json_key(&out->json, "bytes");
    ix_json_uint(&out->json, doc->source_bytes);
    ix_json_close(&out->json, '}');
}

static void tool(ix_output *out) {
    ix_json_key(&out->json, "tool");
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("name"), IX_STR("ilex"));
    string(out, IX_STR("version"), IX_STR(ILEX_VERSION));
    string(out, IX_STR("rules"), ix_str_of(out->doc->rules_digest));
    ix_json_close(&out->json, '}');
}

static void published(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json_key(&out->json, "published");
    if (!doc->published.len) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("value"), doc->published);
    string(out, IX_STR("from"), ix_str_of(doc->published_from ? doc->published_from : "input"));
    ix_json_close(&out->json, '}');
}

static void dateline(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json_key(&out->json, "dateline");
    if (ix_span_empty(doc->dateline)) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    words(out, doc->dateline);
    ix_json_key(&out->json, "places");
    ix_json_open(&out->json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < doc->dateline_places.n; i++)
        ix_json_str(&out->json, doc->dateline_places.v[i]);
    ix_json_close(&out->json, ']');
    string(out, IX_STR("agency"), doc->dateline_agency);
    ix_json_close(&out->json, '}');
}

static void block(ix_output *out, const ix_block *b) {
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("kind"), ix_str_of(ix_block_kind_names[b->kind]));
    ix_output_range(out, b->span);
    ix_json_key(&out->json, "level");
    ix_json_int(&out->json, b->level);
    ix_json_close(&out->json, '}');
}

static void date(ix_output *out, int index, const ix_date *d) {
    ix_json_open(&out->json, '{', IX_LINES);
    reference(out, IX_STR("id"), 'd', index);
    words(out, d->span);
    source_range(out, d->span, true);
    string(out, IX_STR("type"), ix_str_of(ix_date_type_names[d->type]));
    string(out, IX_STR("value"), d->value);
    string(out, IX_STR("mod"), d->mod);
    day(out, IX_STR("start_date"), d->first);
    day(out, IX_STR("end_date"), d->last);
    string(out, IX_STR("anchor"), d->anchor);
    string(out, IX_STR("rule"), d->rule);
    ix_json_close(&out->json, '}');
}

static void decimal_string(ix_output *out, ix_str name, ix_decimal value) {
    char text[IX_DECIMAL_TEXT];
    string(out, name, (ix_str){text, value.ok ? ix_decimal_print(text, value) : 0});
}

static void as_of(ix_output *out, const ix_figure *f) {
    ix_json_key(&out->json, "as_of");
    if (!f->as_of.len) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("value"), f->as_of);
    reference(out, IX_STR("date"), 'd', f->as_of_date);
    string(out, IX_STR("from"), f->as_of_from);
    ix_json_close(&out->json, '}');
}

static void links(ix_output *out, const ix_figure *f) {
    ix_json_key(&out->json, "links");
    ix_json_open(&out->json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < f->links.n; i++) {
        ix_json_open(&out->json, '{', IX_ONE_LINE);
        string(out, IX_STR("relation"), f->links.v[i].relation);
        reference(out, IX_STR("figure"), 'f', f->links.v[i].figure);
        ix_json_close(&out->json, '}');
    }
    ix_json_close(&out->json, ']');
}

static void figure(ix_output *out, int index, const ix_figure *f) {
    ix_json_open(&out->json, '{', IX_LINES);
    reference(out, IX_STR("id"), 'f', index);
    words(out, f->span);
    source_range(out, f->span, true);
    decimal_string(out, IX_STR("value"), f->value);
    decimal_string(out, IX_STR("high"), f->high);
    ix_json_key(&out->json, "number");
    ix_json_decimal(&out->json, f->value);
    string(out, IX_STR("kind"), ix_str_of(ix_figure_kind_names[f->kind]));
    string(out, IX_STR("unit"), f->unit);
    string(out, IX_STR("unit_name"), f->unit_name);
    span_string(out, IX_STR("unit_text"), f->unit_text);
    string(out, IX_STR("modifier"), f->modifier);
    span_string(out, IX_STR("modifier_text"), f->modifier_text);
    string(out, IX_STR("change"), f->change);
    span_object(out, IX_STR("of"), f->of);
    span_object(out, IX_STR("place"), f->place);
    span_object(out, IX_STR("population"), f->population);
    as_of(out, f);
    string(out, IX_STR("status"), f->status.len ? f->status : IX_STR("actual"));
    span_string(out, IX_STR("status_text"), f->status_text);
    reference(out, IX_STR("said_by"), 'q', f->said_by);
    links(out, f);
    string(out, IX_STR("rule"), f->rule);
    ix_json_close(&out->json, '}');
}

static void speaker(ix_output *out, const ix_speaker *s) {
    ix_json_key(&out->json, "speaker");
    if (ix_span_empty(s->span) && !s->name.len) {
        ix_json_null(&out->json);
        return;
    }
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    if (ix_span_empty(s->span)) {
        string(out, IX_STR("text"), (ix_str){0});
        string(out, IX_STR("start"), (ix_str){0});
        string(out, IX_STR("end"), (ix_str){0});
    } else {
        words(out, s->span);
    }
    string(out, IX_STR("name"), s->name);
    reference(out, IX_STR("person"), 'p', s->person);
    string(out, IX_STR("role"), s->role);
    reference(out, IX_STR("organisation"), 'o', s->organisation);
    string(out, IX_STR("resolved"), s->resolved);
    ix_json_close(&out->json, '}');
}

static void quote(ix_output *out, int index, const ix_quote *q) {
    ix_json_open(&out->json, '{', IX_LINES);
    reference(out, IX_STR("id"), 'q', index);
    string(out, IX_STR("type"), ix_str_of(ix_quote_type_names[q->type]));
    ix_output_range(out, q->span);
    source_range(out, q->span, false);
    source_pieces(out, q->span);
    ix_json_key(&out->json, "segments");
    ix_json_open(&out->json, '[', IX_LINES);
    for (uint32_t i = 0; i < q->segments.n; i++) {
        ix_json_open(&out->json, '{', IX_ONE_LINE);
        words(out, q->segments.v[i]);
        ix_json_close(&out->json, '}');
    }
    ix_json_close(&out->json, ']');
    span_object(out, IX_STR("cue"), q->cue);
    speaker(out, &q->speaker);
    string(out, IX_STR("rule"), q->rule);
    ix_json_close(&out->json, '}');
}

/* The mentions of each entity: a list of indices, chained through next[]. */
typedef struct mention_chains {
    const ix_mention *mentions;
    int *first, *next;
} mention_chains;

static mention_chains chains_new(const ix_mention *mentions, uint32_t n, uint32_t n_entities) {
    mention_chains chains = {mentions, ix_alloc(sizeof(int) * (n_entities + 1)),
                             ix_alloc(sizeof(int) * (n + 1))};
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

static void mentions(ix_output *out, const mention_chains *chains, uint32_t entity) {
    ix_json_key(&out->json, "mentions");
    ix_json_open(&out->json, '[', IX_LINES);
    for (int i = chains->first[entity]; i >= 0; i = chains->next[i]) {
        const ix_mention *m = &chains->mentions[i];
        ix_json_open(&out->json, '{', IX_ONE_LINE);
        words(out, m->span);
        source_range(out, m->span, true);
        string(out, IX_STR("rule"), m->rule);
        ix_json_close(&out->json, '}');
    }
    ix_json_close(&out->json, ']');
}

static void ids(ix_output *out, const ix_organisation *o) {
    ix_json_key(&out->json, "ids");
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    if (o->wikidata.len)
        string(out, IX_STR("wikidata"), o->wikidata);
    ix_json_close(&out->json, '}');
}

static void organisations(ix_output *out) {
    const ix_document *doc = out->doc;
    mention_chains chains =
        chains_new(doc->organisation_mentions.v, doc->organisation_mentions.n, doc->organisations.n);
    for (uint32_t i = 0; i < doc->organisations.n; i++) {
        const ix_organisation *o = &doc->organisations.v[i];
        ix_json_open(&out->json, '{', IX_LINES);
        reference(out, IX_STR("id"), 'o', (int)i);
        string(out, IX_STR("name"), o->name);
        string(out, IX_STR("acronym"), o->acronym);
        string(out, IX_STR("canonical"), o->canonical);
        ids(out, o);
        string(out, IX_STR("type"), o->type.len ? o->type : IX_STR("other"));
        reference(out, IX_STR("parent"), 'o', o->parent);
        mentions(out, &chains, i);
        ix_json_close(&out->json, '}');
    }
    chains_done(&chains);
}

static void people(ix_output *out) {
    const ix_document *doc = out->doc;
    mention_chains chains = chains_new(doc->person_mentions.v, doc->person_mentions.n, doc->people.n);
    for (uint32_t i = 0; i < doc->people.n; i++) {
        const ix_person *p = &doc->people.v[i];
        ix_json_open(&out->json, '{', IX_LINES);
        reference(out, IX_STR("id"), 'p', (int)i);
        string(out, IX_STR("name"), p->name);
        string(out, IX_STR("role"), p->role);
        reference(out, IX_STR("organisation"), 'o', p->organisation);
        mentions(out, &chains, i);
        ix_json_close(&out->json, '}');
    }
    chains_done(&chains);
}

static void ledger_entry(ix_output *out, const ix_ledger_entry *e) {
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    words(out, e->span);
    string(out, IX_STR("reason"), e->reason);
    ix_json_close(&out->json, '}');
}

static void diagnostic(ix_output *out, const ix_diagnostic *d) {
    ix_json_open(&out->json, '{', IX_ONE_LINE);
    string(out, IX_STR("severity"), ix_str_of(d->severity));
    string(out, IX_STR("code"), ix_str_of(d->code));
    string(out, IX_STR("message"), d->message);
    if (ix_span_empty(d->span)) {
        string(out, IX_STR("start"), (ix_str){0});
        string(out, IX_STR("end"), (ix_str){0});
    } else {
        ix_output_range(out, d->span);
    }
    ix_json_close(&out->json, '}');
}

static void head(ix_output *out) {
    const ix_document *doc = out->doc;
    string(out, IX_STR("schema"), IX_STR("ilex-document/1"));
    string(out, IX_STR("id"), ix_output_id(doc));
    source(out);
    tool(out);
    string(out, IX_STR("language"), doc->language);
    string(out, IX_STR("title"), doc->title);
    published(out);
    dateline(out);
    ix_json_key(&out->json, "text");
    ix_json_str(&out->json, doc->text);
}

/* "name": one written element after another. */
#define LIST(out, name, n, write)                                                                            \
    do {                                                                                                     \
        ix_json_key(&(out)->json, name);                                                                     \
        ix_json_open(&(out)->json, '[', IX_LINES);                                                           \
        for (uint32_t i = 0; i < (n); i++)                                                                   \
            write;                                                                                           \
        ix_json_close(&(out)->json, ']');                                                                    \
    } while (0)

static void record(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json_open(&out->json, '{', IX_LINES);
    head(out);
    LIST(out, "blocks", doc->blocks.n, block(out, &doc->blocks.v[i]));
    LIST(out, "dates", doc->dates.n, date(out, (int)i, &doc->dates.v[i]));
    LIST(out, "figures", doc->figures.n, figure(out, (int)i, &doc->figures.v[i]));
    LIST(out, "quotes", doc->quotes.n, quote(out, (int)i, &doc->quotes.v[i]));
    LIST(out, "organisations", 1, organisations(out));
    LIST(out, "people", 1, people(out));
    LIST(out, "ledger", doc->ledger.n, ledger_entry(out, &doc->ledger.v[i]));
    LIST(out, "diagnostics", doc->diagnostics.n, diagnostic(out, &doc->diagnostics.v[i]));
    ix_json_close(&out->json, '}');
    ix_json_end(&out->json);
}

static void pretty_record(ix_output *out) {
    out->json.pretty = true;
    record(out);
}

const ix_format ix_format_json = {
    {"json", "json", "the document record, laid out for reading", 0}, NULL, pretty_record};
const ix_format ix_format_ndjson = {{"ndjson", "ndjson", "the document record on one line", 0}, NULL, record};
