/* YAML 1.2 as the rules use it: plain trees with places. The one door to libfyaml. */
#ifndef IX_RULES_YAML_H
#define IX_RULES_YAML_H

#include "base/array.h"
#include "base/str.h"
#include "ilex.h"

typedef enum ix_yaml_kind { IX_YAML_SCALAR, IX_YAML_SEQUENCE, IX_YAML_MAPPING } ix_yaml_kind;

typedef struct ix_yaml ix_yaml;
typedef struct ix_yaml_item {
    ix_yaml *key; /* NULL in a sequence */
    ix_yaml *value;
} ix_yaml_item;

struct ix_yaml {
    ix_yaml_kind kind;
    ix_str text;      /* scalars */
    int line, column; /* from 1; of a block scalar, its first line of text */
    IX_ARRAY(ix_yaml_item) items;
};

/* A file being read: its text for excerpts, and where faults go. */
typedef struct ix_source_file {
    ix_str path; /* as messages name it */
    ix_str text;
    ilex_report report;
    void *context;
    int errors;
} ix_source_file;

/* The tree of file->text, in the arena; NULL (faults reported) when it is no YAML, or has anchors, aliases,
 * tags or the same key twice. An empty file is an empty mapping. */
ix_yaml *ix_yaml_parse(ix_arena *arena, ix_source_file *file);

/* The value of `key` in a mapping, or NULL. */
ix_yaml *ix_yaml_get(const ix_yaml *mapping, const char *key);
/* The scalar under `key`, or an empty string. */
ix_str ix_yaml_get_text(const ix_yaml *mapping, const char *key);

/* Where byte `offset` of a scalar's text stands in the file; column 0 when that cannot be told (escapes,
 * folding). */
void ix_yaml_place(const ix_source_file *file, const ix_yaml *scalar, size_t offset, int *line, int *column);

/* Reports a fault at a place of the file with its line as excerpt. `rule` may be empty. */
void ix_source_error(ix_source_file *file, int line, int column, ix_str rule, const char *code,
                     const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
