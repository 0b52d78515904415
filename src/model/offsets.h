/* From bytes of a document's text to code points, and to bytes of the page it came from. */
#ifndef IX_MODEL_OFFSETS_H
#define IX_MODEL_OFFSETS_H

#include "model/document.h"

/* A count of code points every 32 bytes: building is one linear pass, asking is O(1). Owns its memory;
 * borrows the text. */
typedef struct ix_offsets {
    ix_str text;
    uint32_t *before; /* NULL: the text is all ASCII */
} ix_offsets;

ix_offsets ix_offsets_new(ix_str text);
void ix_offsets_done(ix_offsets *offsets);
/* Code points before `byte`, which must not be past the end. */
uint32_t ix_offsets_code_point(const ix_offsets *offsets, uint32_t byte);

/* The bytes of the page that a span of text came from; false for plain text, or when the page does not hold
 * the words. */
bool ix_source_span(const ix_document *doc, ix_span span, ix_span *source);
/* Those bytes piece by piece, where text of the page was left out between them: false past the last one.
 * `rest` begins as the span and is what is still to come; `piece` is the part of the text. */
bool ix_source_piece(const ix_document *doc, ix_span *rest, ix_span *piece, ix_span *source);
/* Whether they are in one piece. */
bool ix_source_whole(const ix_document *doc, ix_span span);

#endif
