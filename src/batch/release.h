/* A release as it comes out of a source, before anything is made of it; and the NDJSON line that holds one.
 */
#ifndef IX_BATCH_RELEASE_H
#define IX_BATCH_RELEASE_H

#include "base/str.h"
#include "batch/flat.h"
#include "ilex.h"

/* Everything is borrowed from the reader and good until its next release. */
typedef struct ix_release {
    ilex_input given;
    const char *bytes;
    size_t n;
    uint64_t at; /* bytes of the source read so far */
    ilex_error
        error; /* status not ILEX_OK: it cannot be read, and this is why; bytes are then what there was */
} ix_release;

/* A parsed line; owns what a release taken from it borrows. */
typedef struct ix_line {
    ix_flat flat;        /* nearly every line is one, */
    struct json_t *json; /* else this */
    char digits[32];
} ix_line;

/* Reads {"id": …, "text" or "html": …, "url", "language", "published"}. `release->given` may hold defaults.
 * Always fills in what id there is; `release->error` says what is wrong. Zero-initialise the line;
 * ix_line_done when done with the release. */
void ix_line_read(ix_line *line, const char *bytes, size_t n, ix_release *release);
void ix_line_done(ix_line *line);

/* The record that stands in the place of a release that gave none, with a line break; handed to `sink`. */
int ix_error_record(const ilex_input *given, const ilex_error *error, ilex_sink sink, void *context);

#endif
