#include "6-emit/json.h"

enum { FLUSH_AT = 64 * 1024 };

bool ix_json_flush(ix_json *json) {
    if (!json->failed && json->buf.len)
        json->failed = json->sink(json->buf.ptr, json->buf.len, json->context) != 0;
    json->buf.len = 0;
    return !json->failed;
}

static void line_break(ix_json *json) {
    static const char blanks[] = "\n                                ";
    ix_buf_add(&json->buf, blanks, 1 + 2 * (size_t)json->depth);
}

/* What goes before a value or name: a comma after another one, a new line where the container has lines. */
static void separate(ix_json *json) {
    if (json->comma)
        ix_buf_char(&json->buf, ',');
    if (json->broken[json->depth])
        line_break(json);
    else if (json->comma && json->pretty)
        ix_buf_char(&json->buf, ' ');
    if (json->buf.len > FLUSH_AT)
        ix_json_flush(json);
}

/* Before a value: after a name nothing, in an array what separates its elements. */
static void before_value(ix_json *json) {
    if (json->buf.len && json->buf.ptr[json->buf.len - 1] == ':')
        ix_buf_add(&json->buf, " ", json->pretty);
    else if (json->depth)
        separate(json);
    json->comma = true;
}

void ix_json_open(ix_json *json, char bracket, ix_json_shape shape) {
    before_value(json);
    ix_buf_char(&json->buf, bracket);
    json->depth++;
    json->broken[json->depth] = json->pretty && shape == IX_LINES;
    json->comma = false;
}

void ix_json_close(ix_json *json, char bracket) {
    bool broken = json->broken[json->depth--];
    if (broken && json->comma)
        line_break(json);
    ix_buf_char(&json->buf, bracket);
    json->comma = true;
}

void ix_json_name(ix_json *json, ix_str name) {
    separate(json);
    ix_buf_reserve(&json->buf, name.len + 3);
    char *to = json->buf.ptr + json->buf.len;
    *to++ = '"';
    memcpy(to, name.ptr, name.len);
    memcpy(to + name.len, "\":", 3);
    json->buf.len += name.len + 3;
}

static void escape_byte(ix_buf *buf, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
    const char *short_form = c ? strchr(from, c) : NULL;
    if (short_form)
        ix_buf_add(buf, (char[]){'\\', to[short_form - from]}, 2);
    else
        ix_buf_add(buf, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
}

void ix_json_escape(ix_buf *buf, ix_str s) {
    for (;;) {
        size_t plain = ix_str_plain(s);
        ix_buf_add(buf, s.ptr, plain);
        if (plain == s.len)
            return;
        escape_byte(buf, (unsigned char)s.ptr[plain]);
        s = ix_str_sub(s, plain + 1, s.len);
    }
}

void ix_json_quote(ix_buf *buf, ix_str s) {
    ix_buf_char(buf, '"');
    ix_json_escape(buf, s);
    ix_buf_char(buf, '"');
}

void ix_json_str(ix_json *json, ix_str s) {
    before_value(json);
    ix_json_quote(&json->buf, s);
}

void ix_json_str_or_null(ix_json *json, ix_str s) {
    if (s.len)
        ix_json_str(json, s);
    else
        ix_json_null(json);
}

static void digits(ix_buf *buf, uint64_t n) {
    char text[20];
    size_t at = sizeof text;
    do {
        text[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    ix_buf_add(buf, text + at, sizeof text - at);
}

void ix_json_uint(ix_json *json, uint64_t n) {
    before_value(json);
    digits(&json->buf, n);
}

void ix_json_int(ix_json *json, int64_t n) {
    before_value(json);
    if (n < 0)
        ix_buf_char(&json->buf, '-');
    digits(&json->buf, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void ix_json_ref(ix_json *json, char prefix, int index) {
    if (index < 0) {
        ix_json_null(json);
        return;
    }
    before_value(json);
    ix_buf_add(&json->buf, (char[]){'"', prefix}, 2);
    digits(&json->buf, (uint64_t)index + 1);
    ix_buf_char(&json->buf, '"');
}

void ix_json_decimal(ix_json *json, ix_decimal value) {
    char text[IX_DECIMAL_TEXT];
    if (!value.ok) {
        ix_json_null(json);
        return;
    }
    before_value(json);
    ix_buf_add(&json->buf, text, ix_decimal_print(text, value));
}

void ix_json_null(ix_json *json) {
    before_value(json);
    ix_buf_add(&json->buf, "null", 4);
}

void ix_json_end(ix_json *json) {
    ix_buf_char(&json->buf, '\n');
    json->comma = false;
}
