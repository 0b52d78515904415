/* Finding the words that name a speaker, beside a cue. Private to 4-extract/quote*.c. */
#ifndef IX_EXTRACT_QUOTE_SPEAKER_H
#define IX_EXTRACT_QUOTE_SPEAKER_H

#include "quote.h"

typedef struct ix_speaker_finder ix_speaker_finder;

/* In the document's arena. Reads the lists `speaker_pronoun`, `determiner`, `phrase_stop` (words that no noun
 * phrase holds), `phrase_link` (words that join the parts of one: of, for) and `helper` (auxiliaries and
 * adverbs beside a verb), and the setting `adverb_ending`. */
ix_speaker_finder *ix_speaker_finder_new(ix_document *doc, const ix_language *language);

/* The noun phrase that is the subject of the verb at `cue`, which stands between `from` and the verb: beside
 * it, or before what is put between two commas. Empty when there is none. */
ix_span ix_subject_before(ix_speaker_finder *finder, uint32_t from, uint32_t cue);
/* The first noun phrase of the clause that begins at `from`, what introduces it left out. */
ix_span ix_clause_head(ix_speaker_finder *finder, uint32_t from, uint32_t cue);
/* The noun phrase that begins at or after `cue` and before `to`, nothing but an adverb between. */
ix_span ix_subject_after(ix_speaker_finder *finder, uint32_t cue, uint32_t to);
/* Is it a name or a pronoun, or does it hold a name? */
bool ix_speaks_as_person(ix_speaker_finder *finder, ix_span phrase);

#endif
