#include "quote_tokens.h"

#include <stdlib.h>

#include "base/spans.h"
#include "base/utf8.h"

typedef struct known {
    ix_span span;
    ix_token_kind kind;
} known;

struct ix_known_words {
    ix_document *doc;
    const ix_list *pronouns, *determiners, *stops, *links, *helpers, *times, *elisions, *addressee, *generic,
        *sources;
    ix_str adverb_ending, participle_ending;
    IX_ARRAY(known) known; /* sorted, not overlapping */
};

/* --- what is known --- */

static int by_start(const void *a, const void *b) {
    const known *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

static void add_known(ix_known_words *k, ix_span span, ix_token_kind kind) {
    if (!ix_span_empty(span))
        *IX_PUSH(&k->doc->arena, &k->known) = (known){span, kind};
}

static void gather_known(ix_known_words *k) {
    ix_document *doc = k->doc;
    for (uint32_t i = 0; i < doc->person_mentions.n; i++)
        add_known(k, doc->person_mentions.v[i].span, IX_TOKEN_NAME);
    for (uint32_t i = 0; i < doc->organisation_mentions.n; i++)
        add_known(k, doc->organisation_mentions.v[i].span, IX_TOKEN_BODY);
    for (uint32_t i = 0; i < doc->matches.n; i++)
        if (doc->matches.v[i].layer == IX_LAYER_role)
            add_known(k, doc->matches.v[i].span, IX_TOKEN_BODY);
    if (k->known.n)
        qsort(k->known.v, k->known.n, sizeof *k->known.v, by_start);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < k->known.n; i++)
        if (!kept || k->known.v[i].span.start >= k->known.v[kept - 1].span.end)
            k->known.v[kept++] = k->known.v[i];
    k->known.n = kept;
}

ix_known_words *ix_known_words_new(ix_document *doc, const ix_language *language) {
    ix_known_words *k = IX_NEW(&doc->arena, ix_known_words);
    k->doc = doc;
    k->pronouns = ix_language_list(language, "speaker_pronoun");
    k->determiners = ix_language_list(language, "determiner");
    k->stops = ix_language_list(language, "phrase_stop");
    k->links = ix_language_list(language, "phrase_link");
    k->helpers = ix_language_list(language, "helper");
    k->times = ix_language_list(language, "time_word");
    k->elisions = ix_language_list(language, "elision");
    k->addressee = ix_language_list(language, "addressee_link");
    k->generic = ix_language_list(language, "speaker_generic");
    k->sources = ix_language_list(language, "speaker_source");
    k->adverb_ending = ix_language_setting(language, "adverb_ending");
    k->participle_ending = ix_language_setting(language, "participle_ending");
    gather_known(k);
    return k;
}

/* The first known mention that ends after the byte. */
static uint32_t known_after(const ix_known_words *k, uint32_t byte) {
    return IX_SPANS_ENDED(k->known.v, k->known.n, byte);
}

/* --- words --- */

static bool apostrophe(uint32_t cp) {
    return cp == '\'' || cp == 0x2019;
}

static bool word_char(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp) || apostrophe(cp) || cp == '-' || cp == 0x2011 ||
           cp == '&' || cp == '$';
}

static bool adverb(const ix_known_words *k, ix_str word) {
    return k->adverb_ending.len && word.len > k->adverb_ending.len + 2 &&
           ix_str_ends(word, k->adverb_ending) && !ix_utf8_is_upper((unsigned char)word.ptr[0]);
}

static ix_token classify(const ix_known_words *k, ix_span span) {
    ix_str word = ix_doc_str(k->doc, span), determiner = ix_list_value(k->determiners, word);
    ix_token_kind kind = IX_TOKEN_WORD;
    if (ix_list_has(k->pronouns, word))
        kind = IX_TOKEN_PRONOUN;
    else if (determiner.len)
        kind = IX_TOKEN_DETERMINER;
    else if (ix_list_has(k->links, word))
        kind = IX_TOKEN_LINK;
    else if (ix_list_has(k->times, word))
        kind = IX_TOKEN_TIME;
    else if (ix_list_has(k->helpers, word) || adverb(k, word))
        kind = IX_TOKEN_HELPER;
    else if (ix_list_has(k->stops, word))
        kind = IX_TOKEN_STOP;
    return (ix_token){span, kind, determiner.len ? determiner.ptr[0] : 0};
}

/* A full stop inside a word or after an abbreviation ends nothing: sentences were found before. An elided
 * word is one. */
static uint32_t word_end(const ix_known_words *k, uint32_t at, uint32_t to) {
    ix_str text = k->doc->text;
    for (size_t i = at; i < to;) {
        size_t here = i;
        uint32_t cp = ix_utf8_next(text, &i);
        bool dot = cp == '.' && here > at && here + 1 < to;
        if (!word_char(cp) && !dot)
            return (uint32_t)here;
        if (apostrophe(cp) && ix_list_has(k->elisions, ix_str_sub(text, at, i)))
            return (uint32_t)i;
    }
    return to;
}

bool ix_looks_participle(const ix_known_words *k, ix_str word) {
    return k->participle_ending.len && word.len > k->participle_ending.len + 2 &&
           ix_str_ends(word, k->participle_ending);
}

bool ix_leads_addressee(const ix_known_words *k, ix_str word) {
    return ix_list_has(k->addressee, word);
}

bool ix_is_source(const ix_known_words *k, ix_str word) {
    return ix_list_has(k->generic, word) || ix_list_has(k->sources, word);
}

/* --- tokens --- */

/* "a Tuesday editorial", "the last minister": part of the phrase. */
static void settle_times(ix_token *t, int n) {
    for (int i = 1; i + 1 < n; i++)
        if (t[i].kind == IX_TOKEN_TIME && t[i - 1].kind == IX_TOKEN_DETERMINER &&
            t[i + 1].kind <= IX_TOKEN_BODY)
            t[i].kind = IX_TOKEN_WORD;
}

static bool silent(uint32_t cp) {
    return ix_utf8_is_space(cp) || cp == '*' || cp == '_' || cp == '[' || cp == ']';
}

/* The token that begins at `at`; false for what is none. `limit` is where the next known mention begins. */
static bool read_one(const ix_known_words *k, uint32_t at, uint32_t to, uint32_t limit, ix_token *out) {
    size_t next = at;
    uint32_t cp = ix_utf8_next(k->doc->text, &next), end = word_end(k, at, to < limit ? to : limit);
    if (word_char(cp) && end > at)
        *out = classify(k, (ix_span){at, end});
    else
        *out = (ix_token){{at, (uint32_t)next}, cp == ',' ? IX_TOKEN_COMMA : IX_TOKEN_BREAK, 0};
    return !silent(cp);
}

int ix_read_tokens(const ix_known_words *k, ix_span span, ix_token *out) {
    uint32_t next = known_after(k, span.start);
    int n = 0;
    for (uint32_t at = span.start; at < span.end && n < IX_MAX_TOKENS;) {
        while (next < k->known.n && k->known.v[next].span.start < at)
            next++;
        const known *here =
            next < k->known.n && k->known.v[next].span.end <= span.end ? &k->known.v[next] : NULL;
        ix_token token;
        bool counts = true;
        if (here && here->span.start == at)
            token = (ix_token){here->span, here->kind, 0};
        else
            counts = read_one(k, at, span.end, here ? here->span.start : span.end, &token);
        if (counts)
            out[n++] = token;
        at = token.span.end;
    }
    settle_times(out, n);
    return n;
}
