/* Who a quotation's speaker is: the words beside it are a name, a pronoun, a role, a body, or there are none.
 */
#include "stages.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { LOOK_BACK = 60, MAX_WORDS = 24 };

/* A word of the mention, folded. */
typedef struct words {
    ix_str v[MAX_WORDS];
    ix_span span[MAX_WORDS];
    int n;
} words;

typedef struct resolver {
    ix_document *doc;
    const ix_list *determiners, *links, *generic, *genders, *pronouns;
    IX_ARRAY(int) outside; /* person mentions outside quotations, in text order */
    IX_ARRAY(words) roles; /* beside doc->people: the words of all roles and bodies of each */
    int *gender;           /* beside doc->people: 'm', 'f' or 0 */
    const ix_quote *last;  /* the last quotation whose speaker has a name, or NULL */
} resolver;

/* --- words --- */

static bool word_char(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp) || cp == '-';
}

static void add_words(ix_document *doc, words *out, ix_str s) {
    size_t at = 0;
    while (at < s.len && out->n < MAX_WORDS) {
        size_t start = at, end = at;
        while (at < s.len) {
            uint32_t cp = ix_utf8_next(s, &at);
            if (!word_char(cp))
                break;
            end = at;
        }
        if (end == start)
            continue;
        ix_str word = ix_str_sub(s, start, end);
        bool inside = s.ptr >= doc->text.ptr && s.ptr < doc->text.ptr + doc->text.len;
        uint32_t base = inside ? (uint32_t)(word.ptr - doc->text.ptr) : 0;
        out->span[out->n] = (ix_span){base, base + (uint32_t)word.len};
        out->v[out->n++] = ix_utf8_fold(&doc->arena, word);
    }
}

static bool has_word(const words *w, ix_str word) {
    for (int i = 0; i < w->n; i++)
        if (ix_str_eq(w->v[i], word))
            return true;
    return false;
}

static bool in(const ix_list *list, ix_str word) {
    return ix_list_value(list, word).ptr != NULL;
}

static bool empty_word(const resolver *r, ix_str word) {
    return in(r->determiners, word) || in(r->links, word) || word.len < 2;
}

/* --- mentions --- */

