/* Blocks of plain text and light Markdown, by layout alone. */
#ifndef IX_PARSE_TEXT_H
#define IX_PARSE_TEXT_H

#include "model/document.h"

/* doc->source becomes doc->text, unchanged, with blocks laid over it: headings, paragraphs (soft-wrapped
 * lines joined), list items, block quotes, table cells. Marks of lists, headings, quotes and whole-line
 * emphasis stand outside the blocks; item numbers inside. */
void ix_parse_text(ix_document *doc);

#endif
