/* One body per set of mentions that a gazetteer row, an acronym, the same name or a shorter form of it ties
 * together. */
#include "stages.h"

#include "5-resolve/key.h"
#include "base/map.h"
#include "base/utf8.h"

enum { MOST_WORDS = 14, SEVERAL = -2 };

typedef struct resolver {
    ix_document *doc;
    const ix_list *minor;
    bool head_first; /* "Ministerio de Educación Nacional" goes on behind its head */
    uint32_t n;
    int *parent;  /* union-find over mentions */
    ix_str *keys; /* of each mention's words */
    ix_map names; /* key -> mention */
} resolver;

static int root(const resolver *r, int i) {
    while (r->parent[i] != i)
        i = r->parent[i] = r->parent[r->parent[i]];
    return i;
}

static void join(resolver *r, int a, int b) {
    a = root(r, a), b = root(r, b);
    if (a < b)
        r->parent[b] = a;
    else
        r->parent[a] = b;
}

static const ix_mention *mention(const resolver *r, int i) {
    return &r->doc->organisation_mentions.v[i];
}

static bool is_short_form(const ix_mention *m) {
    return m->acronym_of >= 0 && ix_str_is(m->rule, "short form");
}

/* --- same row, same name, acronym --- */

static void join_by(resolver *r, ix_map *map, ix_str key, int i) {
    int *first = ix_map_put(&r->doc->arena, map, key);
    if (*first < 0)
        *first = i;
    else
        join(r, *first, i);
}

static void join_equals(resolver *r) {
    ix_map rows = {0};
    for (int i = 0; i < (int)r->n; i++) {
        const ix_mention *m = mention(r, i);
        uint32_t row = m->entry ? ix_entry_row(m->entry) : 0;
        if (m->entry)
            join_by(r, &rows, ix_str_copy(&r->doc->arena, (ix_str){(const char *)&row, sizeof row}), i);
        if (m->acronym_of >= 0)
            join(r, i, m->acronym_of);
        if (!is_short_form(m))
            join_by(r, &r->names, r->keys[i], i);
    }
}

/* --- shorter forms --- */

static bool is_minor(const resolver *r, ix_str word) {
    return ix_list_has(r->minor, word);
}

/* All stretches of two words and more that could stand for the name: what follows them in it only says what
 * it is for. */
static void note_parts(resolver *r, ix_map *parts, int i) {
    ix_words words = ix_key_words(&r->doc->arena, r->keys[i]);
    for (uint32_t from = 0; from < words.n && words.n <= MOST_WORDS; from++)
        for (uint32_t to = from + 2; to <= words.n; to++) {
            bool whole = from == 0 && to == words.n;
            bool cut = to < words.n && !r->head_first && !is_minor(r, words.v[to]);
            if (whole || cut || is_minor(r, words.v[from]) || is_minor(r, words.v[to - 1]) ||
                (from && r->head_first))
                continue;
            const char *start = words.v[from].ptr;
            ix_str part = {start, (size_t)(words.v[to - 1].ptr + words.v[to - 1].len - start)};
            int *of = ix_map_put(&r->doc->arena, parts, part);
            *of = *of == -1 || (*of >= 0 && root(r, *of) == root(r, i)) ? i : SEVERAL;
        }
}

static const ix_gazetteer_entry *entry_of(const resolver *r, const ix_gazetteer_entry **entries, int i) {
    return entries[root(r, i)];
}

/* The gazetteer's entry of each set, at its root. */
static const ix_gazetteer_entry **gather_entries(resolver *r) {
    const ix_gazetteer_entry **entries = IX_NEW_ARRAY(&r->doc->arena, const ix_gazetteer_entry *, r->n + 1);
    for (int i = 0; i < (int)r->n; i++)
        if (mention(r, i)->entry && !entries[root(r, i)])
            entries[root(r, i)] = mention(r, i)->entry;
    return entries;
}

