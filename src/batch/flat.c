#include "batch/flat.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { DIGITS = 18 }; /* of a whole number; Jansson's have 64 bits */

typedef struct reader {
    const char *at, *end;
    char *to; /* where the next value is put; never more of it than was read */
} reader;

static void skip_blanks(reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r'))
        r->at++;
}

/* Past blanks and the character, if it is there. */
static bool take(reader *r, char c) {
    skip_blanks(r);
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static bool take_word(reader *r, ix_str word) {
    if (!ix_str_starts((ix_str){r->at, (size_t)(r->end - r->at)}, word))
        return false;
    r->at += word.len;
    return true;
}

/* Four hexadecimal digits; -1 when they are not there. */
static int32_t hex4(reader *r) {
    int32_t n = 0;
    if (r->end - r->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = *r->at++, letter = (char)(c | 32);
        if (c >= '0' && c <= '9')
            n = n * 16 + (c - '0');
        else if (letter >= 'a' && letter <= 'f')
            n = n * 16 + (letter - 'a' + 10);
        else
            return -1;
    }
    return n;
}

/* The character of a \u escape, of two when they are surrogates; no NUL and no half pair. */
static bool code_point(reader *r) {
    int32_t cp = hex4(r);
    if (cp >= 0xD800 && cp < 0xDC00) {
        int32_t low = take_word(r, IX_STR("\\u")) ? hex4(r) : -1;
        cp = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00) : -1;
    }
    if (cp <= 0 || (cp >= 0xDC00 && cp < 0xE000))
        return false;
    r->to += ix_utf8_put(r->to, (uint32_t)cp);
    return true;
}

/* What stands behind a backslash. */
static bool escape(reader *r) {
    static const char from[] = "nrt\"\\/bf", to[] = "\n\r\t\"\\/\b\f";
    char c = r->at < r->end ? *r->at++ : '\0';
    if (c == 'u')
        return code_point(r);
    const char *simple = c ? strchr(from, c) : NULL;
    if (!simple)
        return false;
    *r->to++ = to[simple - from];
    return true;
}

/* The rest of a string, its opening mark being read. */
static bool string(reader *r, ix_str *s) {
    char *start = r->to;
    for (;;) {
        size_t plain = ix_str_plain((ix_str){r->at, (size_t)(r->end - r->at)});
        memcpy(r->to, r->at, plain);
        r->to += plain;
        r->at += plain;
        if (r->at == r->end)
            return false;
        char c = *r->at++;
        if (c == '"')
            break;
        if (c != '\\' || !escape(r))
            return false;
    }
    *s = (ix_str){start, (size_t)(r->to - start)};
    *r->to++ = '\0';
    return true;
}

/* Digits without sign, point or needless zeros. */
static bool whole(reader *r, ix_str *s) {
    const char *start = r->at;
    while (r->at < r->end && r->at - start <= DIGITS && ix_utf8_is_digit((unsigned char)*r->at))
        r->at++;
    size_t n = (size_t)(r->at - start);
    if (n == 0 || n > DIGITS || (n > 1 && *start == '0') || r->at == r->end || strchr(".eE", *r->at))
        return false;
    *s = (ix_str){memcpy(r->to, start, n), n};
    r->to[n] = '\0';
    r->to += n + 1;
    return true;
}

static bool value(reader *r, ix_value *v) {
    if (take(r, '"')) {
        v->kind = IX_STRING;
        return string(r, &v->text);
    }
    if (take_word(r, IX_STR("null")))
        return true;
    v->kind = IX_OTHER;
    if (take_word(r, IX_STR("true")) || take_word(r, IX_STR("false")))
        return true;
    v->kind = IX_WHOLE;
    return whole(r, &v->text);
}

/* A name that needs no escapes. */
static bool name(reader *r, ix_str *s) {
    if (!take(r, '"'))
        return false;
    *s = (ix_str){r->at, ix_str_plain((ix_str){r->at, (size_t)(r->end - r->at)})};
    r->at += s->len;
    return r->at < r->end && *r->at++ == '"';
}

/* A member whose name no other has. */
static bool member(reader *r, ix_flat *flat) {
    if (flat->n == IX_FLAT_MEMBERS || !name(r, &flat->names[flat->n]) || !take(r, ':') ||
        !value(r, &flat->values[flat->n]))
        return false;
    for (int i = 0; i < flat->n; i++)
        if (ix_str_eq(flat->names[i], flat->names[flat->n]))
            return false;
    flat->n++;
    return true;
}

bool ix_flat_read(ix_flat *flat, ix_str line) {
    if (ix_utf8_valid(line) != line.len)
        return false;
    flat->room = ix_realloc(flat->room, line.len + 1);
    reader r = {line.ptr, line.ptr + line.len, flat->room};
    if (!take(&r, '{'))
        return false;
    do {
        if (!member(&r, flat))
            return false;
    } while (take(&r, ','));
    if (!take(&r, '}'))
        return false;
    skip_blanks(&r);
    return r.at == r.end;
}

void ix_flat_done(ix_flat *flat) {
    free(flat->room);
    *flat = (ix_flat){0};
}
