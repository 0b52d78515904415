/* Writing JSON straight to a sink. Commas, line breaks and escapes are the writer's; the caller opens, names
 * and closes. */
#ifndef IX_EMIT_JSON_H
#define IX_EMIT_JSON_H

#include "base/buf.h"
#include "base/decimal.h"
#include "ilex.h"

enum { IX_JSON_DEPTH = 16 };

typedef struct ix_json {
    ilex_sink sink;
    void *context;
    ix_buf buf;
    bool pretty, failed, comma;
    int depth;
    bool broken[IX_JSON_DEPTH + 1]; /* pretty: members of the open container stand on lines of their own */
} ix_json;

/* IX_LINES containers are spread over lines when pretty; IX_ONE_LINE ones never. */
typedef enum ix_json_shape { IX_ONE_LINE, IX_LINES } ix_json_shape;

void ix_json_open(ix_json *json, char bracket, ix_json_shape shape);
void ix_json_close(ix_json *json, char bracket);
/* A member's name: a literal that needs no escapes. */
#define ix_json_key(json, literal) ix_json_name((json), IX_STR(literal))
void ix_json_name(ix_json *json, ix_str name);

void ix_json_str(ix_json *json, ix_str s);
/* As ix_json_str, or null when s is empty. */
void ix_json_str_or_null(ix_json *json, ix_str s);
void ix_json_uint(ix_json *json, uint64_t n);
void ix_json_int(ix_json *json, int64_t n);
/* An item's id: prefix and index + 1 ("d1"), or null for a negative index. */
void ix_json_ref(ix_json *json, char prefix, int index);
/* The decimal as a number, or null. */
void ix_json_decimal(ix_json *json, ix_decimal value);
void ix_json_null(ix_json *json);
/* Ends the record with a line break. */
void ix_json_end(ix_json *json);
/* Hands what is buffered to the sink; false once the sink has failed. */
bool ix_json_flush(ix_json *json);

/* The bytes with JSON's escapes, without quotes. */
void ix_json_escape(ix_buf *buf, ix_str s);
/* The same between quotes: a string. */
void ix_json_quote(ix_buf *buf, ix_str s);

#endif
