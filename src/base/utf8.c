#include "base/utf8.h"

#include <endian.h>

static inline bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

uint32_t ix_utf8_next_beyond(ix_str s, size_t *at) {
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    size_t left = s.len - *at;
    if (p[0] < 0xE0 && left >= 2) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0 && left >= 3) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    if (left >= 4) {
        *at += 4;
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    }
    *at += 1;
    return 0xFFFD;
}

uint32_t ix_utf8_prev_beyond(ix_str s, size_t *at) {
    size_t i = *at - 1;
    while (i > 0 && *at - i < 4 && is_tail((unsigned char)s.ptr[i]))
        i--;
    *at = i;
    size_t forward = i;
    return ix_utf8_next(s, &forward);
}

uint32_t ix_utf8_starts(ix_str s, uint32_t *starts) {
    uint32_t n = 0;
    for (size_t at = 0; at < s.len; ix_utf8_next(s, &at))
        starts[n++] = (uint32_t)at;
    starts[n] = (uint32_t)s.len;
    return n;
}

size_t ix_utf8_put(char out[4], uint32_t cp) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t ix_utf8_length(ix_str s) {
    const uint64_t ones = 0x0101010101010101u;
    size_t tails = 0, i = 0;
    uint64_t eight;
    for (; s.len - i >= 8; i += 8) {
        memcpy(&eight, s.ptr + i, 8);
        tails += (size_t)((eight >> 7 & ~eight >> 6 & ones) * ones >> 56); /* the sum of its bytes */
    }
    for (; i < s.len; i++)
        tails += is_tail((unsigned char)s.ptr[i]);
    return s.len - tails;
}

