#include "batch/sql.h"

#include <sqlite3.h>

bool ix_sql_open(const char *path, ix_sql **sql) {
    return sqlite3_open(path, sql) == SQLITE_OK && sqlite3_busy_timeout(*sql, 5000) == SQLITE_OK;
}

void ix_sql_close(ix_sql *sql) {
    sqlite3_close(sql);
}

const char *ix_sql_trouble(ix_sql *sql) {
    return sqlite3_errmsg(sql);
}

bool ix_sql_run(ix_sql *sql, const char *statements) {
    return sqlite3_exec(sql, statements, NULL, NULL, NULL) == SQLITE_OK;
}

ix_sql_query *ix_sql_prepare(ix_sql *sql, const char *statement) {
    ix_sql_query *query = NULL;
    return sqlite3_prepare_v2(sql, statement, -1, &query, NULL) == SQLITE_OK ? query : NULL;
}

void ix_sql_done(ix_sql_query *query) {
    sqlite3_finalize(query);
}

void ix_sql_null(ix_sql_query *query, int column) {
    sqlite3_bind_null(query, column);
}

void ix_sql_int(ix_sql_query *query, int column, int64_t value) {
    sqlite3_bind_int64(query, column, value);
}

void ix_sql_real(ix_sql_query *query, int column, double value) {
    sqlite3_bind_double(query, column, value);
}

void ix_sql_str(ix_sql_query *query, int column, ix_str value) {
    sqlite3_bind_text(query, column, value.len ? value.ptr : "", (int)value.len, SQLITE_TRANSIENT);
}

ix_sql_result ix_sql_step(ix_sql_query *query) {
    int result = sqlite3_step(query);
    if (result == SQLITE_ROW)
        return IX_SQL_ROW;
    sqlite3_reset(query);
    return result == SQLITE_DONE ? IX_SQL_END : IX_SQL_FAILED;
}

int64_t ix_sql_int_at(ix_sql_query *query, int column) {
    return sqlite3_column_int64(query, column);
}

ix_str ix_sql_str_at(ix_sql_query *query, int column) {
    const char *text = (const char *)sqlite3_column_text(query, column);
    return (ix_str){text ? text : "", text ? (size_t)sqlite3_column_bytes(query, column) : 0};
}
