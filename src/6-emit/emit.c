#include "6-emit/format.h"

#include <ctype.h>
#include <stdio.h>

#include "base/error.h"

static const ix_format *const formats[] = {
    &ix_format_json,          &ix_format_ndjson,        &ix_format_facts, &ix_format_csv,
    &ix_format_webannotation, &ix_format_schemaorg,     &ix_format_brat,  &ix_format_matches,
    &ix_format_explain,       &ix_format_explain_colour};
enum { FORMATS = sizeof formats / sizeof *formats };

const ilex_format *ilex_format_at(int i) {
    return i >= 0 && i < FORMATS ? &formats[i]->public : NULL;
}

static const ix_format *format_named(const char *name) {
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(name, formats[i]->public.name) == 0)
            return formats[i];
    return NULL;
}

static ilex_status unknown(const char *name, ilex_error *error) {
    ix_error_set(error, ILEX_E_USAGE, "format.unknown", "there is no format '%s'; there are", name);
    for (int i = 0; error && i < FORMATS; i++) {
        size_t n = strlen(error->message);
        snprintf(error->message + n, sizeof error->message - n, "%s %s", i ? "," : "",
                 formats[i]->public.name);
    }
    return ILEX_E_USAGE;
}

static ilex_status finish(ix_json *json, ilex_error *error) {
    bool written = ix_json_flush(json);
    ix_buf_done(&json->buf);
    return written ? ILEX_OK
                   : ix_error_set(error, ILEX_E_IO, "write.failed", "the output could not be written");
}

ilex_status ilex_format_header(const char *name, ilex_sink sink, void *context, ilex_error *error) {
    const ix_format *format = format_named(name);
    ix_json json = {.sink = sink, .context = context};
    if (!format)
        return unknown(name, error);
    if (format->header)
        format->header(&json);
    return finish(&json, error);
}

ilex_status ilex_document_write(const ilex_document *doc, const char *name, ilex_sink sink, void *context,
                                ilex_error *error) {
    const ix_format *format = format_named(name);
    if (!format)
        return unknown(name, error);
    ix_output out = {
        .doc = doc, .offsets = ix_offsets_new(doc->text), .json = {.sink = sink, .context = context}};
    format->write(&out);
    ix_offsets_done(&out.offsets);
    return finish(&out.json, error);
}

ix_str ix_output_id(const ix_document *doc) {
    return doc->id.len ? doc->id : doc->path.len ? doc->path : ix_str_of(doc->sha256);
}

ix_str ix_output_iri(const ix_document *doc) {
    ix_str url = doc->url;
    const char *colon = memchr(url.ptr ? url.ptr : "", ':', url.len);
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= ' ' || strchr("<>\"{}|\\^`", url.ptr[i]))
            return (ix_str){0};
    bool absolute = colon && isalpha((unsigned char)url.ptr[0]);
    for (const char *p = url.ptr; absolute && p < colon; p++)
        absolute = isalnum((unsigned char)*p) || strchr("+.-", *p);
    return absolute ? url : (ix_str){0};
}

void ix_output_range(ix_output *out, ix_span span) {
    ix_json_key(&out->json, "start");
    ix_json_uint(&out->json, ix_offsets_code_point(&out->offsets, span.start));
    ix_json_key(&out->json, "end");
    ix_json_uint(&out->json, ix_offsets_code_point(&out->offsets, span.end));
}
