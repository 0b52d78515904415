#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024, ALIGN = 16 };

struct ix_arena_chunk {
    ix_arena_chunk *next;
    size_t size;
    _Alignas(ALIGN) unsigned char bytes[];
};

static void out_of_memory(size_t size) {
    fprintf(stderr, "ilex: out of memory (asked for %zu bytes)\n", size);
    exit(4);
}

void *ix_alloc(size_t size) {
    void *p = calloc(1, size ? size : 1);
    if (!p)
        out_of_memory(size);
    return p;
}

void *ix_realloc(void *old, size_t size) {
    void *p = realloc(old, size ? size : 1);
    if (!p)
        out_of_memory(size);
    return p;
}

static ix_arena_chunk *chunk_new(size_t size) {
    ix_arena_chunk *c = malloc(sizeof *c + size);
    if (!c)
        out_of_memory(size);
    c->next = NULL;
    c->size = size;
    return c;
}

static void next_chunk(ix_arena *arena, size_t size) {
    ix_arena_chunk *next = arena->current ? arena->current->next : NULL;
    if (!next || next->size < size) {
        ix_arena_chunk *fresh = chunk_new(size > CHUNK ? size : CHUNK);
        fresh->next = next;
        if (arena->current)
            arena->current->next = fresh;
        else
            arena->first = fresh;
        next = fresh;
    }
    arena->current = next;
    arena->used = 0;
}

static void *take(ix_arena *arena, size_t size) {
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (!arena->current || arena->current->size - arena->used < size)
        next_chunk(arena, size);
    void *p = arena->current->bytes + arena->used;
    arena->used += size;
    arena->total += size;
    return p;
}

void *ix_arena_alloc(ix_arena *arena, size_t size) {
    return memset(take(arena, size), 0, size);
}

char *ix_arena_copy(ix_arena *arena, const char *bytes, size_t n) {
    char *p = take(arena, n + 1);
    if (n)
        memcpy(p, bytes, n);
    p[n] = '\0';
    return p;
}

void *ix_arena_grow(ix_arena *arena, void *old, size_t old_size, size_t new_size) {
    unsigned char *p = take(arena, new_size);
    if (old_size)
        memcpy(p, old, old_size);
    memset(p + old_size, 0, new_size - old_size);
    return p;
}

void ix_arena_reset(ix_arena *arena) {
    arena->current = arena->first;
    arena->used = 0;
    arena->total = 0;
}

void ix_arena_done(ix_arena *arena) {
    for (ix_arena_chunk *c = arena->first, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    *arena = (ix_arena){0};
}
