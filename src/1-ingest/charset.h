/* Any encoding to UTF-8, as browsers decide it.
 *
 * Order: byte order mark; bytes that are valid UTF-8 (a label that contradicts them is wrong in practice);
 * the label of the transport, then the page's own; else ICU's detector. Labels mean what the WHATWG Encoding
 * Standard says: "latin1" and "ascii" are windows-1252. This is the one door to ICU's converters and
 * detector. */
#ifndef IX_INGEST_CHARSET_H
#define IX_INGEST_CHARSET_H

#include "base/str.h"

typedef struct ix_decoded {
    ix_str text;           /* valid UTF-8 without byte order mark; in the arena */
    ix_str charset;        /* the encoding that was read, by its IANA name in lower case */
    uint32_t replacements; /* sequences that made no character and became U+FFFD, NULs that became blanks */
} ix_decoded;

/* `label` is the transport's, or empty. */
ix_decoded ix_charset_decode(ix_arena *arena, ix_str bytes, ix_str label);

/* Is this UTF-16 (by its byte order mark, or by where its zero bytes stand)? Such input has control bytes and
 * is no binary. */
bool ix_charset_utf16(ix_str bytes);

#endif
