/* Which words of capitalised names the text also has in small letters: such a word is a common noun or verb,
 * and hints that the capital is a headline's or a sentence's. First ask for the words, then scan the text
 * once, then look. */
#ifndef IX_EXTRACT_LOWERCASE_H
#define IX_EXTRACT_LOWERCASE_H

#include "base/map.h"

typedef struct ix_lowercase {
    ix_map words; /* folded -> 1 when seen in small letters */
    uint64_t
        shapes[16]; /* a bit for the hash of each one's length, first and last byte: most words end here */
} ix_lowercase;

void ix_lowercase_ask(ix_lowercase *l, ix_arena *arena, ix_str word);
void ix_lowercase_scan(ix_lowercase *l, ix_str text);
bool ix_lowercase_seen(const ix_lowercase *l, ix_str word);

#endif
