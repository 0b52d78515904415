#include "review/log.h"

#include <stdio.h>

#include "base/error.h"
#include "review/fields.h"

static const char schema[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " at TEXT NOT NULL, reviewer TEXT NOT NULL, document TEXT NOT NULL, sha256 TEXT NOT NULL, fact TEXT NOT "
    "NULL,"
    " kind TEXT NOT NULL, rule TEXT NOT NULL, rules TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT NOT "
    "NULL,"
    " note TEXT NOT NULL, target TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, curator INTEGER "
    "NOT NULL,"
    " tool TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are "
    "only added'); END;"
    "CREATE TRIGGER IF NOT EXISTS events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events "
    "are only added'); END;";

#define COLUMNS                                                                                              \
    "id, at, reviewer, document, sha256, fact, kind, rule, rules, decision, reason, note, target, before, "  \
    "after, curator"

static bool trouble(ix_log *log, ilex_error *error) {
    ix_error_set(error, ILEX_E_IO, "review.log", "the log of the review: %s", ix_sql_trouble(log->sql));
    return false;
}

bool ix_log_open(ix_log *log, const char *path, ilex_error *error) {
    if (!ix_sql_open(path, &log->sql) || !ix_sql_run(log->sql, schema))
        return trouble(log, error);
    log->insert = ix_sql_prepare(log->sql, "INSERT INTO events (" COLUMNS ", tool) VALUES "
                                           "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING");
    log->select = ix_sql_prepare(log->sql, "SELECT seq, " COLUMNS " FROM events WHERE seq > ? ORDER BY seq");
    if (!log->insert || !log->select)
        return trouble(log, error);
    return ix_log_refresh(log, error);
}

void ix_log_close(ix_log *log) {
    ix_sql_done(log->insert);
    ix_sql_done(log->select);
    ix_sql_close(log->sql);
    ix_arena_done(&log->arena);
}

int64_t ix_log_seq(const ix_log *log) {
    return log->events.n ? log->events.v[log->events.n - 1].seq : 0;
}

const ix_event *ix_log_event(const ix_log *log, ix_str id) {
    int at = ix_map_get(&log->by_id, id);
    return at < 0 ? NULL : &log->events.v[at];
}

static void take_row(ix_log *log) {
    ix_event *e = IX_PUSH(&log->arena, &log->events);
    e->seq = ix_sql_int_at(log->select, 0);
    for (int i = 0; i < IX_EVENT_N_FIELDS; i++)
        e->field[i] = ix_str_copy(&log->arena, ix_sql_str_at(log->select, 1 + i));
    e->curator = ix_sql_int_at(log->select, 1 + IX_EVENT_N_FIELDS) != 0;
    e->judged = ix_fields_hash_json(e->field[IX_EVENT_before]);
    e->after = ix_fields_hash_json(e->field[IX_EVENT_after]);
    for (int i = 0; i < IX_DECISIONS; i++)
        if (ix_str_is(e->field[IX_EVENT_decision], ix_decision_names[i]))
            e->decision = (ix_decision)i;
    *ix_map_put(&log->arena, &log->by_id, e->field[IX_EVENT_id]) = (int)log->events.n - 1;
}

bool ix_log_refresh(ix_log *log, ilex_error *error) {
    ix_sql_result result;
    ix_sql_int(log->select, 1, ix_log_seq(log));
    while ((result = ix_sql_step(log->select)) == IX_SQL_ROW)
        take_row(log);
    return result == IX_SQL_END || trouble(log, error);
}

static bool insert(ix_log *log, const ix_event *e) {
    int column = 0;
    for (int i = 0; i < IX_EVENT_N_FIELDS; i++)
        ix_sql_str(log->insert, ++column, e->field[i]);
    ix_sql_int(log->insert, ++column, e->curator);
    ix_sql_str(log->insert, ++column, IX_STR(ILEX_VERSION));
    return ix_sql_step(log->insert) == IX_SQL_END;
}

bool ix_log_add(ix_log *log, const ix_event *events, uint32_t n, ilex_error *error) {
    bool added = ix_sql_run(log->sql, "BEGIN IMMEDIATE");
    for (uint32_t i = 0; i < n && added; i++)
        added = insert(log, &events[i]);
    added = added && ix_sql_run(log->sql, "COMMIT");
    if (added)
        return ix_log_refresh(log, error);
    trouble(log, error);
    ix_sql_run(log->sql, "ROLLBACK");
    return false;
}
