/* The parts after a release's body: notes to editors, contacts, what a body says about itself. A rule of
 * layer `section` knows the words that begin one; it reaches to the next heading, the next such beginning, or
 * the end mark. */
#include "segment.h"

enum {
    HEADING_REST = 2 /* words that may follow in a heading's line */,
    BODY_PARAGRAPH = 280,
    BODY_SENTENCE = 100 /* bytes: too long for an address */
};

typedef enum section_kind { NONE, NOTES, CONTACT, ABOUT, CONTACT_LINE, END, KINDS } section_kind;

static const char *const kinds[KINDS] = {"", "notes", "contact", "about", "contact_line", "end"};
static const ix_block_kind block_kinds[KINDS] = {[NOTES] = IX_BLOCK_NOTES,
                                                 [CONTACT] = IX_BLOCK_CONTACT,
                                                 [ABOUT] = IX_BLOCK_ABOUT,
                                                 [CONTACT_LINE] = IX_BLOCK_CONTACT};

typedef struct beginning {
    section_kind kind;
    uint32_t end; /* of the words that say so */
} beginning;

static int take_beginning(ix_document *doc, const ix_match *m, void *context, const char **why) {
    (void)doc, (void)why;
    beginning *at = (beginning *)context + m->unit;
    for (int k = NOTES; k < KINDS && at->kind == NONE; k++)
        if (ix_str_is(ix_match_text(m, IX_FIELD_kind), kinds[k]))
            *at = (beginning){(section_kind)k, m->whole.end};
    return IX_NO_LIFT;
}

static bool is_heading_line(const ix_document *doc, const ix_block *block, const beginning *at) {
    ix_word word;
    int n = 0;
    for (uint32_t i = at->end; n <= HEADING_REST && ix_next_word(doc->text, i, block->span.end, &word);
         i = word.span.end)
        n++;
    return n <= HEADING_REST;
}

static bool is_head(ix_block_kind kind) {
    return kind == IX_BLOCK_TITLE || kind == IX_BLOCK_SUMMARY || kind == IX_BLOCK_DATELINE;
}

static bool may_change(ix_block_kind kind) {
    return kind == IX_BLOCK_PARAGRAPH || kind == IX_BLOCK_LIST_ITEM;
}

/* A paragraph that is no part of an address. */
static bool is_body(const ix_document *doc, const ix_block *block) {
    uint32_t length = ix_span_len(block->span);
    return length >= BODY_PARAGRAPH || (length >= BODY_SENTENCE && doc->text.ptr[block->span.end - 1] == '.');
}

/* Sets the kind of one block and returns the section that goes on after it. */
static section_kind step(const ix_document *doc, ix_block *block, const beginning *at, section_kind open) {
    if (at->kind == END)
        return NONE;
    if (at->kind == CONTACT_LINE && open == NONE && may_change(block->kind))
        block->kind = IX_BLOCK_CONTACT;
    if (at->kind != NONE && at->kind != CONTACT_LINE) {
        if (block->kind != IX_BLOCK_HEADING && may_change(block->kind))
            block->kind = block_kinds[at->kind];
        else if (block->kind == IX_BLOCK_HEADING && !is_heading_line(doc, block, at))
            block->kind = block_kinds[at->kind];
        return at->kind;
    }
    if (open == CONTACT && at->kind == NONE && is_body(doc, block))
        return NONE;
    if (block->kind == IX_BLOCK_HEADING && open != CONTACT)
        return NONE;
    if (open != NONE && (may_change(block->kind) || block->kind == IX_BLOCK_HEADING))
        block->kind = block_kinds[open];
    return open;
}

void ix_segment_sections(ix_document *doc, ix_matcher *matcher) {
    beginning *begins = IX_NEW_ARRAY(&doc->arena, beginning, doc->blocks.n + 1);
    ix_match_layer(matcher, IX_LAYER_section, take_beginning, begins);
    section_kind open = NONE;
    for (uint32_t b = 0; b < doc->blocks.n; b++)
        if (!is_head(doc->blocks.v[b].kind))
            open = step(doc, &doc->blocks.v[b], &begins[b], open);
}
