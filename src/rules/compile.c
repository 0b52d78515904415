/* Rule stanzas to compiled rules: checks, patterns, emits, gates. */
#include "rules/part.h"
#include "rules/ruleset.h"

#include "base/buf.h"

static const char *const file_keys[] = {"schema", "language",  "about", "settings",
                                        "lists",  "fragments", "rules"};
static const char *const rule_keys[] = {"id",     "layer",        "case",     "pattern",
                                        "emit",   "examples",     "optional", "counterexamples",
                                        "status", "renamed_from", "about"};

typedef struct compiler {
    ix_language *language;
    ix_rule_file *file;
    const ix_yaml *node;
    ix_rule rule;
} compiler;

static bool is_known(ix_str key, const char *const *known, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (ix_str_is(key, known[k]))
            return true;
    return false;
}

static void check_keys(ix_rule_file *file, const ix_yaml *mapping, const char *const *known, size_t n,
                       ix_str rule) {
    for (uint32_t i = 0; i < mapping->items.n; i++) {
        const ix_yaml *key = mapping->items.v[i].key;
        if (is_known(key->text, known, n))
            continue;
        ix_suggestion s = {.name = key->text};
        for (size_t k = 0; k < n; k++)
            ix_suggest(&s, ix_str_of(known[k]));
        ix_source_error(&file->source, key->line, key->column, rule, "rules.key",
                        s.best.len ? "unknown key '%.*s', did you mean '%.*s'?" : "unknown key '%.*s'",
                        IX_FMT(key->text), IX_FMT(s.best));
    }
}

static void fault(compiler *c, const ix_yaml *at, const char *code, const char *message, ix_str what) {
    ix_source_error(&c->file->source, at->line, at->column, c->rule.name, code, message, IX_FMT(what));
}

/* --- the pattern --- */

/* Where byte `offset` of the expanded pattern stands is only known when nothing was put in before it. */
static void pattern_fault(compiler *c, const ix_regex_fault *why) {
    ix_str raw = c->rule.written->text;
    size_t same = 0;
    int line = c->rule.written->line, column = 0;
    while (same < raw.len && same < c->rule.pattern.len && raw.ptr[same] == c->rule.pattern.ptr[same])
        same++;
    bool known = why->offset <= same;
    if (known)
        ix_yaml_place(&c->file->source, c->rule.written, why->offset, &line, &column);
    ix_source_error(&c->file->source, line, column, c->rule.name, "rules.pattern", "%s%s", why->message,
                    known ? "" : " (after a name that was put in)");
}

/* A gate that does not open is then seen to be shut at its first clause. */
static void rarest_first(ix_gate *gate) {
    for (uint32_t i = 1; i < gate->clauses.n; i++)
        for (uint32_t k = i; k > 0; k--) {
            ix_clause *a = &gate->clauses.v[k - 1], *b = &gate->clauses.v[k], swap = *a;
            if (ix_clause_selectivity(a) >= ix_clause_selectivity(b))
                break;
            *a = *b;
            *b = swap;
        }
}

/* Derives a rule's gate; its strings go to the language's arena, the rest of the work does not stay. */
static void derive_gate(ix_language *language, ix_rule *rule) {
    ix_arena scratch = {0};
    ix_gate gate = ix_gate_derive(&scratch, language->known, rule->pattern, rule->caseless);
    for (uint32_t i = 0; i < gate.clauses.n && i < IX_GATE_CLAUSES; i++) {
        const ix_clause *clause = &gate.clauses.v[i];
        ix_clause *copy = IX_PUSH(language->arena, &rule->gate.clauses);
        *copy = (ix_clause){.kinds = clause->kinds, .digit = clause->digit, .reach = clause->reach};
        for (uint32_t k = 0; k < clause->factors.n; k++)
            *IX_PUSH(language->arena, &copy->factors) = ix_str_copy(language->arena, clause->factors.v[k]);
    }
    rarest_first(&rule->gate);
    rule->anchor = ix_gate_anchor(&rule->gate);
    rule->gate.first = gate.first;
    ix_arena_done(&scratch);
}

/* A bit for each group of that name. */
static uint64_t captures(const ix_rule *rule, ix_str name) {
    uint64_t groups = 0;
    for (uint32_t g = 1; g <= ix_regex_groups(rule->regex); g++)
        if (ix_str_eq(ix_regex_group_name(rule->regex, g), name))
            groups |= (uint64_t)1 << g;
    return groups;
}

