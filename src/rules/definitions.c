/* Settings, lists and fragments of a language: finding them and making lists of them. */
#include "rules/ruleset.h"

#include "base/utf8.h"

static const struct {
    const char *key;
    ix_definition_kind kind;
} sections[] = {{"settings", IX_DEF_SETTING}, {"lists", IX_DEF_LIST}, {"fragments", IX_DEF_FRAGMENT}};

static void define(ix_language *language, ix_rule_file *file, ix_definition_kind kind,
                   const ix_yaml_item *item) {
    ix_str name = item->key->text;
    int *last = ix_map_put(language->arena, &language->named, name);
    for (; *last >= 0; last = &language->definitions.v[*last].next) {
        const ix_definition *d = &language->definitions.v[*last];
        if (d->kind == kind && ix_str_eq(d->file->folder, file->folder)) {
            ix_source_error(&file->source, item->key->line, item->key->column, IX_STR(""), "rules.duplicate",
                            "'%.*s' is defined already in %.*s", IX_FMT(name), IX_FMT(d->file->source.path));
            return;
        }
    }
    if (kind != IX_DEF_LIST && item->value->kind != IX_YAML_SCALAR) {
        ix_source_error(&file->source, item->value->line, item->value->column, IX_STR(""), "rules.type",
                        "'%.*s' must be a text", IX_FMT(name));
        return;
    }
    *last = (int)language->definitions.n; /* before the array moves */
    *IX_PUSH(language->arena, &language->definitions) =
        (ix_definition){kind, name, item->value, file, NULL, -1, false, -1};
}

void ix_define_file(ix_language *language, ix_rule_file *file) {
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
        const ix_yaml *section = ix_yaml_get(file->root, sections[s].key);
        if (section && section->kind != IX_YAML_MAPPING && section->text.len)
            ix_source_error(&file->source, section->line, section->column, IX_STR(""), "rules.type",
                            "'%s' must be a mapping", sections[s].key);
        for (uint32_t i = 0; section && section->kind == IX_YAML_MAPPING && i < section->items.n; i++)
            define(language, file, sections[s].kind, &section->items.v[i]);
    }
}

ix_definition *ix_find_definition(ix_language *language, ix_definition_kind kind, ix_str name) {
    for (int i = ix_map_get(&language->named, name); i >= 0; i = language->definitions.v[i].next)
        if (language->definitions.v[i].kind == kind)
            return &language->definitions.v[i];
    return NULL;
}

/* --- lists --- */

static void add_words(ix_language *language, ix_list *list, const ix_yaml *words) {
    for (uint32_t i = 0; i < words->items.n; i++) {
        const ix_yaml_item *item = &words->items.v[i];
        const ix_yaml *key = item->key, *value = item->value;
        if (!key) /* [said, told] */
            ix_list_add(language->arena, list, value->text, value->text);
        else if (value->kind == IX_YAML_SCALAR) /* {January: 1} */
            ix_list_add(language->arena, list, key->text, value->text);
        else /* {more_than: [over, more than]} */
            for (uint32_t k = 0; k < value->items.n; k++)
                ix_list_add(language->arena, list, value->items.v[k].value->text, key->text);
    }
}

typedef void (*name_sink)(void *context, const ix_table *table, uint32_t row, ix_str name, ix_str value);

/* Calls sink for every alias in the columns that `node` asks for. */
static void table_names(ix_language *language, ix_definition *def, name_sink sink, void *context) {
    const ix_yaml *node = def->node, *columns = ix_yaml_get(node, "columns");
    ix_table *table =
        ix_load_table((ilex_ruleset *)language->rules, ix_yaml_get_text(node, "file"), def->file, node);
    ix_str value_column = ix_yaml_get_text(node, "value");
    if (!table)
        return;
    int value = value_column.len ? ix_table_column(table, value_column) : -1;
    if (value_column.len && value < 0)
        ix_source_error(&def->file->source, node->line, node->column, IX_STR(""), "rules.column",
                        "%.*s has no column '%.*s'", IX_FMT(table->path), IX_FMT(value_column));
    for (uint32_t c = 0; columns && c < columns->items.n; c++) {
        const ix_yaml *wanted = columns->items.v[c].value;
        int column = ix_table_column(table, wanted->text);
        if (column < 0)
            ix_source_error(&def->file->source, wanted->line, wanted->column, IX_STR(""), "rules.column",
                            "%.*s has no column '%.*s'", IX_FMT(table->path), IX_FMT(wanted->text));
        for (uint32_t r = 0; column >= 0 && r < table->rows.n; r++) {
            ix_str alias;
            for (size_t at = 0; ix_table_alias(table->rows.v[r][column], &at, &alias);)
                sink(context, table, r, alias, value < 0 ? alias : table->rows.v[r][value]);
        }
    }
}

