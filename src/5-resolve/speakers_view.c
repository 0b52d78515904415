#include "speakers.h"

#include <stdlib.h>

#include "base/spans.h"
#include "base/utf8.h"

enum { LOOK_BACK = 60, MAX_PEOPLE = 300 };

/* --- words --- */

static bool word_char(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp) || cp == '-';
}

void ix_add_words(ix_document *doc, ix_words_said *out, ix_str s) {
    size_t at = 0;
    while (at < s.len && out->n < IX_SPEAKER_WORDS) {
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
        out->span[out->n] = (ix_span){base, inside ? base + (uint32_t)word.len : 0};
        out->v[out->n++] = ix_utf8_fold(&doc->arena, word);
    }
}

static bool has_word(const ix_words_said *w, ix_str word) {
    for (int i = 0; i < w->n; i++)
        if (ix_str_eq(w->v[i], word))
            return true;
    return false;
}

int ix_gender_of(const ix_speakers *s, ix_str word) {
    ix_str value = ix_list_value(s->genders, word);
    return value.len ? value.ptr[0] : 0;
}

/* --- mentions --- */

int ix_mention_at(const ix_mention *v, uint32_t n, uint32_t byte) {
    return (int)IX_SPANS_BEGUN(v, n, byte) - 1;
}

int ix_mention_in(const ix_mention *v, uint32_t n, ix_span span) {
    if (ix_span_empty(span))
        return -1;
    int i = ix_mention_at(v, n, span.end - 1);
    return i >= 0 && v[i].span.end > span.start ? i : -1;
}

bool ix_is_role(const ix_speakers *s, ix_span word) {
    int i = (int)IX_SPANS_BEGUN(s->roles.v, s->roles.n, word.start) - 1;
    return i >= 0 && s->roles.v[i].span.end > word.start;
}

/* --- people --- */

static void learn_mention(ix_speakers *s, const ix_mention *m) {
    ix_document *doc = s->doc;
    ix_bearer *b = &s->bearers.v[m->entity];
    ix_add_words(doc, &b->roles, ix_doc_str(doc, m->role));
    if (m->organisation >= 0)
        ix_add_words(doc, &b->roles, ix_doc_str(doc, doc->organisation_mentions.v[m->organisation].span));
    if (!ix_span_empty(m->given) && !b->gender)
        b->gender = ix_gender_of(s, ix_doc_str(doc, m->given));
}

static void learn_people(ix_speakers *s) {
    ix_document *doc = s->doc;
    for (uint32_t i = 0; i < doc->people.n; i++)
        ix_add_words(doc, &IX_PUSH(&doc->arena, &s->bearers)->name, doc->people.v[i].name);
    for (uint32_t i = 0; i < doc->person_mentions.n; i++)
        if (doc->person_mentions.v[i].entity >= 0)
            learn_mention(s, &doc->person_mentions.v[i]);
    for (uint32_t i = 0; i < doc->people.n; i++) {
        int o = doc->people.v[i].organisation;
        if (o < 0)
            continue;
        ix_add_words(doc, &s->bearers.v[i].roles, doc->organisations.v[o].name);
        ix_add_words(doc, &s->bearers.v[i].roles, doc->organisations.v[o].acronym);
    }
}

/* --- sights --- */

static bool inside_quote(const ix_document *doc, uint32_t *next, ix_span span) {
    while (*next < doc->quotes.n && doc->quotes.v[*next].span.end <= span.start)
        ++*next;
    if (*next == doc->quotes.n)
        return false;
    const ix_quote *q = &doc->quotes.v[*next];
    for (uint32_t i = 0; i < q->segments.n; i++)
        if (ix_span_overlap(q->segments.v[i], span))
            return q->type != IX_INDIRECT;
    return false;
}

static void see(ix_speakers *s, ix_span span, int person) {
    *IX_PUSH(&s->doc->arena, &s->sights) = (ix_sight){span, ix_sentence_at(s->doc, span.start), person};
}

static void see_names(ix_speakers *s) {
    const ix_document *doc = s->doc;
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->person_mentions.n; i++) {
        const ix_mention *m = &doc->person_mentions.v[i];
        if (m->entity >= 0 && !inside_quote(doc, &next, m->span))
            see(s, m->span, m->entity);
    }
}

