/* What the rules did, when explaining: every match that was taken, with its fields, and every one that lost,
 * with the reason. */
#include "6-emit/format.h"

static void words(ix_output *out, ix_span span) {
    ix_json_key(&out->json, "text");
    ix_json_str(&out->json, ix_doc_str(out->doc, span));
    ix_output_range(out, span);
}

static void taken(ix_output *out, const ix_match *match) {
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    ix_json_key(json, "layer");
    ix_json_str(json, ix_str_of(ix_layers[match->layer].name));
    ix_json_key(json, "rule");
    ix_json_str(json, match->rule);
    words(out, match->span);
    ix_json_key(json, "fields");
    ix_json_open(json, '{', IX_ONE_LINE);
    for (uint32_t i = 0; i < match->n_fields; i++) {
        ix_json_name(json, ix_str_of(ix_field_names[match->fields[i].field]));
        ix_json_str(json, match->fields[i].text);
    }
    ix_json_close(json, '}');
    ix_json_close(json, '}');
}

static void lost(ix_output *out, const ix_lost_match *match) {
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    ix_json_key(json, "rule");
    ix_json_str(json, match->rule);
    words(out, match->span);
    ix_json_key(json, "winner");
    ix_json_str_or_null(json, match->winner);
    ix_json_key(json, "why");
    ix_json_str_or_null(json, ix_str_of(match->why));
    ix_json_close(json, '}');
}

static void matches(ix_output *out) {
    const ix_document *doc = out->doc;
    ix_json *json = &out->json;
    ix_json_open(json, '{', IX_ONE_LINE);
    ix_json_key(json, "id");
    ix_json_str(json, ix_output_id(doc));
    ix_json_key(json, "matches");
    ix_json_open(json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < doc->explained.n; i++)
        taken(out, &doc->explained.v[i]);
    ix_json_close(json, ']');
    ix_json_key(json, "lost");
    ix_json_open(json, '[', IX_ONE_LINE);
    for (uint32_t i = 0; i < doc->lost.n; i++)
        lost(out, &doc->lost.v[i]);
    ix_json_close(json, ']');
    ix_json_close(json, '}');
    ix_json_end(json);
}

const ix_format ix_format_matches = {
    {"matches", "ndjson", "every rule's matches, taken and lost", 1}, NULL, matches};
