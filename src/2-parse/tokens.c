#include "tokens.h"

#include <strings.h>

enum { NAME_KEY = 8 };
enum {
    VOID = IX_TAG_VOID,
    RAW = IX_TAG_RAW,
    OPTIONAL = IX_TAG_OPTIONAL,
    NEW = IX_TAG_NEW,
    FORMAT = IX_TAG_FORMAT
};

const ix_tag_info ix_tags[IX_TAGS] = {
    {"", IX_DISPLAY_INLINE, 0},
    {"", IX_DISPLAY_BLOCK, 0},
#define IX_TAG(name, display, flags) {#name, IX_DISPLAY_##display, flags},
#include "tags.def"
#undef IX_TAG
};

typedef struct scanner {
    ix_arena *arena;
    ix_tokens *out;
    ix_str s;
    size_t at;
    bool unclosed[IX_TAGS]; /* a raw element whose end tag was looked for in vain: none follows */
    bool no_quote[2];       /* no more '"' or '\'' follows */
    uint64_t keys[IX_TAGS]; /* of the tags' names */
} scanner;

static bool space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* --- names --- */

/* The first eight letters in lower case as one number, in the order of the letters. */
static uint64_t name_key(const char *p, size_t n) {
    uint64_t key = 0;
    for (size_t i = 0; i < NAME_KEY; i++)
        key = key << 8 | (i < n ? (unsigned char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 32 : p[i]) : 0);
    return key;
}

static void fill_keys(scanner *sc) {
    for (int t = 0; t < IX_TAGS; t++)
        sc->keys[t] = name_key(ix_tags[t].name, strlen(ix_tags[t].name));
}

static ix_tag tag_named(const scanner *sc, ix_str name) {
    uint64_t key = name_key(name.ptr, name.len);
    int low = IX_TAG_CUSTOM + 1, high = IX_TAGS;
    while (low < high) {
        int mid = (low + high) / 2;
        uint64_t other = sc->keys[mid];
        if (other == key)
            return strlen(ix_tags[mid].name) == name.len ? (ix_tag)mid : IX_TAG_OTHER;
        if (other < key)
            low = mid + 1;
        else
            high = mid;
    }
    return memchr(name.ptr, '-', name.len) ? IX_TAG_CUSTOM : IX_TAG_OTHER;
}

static size_t name_end(ix_str s, size_t at) {
    while (at < s.len && !space(s.ptr[at]) && s.ptr[at] != '>' && s.ptr[at] != '/')
        at++;
    return at;
}

/* --- tags --- */

static void put(scanner *sc, ix_token_kind kind, ix_tag tag, size_t start, size_t end, size_t weight) {
    *IX_PUSH(sc->arena, &sc->out->all) =
        (ix_token){(uint32_t)start, (uint32_t)end, (uint32_t)weight, (uint8_t)kind, (uint8_t)tag};
}

static size_t find(ix_str s, size_t at, char c) {
    const char *p = at < s.len ? memchr(s.ptr + at, c, s.len - at) : NULL;
    return p ? (size_t)(p - s.ptr) : s.len;
}

/* Past the ">" of the tag whose name ends at `at`. Only a quotation mark after "=" opens a value that may
 * hold ">". */
static size_t tag_end(scanner *sc, size_t at) {
    bool value = false;
    for (; at < sc->s.len; at++) {
        char c = sc->s.ptr[at];
        if (c == '>')
            return at + 1;
        if (value && (c == '"' || c == '\'') && !sc->no_quote[c == '"']) {
            size_t close = find(sc->s, at + 1, c);
            if (close == sc->s.len)
                sc->no_quote[c == '"'] = true;
            else
                at = close;
        }
        value = c == '=' || (value && space(c));
    }
    return sc->s.len;
}

/* Where the end tag of a raw element begins; the end of the page when there is none. */
static size_t raw_end(scanner *sc, ix_tag tag, size_t at) {
    size_t n = strlen(ix_tags[tag].name);
    if (sc->unclosed[tag])
        return sc->s.len;
    for (at = find(sc->s, at, '<'); at + n + 2 < sc->s.len; at = find(sc->s, at + 1, '<')) {
        const char *p = sc->s.ptr + at;
        if (p[1] == '/' && strncasecmp(p + 2, ix_tags[tag].name, n) == 0 &&
            (space(p[n + 2]) || p[n + 2] == '>' || p[n + 2] == '/'))
            return at;
    }
    sc->unclosed[tag] = true;
    return sc->s.len;
}

static void raw_element(scanner *sc, ix_tag tag, size_t start, size_t end) {
    size_t inside_end = raw_end(sc, tag, end);
    if (tag == IX_TAG_title && inside_end == sc->s.len)
        inside_end = end;
    if (tag == IX_TAG_title || tag == IX_TAG_script)
        put(sc, IX_TOKEN_OPEN, tag, start, end, inside_end);
    sc->at = inside_end == end || inside_end == sc->s.len ? inside_end : find(sc->s, inside_end, '>') + 1;
}

