/* The releases in a source, one after another, whatever holds them. */
#ifndef IX_BATCH_READER_H
#define IX_BATCH_READER_H

#include "batch/release.h"
#include "batch/sources.h"
#include "batch/stream.h"

/* Takes a release, which is borrowed for the call; true ends the reading. */
typedef bool (*ix_take)(ix_release *release, void *context);

typedef struct ix_reader {
    ix_stream stream;
    const char *path;           /* NULL: standard input */
    const ilex_input *default_; /* what the command line says of every release */
    ix_take take;
    void *context;
    uint64_t count; /* releases so far */
    ix_buf bytes;   /* scratch */
} ix_reader;

/* Hands each release of the file to `take`. What cannot be read is handed over as well, with its error: a
 * whole source, or a part of it. True when `take` ended it. */
bool ix_read_source(ix_str path, const ilex_input *default_, ix_take take, void *context);

/* For the formats' readers. The release's id is made from path and place when it has none. */
bool ix_reader_give(ix_reader *reader, ix_release *release);
bool ix_reader_fail(ix_reader *reader, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum {
    IX_MOST_BYTES = (64 << 20) + 1
}; /* of a release; one more than ilex takes, so that it says so itself */

bool ix_read_warc(ix_reader *reader);
bool ix_read_feed(ix_reader *reader);

#endif
