#include "charset.h"

#include <stdlib.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/utf8.h"

enum {
    PRESCAN = 4096,      /* how far a page may name its own encoding (browsers: 1024) */
    DETECT = 256 * 1024, /* bytes that the detector looks at */
};

#define REPLACEMENT "\xEF\xBF\xBD"

/* --- labels --- */

/* Labels that mean another encoding than they say (WHATWG Encoding Standard), with ICU's name for it. */
static const struct {
    const char *label, *means;
} aliases[] = {
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"utf-16", "utf-16le"},
    {"unicode", "utf-16le"},
};

static ix_str canonical(ix_arena *arena, ix_str label) {
    label = ix_str_trim(label);
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (label.len == strlen(aliases[i].label) && strncasecmp(label.ptr, aliases[i].label, label.len) == 0)
            return ix_str_of(aliases[i].means);
    char *lower = ix_arena_copy(arena, label.ptr, label.len);
    for (char *c = lower; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return (ix_str){lower, label.len};
}

static bool label_byte(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' ||
           c == ':' || c == '.';
}

/* The value after `key`, "=" and an optional quotation mark, at byte `at`; empty when it is not there. */
static ix_str value_after(ix_str head, size_t at) {
    while (at < head.len && (head.ptr[at] == ' ' || head.ptr[at] == '='))
        at++;
    if (at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\''))
        at++;
    size_t end = at;
    while (end < head.len && end - at < 40 && label_byte(head.ptr[end]))
        end++;
    return ix_str_sub(head, at, end);
}

/* What the page says of itself: <meta charset=…>, <meta … content="…; charset=…"> or <?xml encoding=…?>. */
static ix_str own_label(ix_str bytes) {
    static const char *const keys[] = {"charset=", "encoding="};
    ix_str head = {bytes.ptr, bytes.len < PRESCAN ? bytes.len : PRESCAN};
    for (size_t i = 0; i < head.len; i++) {
        if (head.ptr[i] != '<')
            continue;
        bool meta = i + 5 < head.len && strncasecmp(head.ptr + i, "<meta", 5) == 0;
        if (!meta && !(i + 5 < head.len && strncasecmp(head.ptr + i, "<?xml", 5) == 0))
            continue;
        size_t len = strlen(keys[!meta]);
        for (size_t j = i; j + len < head.len && head.ptr[j] != '>'; j++)
            if (strncasecmp(head.ptr + j, keys[!meta], len) == 0)
                return value_after(head, j + len);
    }
    return (ix_str){"", 0};
}

/* --- byte order --- */

typedef struct mark {
    size_t len;
    const char *charset;
} mark;

static mark byte_order_mark(ix_str bytes) {
    if (bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0)
        return (mark){3, "utf-8"};
    if (bytes.len >= 4 && memcmp(bytes.ptr, "\xFF\xFE\0\0", 4) == 0)
        return (mark){4, "utf-32le"};
    if (bytes.len >= 4 && memcmp(bytes.ptr, "\0\0\xFE\xFF", 4) == 0)
        return (mark){4, "utf-32be"};
    if (bytes.len >= 2 && memcmp(bytes.ptr, "\xFF\xFE", 2) == 0)
        return (mark){2, "utf-16le"};
    if (bytes.len >= 2 && memcmp(bytes.ptr, "\xFE\xFF", 2) == 0)
        return (mark){2, "utf-16be"};
    return (mark){0, NULL};
}

/* Mostly Latin text in UTF-16 has a zero in every other byte. */
static const char *utf16_by_zeros(ix_str bytes) {
    size_t n = bytes.len < PRESCAN ? bytes.len & ~(size_t)1 : PRESCAN, zeros[2] = {0, 0};
    if (n < 8 || !memchr(bytes.ptr, 0, n))
        return NULL;
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += bytes.ptr[i] == 0;
    if (zeros[1] > n * 2 / 5 && zeros[0] <= n / 50)
        return "utf-16le";
    return zeros[0] > n * 2 / 5 && zeros[1] <= n / 50 ? "utf-16be" : NULL;
}

bool ix_charset_utf16(ix_str bytes) {
    mark m = byte_order_mark(bytes);
    return (m.charset && m.len != 3) || utf16_by_zeros(bytes);
}

/* --- decoding --- */

/* Length of the longest prefix of a valid sequence at p, at least 1: what one U+FFFD stands for. */
static size_t broken_length(const unsigned char *p, size_t left) {
    size_t want = p[0] >= 0xC2 && p[0] <= 0xDF   ? 2
                  : (p[0] & 0xF0) == 0xE0        ? 3
                  : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4
                                                 : 1;
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    size_t n = 1;
    for (; n < want && n < left; n++, low = 0x80, high = 0xBF)
        if (p[n] < low || p[n] > high)
            break;
    return n;
}

/* A copy with each broken sequence replaced. */
static ix_str mended(ix_arena *arena, ix_str s, uint32_t *replacements) {
    size_t broken = 0, n = 0;
    for (size_t at = 0; at < s.len; broken++) {
        at += ix_utf8_valid(ix_str_sub(s, at, s.len));
        if (at < s.len)
            at += broken_length((const unsigned char *)s.ptr + at, s.len - at);
    }
    char *out = ix_arena_alloc(arena, s.len + broken * 2 + 1);
    for (size_t at = 0; at < s.len;) {
        size_t good = ix_utf8_valid(ix_str_sub(s, at, s.len));
        memcpy(out + n, s.ptr + at, good);
        n += good, at += good;
        if (at == s.len)
            break;
        memcpy(out + n, REPLACEMENT, 3);
        n += 3;
        at += broken_length((const unsigned char *)s.ptr + at, s.len - at);
        ++*replacements;
    }
    return (ix_str){out, n};
}

