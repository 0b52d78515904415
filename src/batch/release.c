#include "batch/release.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

static bool refuse(ilex_error *error, const char *code, const char *message) {
    ix_error_set(error, ILEX_E_INPUT, code, "%s", message);
    return false;
}

static ix_value of_json(ix_line *line, const char *name) {
    json_t *v = json_object_get(line->json, name);
    if (!v || json_is_null(v))
        return (ix_value){0};
    if (json_is_string(v))
        return (ix_value){IX_STRING, {json_string_value(v), json_string_length(v)}};
    if (!json_is_integer(v))
        return (ix_value){.kind = IX_OTHER};
    int n = snprintf(line->digits, sizeof line->digits, "%lld", (long long)json_integer_value(v));
    return (ix_value){IX_WHOLE, {line->digits, (size_t)n}};
}

static ix_value value_of(ix_line *line, const char *name) {
    for (int i = 0; i < line->flat.n; i++)
        if (ix_str_is(line->flat.names[i], name))
            return line->flat.values[i];
    return line->json ? of_json(line, name) : (ix_value){0};
}

/* An optional string member; false when it is there and no string. */
static bool member(ix_line *line, const char *name, const char **value, ilex_error *error) {
    ix_value v = value_of(line, name);
    if (v.kind == IX_STRING)
        *value = v.text.ptr;
    else if (v.kind != IX_NONE)
        ix_error_set(error, ILEX_E_INPUT, "record.type", "\"%s\" is not a string", name);
    return v.kind == IX_NONE || v.kind == IX_STRING;
}

/* The release's words: "text" or "html". */
static void content(ix_line *line, ix_release *release) {
    ix_value text = value_of(line, "text"), html = value_of(line, "html");
    ix_value found = text.kind ? text : html;
    if (!text.kind == !html.kind) {
        refuse(&release->error, "record.content", "a record needs either \"text\" or \"html\"");
    } else if (found.kind != IX_STRING) {
        refuse(&release->error, "record.type",
               text.kind ? "\"text\" is not a string" : "\"html\" is not a string");
    } else {
        release->bytes = found.text.ptr;
        release->n = found.text.len;
        release->given.media_type = text.kind ? "text/plain" : "text/html";
        release->given.charset = "utf-8";
    }
}

/* By Jansson, which tells what is wrong; the flat reader does not. */
static bool read_json(ix_line *line, const char *bytes, size_t n, ilex_error *error) {
    json_error_t fault;
    line->flat.n = 0;
    line->json = json_loadb(bytes, n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &fault);
    if (!line->json)
        ix_error_set(error, ILEX_E_INPUT, "record.json", "not JSON: %s (column %d)", fault.text,
                     fault.column);
    else if (!json_is_object(line->json))
        refuse(error, "record.type", "a record is a JSON object");
    return error->status == ILEX_OK;
}

void ix_line_read(ix_line *line, const char *bytes, size_t n, ix_release *release) {
    ilex_error *error = &release->error;
    *error = (ilex_error){0};
    release->bytes = "";
    release->n = 0;
    if (!ix_flat_read(&line->flat, (ix_str){bytes, n}) && !read_json(line, bytes, n, error))
        return;
    /* A whole number is taken as its digits. */
    ix_value id = value_of(line, "id");
    if (id.kind == IX_STRING || id.kind == IX_WHOLE)
        release->given.id = id.text.ptr;
    if (member(line, "url", &release->given.url, error) &&
        member(line, "language", &release->given.language, error) &&
        member(line, "published", &release->given.published, error))
        content(line, release);
}

void ix_line_done(ix_line *line) {
    ix_flat_done(&line->flat);
    json_decref(line->json);
    line->json = NULL;
}

int ix_error_record(const ilex_input *given, const ilex_error *error, ilex_sink sink, void *context) {
    ix_str id = ix_str_of(given->id), message = ix_str_of(error->message);
    bool named = id.ptr && ix_utf8_valid(id) == id.len; /* a file's name need not be UTF-8 */
    message.len = ix_utf8_valid(message);               /* what it quotes may be cut within a character */
    json_t *record =
        json_pack("{s:s, s:s?, s:{s:s, s:s#}}", "schema", "ilex-document/1", "id", named ? id.ptr : NULL,
                  "error", "code", error->code, "message", message.ptr, (int)message.len);
    char *text = json_dumps(record, JSON_COMPACT | JSON_ENSURE_ASCII);
    int failed = !text || sink(text, strlen(text), context) || sink("\n", 1, context);
    free(text);
    json_decref(record);
    return failed;
}
