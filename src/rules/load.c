/* A folder of rule files to a ruleset. */
#include "rules/ruleset.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"

enum { MAX_FILE = 16 << 20 };

/* --- faults --- */

static bool told_before(ilex_ruleset *rules, const ilex_error *e) {
    ix_arena scratch = {0};
    uint64_t h = ix_str_hash(ix_str_format(&scratch, "%s:%d:%d:%s", e->file, e->line, e->column, e->message));
    ix_arena_done(&scratch);
    for (uint32_t i = 0; i < rules->reported.n; i++)
        if (rules->reported.v[i] == h)
            return true;
    *IX_PUSH(&rules->arena, &rules->reported) = h;
    return false;
}

static void report_once(const ilex_error *error, void *context) {
    ilex_ruleset *rules = context;
    if (told_before(rules, error))
        return;
    rules->errors++;
    if (rules->report)
        rules->report(error, rules->context);
}

static void report_file(ilex_ruleset *rules, const char *code, ix_str path, const char *why) {
    ilex_error error;
    ix_error_set(&error, ILEX_E_RULES, code, "%s", why);
    snprintf(error.file, sizeof error.file, "%.*s", IX_FMT(path));
    report_once(&error, rules);
}

/* --- files --- */

static bool read_file(ilex_ruleset *rules, ix_str path, ix_str *out) {
    FILE *f = fopen(path.ptr, "rb");
    if (!f) {
        report_file(rules, "rules.file", path, strerror(errno));
        return false;
    }
    ix_buf buf = {0};
    size_t n;
    do {
        ix_buf_reserve(&buf, 65536);
        n = fread(buf.ptr + buf.len, 1, 65536, f);
        buf.len += n;
    } while (n > 0 && buf.len < MAX_FILE);
    bool failed = ferror(f) != 0;
    fclose(f);
    *out = ix_str_copy(&rules->arena, ix_buf_view(&buf));
    ix_buf_done(&buf);
    if (failed || out->len >= MAX_FILE)
        report_file(rules, "rules.file", path, failed ? "cannot be read" : "is over 16 MiB");
    return !failed;
}

static void note_file(ilex_ruleset *rules, ix_str folder, ix_str path, const char *name) {
    ix_rule_file *file = IX_NEW(&rules->arena, ix_rule_file);
    size_t stem = strlen(name) - strlen(".yaml");
    file->source = (ix_source_file){.path = path, .report = report_once, .context = rules};
    file->folder = folder;
    file->name = (ix_str){ix_arena_copy(&rules->arena, name, stem), stem};
    *IX_PUSH(&rules->arena, &rules->files) = file;
}

static void need_file(ilex_ruleset *rules, ix_rule_file *file) {
    if (file->read)
        return;
    file->read = true;
    if (!read_file(rules, file->source.path, &file->source.text))
        return;
    file->root = ix_yaml_parse(&rules->arena, &file->source);
    if (file->root && !ix_str_is(ix_yaml_get_text(file->root, "schema"), "ilex-rules/1"))
        ix_source_error(&file->source, 1, 1, IX_STR(""), "rules.schema",
                        "a rule file begins with 'schema: ilex-rules/1'");
}

static void load_folder(ilex_ruleset *rules, ix_str folder) {
    struct dirent **names;
    ix_str path = ix_str_format(&rules->arena, "%.*s/%.*s", IX_FMT(rules->dir), IX_FMT(folder));
    int n = ix_folder_names(path.ptr, &names);
    for (int i = 0; i < n; i++)
        if (ix_str_ends(ix_str_of(names[i]->d_name), IX_STR(".yaml")))
            note_file(rules, folder, ix_str_format(&rules->arena, "%.*s/%s", IX_FMT(path), names[i]->d_name),
                      names[i]->d_name);
    ix_folder_names_done(names, n);
}

/* What the digests cover. */
static bool is_table_path(ix_str path) {
    const char *slash = memchr(path.ptr, '/', path.len);
    return slash && slash > path.ptr && path.ptr[0] != '.' && slash[1] != '.' &&
           !memchr(slash + 1, '/', path.len - (size_t)(slash + 1 - path.ptr)) &&
           ix_str_ends(path, IX_STR(".tsv"));
}

ix_table *ix_load_table(ilex_ruleset *rules, ix_str path, ix_rule_file *asked_by, const ix_yaml *at) {
    ix_str full = ix_str_format(&rules->arena, "%.*s/%.*s", IX_FMT(rules->dir), IX_FMT(path));
    if (!is_table_path(path)) {
        ix_source_error(&asked_by->source, at->line, at->column, IX_STR(""), "rules.file",
                        "a table is FOLDER/NAME.tsv within the rules' folder, not '%.*s'", IX_FMT(path));
        return NULL;
    }
    for (uint32_t i = 0; i < rules->tables.n; i++)
        if (ix_str_eq(rules->tables.v[i]->path, full))
            return rules->tables.v[i];
    ix_source_file *file = IX_NEW(&rules->arena, ix_source_file);
    *file = (ix_source_file){.path = full, .report = report_once, .context = rules};
    if (!read_file(rules, full, &file->text)) {
        ix_source_error(&asked_by->source, at->line, at->column, IX_STR(""), "rules.file",
                        "cannot read '%.*s'", IX_FMT(path));
        return NULL;
    }
    ix_table *table = ix_table_parse(&rules->arena, file);
    *IX_PUSH(&rules->arena, &rules->tables) = table;
    return table;
}

