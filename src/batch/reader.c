#include "batch/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <errno.h>

#include "base/error.h"

bool ix_reader_give(ix_reader *reader, ix_release *release) {
    char id[4200];
    reader->count++;
    if (!release->given.path)
        release->given.path = reader->path;
    if (!release->given.id) {
        snprintf(id, sizeof id, "%s#%llu", reader->path ? reader->path : "-",
                 (unsigned long long)reader->count);
        release->given.id = id;
    }
    release->at = ix_stream_at(&reader->stream);
    return reader->take(release, reader->context);
}

bool ix_reader_fail(ix_reader *reader, const char *code, const char *format, ...) {
    ix_release release = {.given = *reader->default_, .bytes = ""};
    if (!reader->count)
        release.given.id = reader->path; /* nothing of it could be read */
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ix_error_set(&release.error, ILEX_E_IO, code, "%s", message);
    return ix_reader_give(reader, &release);
}

/* After the last release: whether the source ended where it should. */
static bool ended(ix_reader *reader) {
    return reader->stream.failure &&
           ix_reader_fail(reader, "source.broken", "it cannot be read to its end: %s",
                          reader->stream.failure);
}

static bool read_release(ix_reader *reader) {
    ix_release release = {.given = *reader->default_};
    release.n = ix_stream_read(&reader->stream, &reader->bytes, IX_MOST_BYTES);
    if (reader->stream.failure)
        return ended(reader);
    release.bytes = reader->bytes.ptr ? reader->bytes.ptr : "";
    if (reader->path)
        release.given.id = reader->path;
    return ix_reader_give(reader, &release);
}

static bool read_line(ix_reader *reader, ix_str text, bool cut) {
    ix_line line = {0};
    ix_release release = {.given = *reader->default_};
    ix_line_read(&line, text.ptr, text.len, &release);
    if (cut)
        ix_error_set(&release.error, ILEX_E_INPUT, "input.too_large", "a line is over %d bytes",
                     IX_MOST_BYTES - 1);
    bool stop = ix_reader_give(reader, &release);
    ix_line_done(&line);
    return stop;
}

static bool read_lines(ix_reader *reader) {
    ix_str line;
    bool cut;
    while (ix_stream_line(&reader->stream, IX_MOST_BYTES, &line, &cut)) {
        if (reader->stream.failure)
            break; /* what is there of it is torn */
        if (ix_str_trim(line).len && read_line(reader, line, cut))
            return true;
    }
    return ended(reader);
}

/* What is in a source whose name does not say: told by how it begins. */
static ix_source_kind kind_by_content(ix_reader *reader) {
    ix_str head = ix_str_trim(ix_stream_peek(&reader->stream, 1024));
    if (ix_str_starts(head, IX_STR("WARC/")))
        return IX_SOURCE_WARC;
    if (ix_str_starts(head, IX_STR("{\"")))
        return IX_SOURCE_LINES;
    if (ix_str_starts(head, IX_STR("<?xml")) || ix_str_starts(head, IX_STR("<rss")) ||
        ix_str_starts(head, IX_STR("<feed")))
        for (size_t i = 0; i + 5 < head.len; i++)
            if (!strncmp(head.ptr + i, "<rss", 4) || !strncmp(head.ptr + i, "<feed", 5) ||
                !strncmp(head.ptr + i, "<rdf:", 5))
                return IX_SOURCE_FEED;
    return IX_SOURCE_RELEASE;
}

static bool read_kind(ix_reader *reader, ix_source_kind kind) {
    switch (kind == IX_SOURCE_UNKNOWN ? kind_by_content(reader) : kind) {
    case IX_SOURCE_LINES:
        return read_lines(reader);
    case IX_SOURCE_WARC:
        return ix_read_warc(reader) || ended(reader);
    case IX_SOURCE_FEED:
        return ix_read_feed(reader) || ended(reader);
    default:
        return read_release(reader);
    }
}

bool ix_read_source(ix_str path, const ilex_input *default_, ix_take take, void *context) {
    ix_reader reader = {.path = ix_str_is(path, "-") ? NULL : path.ptr,
                        .default_ = default_,
                        .take = take,
                        .context = context};
    const char *compression = ix_compression_of(path);
    bool stop;
    if (!ix_stream_open(&reader.stream, path.ptr))
        stop = ix_reader_fail(&reader, "source.unreadable", "%s", reader.stream.failure);
    else if (compression && !reader.stream.packed && !reader.stream.empty)
        stop = ix_reader_fail(&reader, "source.broken", "its name ends with %s, and it is not packed",
                              compression);
    else
        stop = read_kind(&reader, ix_source_kind_of(path));
    ix_stream_close(&reader.stream);
    ix_buf_done(&reader.bytes);
    return stop;
}
