/* The output formats: one descriptor each, a row each in emit.c. */
#ifndef IX_EMIT_FORMAT_H
#define IX_EMIT_FORMAT_H

#include "6-emit/json.h"
#include "model/offsets.h"

/* One document on its way out. */
typedef struct ix_output {
    const ix_document *doc;
    ix_offsets offsets;
    ix_json json; /* its buffer and sink serve the formats that are no JSON as well */
    int count;    /* what a format numbers */
} ix_output;

typedef struct ix_format {
    ilex_format public;
    void (*header)(ix_json *json); /* NULL: nothing goes before the first document */
    void (*write)(ix_output *out);
} ix_format;

extern const ix_format ix_format_json, ix_format_ndjson, ix_format_facts, ix_format_csv, ix_format_matches,
    ix_format_webannotation, ix_format_schemaorg, ix_format_brat, ix_format_explain, ix_format_explain_colour;

/* The caller's id, else the path, else the digest. */
ix_str ix_output_id(const ix_document *doc);
/* The release's address, when it is one that linked data may point at: absolute, and without what no IRI has;
 * else empty. */
ix_str ix_output_iri(const ix_document *doc);
/* "start": …, "end": … in code points. */
void ix_output_range(ix_output *out, ix_span span);

#endif
