/* Search in structs that stand in text order and have a span each. */
#ifndef IX_BASE_SPANS_H
#define IX_BASE_SPANS_H

#include "base/str.h"

/* How many of n structs, `stride` bytes apart, begin at or before the byte (`ended`: end there); `first` is
 * the first one's span. */
static inline uint32_t ix_spans_before(const ix_span *first, uint32_t n, size_t stride, uint32_t byte,
                                       bool ended) {
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        const ix_span *span = (const void *)((const char *)first + mid * stride);
        if ((ended ? span->end : span->start) <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

#define IX_SPANS_BEGUN(v, n, byte) ix_spans_before((n) ? &(v)->span : NULL, (n), sizeof *(v), (byte), false)
#define IX_SPANS_ENDED(v, n, byte) ix_spans_before((n) ? &(v)->span : NULL, (n), sizeof *(v), (byte), true)

#endif