static bool compile_pattern(compiler *c) {
    ix_rule *rule = &c->rule;
    const ix_yaml *pattern = ix_yaml_get(c->node, "pattern");
    if (!pattern || pattern->kind != IX_YAML_SCALAR || !pattern->text.len) {
        fault(c, c->node, "rules.missing", "a rule needs a pattern%.*s", IX_STR(""));
        return false;
    }
    rule->written = pattern;
    rule->caseless = ix_str_is(ix_yaml_get_text(c->node, "case"), "ignore");
    if (!ix_expand_pattern(c->language, rule))
        return false;
    ix_regex_fault why;
    derive_gate(c->language, rule);
    unsigned flags = c->language->rules->flags;
    bool anchored = rule->gate.first.known && !(flags & ILEX_NO_GATES);
    rule->regex =
        ix_regex_new(rule->pattern,
                     (rule->caseless ? IX_REGEX_CASELESS : 0) | (flags & ILEX_NO_JIT ? 0 : IX_REGEX_JIT) |
                         (anchored ? IX_REGEX_ANCHORED : 0),
                     &why);
    if (!rule->regex)
        pattern_fault(c, &why);
    if (rule->regex)
        rule->span_groups = captures(rule, IX_STR("span"));
    return rule->regex != NULL;
}

/* --- emit --- */

static void emit_map(compiler *c, ix_emit *emit, const ix_yaml *map) {
    for (uint32_t i = 0; i < map->items.n; i++) {
        const ix_yaml *key = map->items.v[i].key, *value = map->items.v[i].value;
        uint64_t groups = value->kind == IX_YAML_SCALAR ? captures(&c->rule, value->text) : 0;
        if (!key || !groups)
            fault(c, value, "rules.capture", "the pattern has no capture '%.*s'", value->text);
        else
            *IX_PUSH(c->language->arena, &emit->sources) =
                (ix_emit_source){true, key->text, value->text, groups};
    }
}

static void emit_field(compiler *c, const ix_yaml_item *item) {
    int field = ix_field_named(item->key->text);
    if (field < 0) {
        ix_suggestion s = {.name = item->key->text};
        for (int i = 0; i < IX_FIELDS; i++)
            ix_suggest(&s, ix_str_of(ix_field_names[i]));
        ix_source_error(&c->file->source, item->key->line, item->key->column, c->rule.name, "rules.field",
                        s.best.len ? "unknown field '%.*s', did you mean '%.*s'?" : "unknown field '%.*s'",
                        IX_FMT(item->key->text), IX_FMT(s.best));
        return;
    }
    ix_emit *emit = IX_PUSH(c->language->arena, &c->rule.emits);
    emit->field = (ix_field)field;
    if (item->value->kind == IX_YAML_MAPPING) {
        emit_map(c, emit, item->value);
        return;
    }
    uint64_t groups = captures(&c->rule, item->value->text);
    ix_str none = {"", 0}, text = item->value->text;
    *IX_PUSH(c->language->arena, &emit->sources) =
        groups ? (ix_emit_source){false, none, text, groups} : (ix_emit_source){true, text, none, 0};
}

static bool emits(const ix_rule *rule, int field) {
    for (uint32_t i = 0; i < rule->emits.n; i++)
        if ((int)rule->emits.v[i].field == field)
            return true;
    return false;
}

static void compile_emits(compiler *c) {
    const ix_yaml *emit = ix_yaml_get(c->node, "emit");
    for (uint32_t i = 0; emit && emit->kind == IX_YAML_MAPPING && i < emit->items.n; i++)
        emit_field(c, &emit->items.v[i]);
    for (uint32_t g = 1; g <= ix_regex_groups(c->rule.regex); g++) {
        ix_str name = ix_regex_group_name(c->rule.regex, g);
        int field = ix_field_named(name);
        if (field < 0 || emits(&c->rule, field))
            continue;
        ix_emit *own = IX_PUSH(c->language->arena, &c->rule.emits);
        own->field = (ix_field)field;
        *IX_PUSH(c->language->arena, &own->sources) =
            (ix_emit_source){false, {"", 0}, name, captures(&c->rule, name)};
    }
}

/* --- a stanza --- */

static bool named_before(const ix_language *language, ix_str name) {
    for (uint32_t i = 0; i < language->all.n; i++)
        if (ix_str_eq(language->all.v[i].name, name))
            return true;
    return false;
}

