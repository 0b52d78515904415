#include "sniff.h"

#include <strings.h>

#include "charset.h"

enum {
    CONTROL_SAMPLE = 64 * 1024,
    CONTROL_SHARE = 30, /* at most one control byte in so many */
    MARKUP_SAMPLE = 64 * 1024,
    ENOUGH_TAGS = 3,
};

static const struct {
    const char *magic;
    size_t len;
    const char *what;
} signatures[] = {
    {"%PDF-", 5, "a PDF file"},
    {"PK\3\4", 4, "a ZIP archive or office document"},
    {"PK\5\6", 4, "a ZIP archive or office document"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an office document"},
    {"{\\rtf", 5, "an RTF document"},
    {"%!PS", 4, "a PostScript file"},
    {"\x89PNG\r\n\x1A\n", 8, "a PNG image"},
    {"\xFF\xD8\xFF", 3, "a JPEG image"},
    {"GIF87a", 6, "a GIF image"},
    {"GIF89a", 6, "a GIF image"},
    {"\x1F\x8B", 2, "gzip-compressed"},
    {"BZh", 3, "bzip2-compressed"},
    {"\xFD"
     "7zXZ",
     5, "xz-compressed"},
    {"\x28\xB5\x2F\xFD", 4, "zstd-compressed"},
    {"7z\xBC\xAF", 4, "a 7z archive"},
    {"\x7F"
     "ELF",
     4, "a program"},
    {"SQLite format 3", 15, "an SQLite database"},
    {"ID3", 3, "an audio file"},
    {"OggS", 4, "an audio file"},
};

static bool control_byte(unsigned char c) {
    return (c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x1B) || c == 0x7F;
}

/* May one of the eight bytes at p be a control byte? Eight that may not are most of any text. */
static bool may_control(const char *p) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return (((x - ones * 0x20) | ((x ^ ones * 0x7F) - ones)) & ~x & ones * 0x80) != 0;
}

const char *ix_sniff_binary(ix_str bytes) {
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (bytes.len >= signatures[i].len && memcmp(bytes.ptr, signatures[i].magic, signatures[i].len) == 0)
            return signatures[i].what;
    if (ix_charset_utf16(bytes))
        return NULL;
    size_t n = bytes.len < CONTROL_SAMPLE ? bytes.len : CONTROL_SAMPLE, controls = 0;
    for (size_t i = 0; i < n; i++)
        if (n - i >= 8 && !may_control(bytes.ptr + i))
            i += 7;
        else
            controls += control_byte((unsigned char)bytes.ptr[i]);
    return controls * CONTROL_SHARE > n ? "binary data" : NULL;
}

/* A tag's name at p (after "<" or "</"): known to be HTML's? */
static bool html_name(const char *p, size_t left) {
    static const char *const names[] = {"!doctype html",
                                        "html",
                                        "head",
                                        "body",
                                        "title",
                                        "meta",
                                        "link",
                                        "script",
                                        "style",
                                        "div",
                                        "p",
                                        "br",
                                        "h1",
                                        "h2",
                                        "h3",
                                        "article",
                                        "main",
                                        "section",
                                        "header",
                                        "table",
                                        "ul",
                                        "ol",
                                        "li",
                                        "span",
                                        "a",
                                        "b",
                                        "strong",
                                        "em",
                                        "font",
                                        "img",
                                        "blockquote",
                                        "form",
                                        "nav",
                                        "footer",
                                        "aside",
                                        "figure",
                                        "center",
                                        "i",
                                        "u",
                                        "h2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (left > n && strncasecmp(p, names[i], n) == 0 && strchr(" \t\r\n/>", p[n]) && p[n])
            return true;
    }
    return false;
}

/* Past white space, comments and processing instructions. */
static size_t prologue(ix_str text) {
    size_t at = 0;
    while (at < text.len) {
        if (strchr(" \t\r\n\f", text.ptr[at]) && text.ptr[at]) {
            at++;
            continue;
        }
        bool comment = text.len - at > 4 && memcmp(text.ptr + at, "<!--", 4) == 0;
        bool instruction = text.len - at > 2 && memcmp(text.ptr + at, "<?", 2) == 0;
        const char *end = comment       ? memmem(text.ptr + at, text.len - at, "-->", 3)
                          : instruction ? memchr(text.ptr + at, '>', text.len - at)
                                        : NULL;
        if (!end)
            break;
        at = (size_t)(end - text.ptr) + (comment ? 3 : 1);
    }
    return at;
}

bool ix_sniff_html(ix_str text) {
    size_t at = prologue(text);
    if (at + 2 < text.len && text.ptr[at] == '<' && html_name(text.ptr + at + 1, text.len - at - 1))
        return true;
    size_t end = text.len < MARKUP_SAMPLE ? text.len : MARKUP_SAMPLE, tags = 0;
    for (; at + 3 < end && tags < ENOUGH_TAGS; at++)
        if (text.ptr[at] == '<') {
            size_t name = at + 1 + (text.ptr[at + 1] == '/');
            tags += html_name(text.ptr + name, text.len - name);
        }
    return tags >= ENOUGH_TAGS;
}
