/* Names found once, to be found again: wherever in the text one of them stands as written or in capitals. */
#ifndef IX_EXTRACT_ALIAS_H
#define IX_EXTRACT_ALIAS_H

#include "base/array.h"
#include "base/map.h"

typedef struct ix_alias {
    ix_str name;
    uint32_t at; /* where its bearer stands */
    int bearer;
    int next; /* in the chain of aliases with the same first word, -1 */
} ix_alias;

/* Zero-initialise with an arena, add, then scan. */
typedef struct ix_aliases {
    ix_arena *arena;
    ix_map first;            /* folded first word -> chain */
    uint64_t beginnings[16]; /* a bit for each hash of a first word's first two letters */
    IX_ARRAY(ix_alias) v;
} ix_aliases;

/* `name` has to begin with a capital letter, else it is left out; it has to live as long as the aliases. */
void ix_alias_add(ix_aliases *aliases, ix_str name, uint32_t at, int bearer);

/* Told of the longest alias at each place, left to right, not overlapping; of several bearers of one name,
 * the last one before the place, else the first. */
typedef void (*ix_alias_found)(void *context, ix_span span, int bearer);
void ix_alias_scan(const ix_aliases *aliases, ix_str text, ix_alias_found found, void *context);

#endif
