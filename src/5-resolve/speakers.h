/* Speakers: what is known of the people of a release, and who is in view. Private to 5-resolve/speakers*.c.
 */
#ifndef IX_RESOLVE_SPEAKERS_H
#define IX_RESOLVE_SPEAKERS_H

#include "model/document.h"
#include "rules/rules.h"

enum { IX_SPEAKER_WORDS = 24 };

/* Words, folded, and where they stand in the text (empty for words that are not of the text). */
typedef struct ix_words_said {
    ix_str v[IX_SPEAKER_WORDS];
    ix_span span[IX_SPEAKER_WORDS];
    int n;
} ix_words_said;

/* Someone is named, or called by his role, outside quotations. */
typedef struct ix_sight {
    ix_span span;
    int sentence;
    int person;
} ix_sight;

typedef struct ix_bearer {
    ix_words_said name, roles; /* roles: with the bodies they belong to */
    int gender;                /* 'm', 'f' or 0 */
} ix_bearer;

typedef struct ix_speakers {
    ix_document *doc;
    const ix_list *determiners, *links, *generic, *sources, *genders, *pronouns, *stops, *participles;
    ix_str participle_ending;
    IX_ARRAY(ix_bearer) bearers; /* beside doc->people */
    IX_ARRAY(ix_sight) sights;   /* in text order */
    IX_ARRAY(ix_sight) roles;    /* what rules know for a role, in text order */
    const ix_quote *last; /* the last quotation whose speaker is known by name or description, or NULL */
} ix_speakers;

/* Reads the lists `determiner`, `phrase_link`, `speaker_generic` (words that fit anyone: official),
 * `speaker_source` (a report, experts), `speaker_gender`, `speaker_pronoun`, `phrase_stop` and `saying`, and
 * the setting `participle_ending`. Wants people and organisations resolved. */
ix_speakers ix_speakers_learn(ix_document *doc, const ix_language *language);

void ix_add_words(ix_document *doc, ix_words_said *out, ix_str s);
int ix_gender_of(const ix_speakers *s, ix_str word);

/* The last mention of the array that begins at or before the byte, or -1. Mentions stand in text order. */
int ix_mention_at(const ix_mention *v, uint32_t n, uint32_t byte);
bool ix_is_role(const ix_speakers *s, ix_span word);
/* The last mention within the span, or -1. */
int ix_mention_in(const ix_mention *v, uint32_t n, ix_span span);

/* What the words after (up to the verb of saying) or before a name say that he is; empty when they say
 * something else. */
ix_str ix_role_after(const ix_speakers *s, ix_span name, ix_span cue);
ix_str ix_role_before(const ix_speakers *s, ix_span phrase, ix_span name);

/* The person a description fits: his name in part, or his role, seen before the byte or else after it. -1
 * when it fits none. */
int ix_person_by_part(const ix_speakers *s, const ix_words_said *w);
int ix_person_by_role(const ix_speakers *s, const ix_words_said *w, uint32_t byte);

/* The person whom the words before `byte` are about: of the nearest sentence that shows one, the first; or
 * (`spoke`) who spoke last, when that is nearer. -1 when there is none, or none whose name is a person's.
 * gender 0: any. */
int ix_person_in_view(const ix_speakers *s, uint32_t byte, int gender, bool *spoke);

#endif
