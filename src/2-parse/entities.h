/* Character references: "&amp;", "&#8217;", "&#x2019;". */
#ifndef IX_PARSE_ENTITIES_H
#define IX_PARSE_ENTITIES_H

#include "base/str.h"

enum { IX_ENTITY_BYTES = 8 };

/* Decode the reference that begins at s.ptr[at] (a "&") as the HTML Standard says. Returns its length in the
 * source and writes its *n bytes of UTF-8; 0 when the "&" is only itself. In attributes a reference without
 * ";" before "=" or a letter is none. */
size_t ix_entity(ix_str s, size_t at, bool attribute, char out[IX_ENTITY_BYTES], size_t *n);

/* A copy with all references decoded, white space squeezed and trimmed: for values of attributes and titles.
 */
ix_str ix_decode_value(ix_arena *arena, ix_str raw, bool attribute);

#endif
