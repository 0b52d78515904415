/* What kind of thing a file's bytes are. */
#ifndef IX_INGEST_SNIFF_H
#define IX_INGEST_SNIFF_H

#include "base/str.h"

/* What the bytes are when they are no text: "a PDF file", "a ZIP archive (or office document)" …; NULL for
 * text. */
const char *ix_sniff_binary(ix_str bytes);

/* Is this text a web page, or a piece of one? */
bool ix_sniff_html(ix_str text);

#endif
