/* Stored records written in other forms, and proved again. */
#ifndef IX_BATCH_EXPORT_H
#define IX_BATCH_EXPORT_H

#include "batch/sources.h"

typedef void (*ix_complain)(const char *where, const char *message);

/* Writes OUT's records as `format` (a name of ilex_format_at's, or "sqlite", or "files": a JSON file a
 * release) to `path`, whole or not at all; NULL: to a name in OUT; "-": standard output. False after
 * complaining. */
bool ix_export(const char *out, const char *format, const char *path, ix_complain complain);
/* The file's name that `format` gets in OUT, or NULL when there is no such format. */
const char *ix_export_name(const char *format, char name[64]);
/* All that there are, for messages. */
const char *ix_export_names(void);

/* Calls `each` for every line of documents.ndjson, with its line break; false after complaining. `each` ends
 * it by giving false. */
bool ix_each_record(const char *out, bool (*each)(const char *line, size_t n, void *context), void *context,
                    ix_complain complain);

/* Proves every record again: its shape, each span against the text, and the record made of what it says
 * against its bytes; and against the releases in `sources`, where it is among them: digest, text, and the
 * page's bytes. Returns how many records fail, -1 when there is nothing to verify. */
int ix_verify(const char *out, const ix_sources *sources, uint64_t counts[3], ix_complain complain);

#endif
