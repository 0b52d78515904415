/* The log: OUT/.ilex/review.sqlite, to which events are only ever added. What ix_log_add was true for
 * outlives a killed process and a lost current (WAL, synchronous = FULL). */
#ifndef IX_REVIEW_LOG_H
#define IX_REVIEW_LOG_H

#include "base/array.h"
#include "base/map.h"
#include "batch/sql.h"
#include "ilex.h"
#include "review/event.h"

typedef struct ix_log {
    ix_sql *sql;
    ix_sql_query *insert, *select;
    IX_ARRAY(ix_event) events; /* in order of seq; strings live in the arena */
    ix_map by_id;              /* index in events */
    ix_arena arena;
} ix_log;

/* Zero-initialise. ix_log_close also after a failure. */
bool ix_log_open(ix_log *log, const char *path, ilex_error *error);
void ix_log_close(ix_log *log);
/* Takes up what has been added since, by whomever. */
bool ix_log_refresh(ix_log *log, ilex_error *error);
/* All of them or none; those that are there already are left. Then refreshes. */
bool ix_log_add(ix_log *log, const ix_event *events, uint32_t n, ilex_error *error);
/* NULL when there is none of that id. */
const ix_event *ix_log_event(const ix_log *log, ix_str id);
int64_t ix_log_seq(const ix_log *log);

#endif
