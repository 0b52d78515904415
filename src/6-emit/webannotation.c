/* W3C Web Annotation (https://www.w3.org/TR/annotation-model/): a fact a line, each an annotation of the
 * release's text. */
#include "6-emit/facts.h"

static void member(ix_json *json, ix_str name, ix_str value) {
    ix_json_name(json, name);
    ix_json_str(json, value);
}

/* An IRI with `prefix` before the words. */
static void iri(ix_json *json, ix_str name, const char *prefix, ix_str rest) {
    ix_buf buf = {0};
    ix_buf_format(&buf, "%s%.*s", prefix, IX_FMT(rest));
    member(json, name, ix_buf_view(&buf));
    ix_buf_done(&buf);
}

/* A body that says one thing of the fact; nothing when there is nothing to say. */
static void body(ix_json *json, const char *purpose, ix_str label, ix_str value) {
    ix_buf buf = {0};
    if (!value.len)
        return;
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("type"), IX_STR("TextualBody"));
    member(json, IX_STR("purpose"), ix_str_of(purpose));
    ix_buf_format(&buf, "%.*s%s%.*s", IX_FMT(label), label.len ? ": " : "", IX_FMT(value));
    member(json, IX_STR("value"), ix_buf_view(&buf));
    ix_json_close(json, '}');
    ix_buf_done(&buf);
}

static void bodies(ix_json *json, const ix_fact *fact) {
    ix_json_key(json, "body");
    ix_json_open(json, '[', IX_ONE_LINE);
    body(json, "tagging", (ix_str){0}, fact->kind);
    body(json, "describing", IX_STR("value"), fact->value);
    body(json, "describing", IX_STR("unit"), fact->unit);
    body(json, "describing", IX_STR("as of"), fact->as_of);
    body(json, "describing", IX_STR("of"), fact->of);
    body(json, "describing", IX_STR("speaker"), fact->speaker);
    body(json, "describing", IX_STR("role"), fact->role);
    body(json, "describing", IX_STR("name"), fact->name);
    if (fact->wikidata.len) {
        ix_json_open(json, '{', IX_ONE_LINE);
        member(json, IX_STR("type"), IX_STR("SpecificResource"));
        member(json, IX_STR("purpose"), IX_STR("identifying"));
        iri(json, IX_STR("source"), "http://www.wikidata.org/entity/", fact->wikidata);
        ix_json_close(json, '}');
    }
    ix_json_close(json, ']');
}

/* A target must be an IRI: the release's address, else its digest as a name. */
static void target(ix_output *out, const ix_fact *fact) {
    ix_json *json = &out->json;
    ix_str address = ix_output_iri(out->doc);
    ix_json_key(json, "target");
    ix_json_open(json, '{', IX_ONE_LINE);
    if (address.len)
        member(json, IX_STR("source"), address);
    else
        iri(json, IX_STR("source"), "urn:sha256:", ix_str_of(out->doc->sha256));
    ix_json_key(json, "selector");
    ix_json_open(json, '[', IX_ONE_LINE);
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("type"), IX_STR("TextPositionSelector"));
    ix_json_key(json, "start");
    ix_json_int(json, fact->start);
    ix_json_key(json, "end");
    ix_json_int(json, fact->end);
    ix_json_close(json, '}');
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("type"), IX_STR("TextQuoteSelector"));
    member(json, IX_STR("exact"), fact->text);
    member(json, IX_STR("prefix"), fact->prefix);
    member(json, IX_STR("suffix"), fact->suffix);
    ix_json_close(json, '}');
    ix_json_close(json, ']');
    ix_json_close(json, '}');
}

static void annotation(ix_output *out, const ix_fact *fact) {
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    member(json, IX_STR("@context"), IX_STR("http://www.w3.org/ns/anno.jsonld"));
    iri(json, IX_STR("id"), "urn:ilex:fact:", fact->fact);
    member(json, IX_STR("type"), IX_STR("Annotation"));
    member(json, IX_STR("motivation"), IX_STR("tagging"));
    bodies(json, fact);
    target(out, fact);
    ix_json_close(json, '}');
    ix_json_end(json);
}

static void annotations(ix_output *out) {
    ix_each_fact(out, annotation);
}

const ix_format ix_format_webannotation = {
    {"webannotation", "ndjson", "W3C Web Annotation JSON-LD, one annotation a line", 0}, NULL, annotations};
