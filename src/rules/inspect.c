/* Rules as the commands `rules list` and `rules test` ask for them. */
#include "rules/ruleset.h"

#include "base/buf.h"

int ilex_ruleset_rule(const ilex_ruleset *rules, int i, ilex_rule *out) {
    for (uint32_t l = 0; l < rules->languages.n; l++) {
        const ix_language *language = rules->languages.v[l];
        ix_need_language(language);
        if (i >= (int)language->all.n) {
            i -= (int)language->all.n;
            continue;
        }
        const ix_rule *rule = &language->all.v[i];
        *out = (ilex_rule){.name = rule->name.ptr,
                           .language = language->code.ptr,
                           .layer = ix_layers[rule->layer].name,
                           .file = rule->file->source.path.ptr,
                           .status = rule->status.len ? rule->status.ptr : "stable",
                           .pattern = rule->written->text.ptr,
                           .line = rule->line,
                           .gates = (int)rule->gate.clauses.n,
                           .reach = rule->anchor < 0 ? -1 : (int)rule->gate.clauses.v[rule->anchor].reach,
                           .first = rule->gate.first.known};
        return 1;
    }
    return 0;
}

static void put_json_text(ix_buf *out, ix_str s) {
    ix_buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20)
            ix_buf_format(out, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            ix_buf_format(out, "\\%c", c);
        else
            ix_buf_char(out, (char)c);
    }
    ix_buf_char(out, '"');
}

/* Scalars as strings, YAML's null as null. */
static void put_json(ix_buf *out, const ix_yaml *node) {
    if (node->kind == IX_YAML_SCALAR) {
        if (ix_str_is(node->text, "null") || ix_str_is(node->text, "~"))
            ix_buf_str(out, IX_STR("null"));
        else
            put_json_text(out, node->text);
        return;
    }
    bool map = node->kind == IX_YAML_MAPPING;
    ix_buf_char(out, map ? '{' : '[');
    for (uint32_t i = 0; i < node->items.n; i++) {
        if (i)
            ix_buf_char(out, ',');
        if (map) {
            put_json_text(out, node->items.v[i].key->text);
            ix_buf_char(out, ':');
        }
        put_json(out, node->items.v[i].value);
    }
    ix_buf_char(out, map ? '}' : ']');
}

/* An example runs in its rule's language; one of common/ in the language it names, else in the first one
 * loaded. */
static bool runs_here(const ix_language *language, const ix_rule *rule, const ix_yaml *example) {
    ix_str named = example->kind == IX_YAML_MAPPING ? ix_yaml_get_text(example, "language") : (ix_str){"", 0};
    if (named.len)
        return ix_str_eq(named, language->code);
    return !ix_str_is(rule->file->folder, "common") ||
           ix_str_eq(language->code, ix_ruleset_language_at(language->rules, 0)->code);
}

static int tell(const ix_language *language, const ix_rule *rule, const ix_yaml *example, bool counter,
                int (*each)(const ilex_example *, void *), void *context) {
    bool long_form = example->kind == IX_YAML_MAPPING;
    const ix_yaml *gives = long_form ? ix_yaml_get(example, "gives") : NULL;
    ix_buf json = {0};
    if (!counter && gives)
        put_json(&json, gives);
    ilex_example out = {.rule = rule->name.ptr,
                        .layer = ix_layers[rule->layer].name,
                        .language = language->code.ptr,
                        .file = rule->file->source.path.ptr,
                        .text = long_form ? ix_yaml_get_text(example, "text").ptr : example->text.ptr,
                        .published = long_form ? ix_yaml_get_text(example, "published").ptr : "",
                        .gives = ix_buf_view(&json).ptr,
                        .line = example->line,
                        .counter = counter};
    int stop = each(&out, context);
    ix_buf_done(&json);
    return stop;
}

void ilex_ruleset_examples(const ilex_ruleset *rules, int (*each)(const ilex_example *, void *),
                           void *context) {
    for (uint32_t l = 0; l < rules->languages.n; l++) {
        ix_need_language(rules->languages.v[l]);
        for (uint32_t r = 0; r < rules->languages.v[l]->all.n; r++) {
            const ix_rule *rule = &rules->languages.v[l]->all.v[r];
            const ix_yaml *both[] = {rule->examples, rule->counterexamples};
            for (int b = 0; b < 2; b++)
                for (uint32_t i = 0; both[b] && i < both[b]->items.n; i++) {
                    const ix_yaml *example = both[b]->items.v[i].value;
                    if (runs_here(rules->languages.v[l], rule, example) &&
                        tell(rules->languages.v[l], rule, example, b == 1, each, context))
                        return;
                }
        }
    }
}

/* --- layers --- */

int ilex_layer_at(int layer, ilex_layer *out) {
    if (layer < 0 || layer >= IX_LAYERS)
        return 0;
    const ix_layer_info *info = &ix_layers[layer];
    *out = (ilex_layer){info->name, info->about, info->unit == IX_UNIT_BLOCK ? "block" : "sentence"};
    return 1;
}

const char *ilex_layer_field(int layer, int i, const char **about) {
    for (int k = 0; k < ix_n_layer_fields; k++)
        if ((int)ix_layer_fields[k].layer == layer && i-- == 0) {
            *about = ix_layer_fields[k].about;
            return ix_field_names[ix_layer_fields[k].field];
        }
    return NULL;
}
