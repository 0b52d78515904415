#include "batch/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "batch/database_schema.h"
#include "batch/sql.h"
#include "base/buf.h"
#include "model/offsets.h"

/* A statement a table; '?' for each column. */
#define TABLES                                                                                               \
    TABLE(DOCUMENTS, "documents", 13)                                                                        \
    TABLE(DATES, "dates", 11)                                                                                \
    TABLE(FIGURES, "figures", 21)                                                                            \
    TABLE(QUOTES, "quotes", 12)                                                                              \
    TABLE(ORGANISATIONS, "organisations", 8)                                                                 \
    TABLE(PEOPLE, "people", 5)                                                                               \
    TABLE(MENTIONS, "mentions", 7)                                                                           \
    TABLE(FACTS, "facts_search", 5)

enum {
#define TABLE(id, name, columns) id,
    TABLES
#undef TABLE
        N_TABLES
};

struct ix_database {
    ix_sql *sql;
    ix_sql_query *insert[N_TABLES];
    int64_t n; /* documents */
    bool failed;
    const ix_document *doc;
    ix_offsets offsets;
    ix_sql_query *row;
    int column;
};

static bool prepare(ix_database *db, int table, const char *name, int columns) {
    char sql[256];
    int n = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", name);
    while (--columns > 0)
        n += snprintf(sql + n, sizeof sql - (size_t)n, ",?");
    snprintf(sql + n, sizeof sql - (size_t)n, ")");
    return (db->insert[table] = ix_sql_prepare(db->sql, sql)) != NULL;
}

static bool prepare_all(ix_database *db) {
    bool good = true;
#define TABLE(id, name, columns) good = good && prepare(db, id, name, columns);
    TABLES
#undef TABLE
    return good;
}

ix_database *ix_database_open(const char *path, char why[256]) {
    ix_database *db = ix_alloc(sizeof *db);
    unlink(path);
    if (ix_sql_open(path, &db->sql) && ix_sql_run(db->sql, schema) && ix_sql_run(db->sql, "BEGIN") &&
        prepare_all(db))
        return db;
    db->failed = true;
    ix_database_close(db, false, why);
    return NULL;
}

bool ix_database_close(ix_database *db, bool keep, char why[256]) {
    if (!db)
        return false;
    bool good = !db->failed && (!keep || (ix_sql_run(db->sql, views) && ix_sql_run(db->sql, "COMMIT")));
    if (!good)
        snprintf(why, 256, "%s", ix_sql_trouble(db->sql));
    for (int i = 0; i < N_TABLES; i++)
        ix_sql_done(db->insert[i]);
    ix_sql_close(db->sql);
    free(db);
    return good;
}

/* --- a row --- */

static void row(ix_database *db, int table) {
    db->row = db->insert[table];
    db->column = 0;
}

static void integer(ix_database *db, int64_t value) {
    ix_sql_int(db->row, ++db->column, value);
}

/* An index from 0, as the record's ids count; -1 is null. */
static void index_of(ix_database *db, int index) {
    if (index < 0)
        ix_sql_null(db->row, ++db->column);
    else
        integer(db, index + 1);
}

static void string(ix_database *db, ix_str s) {
    if (s.len)
        ix_sql_str(db->row, ++db->column, s);
    else
        ix_sql_null(db->row, ++db->column);
}

static void required(ix_database *db, ix_str s) {
    ix_sql_str(db->row, ++db->column, s);
}

static void words(ix_database *db, ix_span span) {
    string(db, ix_doc_str(db->doc, span));
}

static void place(ix_database *db, ix_span span) {
    integer(db, ix_offsets_code_point(&db->offsets, span.start));
    integer(db, ix_offsets_code_point(&db->offsets, span.end));
}

static void day(ix_database *db, ix_day d) {
    char iso[16];
    int n =
        d.year ? snprintf(iso, sizeof iso, "%04d-%02d-%02d", d.year % 10000, d.month % 100, d.day % 100) : 0;
    string(db, (ix_str){iso, (size_t)n});
}

static void decimal(ix_database *db, ix_decimal value) {
    char text[IX_DECIMAL_TEXT];
    string(db, (ix_str){text, value.ok ? ix_decimal_print(text, value) : 0});
}

static void number(ix_database *db, ix_decimal value) {
    char text[IX_DECIMAL_TEXT + 1];
    db->column++;
    if (!value.ok) {
        ix_sql_null(db->row, db->column);
        return;
    }
    text[ix_decimal_print(text, value)] = '\0';
    ix_sql_real(db->row, db->column, strtod(text, NULL));
}

static void end_row(ix_database *db) {
    db->failed |= ix_sql_step(db->row) != IX_SQL_END;
}

static void searchable(ix_database *db, const char *kind, ix_span span) {
    row(db, FACTS);
    string(db, ix_str_of(kind));
    words(db, span);
    integer(db, db->n);
    place(db, span);
    end_row(db);
}

