/* Lists: sets of words with values, and the tables (TSV) they may come from. */
#ifndef IX_RULES_LIST_H
#define IX_RULES_LIST_H

#include "rules/rules.h"
#include "rules/yaml.h"

typedef struct ix_list_entry {
    ix_str words, folded, value;
    uint32_t next; /* in its hash chain, +1 */
} ix_list_entry;

struct ix_list {
    ix_str name;
    bool exact; /* case counts in patterns; looking up never minds */
    IX_ARRAY(ix_list_entry) entries;
    uint32_t *buckets; /* index + 1 of the chain's first entry */
    uint32_t mask;
    uint64_t beginnings[16]; /* a bit for the hash of each entry's first three bytes: most words end here */
    ix_str pattern;          /* the words as one PCRE2 group, made when first asked for */
};

/* A table: rows of cells, the first line naming the columns. */
typedef struct ix_table {
    ix_str path;
    uint32_t n_columns;
    ix_str *columns;
    IX_ARRAY(ix_str *) rows;
    IX_ARRAY(int) lines; /* of each row, for faults */
} ix_table;

/* Reads file->text. Faulty rows are reported and left out. */
ix_table *ix_table_parse(ix_arena *arena, ix_source_file *file);
/* -1 when the table has no such column. */
int ix_table_column(const ix_table *table, ix_str name);
/* Steps through a cell's aliases, parted by '|': false at the end. *at starts at 0. */
bool ix_table_alias(ix_str cell, size_t *at, ix_str *alias);

ix_list *ix_list_new(ix_arena *arena, ix_str name);
void ix_list_add(ix_arena *arena, ix_list *list, ix_str words, ix_str value);
/* To be called when all entries are in. */
void ix_list_seal(ix_arena *arena, ix_list *list);
/* The list as a PCRE2 group that prefers the longest entry: a trie, so that no prefix is tried twice. */
ix_str ix_list_pattern(ix_arena *arena, ix_list *list);

#endif