/* The last mention of the array that begins at or before the byte, or -1. Mentions stand in text order. */
static int mention_at(const ix_mention *v, uint32_t n, uint32_t byte) {
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (v[mid].span.start <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return (int)low - 1;
}

/* The last mention within the span, or -1. */
static int mention_in(const ix_mention *v, uint32_t n, ix_span span) {
    if (ix_span_empty(span))
        return -1;
    int i = mention_at(v, n, span.end - 1);
    return i >= 0 && v[i].span.end > span.start ? i : -1;
}

static bool only_between(const ix_document *doc, uint32_t from, uint32_t to, const char *marks) {
    for (uint32_t i = from; i < to; i++)
        if (!strchr(marks, doc->text.ptr[i]))
            return false;
    return from <= to;
}

/* A name beside a role: ", Jorge Peraza" after it, or "Jorge Peraza, " before it. */
static int mention_beside(const ix_document *doc, ix_span span) {
    const ix_mention *v = doc->person_mentions.v;
    int i = mention_at(v, doc->person_mentions.n, span.end + 2);
    if (i >= 0 && v[i].span.start >= span.end && only_between(doc, span.end, v[i].span.start, ", "))
        return i;
    i = mention_at(v, doc->person_mentions.n, span.start);
    if (i >= 0 && v[i].span.end <= span.start && only_between(doc, v[i].span.end, span.start, ", "))
        return i;
    return -1;
}

static bool possessive(const ix_document *doc, ix_span name, ix_span within) {
    ix_str rest = ix_str_sub(doc->text, name.end, doc->text.len);
    bool mark = ix_str_starts(rest, IX_STR("'")) || ix_str_starts(rest, IX_STR("’"));
    return mark && name.end + 3 < within.end;
}

/* --- the settled speaker --- */

static void settle(resolver *r, ix_quote *q, int person, const char *how) {
    const ix_person *p = &r->doc->people.v[person];
    q->speaker.person = person;
    q->speaker.name = p->name;
    q->speaker.role = p->role;
    q->speaker.organisation = p->organisation;
    q->speaker.resolved = ix_str_of(how ? how : "");
}

static void settle_name(resolver *r, ix_quote *q, int mention) {
    const ix_mention *m = &r->doc->person_mentions.v[mention];
    bool whole = ix_str_eq(ix_doc_str(r->doc, m->span), r->doc->people.v[m->entity].name);
    settle(r, q, m->entity, whole ? "explicit" : "surname");
}

/* --- agreement --- */

static int gender_of_word(const resolver *r, ix_str word) {
    ix_str value = ix_list_value(r->genders, word);
    return value.len ? value.ptr[0] : 0;
}

static void learn_people(resolver *r) {
    ix_document *doc = r->doc;
    r->gender = IX_NEW_ARRAY(&doc->arena, int, doc->people.n + 1);
    for (uint32_t i = 0; i < doc->people.n; i++)
        *IX_PUSH(&doc->arena, &r->roles) = (words){.n = 0};
    for (uint32_t i = 0; i < doc->person_mentions.n; i++) {
        const ix_mention *m = &doc->person_mentions.v[i];
        if (m->entity < 0)
            continue;
        add_words(doc, &r->roles.v[m->entity], ix_doc_str(doc, m->role));
        if (m->organisation >= 0)
            add_words(doc, &r->roles.v[m->entity],
                      ix_doc_str(doc, doc->organisation_mentions.v[m->organisation].span));
        if (!ix_span_empty(m->given) && !r->gender[m->entity])
            r->gender[m->entity] = gender_of_word(r, ix_doc_str(doc, m->given));
    }
    for (uint32_t i = 0; i < doc->people.n; i++) {
        int o = doc->people.v[i].organisation;
        if (o >= 0) {
            add_words(doc, &r->roles.v[i], doc->organisations.v[o].name);
            add_words(doc, &r->roles.v[i], doc->organisations.v[o].acronym);
        }
    }
}

static bool agrees(const resolver *r, int person, int gender) {
    return !gender || !r->gender[person] || r->gender[person] == gender;
}

/* --- who is spoken of --- */

static bool inside_quote(const ix_document *doc, uint32_t *next, ix_span span) {
    while (*next < doc->quotes.n && doc->quotes.v[*next].span.end <= span.start)
        ++*next;
    if (*next == doc->quotes.n)
        return false;
    const ix_quote *q = &doc->quotes.v[*next];
    for (uint32_t s = 0; s < q->segments.n; s++)
        if (ix_span_overlap(q->segments.v[s], span))
            return q->type != IX_INDIRECT;
    return false;
}

static void gather_outside(resolver *r) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < r->doc->person_mentions.n; i++)
        if (r->doc->person_mentions.v[i].entity >= 0 &&
            !inside_quote(r->doc, &next, r->doc->person_mentions.v[i].span))
            *IX_PUSH(&r->doc->arena, &r->outside) = (int)i;
}

