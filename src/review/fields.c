#include "review/fields.h"

#include <inttypes.h>
#include <stdio.h>

/* Not shown or not judged: where it stands in its document's page and among others, how it was found, and
 * what another column says already. */
static bool judged(int column) {
    static const bool left_out[IX_FACT_COLUMNS] = {
        [IX_FACT_COLUMN_document] = true,     [IX_FACT_COLUMN_url] = true,
        [IX_FACT_COLUMN_title] = true,        [IX_FACT_COLUMN_published] = true,
        [IX_FACT_COLUMN_language] = true,     [IX_FACT_COLUMN_fact] = true,
        [IX_FACT_COLUMN_prefix] = true,       [IX_FACT_COLUMN_suffix] = true,
        [IX_FACT_COLUMN_source_start] = true, [IX_FACT_COLUMN_source_end] = true,
        [IX_FACT_COLUMN_rule] = true,         [IX_FACT_COLUMN_number] = true,
        [IX_FACT_COLUMN_as_of_from] = true};
    return !left_out[column];
}

static const void *cell(const ix_fact *fact, int column) {
    return (const char *)fact + ix_fact_columns[column].place;
}

/* A column's text; `room` holds a number's. */
static ix_str text_of(const ix_fact *fact, int column, char room[IX_DECIMAL_TEXT]) {
    const void *at = cell(fact, column);
    if (ix_fact_columns[column].type == IX_FACT_STR)
        return *(const ix_str *)at;
    if (ix_fact_columns[column].type == IX_FACT_INT)
        return (ix_str){room, (size_t)snprintf(room, IX_DECIMAL_TEXT, "%" PRId64, *(const int64_t *)at)};
    ix_decimal value = *(const ix_decimal *)at;
    return (ix_str){room, value.ok ? ix_decimal_print(room, value) : 0};
}

void ix_fields_write(const ix_fact *fact, ix_buf *buf) {
    char room[IX_DECIMAL_TEXT];
    ix_json json = {.sink = ix_buf_sink, .context = buf};
    ix_json_open(&json, '{', IX_ONE_LINE);
    for (int i = 0; i < IX_FACT_COLUMNS; i++) {
        if (!judged(i))
            continue;
        ix_json_name(&json, ix_str_of(ix_fact_columns[i].name));
        if (ix_fact_columns[i].type == IX_FACT_INT)
            ix_json_int(&json, *(const int64_t *)cell(fact, i));
        else
            ix_json_str_or_null(&json, text_of(fact, i, room));
    }
    ix_json_close(&json, '}');
    ix_json_flush(&json);
    ix_buf_done(&json.buf);
}

json_t *ix_fields_json(const ix_fact *fact) {
    ix_buf buf = {0};
    ix_fields_write(fact, &buf);
    json_t *json = json_loadb(buf.ptr, buf.len, 0, NULL);
    ix_buf_done(&buf);
    return json;
}

static void put(ix_buf *buf, int column, ix_str value) {
    if (!value.len)
        return;
    ix_buf_format(buf, "%d=", column);
    ix_buf_str(buf, value);
    ix_buf_char(buf, '\0');
}

static uint64_t hash_and_done(ix_buf *buf) {
    uint64_t hash = ix_str_hash(ix_buf_view(buf));
    ix_buf_done(buf);
    return hash;
}

uint64_t ix_fields_hash(const ix_fact *fact) {
    char room[IX_DECIMAL_TEXT];
    ix_buf buf = {0};
    for (int i = 0; i < IX_FACT_COLUMNS; i++)
        if (judged(i))
            put(&buf, i, text_of(fact, i, room));
    return hash_and_done(&buf);
}

uint64_t ix_fields_hash_json(ix_str object) {
    char room[IX_DECIMAL_TEXT];
    ix_buf buf = {0};
    json_t *json = json_loadb(object.ptr, object.len, 0, NULL);
    for (int i = 0; i < IX_FACT_COLUMNS; i++) {
        json_t *value = judged(i) ? json_object_get(json, ix_fact_columns[i].name) : NULL;
        if (json_is_string(value))
            put(&buf, i, (ix_str){json_string_value(value), json_string_length(value)});
        else if (json_is_integer(value))
            put(&buf, i,
                (ix_str){room, (size_t)snprintf(room, sizeof room, "%" JSON_INTEGER_FORMAT,
                                                json_integer_value(value))});
    }
    json_decref(json);
    return hash_and_done(&buf);
}
