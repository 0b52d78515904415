/* A fact as a flat row. */
#ifndef IX_EMIT_FACTS_H
#define IX_EMIT_FACTS_H

#include "6-emit/format.h"

#define IX_FACT_C_STR ix_str
#define IX_FACT_C_INT int64_t
#define IX_FACT_C_NUM ix_decimal

typedef struct ix_fact {
#define IX_FACT(name, type) IX_FACT_C_##type name;
#include "6-emit/facts.def"
#undef IX_FACT
} ix_fact;

typedef enum ix_fact_type { IX_FACT_STR, IX_FACT_INT, IX_FACT_NUM } ix_fact_type;

enum {
#define IX_FACT(name, type) IX_FACT_COLUMN_##name,
#include "6-emit/facts.def"
#undef IX_FACT
    IX_FACT_COLUMNS
};

typedef struct ix_fact_column {
    const char *name;
    ix_fact_type type;
    size_t place; /* in ix_fact */
} ix_fact_column;
extern const ix_fact_column ix_fact_columns[IX_FACT_COLUMNS];

/* One kind after another, each in text order. */
void ix_each_fact(ix_output *out, void (*write)(ix_output *out, const ix_fact *fact));

#endif