/* A NUL is no text; a blank in its place keeps every byte where it was. */
static void blank_nuls(char *p, size_t n, uint32_t *replacements) {
    for (char *end = p + n; p < end && (p = memchr(p, 0, (size_t)(end - p))); p++) {
        *p = ' ';
        ++*replacements;
    }
}

static ix_decoded as_utf8(ix_arena *arena, ix_str bytes, bool valid) {
    ix_decoded out = {.charset = IX_STR("utf-8")};
    out.text = valid ? ix_str_copy(arena, bytes) : mended(arena, bytes, &out.replacements);
    blank_nuls((char *)out.text.ptr, out.text.len, &out.replacements);
    return out;
}

static uint32_t count_replacements(ix_str s) {
    uint32_t n = 0;
    for (const char *p = s.ptr, *end = s.ptr + s.len;
         p < end && (p = memmem(p, (size_t)(end - p), REPLACEMENT, 3)); p += 3)
        n++;
    return n;
}

/* Through ICU; false when it does not know the encoding. */
static bool convert(ix_arena *arena, ix_str bytes, ix_str charset, ix_decoded *out) {
    UErrorCode error = U_ZERO_ERROR;
    char name[64];
    if (charset.len == 0 || charset.len >= sizeof name)
        return false;
    memcpy(name, charset.ptr, charset.len);
    name[charset.len] = '\0';
    UConverter *from = ucnv_open(name, &error);
    UConverter *to = U_SUCCESS(error) ? ucnv_open("utf-8", &error) : NULL;
    if (U_SUCCESS(error)) {
        size_t room = bytes.len * 3 + 16; /* the most that any encoding's byte can give in UTF-8 */
        char *buffer = ix_alloc(room), *target = buffer;
        const char *source = bytes.ptr;
        ucnv_convertEx(to, from, &target, buffer + room, &source, bytes.ptr + bytes.len, NULL, NULL, NULL,
                       NULL, true, true, &error);
        out->text = ix_str_copy(arena, (ix_str){buffer, (size_t)(target - buffer)});
        out->replacements = count_replacements(out->text);
        blank_nuls((char *)out->text.ptr, out->text.len, &out->replacements);
        out->charset = ix_str_copy(arena, charset);
        free(buffer);
    }
    ucnv_close(from);
    ucnv_close(to);
    return U_SUCCESS(error) && ix_utf8_valid(out->text) == out->text.len;
}

/* ICU's guess; what it calls ISO-8859-1 is windows-1252 to browsers. */
static ix_str detected(ix_arena *arena, ix_str bytes) {
    UErrorCode error = U_ZERO_ERROR;
    ix_str name = IX_STR("windows-1252");
    UCharsetDetector *detector = ucsdet_open(&error);
    ucsdet_setText(detector, bytes.ptr, (int32_t)(bytes.len < DETECT ? bytes.len : DETECT), &error);
    const UCharsetMatch *match = ucsdet_detect(detector, &error);
    const char *guess = match && U_SUCCESS(error) ? ucsdet_getName(match, &error) : NULL;
    if (guess && U_SUCCESS(error) && ucsdet_getConfidence(match, &error) > 30)
        name = canonical(arena, ix_str_of(guess));
    ucsdet_close(detector);
    return name;
}

/* Is it UTF-8 but for a few slips? Then most sequences of non-ASCII bytes are valid. */
static bool mostly_utf8(ix_str bytes) {
    size_t good = 0, bad = 0;
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len;) {
        size_t n = 1;
        if (p[i] >= 0x80) {
            n = broken_length(p + i, bytes.len - i);
            bool whole = n > 1 && ix_utf8_valid(ix_str_sub(bytes, i, i + n)) == n;
            good += whole, bad += !whole;
        }
        i += n;
    }
    return good >= bad * 4;
}

static bool wide(ix_str charset) {
    return charset.len > 5 &&
           (strncmp(charset.ptr, "utf-16", 6) == 0 || strncmp(charset.ptr, "utf-32", 6) == 0);
}

/* An encoding of 7-bit bytes with escape sequences looks like ASCII but is not. */
static bool stateful(ix_str charset, ix_str bytes) {
    return ix_str_is(charset, "iso-2022-jp") && memchr(bytes.ptr, 0x1B, bytes.len);
}

/* `own`: the page said it itself, in ASCII, so that it cannot be UTF-16 whatever it says. */
static bool by_label(ix_arena *arena, ix_str bytes, ix_str label, bool own, ix_decoded *out) {
    ix_str charset = canonical(arena, label);
    if (ix_str_is(charset, "utf-8") || (own && wide(charset)) || !charset.len)
        return false;
    return convert(arena, bytes, charset, out);
}

ix_decoded ix_charset_decode(ix_arena *arena, ix_str bytes, ix_str label) {
    ix_decoded out = {0};
    mark m = byte_order_mark(bytes);
    bytes = ix_str_sub(bytes, m.len, bytes.len);
    ix_str order = ix_str_of(m.charset ? m.charset : utf16_by_zeros(bytes));
    bool valid = ix_utf8_valid(bytes) == bytes.len;
    if (order.len)
        return wide(order) && convert(arena, bytes, order, &out) ? out : as_utf8(arena, bytes, valid);
    ix_str said = canonical(arena, label), own = own_label(bytes);
    if (valid && !wide(said) && !stateful(said, bytes) && !stateful(canonical(arena, own), bytes))
        return as_utf8(arena, bytes, true);
    if (by_label(arena, bytes, label, false, &out) || by_label(arena, bytes, own, true, &out))
        return out;
    if (!mostly_utf8(bytes) && convert(arena, bytes, detected(arena, bytes), &out))
        return out;
    return as_utf8(arena, bytes, valid);
}
