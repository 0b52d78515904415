#include "base/str.h"

#include <endian.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

bool ix_str_starts(ix_str s, ix_str prefix) {
    return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

bool ix_str_ends(ix_str s, ix_str suffix) {
    return s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

ix_str ix_str_trim(ix_str s) {
    size_t start = 0, end = s.len;
    while (start < end) {
        size_t next = start;
        if (!ix_utf8_is_space(ix_utf8_next(s, &next)))
            break;
        start = next;
    }
    while (end > start) {
        size_t before = end;
        if (!ix_utf8_is_space(ix_utf8_prev(s, &before)))
            break;
        end = before;
    }
    return ix_str_sub(s, start, end);
}

ix_str ix_str_last_word(ix_str s) {
    const char *blank = s.len ? memrchr(s.ptr, ' ', s.len) : NULL;
    return blank ? ix_str_sub(s, (size_t)(blank - s.ptr) + 1, s.len) : s;
}

ix_span ix_span_trim(ix_str text, ix_span span) {
    ix_str bare = ix_str_trim(ix_str_sub(text, span.start, span.end));
    uint32_t from = bare.len ? (uint32_t)(bare.ptr - text.ptr) : span.start;
    return (ix_span){from, from + (uint32_t)bare.len};
}

int ix_str_cmp(ix_str a, ix_str b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

ix_str ix_str_format(ix_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = ix_arena_alloc(arena, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(p, (size_t)(n < 0 ? 0 : n) + 1, format, again);
    va_end(again);
    return (ix_str){p, (size_t)(n < 0 ? 0 : n)};
}

ix_str ix_str_copy(ix_arena *arena, ix_str s) {
    return (ix_str){ix_arena_copy(arena, s.ptr, s.len), s.len};
}

size_t ix_str_plain(ix_str s) {
    enum { EIGHT = sizeof(uint64_t) };
    const uint64_t ones = 0x0101010101010101u;
    size_t i = 0;
    for (uint64_t x; s.len - i >= EIGHT; i += EIGHT) {
        memcpy(&x, s.ptr + i, EIGHT);
        x = le64toh(x);
        /* The high bit of each ASCII byte that is below a blank or, less one, falls below zero. */
        uint64_t found =
            ((x - ones * 0x20) | ((x ^ ones * '"') - ones) | ((x ^ ones * '\\') - ones)) & ~x & ones * 0x80;
        if (found)
            return i + (size_t)__builtin_ctzll(found) / 8;
    }
    while (i < s.len && (unsigned char)s.ptr[i] >= 0x20 && s.ptr[i] != '"' && s.ptr[i] != '\\')
        i++;
    return i;
}

uint64_t ix_str_hash(ix_str s) {
    return ix_str_hash_on(14695981039346656037u, s);
}

uint64_t ix_str_hash_on(uint64_t h, ix_str s) {
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return h;
}

int ix_str_int(ix_str s) {
    int value = 0;
    if (s.len == 0 || s.len > 9)
        return -1;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}
