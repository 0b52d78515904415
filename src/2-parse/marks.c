#include "page.h"

#include <strings.h>

enum { MAX_NAME = 80 /* longer class names are made by machines and say nothing */ };

/* --- the hints: a hash of marks by name, made anew for each page from the list of the rules --- */

typedef struct hint {
    ix_str name;
    uint16_t mark;
} hint;

typedef struct hints {
    hint *slots;
    uint32_t mask;
} hints;

static uint16_t mark_named(ix_str role) {
    static const struct {
        const char *role;
        uint16_t mark;
    } roles[] = {{"body", IX_MARK_BODY},         {"article", IX_MARK_ARTICLE}, {"drop", IX_MARK_DROP},
                 {"unlikely", IX_MARK_UNLIKELY}, {"title", IX_MARK_TITLE},     {"summary", IX_MARK_SUMMARY},
                 {"date", IX_MARK_DATE},         {"byline", IX_MARK_BYLINE},   {"caption", IX_MARK_CAPTION},
                 {"hidden", IX_MARK_HIDDEN}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (ix_str_is(role, roles[i].role))
            return roles[i].mark;
    return 0;
}

static hints load_hints(ix_page *page) {
    const ix_list *list =
        page->rules ? ix_early_list(ix_ruleset_language_at(page->rules, 0), "page_hint") : NULL;
    ix_str name, role;
    uint32_t n = 0, size = 16;
    while (ix_list_at(list, n, &name, &role))
        n++;
    while (size < n * 2)
        size *= 2;
    hints h = {IX_NEW_ARRAY(&page->scratch, hint, size), size - 1};
    for (uint32_t i = 0; ix_list_at(list, i, &name, &role); i++) {
        uint32_t slot = (uint32_t)ix_str_hash(name) & h.mask;
        while (h.slots[slot].mark && !ix_str_eq(h.slots[slot].name, name))
            slot = (slot + 1) & h.mask;
        h.slots[slot] = (hint){name, h.slots[slot].mark | mark_named(role)};
    }
    return h;
}

static uint16_t look_up(const hints *h, const char *name, size_t n) {
    ix_str s = {name, n};
    for (uint32_t slot = (uint32_t)ix_str_hash(s) & h->mask; h->slots[slot].mark; slot = (slot + 1) & h->mask)
        if (ix_str_eq(h->slots[slot].name, s))
            return h->slots[slot].mark;
    return 0;
}

/* --- names --- */

static bool lower(char c) {
    return c >= 'a' && c <= 'z';
}

static bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* The name whole, behind its sign: ".entry-content", "id=main", "@articleBody", "role=main". */
static uint16_t whole_name(const hints *h, const char *sign, ix_str name) {
    char key[MAX_NAME + 16];
    size_t n = strlen(sign);
    memcpy(key, sign, n);
    for (size_t i = 0; i < name.len; i++)
        key[n++] = (char)(upper(name.ptr[i]) ? name.ptr[i] | 32 : name.ptr[i]);
    return look_up(h, key, n);
}

/* The words that the name is made of, "relatedArticles-list" → "related", "related articles", "articles" …:
 * alone and in pairs. */
static uint16_t words_in(const hints *h, ix_str name) {
    char pair[2 * MAX_NAME + 2];
    size_t before = 0, n = 0; /* the pair's first word ends at `before`; the second, after a blank, at n */
    uint16_t marks = 0;
    for (size_t i = 0; i <= name.len; i++) {
        char c = i < name.len ? name.ptr[i] : '-';
        bool hump = i > 0 && i < name.len && upper(c) && lower(name.ptr[i - 1]);
        bool part = lower(c) || upper(c) || digit(c) || (c & 0x80);
        if ((hump || !part) && n > before + (before > 0)) {
            size_t start = before + (before > 0);
            marks |= look_up(h, pair + start, n - start);
            if (before)
                marks |= look_up(h, pair, n);
            memmove(pair, pair + start, n - start);
            before = n - start;
            n = before;
            pair[n++] = ' ';
        }
        if (part)
            pair[n++] = (char)(upper(c) ? c | 32 : c);
    }
    return marks;
}

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0';
}