static void open_tag(scanner *sc) {
    size_t start = sc->at, name = name_end(sc->s, start + 1);
    ix_tag tag = tag_named(sc, ix_str_sub(sc->s, start + 1, name));
    size_t end = tag_end(sc, name);
    sc->at = end;
    if (ix_tags[tag].flags & RAW)
        raw_element(sc, tag, start, end);
    else
        put(sc, IX_TOKEN_OPEN, tag, start, end, 0);
}

static void close_tag(scanner *sc) {
    size_t start = sc->at, name = name_end(sc->s, start + 2);
    ix_tag tag = tag_named(sc, ix_str_sub(sc->s, start + 2, name));
    sc->at = tag_end(sc, name);
    if (!(ix_tags[tag].flags & RAW))
        put(sc, IX_TOKEN_CLOSE, tag, start, sc->at, 0);
}

/* Past a comment, declaration or processing instruction. */
static size_t past_comment(ix_str s, size_t at) {
    if (s.len - at < 4 || memcmp(s.ptr + at, "<!--", 4) != 0)
        return find(s, at, '>') + 1;
    if (s.len - at > 4 && s.ptr[at + 4] == '>')
        return at + 5;
    const char *end = memmem(s.ptr + at + 2, s.len - at - 2, "-->", 3);
    return end && end > s.ptr + at + 3 ? (size_t)(end - s.ptr) + 3 : end ? at + 6 : s.len;
}

/* --- text --- */

static void text(scanner *sc, size_t start, size_t end) {
    size_t weight = 0;
    for (size_t i = start; i < end; i++)
        weight += !space(sc->s.ptr[i]);
    put(sc, IX_TOKEN_TEXT, 0, start, end, weight);
}

/* Does markup begin at this "<"? */
static bool markup(ix_str s, size_t at) {
    if (at + 1 >= s.len)
        return false;
    char c = s.ptr[at + 1];
    return letter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < s.len);
}

static void step(scanner *sc) {
    char c = sc->s.ptr[sc->at + 1];
    if (letter(c))
        open_tag(sc);
    else if (c == '/' && letter(sc->s.ptr[sc->at + 2]))
        close_tag(sc);
    else
        sc->at = past_comment(sc->s, sc->at);
    if (sc->at > sc->s.len)
        sc->at = sc->s.len;
}

ix_tokens ix_tokenize(ix_arena *arena, ix_str source) {
    ix_tokens out = {.source = source};
    scanner sc = {.arena = arena, .out = &out, .s = source};
    fill_keys(&sc);
    while (sc.at < source.len) {
        size_t start = sc.at, lt = find(source, start, '<');
        while (lt < source.len && !markup(source, lt))
            lt = find(source, lt + 1, '<');
        if (lt > start)
            text(&sc, start, lt);
        sc.at = lt;
        if (lt < source.len)
            step(&sc);
    }
    return out;
}

/* --- attributes --- */

static uint32_t skip_space(ix_str tag, uint32_t at) {
    while (at < tag.len && (space(tag.ptr[at]) || tag.ptr[at] == '/'))
        at++;
    return at;
}

/* The value at `at`, after "="; moves `at` past it. */
static ix_str take_value(ix_str tag, uint32_t *at) {
    while (*at < tag.len && space(tag.ptr[*at]))
        ++*at;
    char quote = *at < tag.len && (tag.ptr[*at] == '"' || tag.ptr[*at] == '\'') ? tag.ptr[*at] : 0;
    uint32_t start = *at + (quote != 0), end = start;
    if (quote)
        end = (uint32_t)find(tag, start, quote);
    else
        while (end < tag.len && !space(tag.ptr[end]))
            end++;
    *at = end < tag.len && quote ? end + 1 : end;
    return ix_str_sub(tag, start, end);
}

bool ix_next_attribute(const ix_tokens *tokens, const ix_token *token, ix_attribute_walk *walk,
                       ix_attribute *out) {
    uint32_t end = token->end - (token->end > token->start && tokens->source.ptr[token->end - 1] == '>');
    ix_str tag = ix_str_sub(tokens->source, token->start, end);
    uint32_t at = walk->at ? walk->at : (uint32_t)name_end(tag, 1);
    at = skip_space(tag, at);
    if (at >= tag.len || walk->n++ == IX_MAX_ATTRIBUTES)
        return false;
    uint32_t start = at++;
    while (at < tag.len && !space(tag.ptr[at]) && tag.ptr[at] != '=' && tag.ptr[at] != '/')
        at++;
    out->name = ix_str_sub(tag, start, at);
    out->value = (ix_str){"", 0};
    uint32_t after = at;
    while (after < tag.len && space(tag.ptr[after]))
        after++;
    if (after < tag.len && tag.ptr[after] == '=') {
        at = after + 1;
        out->value = take_value(tag, &at);
    }
    walk->at = at;
    return true;
}

ix_str ix_attribute_value(const ix_tokens *tokens, const ix_token *token, const char *name) {
    ix_attribute_walk walk = {0};
    ix_attribute a;
    while (ix_next_attribute(tokens, token, &walk, &a))
        if (ix_str_same(a.name, name))
            return a.value;
    return (ix_str){NULL, 0};
}