/* --- languages --- */

/* Of the language itself, or of common/. The language as it is early has of its own only IX_EARLY_FILE. */
static bool is_file_of(const ix_language *language, const ix_rule_file *file, bool own) {
    if (!own)
        return ix_str_is(file->folder, "common");
    return ix_str_eq(file->folder, language->code) &&
           (language->early || ix_str_is(file->name, IX_EARLY_FILE));
}

static void each_file(ix_language *language, bool own, void (*with)(ix_language *, ix_rule_file *)) {
    ilex_ruleset *rules = (ilex_ruleset *)language->rules;
    for (uint32_t i = 0; i < rules->files.n; i++) {
        ix_rule_file *file = rules->files.v[i];
        if (!is_file_of(language, file, own))
            continue;
        need_file(rules, file);
        if (file->root)
            with(language, file);
    }
}

static void define_language(ix_language *language) {
    each_file(language, true, ix_define_file); /* its own definitions come before those of common/ … */
    each_file(language, false, ix_define_file);
    for (uint32_t i = 0; i < language->definitions.n; i++)
        if (language->definitions.v[i].kind == IX_DEF_LIST)
            ix_definition_list(language, &language->definitions.v[i]);
}

static void compile_language(ix_language *language) {
    ix_build_gazetteers(language);
    language->known = ix_known_parts_new();
    each_file(language, false, ix_compile_file); /* … its rules after */
    each_file(language, true, ix_compile_file);
    ix_known_parts_free(language->known);
    language->known = NULL;
    ix_compile_gates(language);
}

static ix_language *new_language(ilex_ruleset *rules, ix_str code) {
    ix_language *language = IX_NEW(&rules->arena, ix_language);
    language->arena = &rules->arena;
    language->code = code;
    language->rules = rules;
    return language;
}

static void load_language(ilex_ruleset *rules, ix_str code) {
    ix_language *language = new_language(rules, code);
    language->early = new_language(rules, code);
    define_language(language->early);
    *IX_PUSH(&rules->arena, &rules->languages) = language;
}

static void make_once(ix_language *language, atomic_bool *made, void (*make)(ix_language *)) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* one for all: they share the ruleset's arena */
    if (atomic_load_explicit(made, memory_order_acquire))
        return;
    pthread_mutex_lock(&lock);
    if (!atomic_load(made)) {
        make(language);
        atomic_store(made, true);
    }
    pthread_mutex_unlock(&lock);
}

void ix_need_definitions(const ix_language *language) {
    ix_language *own = (ix_language *)language;
    make_once(own, &own->defined, define_language);
}

void ix_need_language(const ix_language *language) {
    ix_language *own = (ix_language *)language;
    ix_need_definitions(own);
    make_once(own, &own->compiled, compile_language);
}

static void load_all(ilex_ruleset *rules) {
    struct dirent **names;
    int n = ix_folder_names(rules->dir.ptr, &names);
    if (n < 0) {
        report_file(rules, "rules.dir", rules->dir, "there are no rules here (see --rules and ILEX_RULES)");
        return;
    }
    load_folder(rules, IX_STR("common"));
    for (int i = 0; i < n; i++)
        if (ix_is_language_code(names[i]->d_name))
            load_folder(rules, ix_str_copy(&rules->arena, ix_str_of(names[i]->d_name)));
    for (int i = 0; i < n; i++)
        if (ix_is_language_code(names[i]->d_name))
            load_language(rules, ix_str_copy(&rules->arena, ix_str_of(names[i]->d_name)));
    ix_folder_names_done(names, n);
    for (uint32_t i = 0; i < rules->languages.n && !(rules->flags & ILEX_LAZY); i++)
        ix_need_language(rules->languages.v[i]);
}

/* --- all of it --- */

ilex_ruleset *ilex_ruleset_load(const char *dir, unsigned flags, ilex_report report, void *context) {
    ilex_ruleset *rules = ix_alloc(sizeof *rules);
    rules->flags = flags;
    rules->report = report;
    rules->context = context;
    rules->dir = ix_str_copy(&rules->arena, ix_str_of(ix_rules_folder(dir)));
    load_all(rules);
    ix_take_digests(rules);
    if (rules->languages.n == 0 || (rules->errors && (flags & ILEX_STRICT))) {
        ilex_ruleset_free(rules);
        return NULL;
    }
    return rules;
}

void ilex_ruleset_free(ilex_ruleset *rules) {
    if (!rules)
        return;
    for (uint32_t i = 0; i < rules->languages.n; i++)
        for (uint32_t r = 0; r < rules->languages.v[i]->all.n; r++)
            ix_regex_free(rules->languages.v[i]->all.v[r].regex);
    ix_arena arena = rules->arena;
    ix_arena_done(&arena);
    free(rules);
}

const ix_language *ix_ruleset_language(const ilex_ruleset *rules, ix_str code) {
    for (uint32_t i = 0; i < rules->languages.n; i++)
        if (ix_str_eq(rules->languages.v[i]->code, code))
            return rules->languages.v[i];
    return NULL;
}

const ix_language *ix_ruleset_language_at(const ilex_ruleset *rules, int i) {
    return i >= 0 && (uint32_t)i < rules->languages.n ? rules->languages.v[i] : NULL;
}

bool ix_ruleset_explains(const ilex_ruleset *rules) {
    return (rules->flags & ILEX_EXPLAIN) != 0;
}