/* Each of the names in an attribute's value. */
static uint16_t names_in(const hints *h, const char *sign, ix_str value, bool words) {
    uint16_t marks = 0;
    for (size_t at = 0; at < value.len;) {
        size_t end = at;
        while (end < value.len && !blank(value.ptr[end]))
            end++;
        ix_str name = ix_str_sub(value, at, end);
        if (name.len && name.len <= MAX_NAME) {
            marks |= whole_name(h, sign, name);
            marks |= words ? words_in(h, name) : 0;
        }
        at = end + 1;
    }
    return marks;
}

/* --- elements --- */

/* "display:none" or "visibility: hidden" in a style? */
static bool style_hides(ix_str style) {
    static const char *const ways[][2] = {{"display", "none"}, {"visibility", "hidden"}};
    for (size_t w = 0; w < 2; w++)
        for (size_t i = 0; i + strlen(ways[w][0]) < style.len; i++) {
            size_t n = strlen(ways[w][0]), at = i + n, m = strlen(ways[w][1]);
            if (strncasecmp(style.ptr + i, ways[w][0], n) != 0)
                continue;
            while (at < style.len && (style.ptr[at] == ' ' || style.ptr[at] == ':'))
                at++;
            if (at + m <= style.len && strncasecmp(style.ptr + at, ways[w][1], m) == 0)
                return true;
        }
    return false;
}

static uint16_t attribute_marks(const hints *h, ix_attribute a) {
    if (ix_str_same(a.name, "class"))
        return names_in(h, ".", a.value, true);
    if (ix_str_same(a.name, "id"))
        return names_in(h, "id=", a.value, true);
    if (ix_str_same(a.name, "itemprop"))
        return names_in(h, "@", a.value, false);
    if (ix_str_same(a.name, "role"))
        return names_in(h, "role=", a.value, false);
    if (ix_str_same(a.name, "style"))
        return style_hides(a.value) ? IX_MARK_HIDDEN : 0;
    if (ix_str_same(a.name, "hidden") || (ix_str_same(a.name, "aria-hidden") && ix_str_same(a.value, "true")))
        return IX_MARK_HIDDEN;
    return 0;
}

void ix_mark_elements(ix_page *page) {
    hints h = load_hints(page);
    uint32_t crowded = 0;
    page->marks = IX_NEW_ARRAY(&page->scratch, uint16_t, page->tree.all.n);
    for (uint32_t e = 1; e < page->tree.all.n; e++) {
        ix_tag tag = (ix_tag)page->tree.all.v[e].tag;
        ix_attribute_walk walk = {0};
        ix_attribute a;
        uint16_t marks = whole_name(&h, "tag=", ix_str_of(ix_tags[tag].name));
        while (ix_next_attribute(&page->tokens, ix_start_tag(&page->tree, e), &walk, &a))
            marks |= attribute_marks(&h, a);
        crowded += walk.n > IX_MAX_ATTRIBUTES;
        bool whole_page = tag == IX_TAG_html || tag == IX_TAG_body || tag == IX_TAG_main;
        page->marks[e] = whole_page ? marks & ~(IX_MARK_DROP | IX_MARK_UNLIKELY | IX_MARK_HIDDEN) : marks;
    }
    if (crowded)
        ix_diagnose(page->doc, "warning", "html.attributes", (ix_span){0, 0},
                    "%u tags have more than %d attributes; the rest was not read", crowded,
                    IX_MAX_ATTRIBUTES);
    if (page->tree.flattened)
        ix_diagnose(page->doc, "warning", "html.depth", (ix_span){0, 0},
                    "%u elements nested deeper than %d were flattened", page->tree.flattened, IX_MAX_DEPTH);
}
