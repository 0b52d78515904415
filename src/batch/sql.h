/* The one door to SQLite: a database, statements with bound columns, rows. */
#ifndef IX_BATCH_SQL_H
#define IX_BATCH_SQL_H

#include "base/str.h"

typedef struct sqlite3 ix_sql;
typedef struct sqlite3_stmt ix_sql_query;

/* Always gives a handle, for ix_sql_trouble and ix_sql_close; false when it cannot be used. */
bool ix_sql_open(const char *path, ix_sql **sql);
void ix_sql_close(ix_sql *sql);
const char *ix_sql_trouble(ix_sql *sql);
/* Statements without result. */
bool ix_sql_run(ix_sql *sql, const char *statements);

/* NULL when it does not compile. */
ix_sql_query *ix_sql_prepare(ix_sql *sql, const char *statement);
void ix_sql_done(ix_sql_query *query);
/* Columns count from 1. */
void ix_sql_null(ix_sql_query *query, int column);
void ix_sql_int(ix_sql_query *query, int column, int64_t value);
void ix_sql_real(ix_sql_query *query, int column, double value);
void ix_sql_str(ix_sql_query *query, int column, ix_str value);

typedef enum ix_sql_result { IX_SQL_FAILED, IX_SQL_ROW, IX_SQL_END } ix_sql_result;
/* The next row; after the last one, or a fault, the statement is ready to be run again. */
ix_sql_result ix_sql_step(ix_sql_query *query);
/* Of the present row, columns from 0; good until the next step. A null is 0 or empty. */
int64_t ix_sql_int_at(ix_sql_query *query, int column);
ix_str ix_sql_str_at(ix_sql_query *query, int column);

#endif
