/* WARC 1.0 and 1.1 (ISO 28500): the pages in response and resource records. */
#include "batch/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/error.h"

enum { HEADER_LINES = 256, HEADER_LINE = 16384 };

/* What headers of a record and of the HTTP message in it say; each fits or is not taken. */
typedef struct warc_record {
    char type[32], uri[4096], id[256], media[256], encoding[32], transfer[32];
    uint64_t length;
    int status; /* HTTP's; 200 for a resource */
} warc_record;

static void keep(char *to, size_t size, ix_str value) {
    value = ix_str_trim(value);
    if (value.len > 1 && value.ptr[0] == '<' && value.ptr[value.len - 1] == '>')
        value = ix_str_sub(value, 1, value.len - 1);
    if (value.len < size)
        snprintf(to, size, "%.*s", IX_FMT(value));
}

static bool named(ix_str line, const char *name, ix_str *value) {
    size_t n = strlen(name);
    if (line.len <= n || strncasecmp(line.ptr, name, n) != 0 || line.ptr[n] != ':')
        return false;
    *value = ix_str_sub(line, n + 1, line.len);
    return true;
}

static void warc_header(warc_record *record, ix_str line) {
    ix_str value;
    if (named(line, "WARC-Type", &value))
        keep(record->type, sizeof record->type, value);
    else if (named(line, "WARC-Target-URI", &value))
        keep(record->uri, sizeof record->uri, value);
    else if (named(line, "WARC-Record-ID", &value))
        keep(record->id, sizeof record->id, value);
    else if (named(line, "Content-Type", &value))
        keep(record->media, sizeof record->media, value);
    else if (named(line, "Content-Length", &value))
        record->length = strtoull(value.ptr, NULL, 10);
}

static void http_header(warc_record *record, ix_str line) {
    ix_str value;
    if (named(line, "Content-Type", &value))
        keep(record->media, sizeof record->media, value);
    else if (named(line, "Content-Encoding", &value))
        keep(record->encoding, sizeof record->encoding, value);
    else if (named(line, "Transfer-Encoding", &value))
        keep(record->transfer, sizeof record->transfer, value);
}

/* The record's own headers; false at the end of the file or of what can be understood. */
static bool headers(ix_reader *reader, warc_record *record, bool *broken) {
    ix_str line;
    bool cut;
    *record = (warc_record){.status = 200};
    do
        if (!ix_stream_line(&reader->stream, HEADER_LINE, &line, &cut))
            return false;
    while (!ix_str_trim(line).len);
    *broken = !ix_str_starts(line, IX_STR("WARC/1."));
    for (int i = 0; i < HEADER_LINES && !*broken; i++) {
        if (!ix_stream_line(&reader->stream, HEADER_LINE, &line, &cut))
            *broken = true;
        else if (!ix_str_trim(line).len)
            return true;
        else
            warc_header(record, line);
    }
    return false;
}

/* Reads the HTTP headers at the front of the block; returns what is after them. */
static ix_str http(warc_record *record, ix_str block) {
    const char *at = block.ptr, *end = block.ptr + block.len;
    record->media[0] = '\0';
    record->status = block.len > 12 ? atoi(at + 9) : 0;
    for (const char *nl; at < end && (nl = memchr(at, '\n', (size_t)(end - at))); at = nl + 1) {
        ix_str line = ix_str_trim((ix_str){at, (size_t)(nl - at)});
        if (!line.len)
            return (ix_str){nl + 1, (size_t)(end - nl - 1)};
        http_header(record, line);
    }
    return (ix_str){"", 0};
}

/* Takes the chunks' sizes out, in place. A body that is not chunked after all stays as it is. */
static ix_str unchunk(ix_str body) {
    char *to = (char *)body.ptr;
    const char *at = body.ptr, *end = body.ptr + body.len;
    while (at < end) {
        char *after;
        uint64_t n = strtoull(at, &after, 16);
        const char *nl = memchr(after, '\n', (size_t)(end - after));
        if (after == at || !nl || n > (uint64_t)(end - nl - 1))
            return to == body.ptr ? body : (ix_str){body.ptr, (size_t)(to - body.ptr)};
        if (n == 0)
            break;
        memmove(to, nl + 1, n);
        to += n;
        at = nl + 1 + n;
        while (at < end && (*at == '\r' || *at == '\n'))
            at++;
    }
    return (ix_str){body.ptr, (size_t)(to - body.ptr)};
}

static bool is_page(const warc_record *record) {
    static const char *const types[] = {"text/html", "application/xhtml", "text/plain"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strncasecmp(record->media, types[i], strlen(types[i])) == 0)
            return record->status == 200;
    return false;
}

static void charset(const char *media, char *to, size_t size) {
    const char *said = strcasestr(media, "charset=");
    size_t n = 0;
    for (said = said ? said + 8 : ""; *said && !strchr(" ;\r", *said) && n + 1 < size; said++)
        if (*said != '"' && *said != '\'')
            to[n++] = *said;
    to[n] = '\0';
}

static bool give(ix_reader *reader, warc_record *record, ix_str body) {
    ix_release release = {.given = *reader->default_, .bytes = body.ptr, .n = body.len};
    char set[64];
    ix_buf plain = {0};
    charset(record->media, set, sizeof set);
    release.given.id = *record->id ? record->id : NULL;
    release.given.url = *record->uri ? record->uri : NULL;
    release.given.media_type = record->media;
    release.given.charset = *set ? set : NULL;
    record->media[strcspn(record->media, ";")] = '\0';
    if (*record->encoding && strcasecmp(record->encoding, "identity") != 0 &&
        ix_unpack(body, IX_MOST_BYTES, &plain)) {
        release.bytes = plain.ptr ? plain.ptr : "";
        release.n = plain.len;
    } else if (strcasecmp(record->encoding, "br") == 0) {
        ix_error_set(&release.error, ILEX_E_INPUT, "warc.packed",
                     "it is packed with Brotli, which ilex does not unpack");
    }
    bool stop = ix_reader_give(reader, &release);
    ix_buf_done(&plain);
    return stop;
}

static bool read_record(ix_reader *reader, warc_record *record) {
    bool response = strcasecmp(record->type, "response") == 0,
         resource = strcasecmp(record->type, "resource") == 0;
    if (!response && !resource) {
        ix_stream_skip(&reader->stream, record->length);
        return false;
    }
    uint64_t most = record->length < IX_MOST_BYTES ? record->length : IX_MOST_BYTES;
    reader->bytes.len = 0;
    size_t n = ix_stream_read(&reader->stream, &reader->bytes, (size_t)most);
    ix_stream_skip(&reader->stream, record->length - n);
    ix_buf_add(&reader->bytes, "", 1); /* strtoull stops here */
    if (n < most)
        return reader->stream.failure ? false
                                      : ix_reader_fail(reader, "warc.torn", "its last record is cut short");
    ix_str body = {reader->bytes.ptr, n};
    if (response && ix_str_starts(body, IX_STR("HTTP/")))
        body = http(record, body);
    if (!is_page(record))
        return false;
    return give(reader, record, strcasecmp(record->transfer, "chunked") == 0 ? unchunk(body) : body);
}

bool ix_read_warc(ix_reader *reader) {
    warc_record record;
    bool broken = false;
    while (headers(reader, &record, &broken))
        if (read_record(reader, &record))
            return true;
    return broken && !reader->stream.failure &&
           ix_reader_fail(reader, "warc.malformed",
                          reader->count ? "from here on it is no WARC" : "it is no WARC");
}
