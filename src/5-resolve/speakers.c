/* Who a quotation's speaker is: the words beside it are a name, a pronoun, a role, a body, or there are none.
 */
#include "stages.h"

#include "base/utf8.h"
#include "speakers.h"

enum { LIST_BYTES = 240 }; /* of places and bodies that may stand between a role and the name it belongs to */

/* --- the settled speaker --- */

static void settle(ix_speakers *s, ix_quote *q, int person, const char *how) {
    const ix_person *p = &s->doc->people.v[person];
    q->speaker.person = person;
    q->speaker.name = p->name;
    q->speaker.role = p->role;
    q->speaker.organisation = p->organisation;
    q->speaker.resolved = ix_str_of(how ? how : "");
}

static void settle_name(ix_speakers *s, ix_quote *q, int mention) {
    const ix_mention *m = &s->doc->person_mentions.v[mention];
    bool whole = ix_str_eq(ix_doc_str(s->doc, m->span), s->doc->people.v[m->entity].name);
    settle(s, q, m->entity, whole ? "explicit" : "surname");
    if (!q->speaker.role.len && q->speaker.span.start < m->span.start && q->speaker.span.end <= m->span.start)
        q->speaker.role = ix_role_before(s, q->speaker.span, m->span);
    if (!q->speaker.role.len)
        q->speaker.role = ix_role_after(s, m->span, q->cue);
}

/* The speaker is whoever is in view. */
static void settle_in_view(ix_speakers *s, ix_quote *q, uint32_t byte, int gender, const char *how) {
    bool spoke;
    int person = ix_person_in_view(s, byte, gender, &spoke);
    ix_span span = q->speaker.span;
    if (person >= 0)
        settle(s, q, person, how);
    else if (spoke) {
        q->speaker = s->last->speaker;
        q->speaker.span = span;
    } else
        return;
    q->speaker.resolved = ix_str_of(!how ? spoke ? "floating" : "preceding" : how);
}

/* --- names --- */

/* The last word that ends before `end`, from `start` on. */
static ix_str word_before(const ix_document *doc, uint32_t start, uint32_t end) {
    while (end > start && ix_utf8_is_space((unsigned char)doc->text.ptr[end - 1]))
        end--;
    uint32_t from = end;
    while (from > start && !ix_utf8_is_space((unsigned char)doc->text.ptr[from - 1]))
        from--;
    return ix_str_sub(doc->text, from, end);
}

/* "the daughter of Ana Petrova", "Ana Petrova's aide": the name is not the speaker's. */
static bool belongs(const ix_speakers *s, ix_span name, ix_span phrase) {
    ix_str rest = ix_str_sub(s->doc->text, name.end, s->doc->text.len);
    bool mark = ix_str_starts(rest, IX_STR("'")) || ix_str_starts(rest, IX_STR("’"));
    return (mark && name.end + 3 < phrase.end) ||
           (name.start > phrase.start &&
            ix_list_has(s->links, word_before(s->doc, phrase.start, name.start)));
}

static int name_in(const ix_speakers *s, ix_span phrase) {
    const ix_document *doc = s->doc;
    int i = ix_mention_in(doc->person_mentions.v, doc->person_mentions.n, phrase);
    while (i >= 0 && doc->person_mentions.v[i].span.start >= phrase.start &&
           belongs(s, doc->person_mentions.v[i].span, phrase))
        i--;
    return i >= 0 && doc->person_mentions.v[i].span.end > phrase.start ? i : -1;
}

/* Nothing but capital words, commas and the words that join them: places, bodies. */
static bool list_between(const ix_speakers *s, uint32_t from, uint32_t to) {
    ix_str text = s->doc->text;
    for (uint32_t at = from; at < to;) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(text, &next);
        if (ix_utf8_is_space(cp) || cp == ',') {
            at = (uint32_t)next;
            continue;
        }
        uint32_t end = at;
        while (end < to && !ix_utf8_is_space((unsigned char)text.ptr[end]) && text.ptr[end] != ',')
            end++;
        ix_str word = ix_str_sub(text, at, end);
        if (!ix_utf8_is_upper(cp) && !ix_list_has(s->links, word) && !ix_list_has(s->determiners, word))
            return false;
        at = end;
    }
    return from <= to;
}

/* A name beside a role: ", Jorge Peraza" after it and what belongs to it, or "Jorge Peraza, " before it. */
static int name_beside(const ix_speakers *s, ix_span span) {
    const ix_mention *v = s->doc->person_mentions.v;
    int n = (int)s->doc->person_mentions.n, before = ix_mention_at(v, s->doc->person_mentions.n, span.end),
        after = before + 1;
    if (after < n && v[after].span.start - span.end < LIST_BYTES && s->doc->text.ptr[span.end] == ',' &&
        list_between(s, span.end, v[after].span.start))
        return after;
    if (before >= 0 && v[before].span.end <= span.start && list_between(s, v[before].span.end, span.start) &&
        span.start - v[before].span.end < 4)
        return before;
    return -1;
}

/* --- descriptions --- */

/* "the official": nothing but a word that fits anyone, and definite. */
static bool anyone(const ix_speakers *s, const ix_words_said *w) {
    bool generic = false;
    for (int i = 0; i < w->n; i++) {
        if (ix_list_has(s->generic, w->v[i]))
            generic = true;
        else if (!ix_list_has(s->determiners, w->v[i]))
            return false;
    }
    return generic && ix_str_is(ix_list_value(s->determiners, w->v[0]), "definite");
}

