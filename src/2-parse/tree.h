/* The elements of a page, mended: where each begins and ends, whatever its author forgot to close.
 *
 * This is the one door to libxml2. Its HTML parser sees only a skeleton of the page, the bare tags of
 * elements that make up the tree; its SAX events tell where elements end that the page leaves open or closes
 * wrongly. Text and attributes never pass through it, so that every byte position is exact by construction,
 * and its known traps (attributes, depth, encodings, entities) are out of reach. */
#ifndef IX_PARSE_TREE_H
#define IX_PARSE_TREE_H

#include "tokens.h"

enum { IX_MAX_DEPTH = 512 };

typedef struct ix_element {
    uint32_t open;   /* token of the start tag; the root's is 0 whatever that is */
    uint32_t end;    /* the token after its inside: [open + 1, end) */
    uint32_t parent; /* element; the root's own */
    uint32_t after;  /* the first element that is not inside */
    uint32_t text;   /* weight of all text inside that is not hidden */
    uint8_t tag;
    bool hidden; /* or inside of one that is */
} ix_element;

typedef struct ix_tree {
    const ix_tokens *tokens;
    IX_ARRAY(ix_element) all; /* in page order; the first is the root, which is no element of the page */
    uint32_t flattened;       /* elements left out because they were nested too deep */
} ix_tree;

ix_tree ix_build_tree(ix_arena *arena, const ix_tokens *tokens);

static inline const ix_token *ix_start_tag(const ix_tree *tree, uint32_t element) {
    return &tree->tokens->all.v[tree->all.v[element].open];
}

#endif
