#include "6-emit/format.h"

#include "base/error.h"

static const ix_format *const formats[] = {&ix_format_json, &ix_format_ndjson};
enum { FORMATS = sizeof formats / sizeof *formats };

const ilex_format *ilex_formats(void) {
    static ilex_format list[FORMATS + 1];
    for (int i = 0; i < FORMATS; i++)
        list[i] = formats[i]->public;
    return list;
}

static const ix_format *format_named(const char *name) {
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i]->public.name) == 0)
            return formats[i];
    return NULL;
}

ilex_status ilex_document_write(const ilex_document *doc, const char *name, ilex_sink sink, void *context,
                                ilex_error *error) {
    const ix_format *format = format_named(name);
    if (!format)
        return ix_error_set(error, ILEX_E_USAGE, "format.unknown", "there is no format '%s'", name);
    ix_emit emit = {.doc = doc, .offsets = ix_offsets_new(doc->text), .json = {.sink = sink, .context = context}};
    format->write(&emit);
    bool written = ix_json_flush(&emit.json);
    ix_offsets_done(&emit.offsets);
    ix_buf_done(&emit.json.buf);
    return written ? ILEX_OK : ix_error_set(error, ILEX_E_IO, "write.failed", "the output could not be written");
}

void ix_emit_range(ix_emit *emit, ix_span span) {
    ix_json_key(&emit->json, "start");
    ix_json_uint(&emit->json, ix_offsets_code_point(&emit->offsets, span.start));
    ix_json_key(&emit->json, "end");
    ix_json_uint(&emit->json, ix_offsets_code_point(&emit->offsets, span.end));
}
