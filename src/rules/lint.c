/* What is wrong or risky in rules that load. */
#include "rules/ruleset.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "rules/items.h"

typedef struct linter {
    const ilex_ruleset *rules;
    ilex_report report;
    void *context;
    int findings;
} linter;

__attribute__((format(printf, 7, 8))) static void find(linter *l, ilex_status status, ix_str file, int line,
                                                       ix_str rule, const char *code, const char *format,
                                                       ...) {
    ilex_error error;
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ix_error_set(&error, status, code, "%s", message);
    snprintf(error.file, sizeof error.file, "%.*s", IX_FMT(file));
    snprintf(error.rule, sizeof error.rule, "%.*s", IX_FMT(rule));
    error.line = line;
    error.column = line ? 1 : 0;
    l->findings++;
    if (l->report)
        l->report(&error, l->context);
}

static void find_rule(linter *l, ilex_status status, const ix_rule *rule, const char *code,
                      const char *message) {
    find(l, status, rule->file->source.path, rule->line, rule->name, code, "%s", message);
}

/* --- rules --- */

/* A group repeated without bound that itself ends in an unbounded repeat: the classic blow-up. */
static bool blows_up(ix_str p) {
    for (size_t i = 1; i + 1 < p.len; i++)
        if (p.ptr[i] == ')' && (p.ptr[i + 1] == '*' || p.ptr[i + 1] == '+') &&
            (p.ptr[i - 1] == '*' || p.ptr[i - 1] == '+') && (i + 2 >= p.len || p.ptr[i + 2] != '+'))
            return true;
    return false;
}

static bool same_rule(const ix_rule *a, const ix_rule *b) {
    return a->layer == b->layer && a->caseless == b->caseless && ix_str_eq(a->pattern, b->pattern);
}

static void find_slot(linter *l, const ix_rule *rule, int line, const char *message) {
    find(l, ILEX_E_RULES, rule->file->source.path, line, rule->name, "lint.slot", "%s", message);
}

static bool is_blank(ix_str s) {
    return ix_str_trim(s).len == 0;
}

static bool gives_blank(const ix_yaml *gives) {
    const ix_yaml *first = gives && gives->items.n ? gives->items.v[0].value : NULL;
    return first && ix_yaml_get(first, "text") && is_blank(ix_yaml_get_text(first, "text"));
}

/* What `ilex rules new` leaves to be filled in. */
static void lint_slots(linter *l, const ix_rule *rule) {
    if (ix_str_is(ix_str_trim(rule->written->text), "(?!)"))
        find_slot(l, rule, rule->written->line, "its pattern is still to be written: (?!) matches nothing");
    for (uint32_t i = 0; rule->examples && i < rule->examples->items.n; i++) {
        const ix_yaml *example = rule->examples->items.v[i].value;
        if (is_blank(ix_yaml_get_text(example, "text")))
            find_slot(l, rule, example->line, "this example has no text yet");
        if (gives_blank(ix_yaml_get(example, "gives")))
            find_slot(l, rule, example->line, "this example does not say yet what it gives");
    }
    for (uint32_t i = 0; rule->counterexamples && i < rule->counterexamples->items.n; i++) {
        const ix_yaml *example = rule->counterexamples->items.v[i].value;
        if (is_blank(example->kind == IX_YAML_MAPPING ? ix_yaml_get_text(example, "text") : example->text))
            find_slot(l, rule, example->line, "this counterexample has no text yet");
    }
}

/* Fields that nobody reads. A capture may have a field's name by chance: only what `emit` says counts. */
static void lint_fields(linter *l, const ix_rule *rule) {
    for (uint32_t i = 0; i < rule->emits.n; i++) {
        const ix_emit *emit = &rule->emits.v[i];
        const char *name = ix_field_names[emit->field];
        bool chance = emit->sources.n == 1 && ix_str_is(emit->sources.v[0].capture, name);
        if (!chance && !ix_layer_reads(rule->layer, emit->field))
            find(l, ILEX_E_RULES, rule->file->source.path, rule->line, rule->name, "lint.field",
                 "layer '%s' does not read field '%s'", ix_layers[rule->layer].name, name);
    }
}

/* A \b that a newcomer puts before a mention. */
static void lint_edges(linter *l, const ix_language *language, const ix_rule *rule) {
    ix_arena arena = {0};
    ix_names names = ix_pattern_names((ix_language *)language, rule, &arena);
    ix_items items = ix_items_of(&arena, rule->pattern, &names, IX_DETAIL_ALL);
    for (uint32_t i = 0; i < items.v.n; i++)
        if (!items.v.v[i].in_look && ix_edge_of_mention(&items, i, rule->pattern, &names)) {
            find_rule(l, ILEX_OK, rule, "lint.edge",
                      "\\b before a mention holds nowhere but behind a letter: leave it out");
            break;
        }
    ix_arena_done(&arena);
}