/* "the Minister": a role that a definite article makes someone's who is known. */
static bool definite(const ix_speakers *s, uint32_t start) {
    ix_str text = s->doc->text;
    uint32_t end = start;
    while (end > 0 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\n'))
        end--;
    uint32_t from = end;
    while (from > 0 && end - from < 8 && !ix_utf8_is_space((unsigned char)text.ptr[from - 1]))
        from--;
    return ix_str_is(ix_list_value(s->determiners, ix_str_sub(text, from, end)), "definite");
}

static bool beside_name(const ix_document *doc, ix_span role) {
    int i = ix_mention_at(doc->person_mentions.v, doc->person_mentions.n, role.end + 3);
    return i >= 0 && doc->person_mentions.v[i].span.end + 3 > role.start;
}

static void see_roles(ix_speakers *s) {
    ix_document *doc = s->doc;
    uint32_t next = 0;
    for (uint32_t i = 0; i < doc->matches.n; i++) {
        const ix_match *m = &doc->matches.v[i];
        if (m->layer != IX_LAYER_role)
            continue;
        *IX_PUSH(&doc->arena, &s->roles) = (ix_sight){m->span, -1, -1};
        if (inside_quote(doc, &next, m->span) || beside_name(doc, m->span) || !definite(s, m->span.start))
            continue;
        ix_words_said w = {.n = 0};
        ix_add_words(doc, &w, ix_doc_str(doc, m->span));
        int person = ix_person_by_role(s, &w, m->span.start);
        if (person >= 0)
            see(s, m->span, person);
    }
}

static int by_place(const void *a, const void *b) {
    const ix_sight *x = a, *y = b;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

static void sort_sights(ix_speakers *s) {
    if (s->sights.n)
        qsort(s->sights.v, s->sights.n, sizeof *s->sights.v, by_place);
}

ix_speakers ix_speakers_learn(ix_document *doc, const ix_language *language) {
    ix_speakers s = {.doc = doc,
                     .determiners = ix_language_list(language, "determiner"),
                     .links = ix_language_list(language, "phrase_link"),
                     .generic = ix_language_list(language, "speaker_generic"),
                     .sources = ix_language_list(language, "speaker_source"),
                     .genders = ix_language_list(language, "speaker_gender"),
                     .pronouns = ix_language_list(language, "speaker_pronoun"),
                     .stops = ix_language_list(language, "phrase_stop"),
                     .participles = ix_language_list(language, "saying"),
                     .participle_ending = ix_language_setting(language, "participle_ending")};
    learn_people(&s);
    see_names(&s);
    sort_sights(&s);
    see_roles(&s);
    sort_sights(&s);
    return s;
}

/* The last sight that ends before the byte, or -1. */
static int sight_before(const ix_speakers *s, uint32_t byte) {
    return (int)IX_SPANS_ENDED(s->sights.v, s->sights.n, byte) - 1;
}

/* --- whom a description fits --- */

static bool of_his_body(const ix_speakers *s, ix_span word, int person) {
    const ix_document *doc = s->doc;
    int body = ix_mention_in(doc->organisation_mentions.v, doc->organisation_mentions.n, word);
    int entity = body >= 0 ? doc->organisation_mentions.v[body].entity : -1;
    return entity >= 0 && entity == doc->people.v[person].organisation;
}

/* How many words of it are of the person's roles or bodies; 0 when one is not, unless it says no more than
 * "official". */
static int fit(const ix_speakers *s, const ix_words_said *w, int person) {
    int said = 0;
    for (int i = 0; i < w->n; i++) {
        ix_str word = w->v[i];
        if (ix_list_has(s->determiners, word) || ix_list_has(s->links, word) || word.len < 2 ||
            ix_list_has(s->generic, word))
            continue;
        if (!has_word(&s->bearers.v[person].roles, word) && !of_his_body(s, w->span[i], person))
            return 0;
        said++;
    }
    return said;
}

int ix_person_by_role(const ix_speakers *s, const ix_words_said *w, uint32_t byte) {
    int from = sight_before(s, byte);
    for (int i = from; i >= 0 && from - i < LOOK_BACK; i--)
        if (fit(s, w, s->sights.v[i].person) > 0)
            return s->sights.v[i].person;
    for (int i = from + 1; i < (int)s->sights.n && i <= from + LOOK_BACK; i++)
        if (fit(s, w, s->sights.v[i].person) > 0)
            return s->sights.v[i].person;
    return -1;
}

int ix_person_by_part(const ix_speakers *s, const ix_words_said *w) {
    for (uint32_t i = 0; i < s->bearers.n && i < MAX_PEOPLE; i++) {
        int k = 0;
        while (k < w->n && ix_utf8_begins_upper(ix_doc_str(s->doc, w->span[k])) &&
               has_word(&s->bearers.v[i].name, w->v[k]))
            k++;
        if (k == w->n && k > 0)
            return (int)i;
    }
    return -1;
}

/* --- who is in view --- */

static bool agrees(const ix_speakers *s, int person, int gender) {
    return person < 0 || !gender || !s->bearers.v[person].gender || s->bearers.v[person].gender == gender;
}

int ix_person_in_view(const ix_speakers *s, uint32_t byte, int gender, bool *spoke) {
    int best = -1, sentence = -1, from = sight_before(s, byte);
    uint32_t named = 0, last_end = 0;
    for (int i = from; i >= 0 && from - i < LOOK_BACK; i--) {
        const ix_sight *sight = &s->sights.v[i];
        if (best >= 0 && sight->sentence != sentence)
            break;
        if (!agrees(s, sight->person, gender))
            continue;
        best = sight->person;
        sentence = sight->sentence;
        named = sight->span.end;
    }
    if (s->last)
        last_end =
            s->last->span.end > s->last->speaker.span.end ? s->last->span.end : s->last->speaker.span.end;
    bool body = s->last && s->last->speaker.person < 0 && s->last->speaker.organisation >= 0;
    *spoke = s->last && last_end > named && !(gender && body) && agrees(s, s->last->speaker.person, gender);
    return *spoke ? s->last->speaker.person : best;
}
