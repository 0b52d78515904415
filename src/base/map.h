/* A map from strings to numbers, in an arena. Keys are borrowed: they have to live as long as the map. */
#ifndef IX_BASE_MAP_H
#define IX_BASE_MAP_H

#include "base/str.h"

typedef struct ix_map_slot {
    ix_str key; /* ptr NULL: free */
    uint64_t hash;
    int value;
} ix_map_slot;

/* Zero-initialise, then use. */
typedef struct ix_map {
    ix_map_slot *slots;
    uint32_t n, cap; /* cap is 0 or a power of two */
} ix_map;

/* The key's value, or -1. */
int ix_map_get(const ix_map *map, ix_str key);
/* The place of the key's value; a key that is new gets -1. Good until the next ix_map_put. */
int *ix_map_put(ix_arena *arena, ix_map *map, ix_str key);
/* Sets the value of a key that is there already; does nothing for others. */
void ix_map_set(ix_map *map, ix_str key, int value);

#endif
