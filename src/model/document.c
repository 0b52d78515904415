#include "base/spans.h"
#include "model/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *const ix_block_kind_names[IX_BLOCK_KINDS] = {"title",     "summary", "dateline",  "heading",
                                                         "paragraph", "quote",   "list_item", "table_cell",
                                                         "caption",   "notes",   "contact",   "about"};

const char *const ix_figure_kind_names[IX_FIGURE_KINDS] = {
    "count", "percent", "percentage_points", "money", "ratio", "multiple", "measure", "duration", "age"};

const char *const ix_date_type_names[] = {"DATE", "TIME", "DURATION", "SET"};
const char *const ix_quote_type_names[] = {"direct", "mixed", "indirect"};

ix_document *ix_document_new(void) {
    return ix_alloc(sizeof(ix_document));
}

void ix_document_free(ix_document *doc) {
    if (!doc)
        return;
    ix_arena_done(&doc->arena);
    free(doc);
}

void ix_diagnose(ix_document *doc, const char *severity, const char *code, ix_span where, const char *format,
                 ...) {
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *IX_PUSH(&doc->arena, &doc->diagnostics) =
        (ix_diagnostic){severity, code, ix_str_copy(&doc->arena, ix_str_of(message)), where};
}

int ix_sentence_at(const ix_document *doc, uint32_t byte) {
    return (int)IX_SPANS_BEGUN(doc->sentences.v, doc->sentences.n, byte) - 1;
}

int ix_block_at(const ix_document *doc, uint32_t byte) {
    return (int)IX_SPANS_BEGUN(doc->blocks.v, doc->blocks.n, byte) - 1;
}
