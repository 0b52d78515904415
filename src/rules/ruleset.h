/* The inside of a loaded ruleset; private to src/rules. */
#ifndef IX_RULES_RULESET_H
#define IX_RULES_RULESET_H

#include "base/map.h"
#include "rules/factors.h"
#include "rules/gate.h"
#include "rules/gazetteer.h"
#include "rules/list.h"
#include "rules/regex.h"
#include "rules/rules.h"
#include "rules/yaml.h"

#include <stdatomic.h>

enum { IX_GATE_CLAUSES = 4, IX_MAX_GROUPS = 64 };

/* A rule file; read when a language first needs it. */
typedef struct ix_rule_file {
    ix_source_file source;
    ix_str folder, name; /* "en", "date" */
    bool read;
    ix_yaml *root; /* NULL: broken, or not read */
} ix_rule_file;

typedef enum ix_definition_kind { IX_DEF_SETTING, IX_DEF_LIST, IX_DEF_FRAGMENT } ix_definition_kind;

typedef struct ix_definition {
    ix_definition_kind kind;
    ix_str name;
    const ix_yaml *node;
    ix_rule_file *file;
    ix_list *list; /* lists: made when first used */
    int gazetteer; /* lists: its number, else -1 */
    bool busy;     /* fragments: being put in, so that a cycle is seen */
    int next;      /* definition of the same name, -1 */
} ix_definition;

/* One way to fill a field: a literal, a capture, or a literal that holds if a capture took part. */
typedef struct ix_emit_source {
    bool literal;
    ix_str text;     /* the literal */
    ix_str capture;  /* empty: always */
    uint64_t groups; /* a bit for each group of that name */
} ix_emit_source;

typedef struct ix_emit {
    ix_field field;
    IX_ARRAY(ix_emit_source) sources;
} ix_emit;

typedef struct ix_rule {
    ix_str name; /* folder/file/id */
    ix_rule_file *file;
    int line;
    ix_layer layer;
    ix_str status;
    const ix_yaml *written; /* the pattern as written */
    ix_str pattern;         /* with everything put in */
    bool caseless;
    ix_regex *regex;
    ix_gate gate;
    uint16_t clauses[IX_GATE_CLAUSES];  /* 0: always true */
    int anchor;                         /* index of the clause near whose atoms matches begin; -1: anywhere */
    uint64_t sees;                      /* kinds the pattern names */
    ix_list *group_list[IX_MAX_GROUPS]; /* the list a capture takes its value from */
    uint64_t span_groups;               /* a bit for each capture named `span` */
    IX_ARRAY(ix_emit) emits;
    const ix_yaml *examples, *counterexamples;
    uint32_t order;
    uint32_t number; /* over all languages */
} ix_rule;

/* A rule of common/ that a language does without, and the names it lacks for it. */
typedef struct ix_left_out {
    ix_str rule, lacks;
    const ix_rule_file *file;
    int line;
} ix_left_out;

/* A rule's gate as the matcher asks for it: its clauses, and up to two of them that no mention can satisfy.
 * 0: always true. */
typedef struct ix_gate_row {
    uint16_t clauses[IX_GATE_CLAUSES], words[2];
} ix_gate_row;

struct ix_language {
    ix_arena *arena; /* the ruleset's */
    ix_str code;
    const ilex_ruleset *rules;
    ix_language *early;  /* what of it is read at once: its IX_EARLY_FILE and common/; NULL in itself */
    atomic_bool defined; /* what follows is there */
    IX_ARRAY(ix_definition) definitions; /* the language's, then those of common/ */
    ix_map named;                        /* name -> the first definition of that name */
    atomic_bool compiled;                /* what follows is there */
    IX_ARRAY(ix_rule) all;
    IX_ARRAY(ix_left_out) left_out;
    IX_ARRAY(ix_rule *) by_layer[IX_LAYERS];
    IX_ARRAY(ix_gate_row) gates[IX_LAYERS]; /* of by_layer's rules */
    uint64_t layer_sees[IX_LAYERS];
    ix_gazetteer *gazetteer;
    ix_factors *factors;
    uint32_t n_clauses, clause_words;
    uint32_t n_anchors;     /* clauses below are some rule's anchor (or 0, which none is) */
    uint64_t *kind_clauses; /* IX_KIND_MAX rows of clause_words: the clauses a kind satisfies */
    uint64_t *digit_clauses;
    ix_known_parts *known; /* while its rules are compiled */
};

