#include "review/eval_words.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

static bool is_mark(uint32_t cp) {
    static const uint32_t wide[] = {0x201c, 0x201d, 0xab, 0xbb, 0x2018, 0x2019, 0x2013, 0x2014};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (cp == wide[i])
            return true;
    return cp < 0x80 && cp && strchr(".,;:!?\"'()[]-", (int)cp);
}

void ix_eval_bare(const char *words, ix_buf *to) {
    ix_str s = ix_str_of(words ? words : "");
    char bytes[4];
    to->len = 0;
    ix_buf_add(to, "", 0);
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        if (!ix_utf8_is_space(cp) && !is_mark(cp))
            ix_buf_add(to, bytes, ix_utf8_put(bytes, ix_utf8_lower(cp)));
    }
}

bool ix_eval_same_bare(const char *a, const char *b) {
    ix_buf x = {0}, y = {0};
    ix_eval_bare(a, &x);
    ix_eval_bare(b, &y);
    bool same = ix_str_eq(ix_buf_view(&x), ix_buf_view(&y));
    ix_buf_done(&x);
    ix_buf_done(&y);
    return same;
}

bool ix_eval_near(const char *a, const char *b) {
    ix_buf x = {0}, y = {0};
    ix_eval_bare(a, &x);
    ix_eval_bare(b, &y);
    ix_str p = ix_buf_view(&x), q = ix_buf_view(&y);
    bool found = memmem(p.ptr, p.len, q.ptr, q.len) || memmem(q.ptr, q.len, p.ptr, p.len);
    ix_buf_done(&x);
    ix_buf_done(&y);
    return found;
}

bool ix_eval_same_number(const char *a, const char *b) {
    char *a_end, *b_end;
    for (;;) {
        double x = strtod(a, &a_end), y = strtod(b, &b_end);
        double most = fmax(fmax(fabs(x), fabs(y)), 1);
        if (a_end == a || b_end == b || fabs(x - y) > 0.00001 * most || *a_end != *b_end)
            return false;
        if (*a_end != '/')
            return *a_end == '\0';
        a = a_end + 1;
        b = b_end + 1;
    }
}

static ix_str unit_key(ix_arena *arena, const char *unit) {
    ix_str key = ix_utf8_fold(arena, ix_str_trim(ix_str_of(unit ? unit : "")));
    size_t n = key.len;
    bool plural = n > 3 && key.ptr[n - 1] == 's';
    for (size_t i = 2; i <= 4 && plural; i++)
        plural = key.ptr[n - i] >= 'a' && key.ptr[n - i] <= 'z';
    return ix_str_sub(key, 0, n - plural);
}

bool ix_eval_same_unit(const char *a, const char *b) {
    ix_arena arena = {0};
    bool equal = ix_str_eq(unit_key(&arena, a), unit_key(&arena, b));
    ix_arena_done(&arena);
    return equal;
}
