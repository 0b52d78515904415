#include "5-resolve/key.h"

#include "base/utf8.h"

ix_str ix_name_key(ix_arena *arena, ix_str name) {
    char *out = ix_arena_alloc(arena, name.len * 2 + 1);
    size_t n = 0;
    ix_span word;
    for (size_t at = 0; ix_utf8_word(name, &at, &word);) {
        if (n)
            out[n++] = ' ';
        for (size_t i = word.start; i < word.end;)
            n += ix_utf8_put(out + n, ix_utf8_plain(ix_utf8_next(name, &i)));
    }
    return (ix_str){out, n};
}

ix_words ix_key_words(ix_arena *arena, ix_str key) {
    ix_words words = {0};
    for (size_t start = 0; start < key.len;) {
        const char *blank = memchr(key.ptr + start, ' ', key.len - start);
        size_t end = blank ? (size_t)(blank - key.ptr) : key.len;
        *IX_PUSH(arena, &words) = ix_str_sub(key, start, end);
        start = end + 1;
    }
    return words;
}