/* Length of the valid sequence at p, 0 when there is none (Unicode table 3-7). */
static size_t sequence(const unsigned char *p, size_t left) {
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        return left >= 2 && is_tail(p[1]) ? 2 : 0;
    if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        if (left < 3 || !is_tail(p[1]) || !is_tail(p[2]))
            return 0;
        bool overlong = p[0] == 0xE0 && p[1] < 0xA0, surrogate = p[0] == 0xED && p[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        if (left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
            return 0;
        bool overlong = p[0] == 0xF0 && p[1] < 0x90, beyond = p[0] == 0xF4 && p[1] > 0x8F;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

size_t ix_utf8_valid(ix_str s) {
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while (i < s.len) {
        uint64_t eight;
        while (s.len - i >= 8 && (memcpy(&eight, p + i, 8), (eight & 0x8080808080808080u) == 0))
            i += 8;
        if (i >= s.len)
            break;
        size_t n = sequence(p + i, s.len - i);
        if (n == 0)
            return i;
        i += n;
    }
    return s.len;
}

bool ix_utf8_is_space_beyond(uint32_t cp) {
    return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

bool ix_utf8_is_letter_beyond(uint32_t cp) {
    if (cp < 0x100)
        return cp == 0xAA || cp == 0xBA || cp == 0xB5 || (cp >= 0xC0 && cp != 0xD7 && cp != 0xF7);
    return cp < 0x2000 || (cp >= 0x2C00 && cp < 0x2E00) || (cp >= 0x3040 && cp < 0xE000) ||
           (cp >= 0xF900 && cp < 0xFFF0) || cp >= 0x20000;
}

uint32_t ix_utf8_lower_beyond(uint32_t cp) {
    if (cp < 0x100)
        return cp >= 0xC0 && cp <= 0xDE && cp != 0xD7 ? cp + 32 : cp;
    if (cp < 0x180) {
        if (cp == 0x130)
            return 'i';
        if (cp == 0x178)
            return 0xFF;
        bool odd_is_upper = (cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E);
        if (cp == 0x131 || cp == 0x138 || cp == 0x149 || cp == 0x17F)
            return cp;
        return odd_is_upper ? cp + (cp & 1) : cp | 1;
    }
    if (cp >= 0x1E00 && cp < 0x1F00)
        return cp >= 0x1E96 && cp <= 0x1E9F ? cp : cp | 1;
    if (cp >= 0x218 && cp <= 0x21B)
        return cp | 1;
    if (cp >= 0x391 && cp <= 0x3A9)
        return cp + 32;
    if (cp >= 0x410 && cp <= 0x42F)
        return cp + 32;
    if (cp >= 0x400 && cp <= 0x40F)
        return cp + 80;
    return cp;
}

/* Letters U+00C0 to U+017F without their accents. */
static const char plain_latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
                                  "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                                  "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

uint32_t ix_utf8_plain(uint32_t cp) {
    return cp >= 0xC0 && cp < 0x180 ? (uint32_t)plain_latin[cp - 0xC0] : ix_utf8_lower(cp);
}

const unsigned char ix_utf8_bytes[256] = {['a' ... 'z'] = IX_BYTE_SMALL,
                                          ['A' ... 'Z'] = IX_BYTE_CAPITAL,
                                          ['0' ... '9'] = IX_BYTE_DIGIT,
                                          [0x80 ... 0xFF] = IX_BYTE_BEYOND};

size_t ix_utf8_capital(ix_str s, size_t at) {
    const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
    for (uint64_t x; s.len - at >= 8; at += 8) {
        memcpy(&x, s.ptr + at, 8);
        uint64_t low = x & ~high, from_a = low + ones * (0x80 - 'A'), past_z = low + ones * (0x7F - 'Z');
        uint64_t found = ((from_a & ~past_z) | x) & high;
        if (found)
            return at + (size_t)__builtin_ctzll(le64toh(found)) / 8;
    }
    while (at < s.len && !(ix_utf8_byte(s, at) & (IX_BYTE_CAPITAL | IX_BYTE_BEYOND)))
        at++;
    return at;
}

size_t ix_utf8_word_end(ix_str s, size_t at) {
    for (size_t next = at;; at = next) {
        while (at < s.len && ix_utf8_byte(s, at) & IX_BYTE_WORD)
            at++;
        next = at;
        if (at == s.len || !ix_utf8_byte(s, at) || !ix_utf8_is_letter(ix_utf8_next(s, &next)))
            return at;
    }
}

bool ix_utf8_word(ix_str s, size_t *at, ix_span *word) {
    for (size_t start = *at;;) {
        while (start < s.len && !ix_utf8_byte(s, start))
            start++;
        if (start >= s.len)
            return false;
        size_t end = ix_utf8_word_end(s, start);
        if (end > start) {
            *word = (ix_span){(uint32_t)start, (uint32_t)end};
            *at = end;
            return true;
        }
        ix_utf8_next(s, &start);
    }
}

size_t ix_utf8_fold_into(char *out, ix_str s) {
    size_t n = 0, at = 0;
    while (at < s.len) {
        uint32_t cp = ix_utf8_next(s, &at);
        if (cp < 0x80 && cp > ' ') {
            out[n++] = (char)ix_utf8_lower(cp);
        } else if (ix_utf8_is_space(cp)) {
            if (n && out[n - 1] != ' ')
                out[n++] = ' ';
        } else {
            n += ix_utf8_put(out + n, cp == 0x2019 || cp == 0x2018 ? '\'' : ix_utf8_lower(cp));
        }
    }
    if (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n;
}

ix_str ix_utf8_fold(ix_arena *arena, ix_str s) {
    char *out = ix_arena_alloc(arena, s.len * 2 + 1);
    return (ix_str){out, ix_utf8_fold_into(out, s)};
}

ix_str ix_utf8_bare(ix_arena *arena, ix_str s) {
    char *out = ix_arena_alloc(arena, s.len * 2 + 1);
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = ix_utf8_next(s, &at);
        if (ix_utf8_is_letter(c) || ix_utf8_is_digit(c))
            n += ix_utf8_put(out + n, ix_utf8_lower(c));
    }
    return (ix_str){out, n};
}