static void lint_rule(linter *l, const ix_language *language, const ix_rule *rule) {
    if (!rule->examples || rule->examples->items.n == 0)
        find_rule(l, ILEX_E_RULES, rule, "lint.examples", "has no examples");
    if (!rule->counterexamples || rule->counterexamples->items.n == 0)
        find_rule(l, ILEX_E_RULES, rule, "lint.counterexamples", "has no counterexamples");
    lint_slots(l, rule);
    lint_fields(l, rule);
    lint_edges(l, language, rule);
    if (rule->gate.clauses.n == 0)
        find_rule(l, ILEX_OK, rule, "lint.gate", "no gate can be derived: it is tried everywhere");
    if (blows_up(rule->written->text))
        find_rule(l, ILEX_E_RULES, rule, "lint.repeat",
                  "repeats without bound what already repeats without bound");
    for (uint32_t i = 0; i < rule->order; i++)
        if (same_rule(rule, &language->all.v[i]))
            find(l, ILEX_E_RULES, rule->file->source.path, rule->line, rule->name, "lint.duplicate",
                 "the same pattern as %.*s", IX_FMT(language->all.v[i].name));
}

/* --- definitions --- */

static bool mentions(ix_str text, ix_str name) {
    ix_str open = IX_STR("{{");
    for (size_t i = 0; i + open.len + name.len <= text.len; i++) {
        if (memcmp(text.ptr + i, open.ptr, open.len) != 0)
            continue;
        size_t end = i + open.len;
        while (end < text.len && text.ptr[end] != '}')
            end++;
        if (ix_str_eq(ix_str_trim(ix_str_sub(text, i + open.len, end)), name))
            return true;
    }
    return false;
}

static bool used(const ix_language *language, ix_str name) {
    for (uint32_t i = 0; i < language->all.n; i++)
        if (mentions(language->all.v[i].written->text, name))
            return true;
    for (uint32_t i = 0; i < language->definitions.n; i++)
        if (language->definitions.v[i].kind == IX_DEF_FRAGMENT &&
            mentions(language->definitions.v[i].node->text, name))
            return true;
    return false;
}

static void lint_list(linter *l, const ix_definition *def) {
    for (uint32_t i = 0; def->list && i < def->list->entries.n; i++) {
        const ix_list_entry *e = &def->list->entries.v[i];
        for (uint32_t k = e->next; k; k = def->list->entries.v[k - 1].next)
            if (ix_str_eq(def->list->entries.v[k - 1].folded, e->folded) &&
                !ix_str_eq(def->list->entries.v[k - 1].value, e->value))
                find(l, ILEX_E_RULES, def->file->source.path, def->node->line, IX_STR(""), "lint.list",
                     "'%.*s' stands in list '%.*s' with two values", IX_FMT(e->words), IX_FMT(def->name));
    }
}

static void lint_definition(linter *l, const ix_language *language, const ix_definition *def) {
    if (!ix_str_eq(def->file->folder, language->code))
        return;
    lint_list(l, def);
    if (def->kind == IX_DEF_FRAGMENT && !used(language, def->name))
        find(l, ILEX_E_RULES, def->file->source.path, def->node->line, IX_STR(""), "lint.unused",
             "no rule uses fragment '%.*s'", IX_FMT(def->name));
}

/* --- parity: what one language defines and another lacks --- */

static bool has_rule_in(const ix_language *language, int layer) {
    return language->by_layer[layer].n > 0;
}

static void lint_left_out(linter *l, const ix_language *language) {
    for (uint32_t i = 0; i < language->left_out.n; i++) {
        const ix_left_out *out = &language->left_out.v[i];
        find(l, ILEX_OK, out->file->source.path, out->line, out->rule, "lint.left_out",
             "left out in '%.*s', which lacks %.*s", IX_FMT(language->code), IX_FMT(out->lacks));
    }
}

static void lint_parity(linter *l) {
    for (int layer = 0; layer < IX_LAYERS; layer++) {
        bool any = false;
        for (uint32_t i = 0; i < l->rules->languages.n; i++)
            any = any || has_rule_in(l->rules->languages.v[i], layer);
        for (uint32_t i = 0; any && i < l->rules->languages.n; i++)
            if (!has_rule_in(l->rules->languages.v[i], layer))
                find(l, ILEX_OK, l->rules->dir, 0, IX_STR(""), "lint.parity",
                     "'%.*s' has no rules of layer '%s', other languages have",
                     IX_FMT(l->rules->languages.v[i]->code), ix_layers[layer].name);
    }
}

/* --- tables --- */

static void lint_order(linter *l, const ix_table *table) {
    for (uint32_t r = 1; r < table->rows.n; r++)
        if (table->n_columns && ix_str_cmp(table->rows.v[r - 1][0], table->rows.v[r][0]) > 0)
            find(l, ILEX_E_RULES, table->path, table->lines.v[r], IX_STR(""), "lint.order",
                 "'%.*s' stands after '%.*s': rows are sorted by the first column",
                 IX_FMT(table->rows.v[r][0]), IX_FMT(table->rows.v[r - 1][0]));
}

int ilex_ruleset_lint(const ilex_ruleset *rules, ilex_report report, void *context) {
    linter l = {.rules = rules, .report = report, .context = context};
    for (uint32_t i = 0; i < rules->languages.n; i++) {
        const ix_language *language = rules->languages.v[i];
        ix_need_language(language);
        for (uint32_t r = 0; r < language->all.n; r++)
            if (i == 0 || ix_str_eq(language->all.v[r].file->folder, language->code)) /* common/ once */
                lint_rule(&l, language, &language->all.v[r]);
        for (uint32_t d = 0; d < language->definitions.n; d++)
            lint_definition(&l, language, &language->definitions.v[d]);
        lint_left_out(&l, language);
    }
    lint_parity(&l);
    for (uint32_t t = 0; t < rules->tables.n; t++)
        lint_order(&l, rules->tables.v[t]);
    return l.findings;
}