typedef struct ix_rules_digest {
    ix_str language, digest; /* "": what is shared; ptr NULL: all, the last one */
} ix_rules_digest;

struct ilex_ruleset {
    ix_arena arena;
    unsigned flags;
    ix_str dir;
    IX_ARRAY(ix_rule_file *) files;
    IX_ARRAY(ix_table *) tables;
    IX_ARRAY(ix_language *) languages;
    IX_ARRAY(uint64_t) reported; /* hashes of faults, so that one in common/ is told once */
    ilex_report report;
    void *context;
    int errors;
    uint32_t n_rules;
    IX_ARRAY(ix_rules_digest) digests;
};

/* definitions.c */
void ix_define_file(ix_language *language, ix_rule_file *file);
ix_definition *ix_find_definition(ix_language *language, ix_definition_kind kind, ix_str name);
/* The list, made on first use; NULL when it is broken (reported) or a gazetteer. */
ix_list *ix_definition_list(ix_language *language, ix_definition *def);
void ix_build_gazetteers(ix_language *language);

/* template.c: puts fragments, lists and mentions into rule->written. False: faults were reported. */
bool ix_expand_pattern(ix_language *language, ix_rule *rule);

/* What stands in a pattern as compiled where a {{name}} was written. */
typedef enum ix_name_what { IX_NAME_FRAGMENT, IX_NAME_LIST, IX_NAME_MENTION } ix_name_what;
typedef struct ix_name {
    ix_str name;
    ix_name_what what;
    size_t start, end; /* in the pattern as compiled */
    const ix_rule_file *file;
    const ix_yaml *scalar;       /* where it is written: the rule's pattern, or a fragment */
    size_t written, written_end; /* there */
    const ix_definition *def;    /* NULL: a layer */
} ix_name;
typedef IX_ARRAY(ix_name) ix_names;
/* In order of their starts, a fragment before what is in it. */
ix_names ix_pattern_names(ix_language *language, const ix_rule *rule, ix_arena *arena);
/* The names in the pattern that the language does not know, "" when it knows all. */
ix_str ix_pattern_lacks(ix_language *language, const ix_rule *rule, ix_arena *arena);

/* compile.c */
void ix_compile_file(ix_language *language, ix_rule_file *file);
void ix_compile_gates(ix_language *language);

/* folder.c */
struct dirent;
/* The file of a language that others' releases depend on too: what is asked before a text's language is
 * known. */
#define IX_EARLY_FILE "language"
/* Names in the folder, sorted by bytes; -1 when it cannot be read. */
int ix_folder_names(const char *path, struct dirent ***names);
void ix_folder_names_done(struct dirent **names, int n);
bool ix_is_language_code(const char *name);
/* `dir`, or where the rules lie when it is NULL. */
const char *ix_rules_folder(const char *dir);
void ix_take_digests(ilex_ruleset *rules);

/* load.c */
/* Reads a language's files, and compiles its rules, unless that is done. Safe from several threads. */
void ix_need_definitions(const ix_language *language);
void ix_need_language(const ix_language *language);
ix_table *ix_load_table(ilex_ruleset *rules, ix_str path, ix_rule_file *asked_by, const ix_yaml *at);

/* A name close to `name` among those tried so far; feed candidates, then read `best`. */
typedef struct ix_suggestion {
    ix_str name, best;
    size_t distance;
} ix_suggestion;
void ix_suggest(ix_suggestion *s, ix_str candidate);

#endif