/* A body is the speaker when its name is what the phrase is about: it begins it, an article left out. */
static bool resolve_body(ix_speakers *s, ix_quote *q, const ix_words_said *w) {
    const ix_document *doc = s->doc;
    int first = 0;
    while (first < w->n && ix_list_has(s->determiners, w->v[first]))
        first++;
    int m = first < w->n
                ? ix_mention_in(doc->organisation_mentions.v, doc->organisation_mentions.n, w->span[first])
                : -1;
    if (m < 0 || doc->organisation_mentions.v[m].entity < 0 ||
        doc->organisation_mentions.v[m].span.end + 1 < q->speaker.span.end)
        return false;
    q->speaker.organisation = doc->organisation_mentions.v[m].entity;
    q->speaker.name = doc->organisations.v[q->speaker.organisation].name;
    q->speaker.resolved = IX_STR("explicit");
    return true;
}

/* One to four words with capitals that nothing is known of are a name. */
static bool resolve_stranger(ix_speakers *s, ix_quote *q, const ix_words_said *w) {
    for (int i = 0; i < w->n; i++)
        if (!ix_utf8_begins_upper(ix_doc_str(s->doc, w->span[i])) &&
            !(i > 0 && i + 1 < w->n && ix_list_has(s->links, w->v[i])))
            return false;
    if (w->n < 1 || w->n > 4 || ix_list_has(s->determiners, w->v[0]))
        return false;
    q->speaker.name = ix_doc_str(s->doc, q->speaker.span);
    q->speaker.resolved = IX_STR("explicit");
    return true;
}

/* Known for a role; beside marked words anything but a report and the like. */
static bool is_role(const ix_speakers *s, const ix_words_said *w, bool marked) {
    bool source = ix_list_has(s->sources, w->v[1]);
    for (int i = 1; i < w->n; i++)
        if (ix_list_has(s->generic, w->v[i]) || ix_is_role(s, w->span[i]))
            return true;
    return marked && !source;
}

/* Nobody with a name: the words themselves say what the speaker is, if that is somebody. */
static void resolve_unnamed(ix_speakers *s, ix_quote *q, const ix_words_said *w) {
    if (ix_list_has(s->determiners, w->v[0]) && w->n > 1 && is_role(s, w, q->type != IX_INDIRECT))
        q->speaker.role = ix_str_sub(s->doc->text, w->span[1].start, q->speaker.span.end);
}

static void resolve_description(ix_speakers *s, ix_quote *q) {
    ix_words_said w = {.n = 0};
    ix_add_words(s->doc, &w, ix_doc_str(s->doc, q->speaker.span));
    if (w.n == 0)
        return;
    int part = ix_person_by_part(s, &w);
    if (part < 0 && resolve_body(s, q, &w))
        return;
    int person = part >= 0 ? part : ix_person_by_role(s, &w, q->speaker.span.start);
    if (person >= 0)
        settle(s, q, person, part >= 0 ? "surname" : "role");
    else if (anyone(s, &w))
        settle_in_view(s, q, q->speaker.span.start, 0, "role");
    else if (!resolve_stranger(s, q, &w))
        resolve_unnamed(s, q, &w);
}

/* --- a quotation --- */

static void resolve_mention(ix_speakers *s, ix_quote *q) {
    ix_str words = ix_doc_str(s->doc, q->speaker.span);
    bool pronoun = ix_list_has(s->pronouns, words);
    int m = name_in(s, q->speaker.span);
    if (m < 0 && !pronoun)
        m = name_beside(s, q->speaker.span);
    if (m >= 0 && s->doc->person_mentions.v[m].entity >= 0)
        settle_name(s, q, m);
    else if (pronoun)
        settle_in_view(s, q, q->speaker.span.start, ix_gender_of(s, words), "pronoun");
    else
        resolve_description(s, q);
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
static void resolve_silence(ix_speakers *s, ix_quote *q) {
    bool cue = !ix_span_empty(q->cue);
    uint32_t start = q->span.start < q->cue.start || !cue ? q->span.start : q->cue.start;
    int block = ix_block_at(s->doc, q->span.start);
    bool heading = block >= 0 && (s->doc->blocks.v[block].kind == IX_BLOCK_HEADING ||
                                  s->doc->blocks.v[block].kind == IX_BLOCK_TITLE);
    if (cue || (!heading && begins_sentence(s->doc, q->span.start)))
        settle_in_view(s, q, start, 0, cue ? "pronoun" : NULL);
}

void ix_resolve_speakers(ix_document *doc, const ix_language *language) {
    if (!doc->quotes.n)
        return;
    ix_speakers s = ix_speakers_learn(doc, language);
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        ix_quote *q = &doc->quotes.v[i];
        if (ix_span_empty(q->speaker.span))
            resolve_silence(&s, q);
        else
            resolve_mention(&s, q);
        bool someone = q->speaker.person >= 0 || (q->speaker.name.len && q->type != IX_INDIRECT);
        if (someone || (!q->speaker.name.len && q->speaker.role.len))
            s.last = q;
    }
}
