#include "quote_speaker.h"

#include "base/utf8.h"

enum { REACH = 700, MAX_MARKS = 10, MAX_PHRASE = 14, MAX_TITLES = 3 };

static const ix_span nothing = {0, 0};

ix_speaker_finder *ix_speaker_finder_new(ix_document *doc, const ix_language *language) {
    ix_speaker_finder *f = IX_NEW(&doc->arena, ix_speaker_finder);
    f->doc = doc;
    f->known = ix_known_words_new(doc, language);
    return f;
}

static void read(ix_speaker_finder *f, uint32_t from, uint32_t to) {
    f->n = from < to ? ix_read_tokens(f->known, (ix_span){from, to}, f->tokens) : 0;
}

/* Not from further away than a reader looks, and from a word's beginning. */
static void read_before(ix_speaker_finder *f, uint32_t from, uint32_t to) {
    bool far = to > from && to - from > REACH;
    from = far ? to - REACH : from;
    while (far && from < to && !ix_utf8_is_space((unsigned char)f->doc->text.ptr[from]))
        from++;
    read(f, from, to);
}

/* --- phrases --- */

static bool nominal(ix_token_kind kind) {
    return kind == IX_TOKEN_WORD || kind == IX_TOKEN_NAME || kind == IX_TOKEN_BODY;
}

static bool mark(ix_token_kind kind) {
    return kind == IX_TOKEN_COMMA || kind == IX_TOKEN_BREAK;
}

/* Does the phrase that token i belongs to go on to its left? A determiner begins a phrase, unless a link
 * stands before it. */
static bool goes_on_left(const ix_token *t, int i) {
    if (i == 0)
        return false;
    ix_token_kind left = t[i - 1].kind;
    if (left == IX_TOKEN_LINK) /* one, or two: "and of" */
        return i >= 2 && (nominal(t[i - 2].kind) ||
                          (t[i - 2].kind == IX_TOKEN_LINK && i >= 3 && nominal(t[i - 3].kind)));
    if (t[i].kind == IX_TOKEN_DETERMINER)
        return left == IX_TOKEN_DETERMINER;
    return nominal(left) || left == IX_TOKEN_DETERMINER;
}

/* The index of the first token of the phrase whose last is `last`, or -1. */
static int phrase_start(const ix_speaker_finder *f, int last) {
    const ix_token *t = f->tokens;
    if (last < 0 || (t[last].kind != IX_TOKEN_PRONOUN && !nominal(t[last].kind) &&
                     !(t[last].kind == IX_TOKEN_DETERMINER && t[last].determiner == 'i')))
        return -1;
    int first = last;
    while (t[last].kind != IX_TOKEN_PRONOUN && last - first < MAX_PHRASE && goes_on_left(t, first))
        first--;
    return first;
}

static ix_span span_of(const ix_speaker_finder *f, int first, int last) {
    return first < 0 || last < first ? nothing
                                     : (ix_span){f->tokens[first].span.start, f->tokens[last].span.end};
}

static bool holds_name(const ix_speaker_finder *f, int first, int last) {
    for (int i = first; i >= 0 && i <= last; i++)
        if (f->tokens[i].kind == IX_TOKEN_NAME)
            return true;
    return false;
}

static bool joins(const ix_speaker_finder *f, int i) {
    const ix_token *t = f->tokens;
    bool joint = t[i].kind == IX_TOKEN_LINK || t[i].kind == IX_TOKEN_DETERMINER;
    int next = i + 1 < f->n && t[i + 1].kind == IX_TOKEN_LINK && t[i].kind == IX_TOKEN_LINK ? i + 2 : i + 1;
    return joint && next < f->n && (nominal(t[next].kind) || t[next].kind == IX_TOKEN_DETERMINER);
}

/* The index of the last token of the phrase whose first is `first`, or -1. It ends with a person's name. */
static int phrase_end(const ix_speaker_finder *f, int first) {
    const ix_token *t = f->tokens;
    if (first >= f->n || t[first].kind == IX_TOKEN_LINK)
        return -1;
    if (t[first].kind == IX_TOKEN_PRONOUN)
        return first;
    int last = -1;
    for (int i = first; i < f->n && i - first < MAX_PHRASE; i++) {
        if (nominal(t[i].kind))
            last = i;
        else if (!joins(f, i) && t[i].kind != IX_TOKEN_DETERMINER && !(i > first && joins(f, i - 1)))
            break;
        if (t[i].kind == IX_TOKEN_NAME)
            break;
    }
    return last;
}

static bool between_verb(ix_token_kind kind) {
    return kind == IX_TOKEN_HELPER || kind == IX_TOKEN_TIME;
}

/* --- before the verb --- */

/* `closing` is a comma, bracket or dash before the verb. The subject is the name that stands alone before it
 * ("the mayor, Ana Petrova, said"), else the phrase before the mark that opens what it closes: of several a
 * name, else the nearest that begins a clause, else the first. */
static ix_span before_inserted(const ix_speaker_finder *f, int closing) {
    const ix_token *t = f->tokens;
    int first = phrase_start(f, closing - 1);
    bool alone = closing - 1 - first < MAX_TITLES && closing > 0 && t[closing - 1].kind == IX_TOKEN_NAME;
    if (first > 0 && t[first - 1].kind == IX_TOKEN_COMMA && alone)
        return span_of(f, first, closing - 1);
    ix_span best = nothing;
    bool settled = false;
    int marks = 0;
    for (int i = closing - 1; i > 0 && marks < MAX_MARKS; i--) {
        if (!mark(t[i].kind))
            continue;
        marks++;
        first = phrase_start(f, i - 1);
        if (first < 0)
            continue;
        if (holds_name(f, first, i - 1) || t[i - 1].kind == IX_TOKEN_PRONOUN)
            return span_of(f, first, i - 1);
        if (!settled)
            best = span_of(f, first, i - 1);
        settled = settled || first == 0 || mark(t[first - 1].kind);
    }
    return best;
}

