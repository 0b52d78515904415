#include "batch/stream.h"

#include <archive.h>
#include <stdio.h>
#include <unistd.h>

enum { PIECE = 256 * 1024 };

static bool fail(ix_stream *stream) {
    static const char unopened[] = "Failed to open";
    const char *why = archive_error_string(stream->archive);
    if (why && strncmp(why, unopened, sizeof unopened - 1) == 0)
        why = strerror(archive_errno(stream->archive)); /* whoever is told knows the name */
    snprintf(stream->message, sizeof stream->message, "%s", why ? why : "it cannot be read");
    stream->failure = stream->message;
    return false;
}

static void accept(ix_stream *stream) {
    *stream = (ix_stream){.archive = archive_read_new()};
    archive_read_support_filter_gzip(stream->archive);
    archive_read_support_filter_zstd(stream->archive);
    archive_read_support_filter_xz(stream->archive);
    archive_read_support_filter_bzip2(stream->archive);
    archive_read_support_format_raw(stream->archive);
    archive_read_support_format_empty(stream->archive);
}

static bool begin(ix_stream *stream, int opened) {
    struct archive_entry *entry;
    if (opened != ARCHIVE_OK)
        return fail(stream);
    int header = archive_read_next_header(stream->archive, &entry);
    stream->empty = header == ARCHIVE_EOF;
    stream->packed = archive_filter_count(stream->archive) > 1;
    return header == ARCHIVE_OK || stream->empty || fail(stream);
}

bool ix_stream_open(ix_stream *stream, const char *path) {
    bool standard = !path || strcmp(path, "-") == 0;
    accept(stream);
    return begin(stream, standard ? archive_read_open_fd(stream->archive, STDIN_FILENO, PIECE)
                                  : archive_read_open_filename(stream->archive, path, PIECE));
}

void ix_stream_close(ix_stream *stream) {
    archive_read_free(stream->archive);
    ix_buf_done(&stream->line);
}

uint64_t ix_stream_at(const ix_stream *stream) {
    la_int64_t n = archive_filter_bytes(stream->archive, -1);
    return n > 0 ? (uint64_t)n : 0;
}

/* Makes at < end; false at the end. */
static bool more(ix_stream *stream) {
    while (stream->at == stream->end) {
        const void *piece;
        size_t n;
        la_int64_t offset;
        if (stream->failure || stream->empty)
            return false;
        int got = archive_read_data_block(stream->archive, &piece, &n, &offset);
        if (got == ARCHIVE_EOF)
            return false;
        if (got != ARCHIVE_OK)
            return fail(stream);
        stream->at = piece;
        stream->end = stream->at + n;
    }
    return true;
}

static size_t take(ix_stream *stream, uint64_t most) {
    size_t left = (size_t)(stream->end - stream->at), n = left < most ? left : (size_t)most;
    stream->at += n;
    stream->taken += n;
    return n;
}

ix_str ix_stream_peek(ix_stream *stream, size_t most) {
    if (!more(stream))
        return (ix_str){"", 0};
    size_t left = (size_t)(stream->end - stream->at);
    return (ix_str){stream->at, left < most ? left : most};
}

size_t ix_stream_read(ix_stream *stream, ix_buf *buf, size_t n) {
    size_t done = 0;
    while (done < n && more(stream)) {
        const char *from = stream->at;
        size_t piece = take(stream, n - done);
        ix_buf_add(buf, from, piece);
        done += piece;
    }
    return done;
}

uint64_t ix_stream_skip(ix_stream *stream, uint64_t n) {
    uint64_t done = 0;
    while (done < n && more(stream))
        done += take(stream, n - done);
    return done;
}

bool ix_stream_line(ix_stream *stream, size_t most, ix_str *line, bool *cut) {
    stream->line.len = 0;
    *cut = false;
    for (bool any = false; more(stream); any = true) {
        const char *from = stream->at, *nl = memchr(from, '\n', (size_t)(stream->end - from));
        size_t n = nl ? (size_t)(nl - from) : (size_t)(stream->end - from), room = most - stream->line.len;
        take(stream, n + (nl != NULL));
        *cut |= n > room;
        if (nl && !any) {
            *line = (ix_str){from, n < room ? n : room};
            return true;
        }
        ix_buf_add(&stream->line, from, n < room ? n : room);
        *line = ix_buf_view(&stream->line);
        if (nl)
            return true;
    }
    *line = ix_buf_view(&stream->line);
    return line->len > 0;
}

bool ix_unpack(ix_str packed, size_t most, ix_buf *out) {
    ix_stream stream;
    accept(&stream);
    bool known =
        begin(&stream, archive_read_open_memory(stream.archive, packed.ptr, packed.len)) && stream.packed;
    if (known)
        ix_stream_read(&stream, out, most);
    known = known && !stream.failure;
    ix_stream_close(&stream);
    return known;
}
