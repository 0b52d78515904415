/* A region allocator: everything of one document (or one ruleset) lives and dies together. */
#ifndef IX_BASE_ARENA_H
#define IX_BASE_ARENA_H

#include <stddef.h>

typedef struct ix_arena_chunk ix_arena_chunk;

/* Zero-initialise, use, then ix_arena_done. */
typedef struct ix_arena {
    ix_arena_chunk *first, *current;
    size_t used; /* bytes handed out of `current` */
    size_t total;
} ix_arena;

/* Zeroed memory of `size` bytes, aligned for any type; never NULL: when memory runs out the handler set with
 * ix_out_of_memory_handler is called, which must not return. */
void *ix_arena_alloc(ix_arena *arena, size_t size);

/* A NUL-terminated copy of `n` bytes, owned by the arena. */
char *ix_arena_copy(ix_arena *arena, const char *bytes, size_t n);

/* A block twice as large for a growing array: copies `old_size` bytes. Used by IX_PUSH. */
void *ix_arena_grow(ix_arena *arena, void *old, size_t old_size, size_t new_size);

/* Forget all contents but keep the first chunk for reuse. */
void ix_arena_reset(ix_arena *arena);
void ix_arena_done(ix_arena *arena);

#define IX_NEW(arena, type) ((type *)ix_arena_alloc((arena), sizeof(type)))
#define IX_NEW_ARRAY(arena, type, n) ((type *)ix_arena_alloc((arena), sizeof(type) * (size_t)(n)))

/* malloc, calloc and realloc that never return NULL: on exhaustion they print one line and exit with status 4
 * (see docs of exit codes); a batch worker is a process of its own, so only its document is lost. */
void *ix_alloc(size_t size);
void *ix_realloc(void *old, size_t size);

#endif
