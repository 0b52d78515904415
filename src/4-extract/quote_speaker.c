#include "quote_speaker.h"

#include <stdlib.h>

#include "base/utf8.h"

/* A shallow reading of a few words: no parts of speech, only lists of the words that cannot stand in a noun
 * phrase. */

enum { MAX_TOKENS = 360, REACH = 700, MAX_COMMAS = 8, MAX_HEAD_WORDS = 14 };

typedef enum token_kind {
    WORD,
    NAME, /* a person */
    BODY, /* a role or an organisation */
    PRONOUN,
    DETERMINER,
    LINK,
    HELPER,
    TIME, /* "Tuesday", "last": beside a verb, or part of a noun phrase after its determiner */
    STOP,
    COMMA,
    BREAK, /* any other mark: no phrase goes across */
} token_kind;

typedef struct token {
    ix_span span;
    token_kind kind;
    bool also_stop; /* a pronoun, link or helper that is in the list of stop words too */
} token;

typedef struct known {
    ix_span span;
    token_kind kind;
} known;

struct ix_speaker_finder {
    ix_document *doc;
    const ix_list *pronouns, *determiners, *stops, *links, *helpers, *elisions, *times;
    ix_str adverb_ending;
    IX_ARRAY(known) known; /* names and bodies, sorted, not overlapping */
    token tokens[MAX_TOKENS];
    int n;
};

/* --- what is known --- */

static int by_start(const void *a, const void *b) {
    const known *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

static void add_known(ix_speaker_finder *f, ix_span span, token_kind kind) {
    if (!ix_span_empty(span))
        *IX_PUSH(&f->doc->arena, &f->known) = (known){span, kind};
}

static void gather_known(ix_speaker_finder *f) {
    ix_document *doc = f->doc;
    for (uint32_t i = 0; i < doc->person_mentions.n; i++)
        add_known(f, doc->person_mentions.v[i].span, NAME);
    for (uint32_t i = 0; i < doc->organisation_mentions.n; i++)
        add_known(f, doc->organisation_mentions.v[i].span, BODY);
    for (uint32_t i = 0; i < doc->matches.n; i++)
        if (doc->matches.v[i].layer == IX_LAYER_role)
            add_known(f, doc->matches.v[i].span, BODY);
    if (f->known.n)
        qsort(f->known.v, f->known.n, sizeof *f->known.v, by_start);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->known.n; i++)
        if (!kept || f->known.v[i].span.start >= f->known.v[kept - 1].span.end)
            f->known.v[kept++] = f->known.v[i];
    f->known.n = kept;
}

ix_speaker_finder *ix_speaker_finder_new(ix_document *doc, const ix_language *language) {
    ix_speaker_finder *f = IX_NEW(&doc->arena, ix_speaker_finder);
    f->doc = doc;
    f->pronouns = ix_language_list(language, "speaker_pronoun");
    f->determiners = ix_language_list(language, "determiner");
    f->stops = ix_language_list(language, "phrase_stop");
    f->links = ix_language_list(language, "phrase_link");
    f->helpers = ix_language_list(language, "helper");
    f->times = ix_language_list(language, "time_word");
    f->elisions = ix_language_list(language, "elision");
    f->adverb_ending = ix_language_setting(language, "adverb_ending");
    gather_known(f);
    return f;
}