static void join_parts(resolver *r) {
    ix_map parts = {0};
    const ix_gazetteer_entry **entries = gather_entries(r);
    for (int i = 0; i < (int)r->n; i++)
        if (ix_map_get(&r->names, r->keys[i]) == i)
            note_parts(r, &parts, i);
    for (int i = 0; i < (int)r->n; i++) {
        int of = is_short_form(mention(r, i)) ? -1 : ix_map_get(&parts, r->keys[i]);
        if (of >= 0 && !(entry_of(r, entries, i) && entry_of(r, entries, of)))
            join(r, i, of);
    }
}

/* --- what a set says --- */

static uint32_t count_words(ix_str key) {
    uint32_t n = key.len > 0;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == ' ';
    return n;
}

static bool all_capitals(ix_str s) {
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        if (ix_utf8_is_letter(cp) && !ix_utf8_is_upper(cp))
            return false;
    }
    return true;
}

static void take(resolver *r, ix_organisation *o, int i) {
    const ix_mention *m = mention(r, i);
    ix_str text = ix_doc_str(r->doc, m->span);
    if (is_short_form(m))
        return;
    if (m->entry && o->canonical.len == 0) {
        o->canonical = ix_entry_column(m->entry, "name");
        o->wikidata = ix_entry_column(m->entry, "wikidata");
    }
    if (o->type.len == 0 || (m->entry && m->type.len))
        o->type = m->type;
    bool acronym = count_words(r->keys[i]) == 1 && all_capitals(text);
    if (acronym && o->acronym.len == 0)
        o->acronym = text;
    uint32_t have = o->name.len ? count_words(ix_name_key(&r->doc->arena, o->name)) : 0,
             words = count_words(r->keys[i]);
    if (words > have || (words == have && all_capitals(o->name) && !all_capitals(text)))
        o->name = text;
}

static void make_entities(resolver *r) {
    ix_document *doc = r->doc;
    int *index = IX_NEW_ARRAY(&doc->arena, int, r->n + 1);
    for (int i = 0; i < (int)r->n; i++) {
        if (root(r, i) == i) {
            index[i] = (int)doc->organisations.n;
            *IX_PUSH(&doc->arena, &doc->organisations) = (ix_organisation){.parent = -1, .first = i};
        }
        doc->organisation_mentions.v[i].entity = index[root(r, i)];
        take(r, &doc->organisations.v[index[root(r, i)]], i);
    }
}

static ix_str first_alias(ix_str cell) {
    const char *bar = memchr(cell.ptr, '|', cell.len);
    return bar ? ix_str_sub(cell, 0, (size_t)(bar - cell.ptr)) : cell;
}

/* The gazetteer's parent, where the release names it too. */
static void finish_entities(resolver *r) {
    ix_document *doc = r->doc;
    ix_map canonical = {0};
    for (uint32_t i = 0; i < doc->organisations.n; i++)
        if (doc->organisations.v[i].canonical.len)
            *ix_map_put(&doc->arena, &canonical, doc->organisations.v[i].canonical) = (int)i;
    for (uint32_t i = 0; i < r->n; i++) {
        const ix_mention *m = mention(r, (int)i);
        ix_organisation *o = &doc->organisations.v[m->entity];
        if (o->type.len == 0)
            o->type = IX_STR("other");
        if (!m->entry || o->parent >= 0)
            continue;
        int parent = ix_map_get(&canonical, ix_entry_column(m->entry, "parent"));
        o->parent = parent == m->entity ? -1 : parent;
        if (o->acronym.len == 0)
            o->acronym = first_alias(ix_entry_column(m->entry, "acronym"));
    }
}

void ix_resolve_organisations(ix_document *doc, const ix_language *language) {
    resolver r = {.doc = doc, .n = doc->organisation_mentions.n};
    r.minor = ix_language_list(language, "minor_word");
    r.head_first = ix_str_is(ix_language_setting(language, "name_head"), "first");
    r.parent = IX_NEW_ARRAY(&doc->arena, int, r.n + 1);
    r.keys = IX_NEW_ARRAY(&doc->arena, ix_str, r.n + 1);
    for (uint32_t i = 0; i < r.n; i++) {
        r.parent[i] = (int)i;
        r.keys[i] = ix_name_key(&doc->arena, ix_doc_str(doc, doc->organisation_mentions.v[i].span));
    }
    join_equals(&r);
    join_parts(&r);
    make_entities(&r);
    finish_entities(&r);
}
