/* A file's bytes, decompressed where they are compressed (gzip, zstd, xz, bzip2). The one door to libarchive.
 */
#ifndef IX_BATCH_STREAM_H
#define IX_BATCH_STREAM_H

#include <stdint.h>

#include "base/buf.h"

typedef struct ix_stream {
    struct archive *archive;
    const char *at, *end; /* what is read and not yet taken; libarchive's */
    ix_buf line;          /* a line that runs over the end of a piece */
    bool empty;           /* there is nothing in it */
    bool packed;          /* it is compressed */
    const char *failure;  /* why reading ended early, or NULL */
    uint64_t taken;       /* decompressed bytes handed out */
    char message[256];
} ix_stream;

/* NULL path or "-" is standard input. False with `failure` set; ix_stream_close either way. */
bool ix_stream_open(ix_stream *stream, const char *path);
void ix_stream_close(ix_stream *stream);

/* Bytes of the file read so far, as they lie there. */
uint64_t ix_stream_at(const ix_stream *stream);

/* What comes next, at most `most` bytes, without taking it; may be short. Empty at the end or after a
 * failure. */
ix_str ix_stream_peek(ix_stream *stream, size_t most);
/* Up to n bytes appended to buf; returns how many. Fewer than n only at the end or after a failure. */
size_t ix_stream_read(ix_stream *stream, ix_buf *buf, size_t n);
/* Takes up to n bytes and forgets them. */
uint64_t ix_stream_skip(ix_stream *stream, uint64_t n);
/* The next line without its line break, good until the next call; false at the end. A line over `most` bytes
 * is cut, and the rest of it skipped; `*cut` says so. */
bool ix_stream_line(ix_stream *stream, size_t most, ix_str *line, bool *cut);

/* The packed bytes (an HTTP body) unpacked to the end of `out`, at most `most`; false when they are packed in
 * no known way. */
bool ix_unpack(ix_str packed, size_t most, ix_buf *out);

#endif
