#include "rules/factors.h"

#include <stdlib.h>

struct ix_factor_node {
    uint32_t child, sibling; /* first child, next sibling */
    uint32_t suffix;
    unsigned char byte;
    IX_ARRAY(uint32_t) values;
};

static uint32_t new_node(ix_factors *f) {
    if (f->n_nodes == f->cap_nodes) {
        uint32_t cap = f->cap_nodes ? f->cap_nodes * 2 : 256;
        f->nodes = ix_arena_grow(f->arena, f->nodes, f->cap_nodes * sizeof *f->nodes, cap * sizeof *f->nodes);
        f->cap_nodes = cap;
    }
    return f->n_nodes++;
}

ix_factors *ix_factors_new(ix_arena *arena) {
    ix_factors *f = IX_NEW(arena, ix_factors);
    f->arena = arena;
    f->classes = 1;
    new_node(f);
    return f;
}

static uint32_t child_of(const ix_factors *f, uint32_t at, unsigned char byte) {
    for (uint32_t c = f->nodes[at].child; c; c = f->nodes[c].sibling)
        if (f->nodes[c].byte == byte)
            return c;
    return 0;
}

void ix_factors_add(ix_factors *f, ix_str text, uint32_t value) {
    uint32_t at = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (!f->class_of[byte])
            f->class_of[byte] = (uint8_t)f->classes++;
        uint32_t child = child_of(f, at, byte);
        if (!child) {
            child = new_node(f);
            f->nodes[child].byte = byte;
            f->nodes[child].sibling = f->nodes[at].child;
            f->nodes[at].child = child;
        }
        at = child;
    }
    *IX_PUSH(f->arena, &f->nodes[at].values) = value;
}

/* Values of a state and of all its suffixes, each once. */
static uint32_t collect(const ix_factors *f, uint32_t state, uint32_t *out) {
    uint32_t n = 0;
    for (uint32_t s = state; s; s = f->nodes[s].suffix)
        for (uint32_t i = 0; i < f->nodes[s].values.n; i++) {
            uint32_t value = f->nodes[s].values.v[i], k = 0;
            while (out && k < n && out[k] != value)
                k++;
            if (!out || k == n) {
                if (out)
                    out[n] = value;
                n++;
            }
        }
    return n;
}

static void link_states(ix_factors *f, uint32_t *queue) {
    uint32_t head = 0, tail = 0;
    for (uint32_t c = f->nodes[0].child; c; c = f->nodes[c].sibling) {
        f->next[f->class_of[f->nodes[c].byte]] = c;
        queue[tail++] = c;
    }
    while (head < tail) {
        uint32_t s = queue[head++], *row = f->next + (size_t)s * f->classes;
        memcpy(row, f->next + (size_t)f->nodes[s].suffix * f->classes, f->classes * sizeof *row);
        for (uint32_t c = f->nodes[s].child; c; c = f->nodes[c].sibling) {
            uint8_t cls = f->class_of[f->nodes[c].byte];
            f->nodes[c].suffix = row[cls];
            row[cls] = c;
            queue[tail++] = c;
        }
    }
}

