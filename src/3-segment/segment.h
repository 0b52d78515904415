/* What the files of stage 3 share. */
#ifndef IX_SEGMENT_H
#define IX_SEGMENT_H

#include "base/utf8.h"
#include "stages.h"

/* A letter in lower case; letters of scripts without case are none. */
static inline bool ix_is_small(uint32_t cp) {
    return ix_utf8_is_letter(cp) && !ix_utf8_is_upper(cp) && (cp < 0x530 || (cp >= 0x1E00 && cp < 0x2000));
}

/* --- head.c, title.c, dateline.c: the head of a release --- */

/* What the rules of layer `dateline` found in the first blocks, in text order. */
typedef enum ix_head_kind {
    IX_HEAD_DATELINE, /* place, agency or date before the first sentence */
    IX_HEAD_LINE,     /* a line that holds the date of publication */
    IX_HEAD_BYLINE,   /* the author's name */
    IX_HEAD_SYMBOL,   /* a document's number on a line of its own */
    IX_HEAD_HEADER,   /* a field before the release's own text */
    IX_HEAD_KINDS
} ix_head_kind;

typedef struct ix_head_mark {
    ix_head_kind kind;
    ix_span span, place, agency;
    ix_day day; /* year 0: none, or not a whole date */
    int block;
} ix_head_mark;

typedef struct ix_head {
    ix_document *doc;
    const ix_language *language;
    const ix_list *function_words, *openers, *weekdays, *article_names, *cities;
    IX_ARRAY(ix_head_mark) marks;
    int title; /* index of the title's block once it is cut off, -1 */
} ix_head;

/* Title, dateline, date of publication and summary; splits the blocks they share with the body. */
void ix_segment_head(ix_document *doc, const ix_language *language, ix_matcher *matcher, const ilex_ruleset *rules);
/* Runs layer `dateline` over the first blocks. */
void ix_head_marks(ix_head *head, ix_matcher *matcher, const ilex_ruleset *rules);
/* Where the headline ends that begins the text's first block; 0: none, or it has its block to itself. */
uint32_t ix_headline_end(const ix_head *head, ix_span block);
/* Cuts a block in two at a byte; white space at the cut falls away. Either half may come out empty and is then left out.
 * Returns the number of blocks that now stand for it. */
int ix_split_block(ix_document *doc, int block, uint32_t at, ix_block_kind first, ix_block_kind second);

/* --- section.c --- */

/* Kinds of blocks after the head, by the rules of layer `section`. */
void ix_segment_sections(ix_document *doc, const ix_language *language, ix_matcher *matcher);

/* --- sentence.c --- */

/* Fills doc->sentences from doc->blocks in one pass. */
void ix_lay_sentences(ix_document *doc, const ix_language *language);

#endif