static const char *const example_keys[] = {"text", "published", "language", "gives"};

static void check_examples(compiler *c) {
    const ix_yaml *both[] = {c->rule.examples, c->rule.counterexamples};
    for (int b = 0; b < 2; b++) {
        if (both[b] && both[b]->kind != IX_YAML_SEQUENCE)
            fault(c, both[b], "rules.type", "examples must be a sequence%.*s", IX_STR(""));
        for (uint32_t i = 0; both[b] && both[b]->kind == IX_YAML_SEQUENCE && i < both[b]->items.n; i++) {
            const ix_yaml *example = both[b]->items.v[i].value;
            if (example->kind == IX_YAML_MAPPING)
                check_keys(c->file, example, example_keys, sizeof example_keys / sizeof *example_keys,
                           c->rule.name);
            if (b == 0 && (example->kind != IX_YAML_MAPPING || !ix_yaml_get(example, "text") ||
                           !ix_yaml_get(example, "gives")))
                fault(c, example, "rules.example", "an example needs 'text' and 'gives'%.*s", IX_STR(""));
        }
    }
}

static bool compile_head(compiler *c) {
    ix_str id = ix_yaml_get_text(c->node, "id"), layer = ix_yaml_get_text(c->node, "layer");
    c->rule.line = c->node->line;
    if (!id.len) {
        fault(c, c->node, "rules.missing", "a rule needs an id%.*s", IX_STR(""));
        return false;
    }
    c->rule.name = ix_str_format(c->language->arena, "%.*s/%.*s/%.*s", IX_FMT(c->file->folder),
                                 IX_FMT(c->file->name), IX_FMT(id));
    check_keys(c->file, c->node, rule_keys, sizeof rule_keys / sizeof *rule_keys, c->rule.name);
    if (named_before(c->language, c->rule.name)) {
        fault(c, c->node, "rules.duplicate", "there is a rule '%.*s' already", c->rule.name);
        return false;
    }
    int number = ix_layer_named(layer);
    if (number < 0) {
        const ix_yaml *at = ix_yaml_get(c->node, "layer");
        fault(c, at ? at : c->node, "rules.layer", "unknown layer '%.*s'", layer);
        return false;
    }
    c->rule.layer = (ix_layer)number;
    c->rule.status = ix_yaml_get_text(c->node, "status");
    c->rule.examples = ix_yaml_get(c->node, "examples");
    c->rule.counterexamples = ix_yaml_get(c->node, "counterexamples");
    check_examples(c);
    return true;
}

/* A rule of common/ is left out where a language lacks its lists, if it is optional, or the language still
 * being written: it says so by its setting `partial`. */
static bool left_out(compiler *c) {
    bool optional = ix_str_is(ix_yaml_get_text(c->node, "optional"), "true");
    bool partial = ix_find_definition(c->language, IX_DEF_SETTING, IX_STR("partial")) != NULL;
    ix_rule probe = c->rule;
    probe.written = ix_yaml_get(c->node, "pattern");
    if (!(optional || partial) || ix_str_eq(c->file->folder, c->language->code) || !probe.written)
        return false;
    ix_str lacks = ix_pattern_lacks(c->language, &probe, c->language->arena);
    if (lacks.len && !optional)
        *IX_PUSH(c->language->arena, &c->language->left_out) =
            (ix_left_out){c->rule.name, lacks, c->file, c->rule.line};
    return lacks.len > 0;
}

static void compile_rule(ix_language *language, ix_rule_file *file, const ix_yaml *node) {
    compiler c = {.language = language, .file = file, .node = node};
    c.rule.file = file;
    c.rule.name = IX_STR("");
    if (node->kind != IX_YAML_MAPPING) {
        fault(&c, node, "rules.type", "a rule must be a mapping%.*s", IX_STR(""));
        return;
    }
    if (!compile_head(&c) || left_out(&c) || !compile_pattern(&c))
        return;
    compile_emits(&c);
    c.rule.order = language->all.n;
    c.rule.number = ((ilex_ruleset *)language->rules)->n_rules++;
    *IX_PUSH(language->arena, &language->all) = c.rule;
}

