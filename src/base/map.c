#include "base/map.h"

static ix_map_slot *slot_of(const ix_map *map, ix_str key, uint64_t hash) {
    uint32_t i = (uint32_t)(hash ^ hash >> 32) & (map->cap - 1);
    while (map->slots[i].key.ptr && (map->slots[i].hash != hash || !ix_str_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

static void grow(ix_arena *arena, ix_map *map) {
    ix_map old = *map;
    map->cap = old.cap ? old.cap * 2 : 32;
    map->slots = IX_NEW_ARRAY(arena, ix_map_slot, map->cap);
    for (uint32_t i = 0; i < old.cap; i++)
        if (old.slots[i].key.ptr)
            *slot_of(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

int ix_map_get(const ix_map *map, ix_str key) {
    if (map->n == 0)
        return -1;
    const ix_map_slot *slot = slot_of(map, key, ix_str_hash(key));
    return slot->key.ptr ? slot->value : -1;
}

int *ix_map_put(ix_arena *arena, ix_map *map, ix_str key) {
    if (map->n * 2 >= map->cap)
        grow(arena, map);
    uint64_t hash = ix_str_hash(key);
    ix_map_slot *slot = slot_of(map, key, hash);
    if (!slot->key.ptr) {
        *slot = (ix_map_slot){key, hash, -1};
        map->n++;
    }
    return &slot->value;
}

void ix_map_set(ix_map *map, ix_str key, int value) {
    ix_map_slot *slot = map->n ? slot_of(map, key, ix_str_hash(key)) : NULL;
    if (slot && slot->key.ptr)
        slot->value = value;
}