static int by_number(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void ix_factors_seal(ix_factors *f) {
    uint32_t n = f->n_nodes, total = 0;
    f->next = IX_NEW_ARRAY(f->arena, uint32_t, (size_t)n * f->classes);
    f->value_start = IX_NEW_ARRAY(f->arena, uint32_t, n + 1);
    f->has_values = IX_NEW_ARRAY(f->arena, uint64_t, n / 64 + 1);
    uint32_t *queue = ix_alloc(sizeof *queue * n);
    link_states(f, queue);
    free(queue);
    for (uint32_t s = 0; s < n; s++)
        total += collect(f, s, NULL);
    f->values = IX_NEW_ARRAY(f->arena, uint32_t, total + 1);
    for (uint32_t s = 0, at = 0; s < n; s++) {
        f->value_start[s] = at;
        uint32_t count = collect(f, s, f->values + at);
        qsort(f->values + at, count, sizeof *f->values, by_number);
        at += count;
        f->value_start[s + 1] = at;
        if (at > f->value_start[s])
            f->has_values[s / 64] |= (uint64_t)1 << (s % 64);
    }
}

/* --- scanning --- */

typedef struct folded {
    unsigned char bytes[4];
    int n;
    int taken; /* source bytes */
    bool blank;
} folded;

/* Folds a sequence that begins with a byte >= 0x80: white space to a blank, what caseless matching takes for
 * an ASCII or Latin-1 letter to that letter. */
static folded fold_sequence(const unsigned char *p, size_t left) {
    folded out = {{p[0]}, 1, 1, false};
    unsigned char a = p[0], b = left > 1 ? p[1] : 0, c = left > 2 ? p[2] : 0;
    if (a == 0xC3 && b >= 0x80 && b <= 0x9E && b != 0x97)
        return (folded){{a, (unsigned char)(b + 0x20)}, 2, 2, false};
    if (a == 0xC5 && b == 0xBF)
        return (folded){{'s'}, 1, 2, false};
    if (a == 0xE2 && b == 0x84 && c == 0xAA)
        return (folded){{'k'}, 1, 3, false};
    if (a == 0xE2 && b == 0x84 && c == 0xAB)
        return (folded){{0xC3, 0xA5}, 2, 3, false};
    if (a == 0xC2 && (b == 0xA0 || b == 0x85))
        return (folded){{' '}, 1, 2, true};
    bool space =
        (a == 0xE2 && b == 0x80 && ((c >= 0x80 && c <= 0x8A) || c == 0xA8 || c == 0xA9 || c == 0xAF)) ||
        (a == 0xE2 && b == 0x81 && c == 0x9F) || (a == 0xE3 && b == 0x80 && c == 0x80) ||
        (a == 0xE1 && b == 0x9A && c == 0x80) || (a == 0xE1 && b == 0xA0 && c == 0x8E);
    return space ? (folded){{' '}, 1, 3, true} : out;
}

static const unsigned char fold_ascii[128] = {
    0,   1,    2,   3,   4,   5,   6,   7,   8,   ' ', ' ', ' ', ' ', ' ', 14,  15,  16,   17,  18,
    19,  20,   21,  22,  23,  24,  25,  26,  27,  28,  29,  30,  31,  ' ', '!', '"', '#',  '$', '%',
    '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', '0', '1', '2', '3', '4', '5', '6',  '7', '8',
    '9', ':',  ';', '<', '=', '>', '?', '@', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i',  'j', 'k',
    'l', 'm',  'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^',
    '_', '`',  'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',  'p', 'q',
    'r', 's',  't', 'u', 'v', 'w', 'x', 'y', 'z', '{', '|', '}', '~', 127};

bool ix_fold_text(ix_str text, unsigned char *out) {
    const unsigned char *p = (const unsigned char *)text.ptr;
    memset(out + text.len, 0, 3);
    for (size_t i = 0; i < text.len;) {
        if (p[i] < 0x80) {
            out[i] = fold_ascii[p[i]];
            i++;
            continue;
        }
        folded seq = fold_sequence(p + i, text.len - i);
        if (!seq.blank && seq.n != seq.taken)
            return false;
        memset(out + i, 1, (size_t)seq.taken);
        memcpy(out + i, seq.bytes, (size_t)seq.n);
        i += (size_t)seq.taken;
    }
    return true;
}

void ix_factors_scan(const ix_factors *f, ix_str text, ix_arena *arena, ix_factor_hits *hits) {
    const unsigned char *p = (const unsigned char *)text.ptr;
    uint32_t state = 0;
    bool blank = false;
    for (size_t i = 0; i < text.len;) {
        if (p[i] < 0x80) {
            unsigned char byte = fold_ascii[p[i++]];
            if (byte == ' ' && blank)
                continue;
            blank = byte == ' ';
            state = f->next[(size_t)state * f->classes + f->class_of[byte]];
        } else {
            folded seq = fold_sequence(p + i, text.len - i);
            i += (size_t)seq.taken;
            if (seq.blank && blank)
                continue;
            blank = seq.blank;
            for (int k = 0; k < seq.n; k++)
                state = f->next[(size_t)state * f->classes + f->class_of[seq.bytes[k]]];
        }
        if (f->has_values[state / 64] >> (state % 64) & 1)
            *IX_PUSH(arena, hits) = (ix_factor_hit){(uint32_t)i, state};
    }
}
