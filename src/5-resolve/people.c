/* One person per set of mentions whose names agree: each word of the shorter name is in the longer, in order.
 */
#include "stages.h"

#include "5-resolve/key.h"
#include "base/map.h"
#include "base/utf8.h"

enum { LONGEST_CHAIN = 32 };

typedef struct bearer {
    ix_words words; /* of the fullest name */
    uint32_t seen;  /* start of the last mention so far */
} bearer;

typedef struct link {
    int person, next;
} link;

typedef struct resolver {
    ix_document *doc;
    ix_map by_word; /* word of a name -> chain of those who bear it */
    IX_ARRAY(link) links;
    IX_ARRAY(bearer) bearers; /* beside doc->people */
} resolver;

static bool agree(ix_str a, ix_str b) {
    if (ix_str_eq(a, b))
        return true;
    size_t x = 0, y = 0;
    bool initial = (ix_utf8_next(a, &x) == ix_utf8_next(b, &y)) && (x == a.len || y == b.len);
    return initial;
}

/* The last words are the same and the others agree in order, some of the longer name's passed over. */
static bool same_name(const ix_words *a, const ix_words *b) {
    const ix_words *shorter = a->n <= b->n ? a : b, *longer = a->n <= b->n ? b : a;
    uint32_t i = 0;
    for (uint32_t j = 0; i < shorter->n && j < longer->n; j++) {
        bool last = i + 1 == shorter->n;
        if (last ? ix_str_eq(shorter->v[i], longer->v[j]) : agree(shorter->v[i], longer->v[j]))
            i++;
    }
    return i == shorter->n;
}

static void index_words(resolver *r, int person) {
    const ix_words *words = &r->bearers.v[person].words;
    for (uint32_t i = 0; i < words->n; i++) {
        int *head = ix_map_put(&r->doc->arena, &r->by_word, words->v[i]), length = 0;
        bool there = false;
        for (int k = *head; k >= 0; k = r->links.v[k].next, length++)
            there = there || r->links.v[k].person == person;
        if (there || length >= LONGEST_CHAIN)
            continue;
        int index = (int)r->links.n;
        *IX_PUSH(&r->doc->arena, &r->links) = (link){person, *head};
        *head = index;
    }
}

/* Whether person a is likelier to be meant at `here` than b: the surname counts for more than other words of
 * a name, then who was mentioned last before, then who comes first. */
static bool likelier(const resolver *r, const ix_words *words, uint32_t here, int a, int b) {
    const bearer *x = &r->bearers.v[a], *y = &r->bearers.v[b];
    ix_str last = words->v[words->n - 1];
    bool x_surname = ix_str_eq(last, x->words.v[x->words.n - 1]),
         y_surname = ix_str_eq(last, y->words.v[y->words.n - 1]);
    if (x_surname != y_surname)
        return x_surname;
    if ((x->seen <= here) != (y->seen <= here))
        return x->seen <= here;
    return x->seen <= here ? x->seen > y->seen : a < b;
}

static int find_in_chain(const resolver *r, ix_str word, const ix_words *words, uint32_t here, int best) {
    for (int k = ix_map_get(&r->by_word, word); k >= 0; k = r->links.v[k].next) {
        int p = r->links.v[k].person;
        if (same_name(words, &r->bearers.v[p].words) && (best < 0 || likelier(r, words, here, p, best)))
            best = p;
    }
    return best;
}

/* By the last word, else by the first: a second surname may have been left out before. */
static int find(const resolver *r, const ix_words *words, uint32_t here) {
    int best = find_in_chain(r, words->v[words->n - 1], words, here, -1);
    return best >= 0 || words->n < 3 ? best : find_in_chain(r, words->v[0], words, here, -1);
}

static int add_person(resolver *r, int first) {
    *IX_PUSH(&r->doc->arena, &r->doc->people) = (ix_person){.organisation = -1, .first = first};
    *IX_PUSH(&r->doc->arena, &r->bearers) = (bearer){{0}, UINT32_MAX};
    return (int)r->doc->people.n - 1;
}

static bool mostly_capitals(ix_str s) {
    size_t upper = 0, letters = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        letters += ix_utf8_is_letter(cp);
        upper += ix_utf8_is_upper(cp);
    }
    return upper * 2 > letters;
}

static void take_name(resolver *r, int person, const ix_words *words, ix_str name) {
    ix_person *p = &r->doc->people.v[person];
    bearer *b = &r->bearers.v[person];
    if (words->n > b->words.n ||
        (words->n == b->words.n && mostly_capitals(p->name) && !mostly_capitals(name))) {
        p->name = name;
        b->words = *words;
        index_words(r, person);
    }
}

/* Names of several words first, so that a surname in the headline finds the name that the text gives later.
 */
static void assign(resolver *r, bool whole_names) {
    ix_document *doc = r->doc;
    for (uint32_t i = 0; i < r->bearers.n; i++)
        r->bearers.v[i].seen = UINT32_MAX;
    for (uint32_t i = 0; i < doc->person_mentions.n; i++) {
        ix_mention *m = &doc->person_mentions.v[i];
        ix_str name = ix_doc_str(doc, m->span);
        ix_words words = ix_key_words(&doc->arena, ix_name_key(&doc->arena, name));
        if (words.n == 0 || (words.n > 1) != whole_names) {
            if (m->entity >= 0)
                r->bearers.v[m->entity].seen = m->span.start;
            continue;
        }
        int person = find(r, &words, m->span.start);
        if (person < 0)
            person = add_person(r, (int)i);
        m->entity = person;
        take_name(r, person, &words, name);
        r->bearers.v[person].seen = m->span.start;
    }
}

/* The role's words without the body's name before them: "ILO Director-General". */
static ix_str role_text(const ix_document *doc, const ix_mention *m) {
    ix_str role = ix_doc_str(doc, m->role);
    if (m->organisation < 0)
        return role;
    ix_span body = doc->organisation_mentions.v[m->organisation].span;
    if (body.start != m->role.start || body.end >= m->role.end)
        return role;
    size_t blank = body.end;
    while (blank < m->role.end && doc->text.ptr[blank] != ' ')
        blank++;
    return ix_str_trim(ix_str_sub(doc->text, blank, m->role.end));
}

static void take_roles(ix_document *doc) {
    for (uint32_t i = 0; i < doc->person_mentions.n; i++) {
        const ix_mention *m = &doc->person_mentions.v[i];
        ix_person *p = m->entity >= 0 ? &doc->people.v[m->entity] : NULL;
        if (!p)
            continue;
        if (p->role.len == 0 && !ix_span_empty(m->role))
            p->role = role_text(doc, m);
        if (p->organisation < 0 && m->organisation >= 0)
            p->organisation = doc->organisation_mentions.v[m->organisation].entity;
    }
}

void ix_resolve_people(ix_document *doc, const ix_language *language) {
    resolver r = {.doc = doc};
    (void)language;
    assign(&r, true);
    assign(&r, false);
    take_roles(doc);
}
