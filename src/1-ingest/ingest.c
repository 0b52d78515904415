#include "stages.h"

#include <stdio.h>
#include <strings.h>

#include "base/digest.h"
#include "base/error.h"
#include "charset.h"
#include "sniff.h"

static const size_t default_max_bytes = (size_t)64 << 20;

static ix_str kept(ix_document *doc, const char *s) {
    return ix_str_copy(&doc->arena, ix_str_of(s ? s : ""));
}

static ilex_status refuse(ix_str bytes, const ilex_input *input, ilex_error *error) {
    size_t max = input->max_bytes ? input->max_bytes : default_max_bytes;
    if (bytes.len > max)
        return ix_error_set(error, ILEX_E_INPUT, "input.too_large",
                            "%zu bytes are more than the limit of %zu", bytes.len, max);
    const char *binary = ix_sniff_binary(bytes);
    if (binary)
        return ix_error_set(error, ILEX_E_INPUT, "input.binary", "this is %s, not text or HTML", binary);
    return ILEX_OK;
}

static ilex_status decode(ix_document *doc, ix_str bytes, const ilex_input *input, ilex_error *error) {
    ix_decoded decoded =
        ix_charset_decode(&doc->arena, bytes, ix_str_of(input->charset ? input->charset : ""));
    doc->source = decoded.text;
    doc->charset = decoded.charset;
    if (decoded.replacements)
        ix_diagnose(doc, "warning", "charset.invalid", (ix_span){0, 0},
                    "%u byte sequences are no text in %.*s and were replaced", decoded.replacements,
                    IX_FMT(decoded.charset));
    if (ix_str_trim(doc->source).len == 0)
        return ix_error_set(error, ILEX_E_INPUT, "input.empty", "there is no text in it");
    return ILEX_OK;
}

/* A day, perhaps with a time after it. */
static void take_published(ix_document *doc, ix_str said) {
    ix_str day = ix_str_sub(said, 0, said.len < 10 ? said.len : 10);
    if (ix_day_parse(day).year) {
        doc->published = day;
        doc->published_from = "input";
    } else if (said.len) {
        ix_diagnose(doc, "warning", "published.invalid", (ix_span){0, 0},
                    "'%.*s' is no date like 2025-03-29 and was left out", said.len > 40 ? 40 : (int)said.len,
                    said.ptr);
    }
}

static void take_over(ix_document *doc, const ilex_input *input) {
    doc->path = kept(doc, input->path);
    doc->url = kept(doc, input->url);
    doc->language = kept(doc, input->language);
    take_published(doc, kept(doc, input->published));
    doc->id = kept(doc, input->id ? input->id : input->path ? input->path : doc->sha256);
}

static bool html_type(const char *type) {
    return strncasecmp(type, "text/html", 9) == 0 || strncasecmp(type, "application/xhtml", 17) == 0;
}

static ix_str media_type(const ilex_input *input, ix_str source) {
    bool html =
        input->media_type && *input->media_type ? html_type(input->media_type) : ix_sniff_html(source);
    return html ? IX_STR("text/html") : IX_STR("text/plain");
}

ilex_status ix_ingest(ix_document *doc, const void *bytes, size_t n, const ilex_input *input,
                      ilex_error *error) {
    ix_str raw = {n ? bytes : "", n};
    ilex_status status = refuse(raw, input, error);
    if (status == ILEX_OK)
        status = decode(doc, raw, input, error);
    if (status != ILEX_OK) {
        if (error && input->path)
            snprintf(error->file, sizeof error->file, "%s", input->path);
        return status;
    }
    ix_digest_of(raw.ptr, raw.len, doc->sha256);
    doc->source_bytes = n;
    take_over(doc, input);
    doc->media_type = media_type(input, doc->source);
    return ILEX_OK;
}
