/* A few words read as tokens: no parts of speech, only lists of the words that cannot stand in a noun phrase.
 * Private to 4-extract/quote*.c. */
#ifndef IX_EXTRACT_QUOTE_TOKENS_H
#define IX_EXTRACT_QUOTE_TOKENS_H

#include "model/document.h"
#include "rules/rules.h"

enum { IX_MAX_TOKENS = 360 };

typedef enum ix_token_kind {
    IX_TOKEN_WORD,
    IX_TOKEN_NAME, /* a person */
    IX_TOKEN_BODY, /* a role or an organisation */
    IX_TOKEN_PRONOUN,
    IX_TOKEN_DETERMINER,
    IX_TOKEN_LINK,
    IX_TOKEN_HELPER,
    IX_TOKEN_TIME, /* "Tuesday", "last": beside a verb, or part of a noun phrase after its determiner */
    IX_TOKEN_STOP,
    IX_TOKEN_COMMA,
    IX_TOKEN_BREAK, /* any other mark: no phrase goes across */
} ix_token_kind;

typedef struct ix_token {
    ix_span span;
    ix_token_kind kind;
    char determiner; /* 'd'efinite, 'i'ndefinite, 'p'ossessive */
} ix_token;

typedef struct ix_known_words ix_known_words;

/* Reads the names, bodies and roles found so far and the lists `speaker_pronoun`, `determiner`, `phrase_stop`
 * (words that no noun phrase holds), `phrase_link` (words that join the parts of one: of, for), `helper`
 * (auxiliaries and adverbs beside a verb), `time_word`, `elision` (words that an apostrophe joins to the
 * next: l'), `addressee_link` (prepositions before the person spoken to), `speaker_generic` and
 * `speaker_source` (nouns for those and that which tell: officials, a study), and the settings
 * `adverb_ending` and `participle_ending`. In the arena. */
ix_known_words *ix_known_words_new(ix_document *doc, const ix_language *language);

/* Does it end like a participle that begins a clause: "Speaking"? */
bool ix_looks_participle(const ix_known_words *known, ix_str word);

bool ix_leads_addressee(const ix_known_words *known, ix_str word);
bool ix_is_source(const ix_known_words *known, ix_str word);

/* Tokens of a stretch of text into `out` (room for IX_MAX_TOKENS); how many. Emphasis and link brackets are
 * no tokens. */
int ix_read_tokens(const ix_known_words *known, ix_span span, ix_token *out);

#endif