static int outside_before(const resolver *r, uint32_t byte) {
    uint32_t low = 0, high = r->outside.n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (r->doc->person_mentions.v[r->outside.v[mid]].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return (int)low - 1;
}

/* The person whom the words before `byte` are about: of the nearest sentence that names one, the first; or
 * who spoke last, when that is nearer. -1 when there is none. */
static int person_in_view(const resolver *r, uint32_t byte, int gender, bool *spoke) {
    const ix_mention *v = r->doc->person_mentions.v;
    int best = -1, sentence = -1;
    uint32_t named = 0;
    int from = outside_before(r, byte);
    for (int i = from; i >= 0 && from - i < LOOK_BACK; i--) {
        const ix_mention *m = &v[r->outside.v[i]];
        if (best >= 0 && m->sentence != sentence)
            break;
        if (!agrees(r, m->entity, gender))
            continue;
        best = m->entity;
        sentence = m->sentence;
        named = m->span.end;
    }
    const ix_quote *last = r->last;
    uint32_t last_end =
        last ? (last->span.end > last->speaker.span.end ? last->span.end : last->speaker.span.end) : 0;
    *spoke =
        last && last_end > named && (last->speaker.person < 0 || agrees(r, last->speaker.person, gender));
    return *spoke ? last->speaker.person : best;
}

/* The speaker is whoever is in view. */
static void settle_in_view(resolver *r, ix_quote *q, uint32_t byte, int gender, const char *how) {
    bool spoke;
    int person = person_in_view(r, byte, gender, &spoke);
    ix_span span = q->speaker.span;
    if (person >= 0)
        settle(r, q, person, how);
    else if (spoke) {
        q->speaker = r->last->speaker;
        q->speaker.span = span;
    } else
        return;
    q->speaker.resolved = ix_str_of(!how ? spoke ? "floating" : "preceding" : how);
}

/* --- mentions that are no names --- */

/* How well a description fits a person: each word is one of the person's roles or bodies, or says no more
 * than "official". */
static int fit(const resolver *r, const words *w, int person) {
    int said = 0;
    for (int i = 0; i < w->n; i++) {
        if (empty_word(r, w->v[i]) || in(r->generic, w->v[i]))
            continue;
        if (has_word(&r->roles.v[person], w->v[i])) {
            said++;
            continue;
        }
        int body = mention_in(r->doc->organisation_mentions.v, r->doc->organisation_mentions.n, w->span[i]);
        int entity = body >= 0 ? r->doc->organisation_mentions.v[body].entity : -1;
        if (entity < 0 || entity != r->doc->people.v[person].organisation)
            return 0;
        said++;
    }
    return said;
}

static int person_with_role(const resolver *r, const words *w, uint32_t byte) {
    int from = outside_before(r, byte);
    for (int i = from; i >= 0 && from - i < LOOK_BACK; i--) {
        int person = r->doc->person_mentions.v[r->outside.v[i]].entity;
        if (fit(r, w, person) > 0)
            return person;
    }
    for (uint32_t i = (uint32_t)(from + 1); i < r->outside.n && i < (uint32_t)(from + 1) + LOOK_BACK; i++) {
        int person = r->doc->person_mentions.v[r->outside.v[i]].entity;
        if (fit(r, w, person) > 0)
            return person;
    }
    return -1;
}

/* "the official": nothing but a word that fits anyone, and definite. */
static bool anyone(const resolver *r, const words *w) {
    bool generic = false;
    for (int i = 0; i < w->n; i++) {
        if (in(r->generic, w->v[i]))
            generic = true;
        else if (!in(r->determiners, w->v[i]))
            return false;
    }
    return generic && ix_str_is(ix_list_value(r->determiners, w->v[0]), "definite");
}

static bool resolve_body(resolver *r, ix_quote *q) {
    const ix_document *doc = r->doc;
    int m = mention_in(doc->organisation_mentions.v, doc->organisation_mentions.n, q->speaker.span);
    if (m < 0 || doc->organisation_mentions.v[m].entity < 0 ||
        doc->organisation_mentions.v[m].span.end + 1 < q->speaker.span.end)
        return false;
    q->speaker.organisation = doc->organisation_mentions.v[m].entity;
    q->speaker.name = doc->organisations.v[q->speaker.organisation].name;
    q->speaker.resolved = IX_STR("explicit");
    return true;
}

static bool capital(ix_str word) {
    size_t at = 0;
    return word.len && ix_utf8_is_upper(ix_utf8_next(word, &at));
}

/* A first name or a surname alone that no rule took for a name: all its capital words are words of one
 * person's name. */
static int person_by_part(const resolver *r, const words *w) {
    for (uint32_t i = 0; i < r->doc->people.n; i++) {
        words name = {.n = 0};
        int hits = 0, misses = 0;
        add_words(r->doc, &name, r->doc->people.v[i].name);
        for (int k = 0; k < w->n; k++) {
            bool there = capital(ix_doc_str(r->doc, w->span[k])) && has_word(&name, w->v[k]);
            hits += there;
            misses += !there;
        }
        if (hits && !misses)
            return (int)i;
    }
    return -1;
}

/* One to four words with capitals that nothing is known of are a name. */
static bool resolve_stranger(resolver *r, ix_quote *q, const words *w) {
    for (int i = 0; i < w->n; i++)
        if (!capital(ix_doc_str(r->doc, w->span[i])) && !(i > 0 && i + 1 < w->n && empty_word(r, w->v[i])))
            return false;
    if (w->n < 1 || w->n > 4 || in(r->determiners, w->v[0]))
        return false;
    q->speaker.name = ix_doc_str(r->doc, q->speaker.span);
    q->speaker.resolved = IX_STR("explicit");
    return true;
}

/* Nobody with a name: the words themselves say what the speaker is. */
static void resolve_unnamed(resolver *r, ix_quote *q, const words *w) {
    if (in(r->determiners, w->v[0]) && w->n > 1)
        q->speaker.role = ix_str_sub(r->doc->text, w->span[1].start, q->speaker.span.end);
}

static void resolve_description(resolver *r, ix_quote *q) {
    words w = {.n = 0};
    add_words(r->doc, &w, ix_doc_str(r->doc, q->speaker.span));
    if (w.n == 0)
        return;
    int part = person_by_part(r, &w),
        person = part >= 0 ? part : person_with_role(r, &w, q->speaker.span.start);
    if (person < 0 && anyone(r, &w)) {
        settle_in_view(r, q, q->speaker.span.start, 0, "role");
        return;
    }
    if (person >= 0)
        settle(r, q, person, part >= 0 ? "surname" : "role");
    else if (!resolve_body(r, q) && !resolve_stranger(r, q, &w))
        resolve_unnamed(r, q, &w);
}

static bool is_pronoun(const resolver *r, ix_span span) {
    return in(r->pronouns, ix_doc_str(r->doc, span));
}

/* --- a quotation --- */

static void resolve_mention(resolver *r, ix_quote *q) {
    ix_document *doc = r->doc;
    ix_span span = q->speaker.span;
    int m = mention_in(doc->person_mentions.v, doc->person_mentions.n, span);
    if (m >= 0 && possessive(doc, doc->person_mentions.v[m].span, span))
        m = -1;
    if (m < 0 && !is_pronoun(r, span))
        m = mention_beside(doc, span);
    if (m >= 0 && doc->person_mentions.v[m].entity >= 0)
        settle_name(r, q, m);
    else if (is_pronoun(r, span)) {
        settle_in_view(r, q, span.start, gender_of_word(r, ix_doc_str(doc, span)), "pronoun");
    } else
        resolve_description(r, q);
}

/* Do the words begin a sentence? */
static bool begins_sentence(const ix_document *doc, uint32_t byte) {
    int block = ix_block_at(doc, byte);
    size_t at = byte, start = block < 0 ? 0 : doc->blocks.v[block].span.start;
    while (at > start) {
        uint32_t cp = ix_utf8_prev(doc->text, &at);
        if (ix_utf8_is_space(cp) || cp == '*' || cp == '_')
            continue;
        return cp == '.' || cp == '!' || cp == '?' || cp == ':' || cp == 0x2026 || cp == 0x201D ||
               cp == 0xBB || cp == '"';
    }
    return true;
}

/* No words name the speaker: who was spoken of before, or goes on. Marked words in the midst of a sentence
 * that has no cue, and headings, are nobody's. */
static void resolve_silence(resolver *r, ix_quote *q) {
    bool cue = !ix_span_empty(q->cue);
    uint32_t start = q->span.start < q->cue.start || !cue ? q->span.start : q->cue.start;
    int block = ix_block_at(r->doc, q->span.start);
    bool heading = block >= 0 && (r->doc->blocks.v[block].kind == IX_BLOCK_HEADING ||
                                  r->doc->blocks.v[block].kind == IX_BLOCK_TITLE);
    if (cue || (!heading && begins_sentence(r->doc, q->span.start)))
        settle_in_view(r, q, start, 0, cue ? "pronoun" : NULL);
}

void ix_resolve_speakers(ix_document *doc, const ix_language *language) {
    resolver r = {.doc = doc,
                  .determiners = ix_language_list(language, "determiner"),
                  .links = ix_language_list(language, "phrase_link"),
                  .generic = ix_language_list(language, "speaker_generic"),
                  .genders = ix_language_list(language, "speaker_gender"),
                  .pronouns = ix_language_list(language, "speaker_pronoun"),
                  .last = NULL};
    if (!doc->quotes.n)
        return;
    learn_people(&r);
    gather_outside(&r);
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        ix_quote *q = &doc->quotes.v[i];
        if (ix_span_empty(q->speaker.span))
            resolve_silence(&r, q);
        else
            resolve_mention(&r, q);
        if (q->speaker.name.len && (q->speaker.person >= 0 || q->type != IX_INDIRECT))
            r.last = q;
    }
}
