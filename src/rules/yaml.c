#include "rules/yaml.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/map.h"
#include "base/utf8.h"

enum { MAX_DEPTH = 32 };

/* The n-th line (from 1) of a text, without its line end. */
static ix_str nth_line(ix_str text, int n) {
    size_t start = 0;
    while (n > 1 && start < text.len) {
        const char *end = memchr(text.ptr + start, '\n', text.len - start);
        start = end ? (size_t)(end - text.ptr) + 1 : text.len;
        n--;
    }
    const char *end = memchr(text.ptr + start, '\n', text.len - start);
    return ix_str_sub(text, start, end ? (size_t)(end - text.ptr) : text.len);
}

void ix_source_error(ix_source_file *file, int line, int column, ix_str rule, const char *code,
                     const char *format, ...) {
    ilex_error error;
    char message[sizeof error.message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ix_error_set(&error, ILEX_E_RULES, code, "%s", message);
    snprintf(error.file, sizeof error.file, "%.*s", IX_FMT(file->path));
    snprintf(error.rule, sizeof error.rule, "%.*s", IX_FMT(rule));
    error.line = line;
    error.column = column;
    ix_str excerpt = line > 0 ? nth_line(file->text, line) : (ix_str){"", 0};
    if (excerpt.len < sizeof error.excerpt)
        snprintf(error.excerpt, sizeof error.excerpt, "%.*s", IX_FMT(excerpt));
    file->errors++;
    if (file->report)
        file->report(&error, file->context);
}

void ix_yaml_place(const ix_source_file *file, const ix_yaml *scalar, size_t offset, int *line, int *column) {
    size_t start = 0;
    *line = scalar->line;
    for (size_t i = 0; i < offset && i < scalar->text.len; i++)
        if (scalar->text.ptr[i] == '\n') {
            start = i + 1;
            ++*line;
        }
    ix_str written = nth_line(file->text, *line),
           own = nth_line(ix_str_sub(scalar->text, start, scalar->text.len), 1);
    const char *found = memmem(written.ptr, written.len, own.ptr, own.len);
    *column =
        found ? (int)ix_utf8_length((ix_str){written.ptr, (size_t)(found - written.ptr) + offset - start}) + 1
              : 0;
}

typedef struct reader {
    ix_arena *arena, scratch;
    ix_source_file *file;
} reader;

static ix_yaml *convert(reader *r, struct fy_node *node, int depth);

static void place(ix_yaml *out, const struct fy_mark *mark) {
    out->line = mark ? mark->line + 1 : 0;
    out->column = mark ? mark->column + 1 : 0;
}

static bool refused(reader *r, struct fy_node *node, ix_yaml *out) {
    const char *what = fy_node_is_alias(node)        ? "aliases"
                       : fy_node_get_anchor(node)    ? "anchors"
                       : fy_node_get_tag(node, NULL) ? "tags"
                                                     : NULL;
    if (what)
        ix_source_error(r->file, out->line, out->column, IX_STR(""), "rules.yaml",
                        "%s are not allowed in rule files", what);
    return what != NULL;
}

static void convert_scalar(reader *r, struct fy_node *node, ix_yaml *out) {
    size_t n = 0;
    const char *text = fy_node_get_scalar(node, &n);
    struct fy_token *token = fy_node_get_scalar_token(node);
    out->kind = IX_YAML_SCALAR;
    out->text = (ix_str){ix_arena_copy(r->arena, text ? text : "", n), n};
    place(out, token ? fy_token_start_mark(token) : NULL);
}

static void refuse_twice(reader *r, ix_map *keys, const ix_yaml *key) {
    int *seen = ix_map_put(&r->scratch, keys, key->text);
    if (*seen >= 0)
        ix_source_error(r->file, key->line, key->column, IX_STR(""), "rules.yaml",
                        "the key '%.*s' stands here a second time", IX_FMT(key->text));
    *seen = key->line;
}

static void convert_mapping(reader *r, struct fy_node *node, ix_yaml *out, int depth) {
    void *at = NULL;
    struct fy_node_pair *pair;
    ix_map keys = {0};
    out->kind = IX_YAML_MAPPING;
    while ((pair = fy_node_mapping_iterate(node, &at))) {
        ix_yaml *key = convert(r, fy_node_pair_key(pair), depth + 1);
        ix_yaml *value = convert(r, fy_node_pair_value(pair), depth + 1);
        if (key && key->kind == IX_YAML_SCALAR)
            refuse_twice(r, &keys, key);
        if (key && value)
            *IX_PUSH(r->arena, &out->items) = (ix_yaml_item){key, value};
        if (key && !out->line) {
            out->line = key->line;
            out->column = key->column;
        }
    }
}

static void convert_sequence(reader *r, struct fy_node *node, ix_yaml *out, int depth) {
    void *at = NULL;
    struct fy_node *item;
    out->kind = IX_YAML_SEQUENCE;
    while ((item = fy_node_sequence_iterate(node, &at))) {
        ix_yaml *value = convert(r, item, depth + 1);
        if (value)
            *IX_PUSH(r->arena, &out->items) = (ix_yaml_item){NULL, value};
        if (value && !out->line) {
            out->line = value->line;
            out->column = value->column;
        }
    }
}

static ix_yaml *convert(reader *r, struct fy_node *node, int depth) {
    ix_yaml *out = IX_NEW(r->arena, ix_yaml);
    if (!node) { /* "key:" with nothing after it */
        out->text = IX_STR("");
        return out;
    }
    if (depth > MAX_DEPTH) {
        ix_source_error(r->file, 1, 1, IX_STR(""), "rules.yaml", "nested more than %d deep", MAX_DEPTH);
        return NULL;
    }
    if (fy_node_is_scalar(node) || fy_node_is_alias(node))
        convert_scalar(r, node, out);
    else if (fy_node_is_mapping(node))
        convert_mapping(r, node, out, depth);
    else
        convert_sequence(r, node, out, depth);
    return refused(r, node, out) ? NULL : out;
}

static void report_syntax(ix_source_file *file, struct fy_diag *diag) {
    void *at = NULL;
    struct fy_diag_error *e;
    int before = file->errors;
    while ((e = fy_diag_errors_iterate(diag, &at)))
        if (e->msg)
            ix_source_error(file, e->line > 0 ? e->line : 1, e->column > 0 ? e->column : 1, IX_STR(""),
                            "rules.yaml", "%s", e->msg);
    if (file->errors == before)
        ix_source_error(file, 1, 1, IX_STR(""), "rules.yaml", "this is not YAML");
}

ix_yaml *ix_yaml_parse(ix_arena *arena, ix_source_file *file) {
    struct fy_diag_cfg diag_config;
    fy_diag_cfg_default(&diag_config);
    struct fy_diag *diag = fy_diag_create(&diag_config);
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 |
                                           FYPCF_JSON_NONE | FYPCF_ALLOW_DUPLICATE_KEYS,
                                  .diag = diag}; /* its own search for them is quadratic */
    bool empty = ix_str_trim(file->text).len == 0;
    struct fy_document *doc =
        empty ? NULL : fy_document_build_from_string(&config, file->text.ptr, file->text.len);
    reader r = {.arena = arena, .file = file};
    ix_yaml *root = NULL;
    if (!doc && !empty) {
        report_syntax(file, diag);
    } else if (!doc || !fy_document_root(doc)) {
        root = IX_NEW(arena, ix_yaml);
        root->kind = IX_YAML_MAPPING;
    } else {
        int before = file->errors;
        root = convert(&r, fy_document_root(doc), 0);
        if (file->errors > before)
            root = NULL;
    }
    ix_arena_done(&r.scratch);
    fy_document_destroy(doc);
    fy_diag_destroy(diag);
    return root;
}

ix_yaml *ix_yaml_get(const ix_yaml *mapping, const char *key) {
    for (uint32_t i = 0; mapping && mapping->kind == IX_YAML_MAPPING && i < mapping->items.n; i++)
        if (ix_str_is(mapping->items.v[i].key->text, key))
            return mapping->items.v[i].value;
    return NULL;
}

ix_str ix_yaml_get_text(const ix_yaml *mapping, const char *key) {
    const ix_yaml *value = ix_yaml_get(mapping, key);
    return value && value->kind == IX_YAML_SCALAR ? value->text : (ix_str){"", 0};
}
