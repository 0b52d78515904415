/* Patterns as written to patterns as compiled: {{fragment}}, {{list}}, {{gazetteer}} and {{layer}} put in. */
#include "rules/ruleset.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { MAX_PATTERN = 60000 };

typedef struct expansion {
    ix_language *language;
    ix_rule *rule;
    ix_buf out;
    bool failed;
    ix_arena *arena; /* of names */
    ix_names *names; /* what is put in; NULL: nobody asks */
    ix_buf *lacks;   /* names that nothing stands for, instead of a fault; NULL: it is one */
} expansion;

static void expand(expansion *e, const ix_yaml *scalar, ix_rule_file *file);

/* Levenshtein, for names: short. */
static size_t edit_distance(ix_str a, ix_str b) {
    size_t row[64];
    if (a.len >= 63 || b.len >= 63)
        return 99;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]), above = row[j] + 1,
                   left = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = change < above ? change : above;
            row[j] = row[j] < left ? row[j] : left;
        }
    }
    return row[b.len];
}

void ix_suggest(ix_suggestion *s, ix_str candidate) {
    size_t d = edit_distance(s->name, candidate);
    if (d <= 1 + s->name.len / 4 && (!s->best.len || d < s->distance)) {
        s->best = candidate;
        s->distance = d;
    }
}

/* A name in a pattern: where it is written, for faults. */
typedef struct name_place {
    ix_rule_file *file;
    const ix_yaml *scalar;
    size_t offset;
} name_place;