/* The first known mention that ends after the byte. */
static uint32_t known_after(const ix_speaker_finder *f, uint32_t byte) {
    uint32_t low = 0, high = f->known.n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (f->known.v[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* --- tokens --- */

static bool word_char(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp) || cp == '\'' || cp == 0x2019 || cp == '-' ||
           cp == 0x2011 || cp == '&' || cp == '$';
}

static bool in(const ix_list *list, ix_str word) {
    return ix_list_value(list, word).ptr != NULL;
}

static token classify(const ix_speaker_finder *f, ix_span span) {
    ix_str word = ix_doc_str(f->doc, span);
    token t = {span, WORD, in(f->stops, word)};
    if (in(f->pronouns, word))
        t.kind = PRONOUN;
    else if (in(f->determiners, word))
        t.kind = DETERMINER;
    else if (in(f->links, word))
        t.kind = LINK;
    else if (in(f->times, word))
        t.kind = TIME;
    else if (in(f->helpers, word) ||
             (f->adverb_ending.len && word.len > f->adverb_ending.len + 2 &&
              ix_str_ends(word, f->adverb_ending) && !ix_utf8_is_upper((unsigned char)word.ptr[0])))
        t.kind = HELPER;
    else if (t.also_stop)
        t.kind = STOP;
    return t;
}

/* A full stop inside a word or after an abbreviation ends nothing: sentences were found before. An elided
 * word ("l'") is a word. */
static uint32_t word_end(const ix_speaker_finder *f, uint32_t at, uint32_t to) {
    ix_str text = f->doc->text;
    for (size_t i = at; i < to;) {
        size_t here = i;
        uint32_t cp = ix_utf8_next(text, &i);
        bool dot = cp == '.' && here > at && here + 1 < to;
        if (!word_char(cp) && !dot)
            return (uint32_t)here;
        if ((cp == '\'' || cp == 0x2019) && in(f->elisions, ix_str_sub(text, at, i)))
            return (uint32_t)i;
    }
    return to;
}

static bool put(ix_speaker_finder *f, token t) {
    if (f->n == MAX_TOKENS)
        return false;
    f->tokens[f->n++] = t;
    return true;
}

/* "a Tuesday editorial", "the last minister": part of the phrase. */
static void settle_times(ix_speaker_finder *f) {
    for (int i = 1; i + 1 < f->n; i++)
        if (f->tokens[i].kind == TIME && f->tokens[i - 1].kind == DETERMINER && f->tokens[i + 1].kind <= BODY)
            f->tokens[i].kind = WORD;
}

static void read_tokens(ix_speaker_finder *f, uint32_t from, uint32_t to) {
    ix_str text = f->doc->text;
    uint32_t k = known_after(f, from);
    f->n = 0;
    for (uint32_t at = from; at < to;) {
        while (k < f->known.n && f->known.v[k].span.start < at)
            k++;
        if (k < f->known.n && f->known.v[k].span.start == at && f->known.v[k].span.end <= to) {
            put(f, (token){f->known.v[k].span, f->known.v[k].kind, false});
            at = f->known.v[k++].span.end;
            continue;
        }
        size_t next = at;
        uint32_t cp = ix_utf8_next(text, &next), end = word_end(f, at, to);
        if (k < f->known.n && f->known.v[k].span.start < end)
            end = f->known.v[k].span.start > at ? f->known.v[k].span.start : end;
        if (word_char(cp) && end > at) {
            put(f, classify(f, (ix_span){at, end}));
            at = end;
            continue;
        }
        if (!ix_utf8_is_space(cp) && cp != '*' && cp != '_' && cp != '[' && cp != ']')
            put(f, (token){{at, (uint32_t)next}, cp == ',' ? COMMA : BREAK, false});
        at = (uint32_t)next;
    }
    settle_times(f);
}

/* Not from further away than a reader looks, and from a word's beginning. */
static uint32_t near(const ix_document *doc, uint32_t from, uint32_t to) {
    if (to - from <= REACH)
        return from;
    from = to - REACH;
    while (from < to && !ix_utf8_is_space((unsigned char)doc->text.ptr[from]))
        from++;
    return from;
}

/* --- phrases --- */

static bool nominal(token_kind kind) {
    return kind == WORD || kind == NAME || kind == BODY;
}

/* Does a phrase go on to the left of token i, which belongs to it? */
static bool goes_on_left(const token *t, int i) {
    if (i == 0)
        return false;
    token_kind left = t[i - 1].kind;
    if (nominal(left))
        return true;
    if (left == DETERMINER)
        return t[i].kind != DETERMINER || i > 0;
    return left == LINK && i >= 2 && (nominal(t[i - 2].kind));
}

/* The phrase whose last token is `last`, or empty. */
static ix_span phrase_ending(const ix_speaker_finder *f, int last) {
    const token *t = f->tokens;
    if (last < 0)
        return (ix_span){0, 0};
    if (t[last].kind == PRONOUN)
        return t[last].span;
    if (!nominal(t[last].kind) && !(t[last].kind == DETERMINER && !t[last].also_stop))
        return (ix_span){0, 0};
    int first = last;
    while (last - first < MAX_HEAD_WORDS && goes_on_left(t, first))
        first--;
    return (ix_span){t[first].span.start, t[last].span.end};
}

/* The phrase whose first token is `first`, or empty. */
static ix_span phrase_beginning(const ix_speaker_finder *f, int first) {
    const token *t = f->tokens;
    if (first >= f->n)
        return (ix_span){0, 0};
    if (t[first].kind == PRONOUN)
        return t[first].span;
    int i = first, last = -1;
    for (; i < f->n && i - first < MAX_HEAD_WORDS; i++) {
        bool link = (t[i].kind == LINK || t[i].kind == DETERMINER) && i + 1 < f->n &&
                    (nominal(t[i + 1].kind) || t[i + 1].kind == DETERMINER);
        if (nominal(t[i].kind))
            last = i;
        else if (!link && t[i].kind != DETERMINER)
            break;
        if (i == first && t[i].kind == LINK)
            break;
    }
    return last < 0 ? (ix_span){0, 0} : (ix_span){t[first].span.start, t[last].span.end};
}

/* Past the words that stand between a subject and its verb. */
static int skip_helpers(const ix_speaker_finder *f, int i) {
    while (i >= 0 && (f->tokens[i].kind == HELPER || f->tokens[i].kind == TIME))
        i--;
    return i;
}

/* `closing` is a comma, bracket or dash before the verb: the subject stands before the mark that opens what
 * it closes. Of several, the one with a name before it. */
static ix_span before_inserted(const ix_speaker_finder *f, int closing) {
    const token *t = f->tokens;
    ix_span best = {0, 0};
    int commas = 0;
    for (int i = closing - 1; i > 0 && commas < MAX_COMMAS; i--) {
        if (t[i].kind != COMMA && t[i].kind != BREAK)
            continue;
        commas++;
        ix_span phrase = phrase_ending(f, i - 1);
        if (ix_span_empty(phrase))
            continue;
        if (t[i - 1].kind == NAME || t[i - 1].kind == PRONOUN)
            return phrase;
        best = phrase;
    }
    return best;
}

/* The clause's first phrase, what introduces it ("On Tuesday, ") left out. */
static ix_span clause_head(const ix_speaker_finder *f) {
    const token *t = f->tokens;
    int i = 0;
    while (i < f->n) {
        ix_span phrase = phrase_beginning(f, i);
        if (!ix_span_empty(phrase))
            return phrase;
        while (i < f->n && t[i].kind != COMMA && t[i].kind != BREAK)
            i++;
        i++;
    }
    return (ix_span){0, 0};
}

ix_span ix_subject_before(ix_speaker_finder *f, uint32_t from, uint32_t cue) {
    read_tokens(f, near(f->doc, from, cue), cue);
    int i = skip_helpers(f, f->n - 1);
    if (i < 0)
        return (ix_span){0, 0};
    ix_span phrase = phrase_ending(f, i);
    if (ix_span_empty(phrase) && (f->tokens[i].kind == COMMA || f->tokens[i].kind == BREAK))
        phrase = before_inserted(f, i);
    return phrase;
}

ix_span ix_clause_head(ix_speaker_finder *f, uint32_t from, uint32_t cue) {
    read_tokens(f, near(f->doc, from, cue), cue);
    return clause_head(f);
}

ix_span ix_subject_after(ix_speaker_finder *f, uint32_t cue, uint32_t to) {
    if (to > cue + REACH)
        to = cue + REACH;
    read_tokens(f, cue, to);
    int i = 0;
    while (i < f->n && (f->tokens[i].kind == HELPER || f->tokens[i].kind == TIME))
        i++;
    return phrase_beginning(f, i);
}

bool ix_speaks_as_person(ix_speaker_finder *f, ix_span phrase) {
    read_tokens(f, phrase.start, phrase.end);
    for (int i = 0; i < f->n; i++)
        if (f->tokens[i].kind == NAME || f->tokens[i].kind == PRONOUN)
            return true;
    return false;
}
