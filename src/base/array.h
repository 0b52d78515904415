/* Growing arrays of plain structs, in an arena. A field `IX_ARRAY(ix_date) dates;` has `.v` and `.n`. */
#ifndef IX_BASE_ARRAY_H
#define IX_BASE_ARRAY_H

#include <stdint.h>

#include "base/arena.h"

#define IX_ARRAY(type)                                                                                       \
    struct {                                                                                                 \
        type *v;                                                                                             \
        uint32_t n, cap;                                                                                     \
    }

/* A pointer to a fresh zeroed element at the end. Earlier pointers into the array may go stale: keep indices.
 */
#define IX_PUSH(arena, array)                                                                                \
    ((array)->n == (array)->cap                                                                              \
         ? (void)((array)->v = ix_arena_grow((arena), (array)->v, sizeof *(array)->v * (array)->cap,         \
                                             sizeof *(array)->v * ((array)->cap ? (array)->cap * 2 : 8)),    \
                  (array)->cap = (array)->cap ? (array)->cap * 2 : 8)                                        \
         : (void)0,                                                                                          \
     &(array)->v[(array)->n++])

#endif