void ix_compile_file(ix_language *language, ix_rule_file *file) {
    const ix_yaml *rules = ix_yaml_get(file->root, "rules");
    check_keys(file, file->root, file_keys, sizeof file_keys / sizeof *file_keys, IX_STR(""));
    if (rules && rules->kind == IX_YAML_MAPPING)
        ix_source_error(&file->source, rules->line, rules->column, IX_STR(""), "rules.type",
                        "'rules' must be a sequence");
    for (uint32_t i = 0; rules && rules->kind == IX_YAML_SEQUENCE && i < rules->items.n; i++)
        compile_rule(language, file, rules->items.v[i].value);
}

/* --- gates --- */

typedef IX_ARRAY(const ix_clause *) clause_array;

static void mark(uint64_t *row, uint32_t clause) {
    row[clause / 64] |= (uint64_t)1 << (clause % 64);
}

/* What a clause asks for, as a key: rules that ask for the same share its number. */
static ix_str clause_key(ix_arena *arena, const ix_clause *clause) {
    ix_buf key = {0};
    ix_buf_format(&key, "%llx %d", (unsigned long long)clause->kinds, clause->digit);
    for (uint32_t k = 0; k < clause->factors.n; k++) {
        ix_buf_char(&key, '\n');
        ix_buf_str(&key, clause->factors.v[k]);
    }
    ix_str out = ix_str_copy(arena, ix_buf_view(&key));
    ix_buf_done(&key);
    return out;
}

static uint16_t number_of(const ix_clause *clause, ix_arena *scratch, ix_map *numbers, clause_array *asked) {
    int *number = ix_map_put(scratch, numbers, clause_key(scratch, clause));
    if (*number < 0) {
        *number = (int)asked->n;
        *IX_PUSH(scratch, asked) = clause;
    }
    return (uint16_t)*number;
}

/* Those that rules are tried near come first. The first of each number stands in `asked`. */
static void number_clauses(ix_language *language, ix_arena *scratch, clause_array *asked) {
    ix_map numbers = {0};
    *IX_PUSH(scratch, asked) = NULL; /* clause 0 is always true */
    for (uint32_t r = 0; r < language->all.n; r++)
        if (language->all.v[r].anchor >= 0)
            number_of(&language->all.v[r].gate.clauses.v[language->all.v[r].anchor], scratch, &numbers,
                      asked);
    language->n_anchors = asked->n;
    for (uint32_t r = 0; r < language->all.n; r++) {
        ix_rule *rule = &language->all.v[r];
        for (uint32_t i = 0; i < rule->gate.clauses.n; i++)
            rule->clauses[i] = number_of(&rule->gate.clauses.v[i], scratch, &numbers, asked);
    }
    language->n_clauses = asked->n;
    language->clause_words = (language->n_clauses + 63) / 64;
}

static void add_clause(ix_language *language, const ix_clause *clause, uint32_t number) {
    for (uint32_t k = 0; k < clause->factors.n; k++)
        ix_factors_add(language->factors, clause->factors.v[k], number);
    for (int kind = 0; kind < IX_KIND_MAX; kind++)
        if (clause->kinds >> kind & 1)
            mark(language->kind_clauses + (size_t)kind * language->clause_words, number);
    if (clause->digit)
        mark(language->digit_clauses, number);
}

static void add_gate_row(ix_language *language, const ix_rule *rule) {
    ix_gate_row *row = IX_PUSH(language->arena, &language->gates[rule->layer]);
    memcpy(row->clauses, rule->clauses, sizeof row->clauses);
    int n = 0;
    for (uint32_t i = 0; i < rule->gate.clauses.n && n < 2; i++)
        if (!rule->gate.clauses.v[i].kinds)
            row->words[n++] = rule->clauses[i];
}

void ix_compile_gates(ix_language *language) {
    ix_arena scratch = {0};
    clause_array asked = {0};
    number_clauses(language, &scratch, &asked);
    language->factors = ix_factors_new(language->arena);
    language->kind_clauses =
        IX_NEW_ARRAY(language->arena, uint64_t, (size_t)IX_KIND_MAX * language->clause_words);
    language->digit_clauses = IX_NEW_ARRAY(language->arena, uint64_t, language->clause_words);
    for (uint32_t c = 1; c < asked.n; c++)
        add_clause(language, asked.v[c], c);
    for (uint32_t r = 0; r < language->all.n; r++) {
        ix_rule *rule = &language->all.v[r];
        *IX_PUSH(language->arena, &language->by_layer[rule->layer]) = rule;
        add_gate_row(language, rule);
        language->layer_sees[rule->layer] |= rule->sees;
    }
    ix_factors_seal(language->factors);
    ix_arena_done(&scratch);
}