typedef struct list_target {
    ix_arena *arena;
    ix_list *list;
} list_target;

static void into_list(void *context, const ix_table *table, uint32_t row, ix_str name, ix_str value) {
    list_target *t = context;
    (void)table, (void)row;
    ix_list_add(t->arena, t->list, name, value);
}

static bool is_long_form(const ix_yaml *node) {
    return node->kind == IX_YAML_MAPPING && (ix_yaml_get(node, "words") || ix_yaml_get(node, "file"));
}

static bool is_gazetteer(const ix_definition *def) {
    return def->kind == IX_DEF_LIST && is_long_form(def->node) &&
           ix_str_is(ix_yaml_get_text(def->node, "gazetteer"), "true");
}

ix_list *ix_definition_list(ix_language *language, ix_definition *def) {
    if (def->list || is_gazetteer(def))
        return def->list;
    def->list = ix_list_new(language->arena, def->name);
    if (!is_long_form(def->node)) {
        add_words(language, def->list, def->node);
    } else {
        const ix_yaml *words = ix_yaml_get(def->node, "words");
        def->list->exact = ix_str_is(ix_yaml_get_text(def->node, "case"), "exact");
        if (words)
            add_words(language, def->list, words);
        if (ix_yaml_get(def->node, "file"))
            table_names(language, def, into_list, &(list_target){language->arena, def->list});
    }
    ix_list_seal(language->arena, def->list);
    return def->list;
}

/* --- gazetteers --- */

typedef struct gazetteer_target {
    ix_language *language;
    ix_gazetteer_entry entry;
} gazetteer_target;

static void into_gazetteer(void *context, const ix_table *table, uint32_t row, ix_str name, ix_str value) {
    gazetteer_target *t = context;
    t->entry.table = table;
    t->entry.row = row;
    t->entry.name = name;
    t->entry.value = value;
    ix_gazetteer_add(t->language->arena, t->language->gazetteer, t->entry);
}

static void inline_names(gazetteer_target *t, const ix_yaml *words) {
    ix_list *list = ix_list_new(t->language->arena, IX_STR(""));
    add_words(t->language, list, words);
    for (uint32_t i = 0; i < list->entries.n; i++)
        into_gazetteer(t, NULL, i, list->entries.v[i].words, list->entries.v[i].value);
}

void ix_build_gazetteers(ix_language *language) {
    language->gazetteer = ix_gazetteer_new(language->arena);
    for (uint32_t i = 0; i < language->definitions.n; i++) {
        ix_definition *def = &language->definitions.v[i];
        if (!is_gazetteer(def) || ix_find_definition(language, IX_DEF_LIST, def->name) != def)
            continue;
        def->gazetteer = ix_gazetteer_define(language->arena, language->gazetteer, def->name);
        if (def->gazetteer < 0) {
            ix_source_error(&def->file->source, def->node->line, def->node->column, IX_STR(""), "rules.limit",
                            "too many gazetteers");
            continue;
        }
        gazetteer_target t = {language,
                              {.gazetteer = (uint16_t)def->gazetteer,
                               .any_case = ix_str_is(ix_yaml_get_text(def->node, "case"), "ignore")}};
        if (ix_yaml_get(def->node, "words"))
            inline_names(&t, ix_yaml_get(def->node, "words"));
        if (ix_yaml_get(def->node, "file"))
            table_names(language, def, into_gazetteer, &t);
    }
    ix_gazetteer_seal(language->arena, language->gazetteer);
}

/* --- what the stages ask for --- */

static ix_list *list_of(const ix_definition *def) {
    return def ? def->list : NULL;
}

static ix_str setting_of(const ix_definition *def) {
    return def ? def->node->text : (ix_str){"", 0};
}

const ix_list *ix_language_list(const ix_language *language, const char *name) {
    ix_need_definitions(language);
    return list_of(ix_find_definition((ix_language *)language, IX_DEF_LIST, ix_str_of(name)));
}

ix_str ix_language_setting(const ix_language *language, const char *name) {
    ix_need_definitions(language);
    return setting_of(ix_find_definition((ix_language *)language, IX_DEF_SETTING, ix_str_of(name)));
}

const ix_list *ix_early_list(const ix_language *language, const char *name) {
    return list_of(ix_find_definition(language->early, IX_DEF_LIST, ix_str_of(name)));
}

ix_str ix_early_setting(const ix_language *language, const char *name) {
    return setting_of(ix_find_definition(language->early, IX_DEF_SETTING, ix_str_of(name)));
}

ix_str ix_language_code(const ix_language *language) {
    return language->code;
}

bool ix_gazetteer_at(const ix_language *language, const char *name, ix_str text, uint32_t start,
                     ix_hit *hit) {
    ix_need_language(language);
    return ix_gazetteer_match(language->gazetteer, ix_str_of(name), text, start, hit);
}
