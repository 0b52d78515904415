/* Finding the words that name a speaker, beside a cue. Private to 4-extract/quote*.c. */
#ifndef IX_EXTRACT_QUOTE_SPEAKER_H
#define IX_EXTRACT_QUOTE_SPEAKER_H

#include "quote_tokens.h"

typedef struct ix_speaker_finder {
    ix_document *doc;
    const ix_known_words *known;
    ix_token tokens[IX_MAX_TOKENS];
    int n;
} ix_speaker_finder;

/* In the document's arena. */
ix_speaker_finder *ix_speaker_finder_new(ix_document *doc, const ix_language *language);

/* The noun phrase that is the subject of the verb at `cue`, which stands between `from` and the verb: beside
 * it, or before what is put between two commas. Empty when there is none. */
ix_span ix_subject_before(ix_speaker_finder *finder, uint32_t from, uint32_t cue);
/* The first noun phrase of the clause that begins at `from`, what introduces it left out. */
ix_span ix_clause_head(ix_speaker_finder *finder, uint32_t from, uint32_t cue);
/* The noun phrase that begins at `cue` and ends before `to`, adverbs and an addressee passed over; else a
 * name there that no link word joins to what is before it. */
ix_span ix_subject_after(ix_speaker_finder *finder, uint32_t cue, uint32_t to);
/* The same, but only one that a comma or colon follows: ‘said the mayor, “…”’. */
ix_span ix_subject_between(ix_speaker_finder *finder, uint32_t cue, uint32_t to);

/* Is the word at `cue` a noun, after a determiner? Then `owner` is the possessive that is its determiner, or
 * empty. */
bool ix_is_noun(ix_speaker_finder *finder, uint32_t from, uint32_t cue, ix_span *owner);
/* Is it a name or a pronoun, or does it hold a name? */
bool ix_speaks_as_person(ix_speaker_finder *finder, ix_span phrase);
/* Does it hold a name, pronoun, role or body, or a word of the lists `speaker_generic` and `speaker_source`?
 */
bool ix_can_speak(ix_speaker_finder *finder, ix_span phrase);
/* Do no words stand between `cue` and `to` but such as tell when or how, and to whom? */
bool ix_nothing_after(ix_speaker_finder *finder, uint32_t cue, uint32_t to);

#endif
