/* Which files a batch reads: operands, lists of names and folders made one sorted list. */
#ifndef IX_BATCH_SOURCES_H
#define IX_BATCH_SOURCES_H

#include "base/array.h"
#include "base/str.h"

typedef struct ix_source {
    ix_str path; /* "-": standard input */
    int trouble; /* errno, or 0 */
    uint64_t size;
    int64_t modified; /* nanoseconds */
} ix_source;

typedef struct ix_sources {
    ix_arena arena;
    IX_ARRAY(ix_source) list; /* in the order given; each folder's files sorted by bytes */
} ix_sources;

/* What to take. Operands are files, folders, patterns of glob's, and "-". Patterns are fnmatch's, against the
 * name and the whole path; lists are of paths ended by NUL bytes. */
typedef struct ix_selection {
    const char *const *operands;
    int n_operands;
    const char *include,
        *exclude;            /* NULL: files whose ending says that there are releases in them; nothing */
    const char *files0_from; /* NULL, a path, or "-" */
    int64_t since;           /* only files modified then or later, in nanoseconds; 0: all */
} ix_selection;

/* False when --files0-from cannot be read, with errno set. */
bool ix_sources_find(ix_sources *sources, const ix_selection *selection);
void ix_sources_done(ix_sources *sources);

/* A folder that holds a store is no source, not even when it lies in a folder that is read. */
bool ix_is_store(const char *path);

typedef enum ix_source_kind {
    IX_SOURCE_UNKNOWN,
    IX_SOURCE_RELEASE,
    IX_SOURCE_LINES,
    IX_SOURCE_WARC,
    IX_SOURCE_FEED
} ix_source_kind;
/* By the ending of its name, that of a compression left aside. */
ix_source_kind ix_source_kind_of(ix_str path);
/* The ending of a compression that its name has (".gz"), or NULL. */
const char *ix_compression_of(ix_str path);

#endif
