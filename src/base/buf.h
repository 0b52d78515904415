/* A growing byte buffer on the heap, for output and for building text. */
#ifndef IX_BASE_BUF_H
#define IX_BASE_BUF_H

#include "base/str.h"

/* Zero-initialise, use, then ix_buf_done. `ptr` is NUL-terminated after any append. */
typedef struct ix_buf {
    char *ptr;
    size_t len, cap;
} ix_buf;

/* Room for `more` bytes beyond len, and one for the NUL: what ix_buf_reserve does when there is none. */
void ix_buf_enlarge(ix_buf *buf, size_t more);
void ix_buf_format(ix_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ix_buf_done(ix_buf *buf);
/* An ilex_sink (ilex.h) whose context is an ix_buf. */
int ix_buf_sink(const void *bytes, size_t n, void *buf);

static inline void ix_buf_reserve(ix_buf *buf, size_t more) {
    if (buf->cap - buf->len <= more)
        ix_buf_enlarge(buf, more);
}
static inline void ix_buf_add(ix_buf *buf, const char *bytes, size_t n) {
    ix_buf_reserve(buf, n);
    if (n)
        memcpy(buf->ptr + buf->len, bytes, n);
    buf->len += n;
    buf->ptr[buf->len] = '\0';
}
static inline void ix_buf_str(ix_buf *buf, ix_str s) {
    ix_buf_add(buf, s.ptr, s.len);
}
static inline void ix_buf_char(ix_buf *buf, char c) {
    ix_buf_reserve(buf, 1);
    buf->ptr[buf->len++] = c;
    buf->ptr[buf->len] = '\0';
}
static inline ix_str ix_buf_view(const ix_buf *buf) {
    return (ix_str){buf->ptr ? buf->ptr : "", buf->len};
}

#endif
