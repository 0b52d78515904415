/* Names made comparable: words without case, accents and marks. */
#ifndef IX_RESOLVE_KEY_H
#define IX_RESOLVE_KEY_H

#include "base/array.h"
#include "base/str.h"

/* The words of `name`, plain letters in lower case, one blank between. */
ix_str ix_name_key(ix_arena *arena, ix_str name);

typedef IX_ARRAY(ix_str) ix_words;
/* The words of a key. */
ix_words ix_key_words(ix_arena *arena, ix_str key);

#endif