static void name_fault(expansion *e, const name_place *at, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void name_fault(expansion *e, const name_place *at, const char *code, const char *format, ...) {
    int line, column;
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ix_yaml_place(&at->file->source, at->scalar, at->offset, &line, &column);
    ix_source_error(&at->file->source, line, column, e->rule->name, code, "%s", message);
    e->failed = true;
}

static void unknown_name(expansion *e, ix_str name, const name_place *at) {
    if (e->lacks) {
        if (!e->lacks->len || !memmem(e->lacks->ptr, e->lacks->len, name.ptr, name.len))
            ix_buf_format(e->lacks, "%s%.*s", e->lacks->len ? ", " : "", IX_FMT(name));
        return;
    }
    ix_suggestion s = {.name = name};
    for (uint32_t i = 0; i < e->language->definitions.n; i++)
        if (e->language->definitions.v[i].kind != IX_DEF_SETTING)
            ix_suggest(&s, e->language->definitions.v[i].name);
    for (int i = 0; i < (int)e->rule->layer; i++)
        ix_suggest(&s, ix_str_of(ix_layers[i].name));
    int layer = ix_layer_named(name);
    if (layer >= 0)
        name_fault(e, at, "rules.layer", "'{{%.*s}}' does not come before layer '%s'", IX_FMT(name),
                   ix_layers[e->rule->layer].name);
    else if (s.best.len)
        name_fault(e, at, "rules.unknown", "unknown list or fragment '%.*s' in '%.*s', did you mean '%.*s'?",
                   IX_FMT(name), IX_FMT(e->language->code), IX_FMT(s.best));
    else
        name_fault(e, at, "rules.unknown", "unknown list or fragment '%.*s' in '%.*s'", IX_FMT(name),
                   IX_FMT(e->language->code));
}

static void put_kind(expansion *e, int kind) {
    ix_buf_format(&e->out, "(?:\\x{%X})", IX_PUA_BASE + kind);
    e->rule->sees |= (uint64_t)1 << kind;
}

/* The marker tells which list the group after it is: see capture_lists, and gate.c. */
static void put_list(expansion *e, ix_definition *def) {
    ix_list *list = ix_definition_list(e->language, def);
    ix_str pattern = ix_list_pattern(e->language->arena, list);
    ix_buf_format(&e->out, "(?#L%td)", def - e->language->definitions.v);
    ix_buf_str(&e->out, pattern);
}

static void put_fragment(expansion *e, ix_definition *def, const name_place *at) {
    if (def->busy) {
        name_fault(e, at, "rules.cycle", "fragment '%.*s' contains itself", IX_FMT(def->name));
        return;
    }
    def->busy = true;
    ix_buf_str(&e->out, IX_STR("(?:"));
    expand(e, def->node, def->file);
    ix_buf_str(&e->out, IX_STR("\n)"));
    def->busy = false;
}

/* The index of the new entry; -1: nobody asks. */
static int note_name(expansion *e, ix_str name, const name_place *at, size_t end) {
    if (!e->names)
        return -1;
    *IX_PUSH(e->arena, e->names) = (ix_name){.name = name,
                                             .start = e->out.len,
                                             .file = at->file,
                                             .scalar = at->scalar,
                                             .written = at->offset,
                                             .written_end = end};
    return (int)e->names->n - 1;
}

static void put_name(expansion *e, ix_str name, const name_place *at, int note) {
    ix_definition *fragment = ix_find_definition(e->language, IX_DEF_FRAGMENT, name);
    ix_definition *list = ix_find_definition(e->language, IX_DEF_LIST, name);
    int layer = ix_layer_named(name);
    if (fragment)
        put_fragment(e, fragment, at);
    else if (list && list->gazetteer >= 0)
        put_kind(e, IX_LAYERS + list->gazetteer);
    else if (list)
        put_list(e, list);
    else if (layer >= 0 && layer < (int)e->rule->layer)
        put_kind(e, layer);
    else
        unknown_name(e, name, at);
    if (note < 0)
        return;
    ix_name *noted = &e->names->v[note];
    noted->end = e->out.len;
    noted->def = fragment ? fragment : list;
    noted->what = fragment ? IX_NAME_FRAGMENT : list && list->gazetteer < 0 ? IX_NAME_LIST : IX_NAME_MENTION;
}

static void expand(expansion *e, const ix_yaml *scalar, ix_rule_file *file) {
    ix_str pattern = scalar->text;
    for (size_t i = 0; i < pattern.len && e->out.len < MAX_PATTERN;) {
        if (pattern.ptr[i] == '{' && i + 1 < pattern.len && pattern.ptr[i + 1] == '{') {
            size_t end = i + 2;
            while (end < pattern.len && pattern.ptr[end] != '}' && pattern.ptr[end] != '\n')
                end++;
            ix_str name = ix_str_trim(ix_str_sub(pattern, i + 2, end));
            size_t next = end;
            while (next < pattern.len && pattern.ptr[next] == '}' && next < end + 2)
                next++;
            name_place at = {file, scalar, i};
            put_name(e, name, &at, note_name(e, name, &at, next));
            i = next;
            continue;
        }
        if (pattern.len - i > 4 && memcmp(pattern.ptr + i, "(?#L", 4) == 0)
            name_fault(e, &(name_place){file, scalar, i}, "rules.pattern",
                       "comments that begin with 'L' mark lists: write '(?# L'");
        ix_buf_char(&e->out, pattern.ptr[i++]);
    }
}

/* --- which list a capture's words are looked up in --- */

/* Past the group or class or escape at `at`; never beyond the end. */
static size_t skip_unit(ix_str p, size_t at) {
    if (p.ptr[at] == '\\')
        return at + 2 < p.len ? at + 2 : p.len;
    if (p.ptr[at] != '[')
        return at + 1;
    at += 1 + (at + 1 < p.len && p.ptr[at + 1] == '^');
    at += at < p.len && p.ptr[at] == ']';
    while (at < p.len && p.ptr[at] != ']')
        at = p.ptr[at] == '\\' ? at + 2 : at + 1;
    return at + 1 < p.len ? at + 1 : p.len;
}

static bool is_capture(ix_str p, size_t at) {
    return at + 3 < p.len && memcmp(p.ptr + at, "(?<", 3) == 0 && p.ptr[at + 3] != '=' &&
           p.ptr[at + 3] != '!';
}

/* A capture that holds exactly one list marker takes its values from that list. Groups are numbered as they
 * open. */
static void capture_lists(expansion *e) {
    ix_str p = ix_buf_view(&e->out);
    struct {
        int group, lists;
        ix_definition *def;
    } open[128];
    int depth = 0, groups = 0;
    for (size_t at = 0; at < p.len; at = skip_unit(p, at)) {
        if (at + 4 < p.len && memcmp(p.ptr + at, "(?#L", 4) == 0) {
            ix_definition *def = &e->language->definitions.v[atoi(p.ptr + at + 4)];
            for (int i = 0; i < depth; i++) {
                open[i].lists += open[i].def != def;
                open[i].def = def;
            }
            while (at < p.len && p.ptr[at] != ')')
                at++;
        } else if (p.ptr[at] == '#') {
            while (at + 1 < p.len && p.ptr[at] != '\n')
                at++;
        } else if (p.ptr[at] == '(' && depth < 128) {
            bool capture = is_capture(p, at);
            open[depth].group = capture ? ++groups : 0;
            open[depth].lists = 0;
            open[depth++].def = NULL;
        } else if (p.ptr[at] == ')' && depth > 0) {
            depth--;
            if (open[depth].group && open[depth].group < IX_MAX_GROUPS && open[depth].lists == 1)
                e->rule->group_list[open[depth].group] = open[depth].def->list;
        }
    }
}

bool ix_expand_pattern(ix_language *language, ix_rule *rule) {
    expansion e = {.language = language, .rule = rule};
    expand(&e, rule->written, rule->file);
    if (e.out.len >= MAX_PATTERN) {
        ix_source_error(&rule->file->source, rule->line, 1, rule->name, "rules.limit",
                        "the pattern is too long with its lists: make a gazetteer of the largest");
        e.failed = true;
    }
    if (!e.failed) {
        capture_lists(&e);
        rule->pattern = ix_str_copy(language->arena, ix_buf_view(&e.out));
    }
    ix_buf_done(&e.out);
    return !e.failed;
}

ix_names ix_pattern_names(ix_language *language, const ix_rule *rule, ix_arena *arena) {
    ix_names names = {0};
    ix_rule again = *rule;
    expansion e = {.language = language, .rule = &again, .arena = arena, .names = &names};
    expand(&e, rule->written, rule->file);
    ix_buf_done(&e.out);
    return names;
}

ix_str ix_pattern_lacks(ix_language *language, const ix_rule *rule, ix_arena *arena) {
    ix_rule again = *rule;
    ix_buf lacks = {0};
    expansion e = {.language = language, .rule = &again, .lacks = &lacks};
    expand(&e, rule->written, rule->file);
    ix_str names = ix_str_copy(arena, ix_buf_view(&lacks));
    ix_buf_done(&e.out);
    ix_buf_done(&lacks);
    return names;
}
