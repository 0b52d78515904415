#include "entities.h"

#include "base/utf8.h"

enum { LONGEST_NAME = 32, LONGEST_LEGACY = 6 };

typedef struct entity {
    const char *name;
    uint32_t first, second;
} entity;

static const entity entities[] = {
#define E(name, first, second) {name, first, second},
#include "entities.def"
#undef E
};

static bool alphanumeric(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static int compare(const char *name, ix_str s) {
    int order = strncmp(name, s.ptr, s.len);
    return order ? order : name[s.len] != '\0';
}

static const entity *named(ix_str name) {
    size_t low = 0, high = sizeof entities / sizeof *entities;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = compare(entities[mid].name, name);
        if (order == 0)
            return &entities[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* What browsers read for numbers that are no characters: 0x80 to 0x9F are windows-1252's. */
static uint32_t repaired(uint32_t cp) {
    static const uint16_t windows[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                         0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                         0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                         0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (cp >= 0x80 && cp <= 0x9F)
        return windows[cp - 0x80];
    return cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ? 0xFFFD : cp;
}

static int digit(char c, int base) {
    int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
    return d < base ? d : -1;
}

static size_t numeric(ix_str s, size_t at, char out[IX_ENTITY_BYTES], size_t *n) {
    size_t i = at + 2;
    int base = i < s.len && (s.ptr[i] | 32) == 'x' ? 16 : 10;
    i += base == 16;
    size_t first = i;
    uint32_t cp = 0;
    for (; i < s.len && digit(s.ptr[i], base) >= 0; i++)
        cp = cp > 0x10FFFF ? cp : cp * (uint32_t)base + (uint32_t)digit(s.ptr[i], base);
    if (i == first)
        return 0;
    *n = ix_utf8_put(out, repaired(cp));
    return i + (i < s.len && s.ptr[i] == ';') - at;
}

/* Without ";" the longest name that may lack it. */
static const entity *legacy(ix_str name, size_t *length) {
    for (size_t len = name.len < LONGEST_LEGACY ? name.len : LONGEST_LEGACY; len >= 2; len--) {
        const entity *e = named(ix_str_sub(name, 0, len));
        if (e) {
            *length = len;
            return e;
        }
    }
    return NULL;
}

size_t ix_entity(ix_str s, size_t at, bool attribute, char out[IX_ENTITY_BYTES], size_t *n) {
    size_t end = at + 1;
    if (end < s.len && s.ptr[end] == '#')
        return numeric(s, at, out, n);
    while (end < s.len && end - at <= LONGEST_NAME && alphanumeric(s.ptr[end]))
        end++;
    bool closed = end < s.len && s.ptr[end] == ';';
    size_t length = end - at;
    const entity *e = closed ? named(ix_str_sub(s, at + 1, end + 1)) : NULL;
    if (!e) {
        e = legacy(ix_str_sub(s, at + 1, end), &length);
        char next = e && at + 1 + length < s.len ? s.ptr[at + 1 + length] : ' ';
        if (!e || (attribute && (next == '=' || alphanumeric(next))))
            return 0;
    }
    *n = ix_utf8_put(out, e->first);
    if (e->second)
        *n += ix_utf8_put(out + *n, e->second);
    return length + 1;
}

ix_str ix_decode_value(ix_arena *arena, ix_str raw, bool attribute) {
    char *out = ix_arena_alloc(arena, raw.len * 2 + 1), bytes[IX_ENTITY_BYTES];
    size_t n = 0, got = 0;
    for (size_t i = 0; i < raw.len;) {
        size_t used = raw.ptr[i] == '&' ? ix_entity(raw, i, attribute, bytes, &got) : 0;
        if (!used)
            used = 1, got = 1, bytes[0] = raw.ptr[i];
        i += used;
        bool blank = got == 1 && memchr(" \t\r\n\f", bytes[0], 5);
        if (blank && (n == 0 || out[n - 1] == ' '))
            continue;
        memcpy(out + n, blank ? " " : bytes, got);
        n += got;
    }
    return ix_str_trim((ix_str){out, n});
}
