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

/* An optional string member; false when it is there and no string. */
static bool member(const json_t *record, const char *name, const char **value, ilex_error *error) {
    json_t *v = json_object_get(record, name);
    if (!v || json_is_null(v))
        return true;
    *value = json_string_value(v);
    if (json_is_string(v))
        return true;
    ix_error_set(error, ILEX_E_INPUT, "record.type", "\"%s\" is not a string", name);
    return false;
}

/* The release's words: "text" or "html". */
static void content(const json_t *record, ix_release *release) {
    json_t *text = json_object_get(record, "text"), *html = json_object_get(record, "html");
    if (json_is_null(text))
        text = NULL;
    if (json_is_null(html))
        html = NULL;
    json_t *found = text ? text : html;
    if (!text == !html)
        refuse(&release->error, "record.content", "a record needs either \"text\" or \"html\"");
    else if (!json_is_string(found))
        refuse(&release->error, "record.type",
               text ? "\"text\" is not a string" : "\"html\" is not a string");
    else {
        release->bytes = json_string_value(found);
        release->n = json_string_length(found);
        release->given.media_type = text ? "text/plain" : "text/html";
        release->given.charset = "utf-8";
    }
}

/* The caller's id as text; a whole number is taken as its digits. */
static const char *id_of(const json_t *record, char digits[32]) {
    const json_t *id = json_object_get(record, "id");
    if (json_is_integer(id)) {
        snprintf(digits, 32, "%lld", (long long)json_integer_value(id));
        return digits;
    }
    return json_string_value(id);
}

void ix_line_read(ix_line *line, const char *bytes, size_t n, ix_release *release) {
    json_error_t fault;
    ilex_error *error = &release->error;
    *error = (ilex_error){0};
    release->bytes = "";
    release->n = 0;
    line->json = json_loadb(bytes, n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &fault);
    const char *id = id_of(line->json, line->id);
    if (id)
        release->given.id = id;
    if (!line->json)
        ix_error_set(error, ILEX_E_INPUT, "record.json", "not JSON: %s (column %d)", fault.text,
                     fault.column);
    else if (!json_is_object(line->json))
        refuse(error, "record.type", "a record is a JSON object");
    else if (member(line->json, "url", &release->given.url, error) &&
             member(line->json, "language", &release->given.language, error) &&
             member(line->json, "published", &release->given.published, error))
        content(line->json, release);
}

void ix_line_done(ix_line *line) {
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