ix_span ix_subject_before(ix_speaker_finder *f, uint32_t from, uint32_t cue) {
    read_before(f, from, cue);
    int i = f->n - 1;
    while (i >= 0 && between_verb(f->tokens[i].kind))
        i--;
    if (i < 0)
        return nothing;
    int first = phrase_start(f, i);
    return first < 0 && mark(f->tokens[i].kind) ? before_inserted(f, i) : span_of(f, first, i);
}

ix_span ix_clause_head(ix_speaker_finder *f, uint32_t from, uint32_t cue) {
    read_before(f, from, cue);
    for (int i = 0; i < f->n; i++) {
        bool intro = f->tokens[i].kind == IX_TOKEN_WORD &&
                     ix_looks_participle(f->known, ix_doc_str(f->doc, f->tokens[i].span));
        int last = intro ? -1 : phrase_end(f, i);
        if (last >= 0)
            return span_of(f, i, last);
        while (i < f->n && !mark(f->tokens[i].kind))
            i++;
    }
    return nothing;
}

bool ix_is_noun(ix_speaker_finder *f, uint32_t from, uint32_t cue, ix_span *owner) {
    read_before(f, from, cue);
    const ix_token *last = f->n ? &f->tokens[f->n - 1] : NULL;
    *owner = nothing;
    if (!last || last->kind != IX_TOKEN_DETERMINER || last->determiner == 'i')
        return false;
    if (last->determiner == 'p')
        *owner = last->span;
    bool object =
        f->n > 1 && (f->tokens[f->n - 2].kind == IX_TOKEN_PRONOUN || nominal(f->tokens[f->n - 2].kind));
    return last->determiner == 'p' || !object;
}

/* --- after the verb --- */

/* ‘to the press’: past the noun phrase that an addressee's preposition leads, which a new determiner ends. */
static int pass_addressee(const ix_speaker_finder *f, int i) {
    const ix_token *t = f->tokens;
    if (i >= f->n || !ix_leads_addressee(f->known, ix_doc_str(f->doc, t[i].span)))
        return i;
    int first = ++i;
    for (; i < f->n && (nominal(t[i].kind) || t[i].kind == IX_TOKEN_DETERMINER || joins(f, i)); i++)
        if (t[i].kind == IX_TOKEN_DETERMINER && i > first && nominal(t[i - 1].kind))
            break;
    return i;
}

static int first_after(const ix_speaker_finder *f) {
    for (int i = 0, next;; i = next) {
        next = pass_addressee(f, i);
        if (next == i && i < f->n && between_verb(f->tokens[i].kind))
            next++;
        if (next == i)
            return i;
    }
}

ix_span ix_subject_after(ix_speaker_finder *f, uint32_t cue, uint32_t to) {
    read(f, cue, to > cue + REACH ? cue + REACH : to);
    int first = first_after(f), last = phrase_end(f, first);
    for (int i = first; last < 0 && i < f->n && f->tokens[i].kind != IX_TOKEN_BREAK; i++)
        if (f->tokens[i].kind == IX_TOKEN_NAME && (i == 0 || f->tokens[i - 1].kind != IX_TOKEN_LINK))
            first = last = i;
    return span_of(f, first, last);
}

ix_span ix_subject_between(ix_speaker_finder *f, uint32_t cue, uint32_t to) {
    read(f, cue, to > cue + REACH ? cue + REACH : to);
    int first = first_after(f), last = phrase_end(f, first);
    bool closed = last >= 0 && (last + 1 == f->n || mark(f->tokens[last + 1].kind));
    bool named =
        last >= 0 && (f->tokens[first].kind == IX_TOKEN_DETERMINER || f->tokens[last].kind == IX_TOKEN_NAME);
    return closed && named ? span_of(f, first, last) : nothing;
}

bool ix_speaks_as_person(ix_speaker_finder *f, ix_span phrase) {
    read(f, phrase.start, phrase.end);
    for (int i = 0; i < f->n; i++)
        if (f->tokens[i].kind == IX_TOKEN_NAME || f->tokens[i].kind == IX_TOKEN_PRONOUN)
            return true;
    return false;
}

bool ix_can_speak(ix_speaker_finder *f, ix_span phrase) {
    read(f, phrase.start, phrase.end);
    bool head = true;
    for (int i = 0; i < f->n; i++) {
        ix_token_kind kind = f->tokens[i].kind;
        ix_str word = ix_doc_str(f->doc, f->tokens[i].span);
        if (kind == IX_TOKEN_NAME || kind == IX_TOKEN_PRONOUN || kind == IX_TOKEN_BODY ||
            ix_is_source(f->known, word) || (head && nominal(kind) && ix_utf8_begins_upper(word)))
            return true;
        head = head && !nominal(kind);
    }
    return false;
}

bool ix_nothing_after(ix_speaker_finder *f, uint32_t cue, uint32_t to) {
    read(f, cue, to > cue + REACH ? cue + REACH : to);
    int first = first_after(f);
    return first == f->n || f->tokens[first].kind == IX_TOKEN_BREAK;
}
