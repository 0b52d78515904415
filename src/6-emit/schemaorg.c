/* schema.org JSON-LD: the release as a NewsArticle with what it mentions and quotes, one a line. */
#include "6-emit/format.h"

/* A member, or nothing: schema.org has no nulls. */
static void member(ix_json *json, ix_str name, ix_str value) {
    if (!value.len)
        return;
    ix_json_name(json, name);
    ix_json_str(json, value);
}

static void typed(ix_json *json, const char *type) {
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("@type"), ix_str_of(type));
}

static void named(ix_json *json, ix_str as, const char *type, ix_str name) {
    if (!name.len)
        return;
    ix_json_name(json, as);
    typed(json, type);
    member(json, IX_STR("name"), name);
    ix_json_close(json, '}');
}

static ix_str body_name(const ix_document *doc, int index) {
    return index >= 0 ? doc->organisations.v[index].name : (ix_str){0};
}

static void organisation(ix_output *out, const ix_organisation *o) {
    ix_json *json = &out->json;
    ix_buf same = {0};
    typed(json, "Organization");
    member(json, IX_STR("name"), o->canonical.len ? o->canonical : o->name);
    member(json, IX_STR("alternateName"), o->acronym);
    if (o->wikidata.len)
        ix_buf_format(&same, "http://www.wikidata.org/entity/%.*s", IX_FMT(o->wikidata));
    member(json, IX_STR("sameAs"), ix_buf_view(&same));
    named(json, IX_STR("parentOrganization"), "Organization", body_name(out->doc, o->parent));
    ix_json_close(json, '}');
    ix_buf_done(&same);
}

static void person(ix_output *out, const ix_person *p) {
    typed(&out->json, "Person");
    member(&out->json, IX_STR("name"), p->name);
    member(&out->json, IX_STR("jobTitle"), p->role);
    named(&out->json, IX_STR("worksFor"), "Organization", body_name(out->doc, p->organisation));
    ix_json_close(&out->json, '}');
}

/* A day, month or year; a span of time is none, nor a quarter. */
static ix_str one_date(ix_str as_of) {
    for (size_t i = 0; i < as_of.len; i++)
        if (as_of.ptr[i] != '-' && (as_of.ptr[i] < '0' || as_of.ptr[i] > '9'))
            return (ix_str){0};
    return as_of;
}

static void number(ix_json *json, ix_str name, ix_decimal value) {
    ix_json_name(json, name);
    ix_json_decimal(json, value);
}

/* An Observation is a QuantitativeValue, and has its members. */
static void observation(ix_output *out, const ix_figure *f) {
    ix_json *json = &out->json;
    typed(json, "Observation");
    member(json, IX_STR("name"), ix_doc_str(out->doc, f->span));
    member(json, IX_STR("description"), ix_doc_str(out->doc, f->of));
    member(json, IX_STR("observationDate"), one_date(f->as_of));
    if (f->value.ok)
        number(json, f->high.ok ? IX_STR("minValue") : IX_STR("value"), f->value);
    if (f->high.ok)
        number(json, IX_STR("maxValue"), f->high);
    if (f->value.ok)
        member(json, IX_STR("unitText"), f->unit.len ? f->unit : f->unit_name);
    ix_json_close(json, '}');
}

static void quotation(ix_output *out, const ix_quote *q) {
    ix_json *json = &out->json;
    ix_buf words = {0};
    for (uint32_t i = 0; i < q->segments.n; i++) {
        if (i)
            ix_buf_char(&words, ' ');
        ix_buf_str(&words, ix_doc_str(out->doc, q->segments.v[i]));
    }
    typed(json, "Quotation");
    member(json, IX_STR("text"), ix_buf_view(&words));
    bool is_body = q->speaker.person < 0 && q->speaker.organisation >= 0;
    named(json, IX_STR("creator"), is_body ? "Organization" : "Person", q->speaker.name);
    ix_json_close(json, '}');
    ix_buf_done(&words);
}

#define LIST(name, array, write)                                                                             \
    ix_json_key(json, name);                                                                                 \
    ix_json_open(json, '[', IX_ONE_LINE);                                                                    \
    for (uint32_t i = 0; i < doc->array.n; i++)                                                              \
        write(out, &doc->array.v[i]);                                                                        \
    ix_json_close(json, ']')

static void article(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("@context"), IX_STR("https://schema.org"));
    member(json, IX_STR("@type"), IX_STR("NewsArticle"));
    member(json, IX_STR("identifier"), ix_output_id(doc));
    member(json, IX_STR("url"), ix_output_iri(doc));
    member(json, IX_STR("headline"), doc->title);
    member(json, IX_STR("datePublished"), doc->published);
    member(json, IX_STR("inLanguage"), doc->language);
    member(json, IX_STR("articleBody"), doc->text);
    named(json, IX_STR("sourceOrganization"), "Organization", doc->dateline_agency);
    LIST("hasPart", quotes, quotation);
    LIST("about", figures, observation);
    ix_json_key(json, "mentions");
    ix_json_open(json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < doc->organisations.n; i++)
        organisation(out, &doc->organisations.v[i]);
    for (uint32_t i = 0; i < doc->people.n; i++)
        person(out, &doc->people.v[i]);
    ix_json_close(json, ']');
    ix_json_close(json, '}');
    ix_json_end(json);
}

const ix_format ix_format_schemaorg = {
    {"schemaorg", "ndjson", "schema.org JSON-LD, a NewsArticle a line", 0}, NULL, article};
