#include "rules/class.h"

#include "base/utf8.h"

static bool has(const ix_chars *set, unsigned char ascii) {
    return set->ascii[ascii / 64] >> (ascii % 64) & 1;
}

void ix_chars_add(ix_chars *set, uint32_t from, uint32_t to) {
    for (uint32_t c = from; c <= to && c < 0x80; c++)
        set->ascii[c / 64] |= (uint64_t)1 << (c % 64);
    set->beyond |= to >= 0x80;
}

/* The long s and the Kelvin sign are the only characters beyond ASCII that are ASCII letters in another case.
 */
void ix_chars_caseless(ix_chars *set) {
    if (set->beyond) {
        ix_chars_add(set, 'k', 'k');
        ix_chars_add(set, 's', 's');
    }
    uint64_t letters = (set->ascii[1] | set->ascii[1] >> 32) & 0x07FFFFFEu; /* both rows of them made one */
    set->ascii[1] |= letters | letters << 32;
    set->beyond |= has(set, 'k') || has(set, 's');
}

static ix_chars complement(const ix_chars *set) {
    return (ix_chars){{~set->ascii[0], ~set->ascii[1]}, true};
}

static ix_chars of(const char *ranges, bool beyond) {
    ix_chars out = {.beyond = beyond};
    for (const char *r = ranges; *r; r += 2)
        ix_chars_add(&out, (unsigned char)r[0], (unsigned char)r[1]);
    return out;
}

static ix_chars all(void) {
    return (ix_chars){{~(uint64_t)0, ~(uint64_t)0}, true};
}

ix_chars ix_chars_escape(ix_str name) {
    static const struct {
        const char *name, *ranges;
    } known[] = {{"s", "\t\r  "}, {"h", "\t\t  "},   {"v", "\n\r"},    {"d", "09"},     {"p{Nd}", "09"},
                 {"p{N}", "09"},  {"w", "azAZ09__"}, {"p{L}", "azAZ"}, {"p{Lu}", "AZ"}, {"p{Ll}", "az"},
                 {"p{Zs}", "  "}, {"p{Pd}", "--"},   {"p{Sc}", "$$"}};
    char positive[16] = "";
    bool not = name.len && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
    if (name.len < sizeof positive)
        memcpy(positive, name.ptr, name.len);
    if (not )
        positive[0] = (char)(positive[0] | 32);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(positive, known[i].name) == 0) {
            ix_chars set = of(known[i].ranges, true);
            return not ? complement(&set) : set;
        }
    return all();
}

/* --- reading --- */

void ix_class_skip_to(ix_str p, size_t *at, char end) {
    while (*at < p.len && p.ptr[*at] != end)
        ++*at;
    *at += *at < p.len;
}

static bool eat(ix_str p, size_t *at, const char *text) {
    bool there = ix_str_starts(ix_str_sub(p, *at, p.len), ix_str_of(text));
    *at += there ? strlen(text) : 0;
    return there;
}

uint32_t ix_class_hex(ix_str p, size_t *at) {
    bool braces = eat(p, at, "{");
    uint32_t cp = 0;
    for (int i = 0; i < (braces ? 8 : 2); i++, ++*at) {
        int c = *at < p.len ? (unsigned char)p.ptr[*at] : -1;
        int d = c >= '0' && c <= '9'                 ? c - '0'
                : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                     : -1;
        if (d < 0)
            break;
        cp = cp * 16 + (uint32_t)d;
    }
    if (braces)
        ix_class_skip_to(p, at, '}');
    return cp;
}

ix_str ix_class_escape(ix_str p, size_t *at) {
    size_t from = *at;
    uint32_t cp = ix_utf8_next(p, at);
    if ((cp == 'p' || cp == 'P') && eat(p, at, "{"))
        ix_class_skip_to(p, at, '}');
    else if (cp == 'p' || cp == 'P')
        *at += *at < p.len;
    return ix_str_sub(p, from, *at);
}

/* Counts what a negated class surely leaves out as well as what another one may match. */
static void add_chars(ix_class *set, const ix_chars *more) {
    bool sure = more->ascii[0] != ~(uint64_t)0 || more->ascii[1] != ~(uint64_t)0;
    if (set->negated && !sure)
        return;
    set->chars.ascii[0] |= more->ascii[0];
    set->chars.ascii[1] |= more->ascii[1];
    set->chars.beyond |= more->beyond;
}

static void add_range(ix_class *set, uint32_t from, uint32_t to) {
    set->other_than_digits |= from < '0' || to > '9';
    set->other_than_capitals |= !(from >= 'A' && to <= 'Z') && from < 0x80;
    ix_chars_add(&set->chars, from, to);
    for (uint32_t cp = from; cp <= to && !set->open; cp++)
        if (set->n < IX_CLASS_POINTS)
            set->points[set->n++] = cp;
        else
            set->open = true;
}

/* \d, \p{…}, [:alpha:] and the like. */
static void add_wide(ix_class *set, ix_str name) {
    ix_chars chars = ix_chars_escape(name);
    add_chars(set, &chars);
    set->open = set->other_than_digits = true;
    set->other_than_capitals |= !ix_str_is(name, "p{Lu}");
}

/* One member; false when it is a wide one, which is added. */
static bool read_member(ix_class *set, ix_str p, size_t *at, uint32_t *point) {
    if (eat(p, at, "[:")) {
        ix_class_skip_to(p, at, ']');
        add_wide(set, IX_STR(""));
        return false;
    }
    *point = ix_utf8_next(p, at);
    if (*point != '\\' || *at >= p.len)
        return true;
    ix_str name = ix_class_escape(p, at);
    char c = name.ptr[0];
    if (c == 'x')
        *point = ix_class_hex(p, at);
    else if (c == 't' || c == 'n' || c == 'r')
        *point = c == 't' ? '\t' : c == 'n' ? '\n' : '\r';
    else if (ix_utf8_is_letter((unsigned char)c) || ix_utf8_is_digit((unsigned char)c))
        return add_wide(set, name), false;
    else
        *point = ix_utf8_next(name, &(size_t){0});
    return true;
}

ix_class ix_class_read(ix_str p, size_t *at, bool caseless) {
    ix_class set = {.negated = eat(p, at, "^")};
    uint32_t from, to;
    for (bool first = true; *at < p.len && (first || p.ptr[*at] != ']'); first = false) {
        if (!read_member(&set, p, at, &from))
            continue;
        to = from;
        if (*at + 1 < p.len && p.ptr[*at] == '-' && p.ptr[*at + 1] != ']') {
            ++*at;
            if (!read_member(&set, p, at, &to))
                to = from;
        }
        add_range(&set, from, to);
    }
    *at += *at < p.len;
    if (set.negated)
        set.chars = complement(&set.chars);
    if (caseless)
        ix_chars_caseless(&set.chars);
    return set;
}