/* --- the tables --- */

static void add_document(ix_database *db) {
    const ix_document *doc = db->doc;
    row(db, DOCUMENTS);
    integer(db, db->n);
    required(db, doc->id.len ? doc->id : ix_str_of(doc->sha256));
    string(db, doc->path);
    string(db, doc->url);
    required(db, doc->media_type);
    required(db, ix_str_of(doc->sha256));
    string(db, doc->language);
    string(db, doc->title);
    string(db, doc->published);
    string(db, ix_str_of(doc->published_from));
    string(db, doc->dateline_agency);
    required(db, doc->text);
    required(db, ix_str_of(doc->rules_digest));
    end_row(db);
}

static void add_date(ix_database *db, int i, const ix_date *d) {
    row(db, DATES);
    integer(db, db->n);
    index_of(db, i);
    words(db, d->span);
    place(db, d->span);
    required(db, ix_str_of(ix_date_type_names[d->type]));
    string(db, d->value);
    string(db, d->mod);
    day(db, d->first);
    day(db, d->last);
    required(db, d->rule);
    end_row(db);
    searchable(db, "date", d->span);
}

static void add_figure(ix_database *db, int i, const ix_figure *f) {
    row(db, FIGURES);
    integer(db, db->n);
    index_of(db, i);
    words(db, f->span);
    place(db, f->span);
    decimal(db, f->value);
    decimal(db, f->high);
    number(db, f->value);
    required(db, ix_str_of(ix_figure_kind_names[f->kind]));
    string(db, f->unit);
    string(db, f->unit_name);
    string(db, f->modifier);
    string(db, f->change);
    words(db, f->of);
    words(db, f->place);
    words(db, f->population);
    string(db, f->as_of);
    string(db, f->as_of_from);
    required(db, f->status);
    index_of(db, f->said_by);
    required(db, f->rule);
    end_row(db);
    searchable(db, "figure", ix_span_empty(f->of) ? f->span : f->of);
}

static void add_quote(ix_database *db, int i, const ix_quote *q) {
    ix_buf said = {0};
    for (uint32_t s = 0; s < q->segments.n; s++) {
        if (s)
            ix_buf_char(&said, ' ');
        ix_buf_str(&said, ix_doc_str(db->doc, q->segments.v[s]));
    }
    row(db, QUOTES);
    integer(db, db->n);
    index_of(db, i);
    required(db, ix_str_of(ix_quote_type_names[q->type]));
    place(db, q->span);
    required(db, ix_buf_view(&said));
    words(db, q->cue);
    string(db, q->speaker.name);
    string(db, q->speaker.role);
    index_of(db, q->speaker.person);
    index_of(db, q->speaker.organisation);
    required(db, q->rule);
    end_row(db);
    ix_buf_done(&said);
    searchable(db, "quote", q->span);
}

static void add_organisation(ix_database *db, int i, const ix_organisation *o) {
    row(db, ORGANISATIONS);
    integer(db, db->n);
    index_of(db, i);
    required(db, o->name);
    string(db, o->acronym);
    string(db, o->canonical);
    string(db, o->wikidata);
    string(db, o->type);
    index_of(db, o->parent);
    end_row(db);
}

static void add_person(ix_database *db, int i, const ix_person *p) {
    row(db, PEOPLE);
    integer(db, db->n);
    index_of(db, i);
    required(db, p->name);
    string(db, p->role);
    index_of(db, p->organisation);
    end_row(db);
}

static void add_mention(ix_database *db, const char *kind, const ix_mention *m) {
    row(db, MENTIONS);
    integer(db, db->n);
    required(db, ix_str_of(kind));
    index_of(db, m->entity);
    words(db, m->span);
    place(db, m->span);
    required(db, m->rule);
    end_row(db);
    searchable(db, kind, m->span);
}

#define EACH(array, call)                                                                                    \
    for (uint32_t i = 0; i < doc->array.n; i++)                                                              \
    call

bool ix_database_add(ix_database *db, const ix_document *doc) {
    db->doc = doc;
    db->offsets = ix_offsets_new(doc->text);
    db->n++;
    add_document(db);
    EACH(dates, add_date(db, (int)i, &doc->dates.v[i]));
    EACH(figures, add_figure(db, (int)i, &doc->figures.v[i]));
    EACH(quotes, add_quote(db, (int)i, &doc->quotes.v[i]));
    EACH(organisations, add_organisation(db, (int)i, &doc->organisations.v[i]));
    EACH(people, add_person(db, (int)i, &doc->people.v[i]));
    EACH(organisation_mentions, add_mention(db, "organisation", &doc->organisation_mentions.v[i]));
    EACH(person_mentions, add_mention(db, "person", &doc->person_mentions.v[i]));
    ix_offsets_done(&db->offsets);
    return !db->failed;
}
