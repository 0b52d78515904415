/* What the files of stage 3 share. */
#ifndef IX_SEGMENT_H
#define IX_SEGMENT_H

#include "base/utf8.h"
#include "stages.h"

/* A letter in lower case; letters of scripts without case are none. */
static inline bool ix_is_small(uint32_t cp) {
    return ix_utf8_is_letter(cp) && !ix_utf8_is_upper(cp) && (cp < 0x530 || (cp >= 0x1E00 && cp < 0x2000));
}

/* --- the head of a release: head.c, dateline.c, title.c --- */

/* What a rule of layer `dateline` found (its field `kind`). */
typedef enum ix_head_kind {
    IX_HEAD_DATELINE, /* place, agency or date before the first sentence */
    IX_HEAD_LINE,     /* the date of publication on its own, or with a word that says so */
    IX_HEAD_BYLINE,   /* the author's name */
    IX_HEAD_SYMBOL,   /* a document's number after the headline */
    IX_HEAD_HEADER,   /* a field before the release's own text */
    IX_HEAD_KINDS
} ix_head_kind;

typedef struct ix_head_mark {
    ix_head_kind kind;
    ix_span span, place, agency, name;
    ix_day day; /* year 0: none, or not a whole date */
} ix_head_mark;

typedef struct ix_head {
    ix_document *doc;
    const ix_language *language;
    const ix_list *function_words;
    int first; /* the block where what is not yet told apart begins */
    IX_ARRAY(ix_head_mark) marks;
} ix_head;

/* Title, dateline, date of publication and summary; splits the blocks that they share with the body. */
void ix_segment_head(ix_document *doc, const ix_language *language, ix_matcher *matcher,
                     const ilex_ruleset *rules);

/* Fills head->marks from the first blocks, datelines without the words of a headline before them. */
void ix_find_head_marks(ix_head *head, ix_matcher *matcher, const ilex_ruleset *rules);
/* Sets dateline, places, agency and, where the page did not say, the date of publication. */
void ix_take_dateline(ix_head *head);

/* Where the headline ends that begins the block: a byte in it, or its end when all of it is the headline; 0
 * when it has none. */
uint32_t ix_headline_end(const ix_head *head, int block);

/* --- the rest --- */

/* Kinds of blocks after the head, by the rules of layer `section`. */
void ix_segment_sections(ix_document *doc, ix_matcher *matcher);
/* Fills doc->sentences from doc->blocks in one pass. */
void ix_lay_sentences(ix_document *doc, const ix_language *language);

/* --- words.c --- */

typedef struct ix_word {
    ix_span span;
    bool capital;  /* begins with a capital */
    bool capitals; /* two letters or more, all capitals */
    bool digits;   /* begins with a digit */
    bool function; /* a word of grammar, of any case */
    bool elided;   /* begins with one and an apostrophe */
} ix_word;

/* The next word in [at, end): letters, digits and the apostrophes, hyphens, points and slashes between them.
 * False: none. */
bool ix_next_word(ix_str text, uint32_t at, uint32_t end, ix_word *word);
/* The same with `function` and `elided` told. */
bool ix_next_known_word(const ix_head *head, uint32_t at, uint32_t end, ix_word *word);
/* The text of a span, folded and compared. */
bool ix_same_words(ix_str a, ix_str b);
/* A name in capitals as names are written: "CIUDAD DE PANAMÁ" is Ciudad de Panamá; others as they are. */
ix_str ix_name_case(const ix_head *head, ix_str name);
/* The span without white space and marks of emphasis at both ends. */
ix_span ix_bare_span(ix_str text, ix_span span);

#endif
