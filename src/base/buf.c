#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void ix_buf_enlarge(ix_buf *buf, size_t more) {
    size_t need = buf->len + more + 1, cap = buf->cap ? buf->cap * 2 : 256;
    while (cap < need)
        cap *= 2;
    buf->ptr = ix_realloc(buf->ptr, cap);
    buf->cap = cap;
}

void ix_buf_format(ix_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        ix_buf_reserve(buf, (size_t)n);
        vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

void ix_buf_done(ix_buf *buf) {
    free(buf->ptr);
    *buf = (ix_buf){0};
}

int ix_buf_sink(const void *bytes, size_t n, void *buf) {
    ix_buf_add(buf, bytes, n);
    return 0;
}
