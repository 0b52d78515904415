#include "stages.h"

ilex_status ix_ingest(ix_document *doc, const void *bytes, size_t n, const ilex_input *input, ilex_error *error) {
    (void)error;
    doc->id = ix_str_copy(&doc->arena, ix_str_of(input->id ? input->id : ""));
    doc->source = ix_str_copy(&doc->arena, (ix_str){bytes, n});
    doc->source_bytes = n;
    doc->media_type = IX_STR("text/plain");
    if (input->language)
        doc->language = ix_str_copy(&doc->arena, ix_str_of(input->language));
    if (input->published)
        doc->published = ix_str_copy(&doc->arena, ix_str_of(input->published));
    return ILEX_OK;
}
