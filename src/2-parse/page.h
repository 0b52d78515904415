/* A web page on its way to a document: its elements with the marks that their names earn them, and its text
 * in passages.
 *
 * marks.c tells what an element seems to be, passages.c cuts the text into blocks, article.c chooses the ones
 * that are the release, metadata.c reads what the page says of itself, emit.c writes text, blocks and source
 * map. All of it lives in `scratch`. */
#ifndef IX_PARSE_PAGE_H
#define IX_PARSE_PAGE_H

#include "model/document.h"
#include "rules/rules.h"
#include "tree.h"

/* What the names of an element (class, id, itemprop, role, its tag) say it is; see rules/pages/hints.tsv. */
enum {
    IX_MARK_BODY = 1,     /* the article's text */
    IX_MARK_ARTICLE = 2,  /* what holds the article */
    IX_MARK_DROP = 4,     /* no part of it: menus, share bars, related links … */
    IX_MARK_UNLIKELY = 8, /* seldom a part of it */
    IX_MARK_TITLE = 16,
    IX_MARK_SUMMARY = 32,
    IX_MARK_DATE = 64,
    IX_MARK_BYLINE = 128,
    IX_MARK_CAPTION = 256,
    IX_MARK_HIDDEN = 512, /* not shown */
    IX_MARK_OUT = 1024,   /* found to be no part of the article, or inside of something that is none */
};

/* A stretch of text that a browser sets apart: tokens [first, last). */
typedef struct ix_passage {
    uint32_t first, last;
    uint32_t element;    /* the innermost block element around it */
    uint32_t text;       /* bytes that are no white space … */
    uint32_t link, bold; /* … and of them, in links and in bold */
    ix_block_kind kind;
    int level, row, column;
    bool cite, pre;
    bool sentence; /* ends like a sentence */
    bool notice;   /* has a copyright sign: whose rights, not what happened */
    bool keep;     /* chosen for the article */
} ix_passage;

typedef struct ix_page {
    ix_document *doc;
    const ilex_ruleset *rules;
    const ilex_input *input;
    ix_arena scratch;
    ix_tokens tokens;
    ix_tree tree;
    uint16_t *marks; /* of each element */
    IX_ARRAY(ix_passage) passages;
    int title; /* the passage that is the headline, -1 */
} ix_page;

void ix_mark_elements(ix_page *page);
void ix_cut_passages(ix_page *page);
void ix_choose_article(ix_page *page);
void ix_read_metadata(ix_page *page);
void ix_emit_page(ix_page *page);

/* Is the element `e`, or is it inside of it? */
static inline bool ix_inside(const ix_page *page, uint32_t inner, uint32_t e) {
    return inner >= e && inner < page->tree.all.v[e].after;
}

/* The passage's text, decoded and squeezed, in scratch. */
ix_str ix_passage_text(ix_page *page, const ix_passage *passage);

#endif
