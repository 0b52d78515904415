/* A pattern as the items it is tried in, one after the other: for telling how far one came. */
#ifndef IX_RULES_ITEMS_H
#define IX_RULES_ITEMS_H

#include "rules/ruleset.h"

typedef struct ix_item {
    size_t start, end; /* bytes of the pattern, its quantifier included; of a group all of it */
    uint32_t sequence, index;
    bool group;    /* what is in it comes as items of its own */
    bool look;     /* a look-around: its items say nothing of how far a match came */
    bool in_look;  /* within one */
    double before; /* the share of the pattern that stands before it: a sequence's items share alike, and the
                      alternatives of a group have all of its share */
    double share;
} ix_item;

/* Where in the traced pattern an item begins, behind its callout. */
typedef struct ix_item_place {
    size_t at;
    uint32_t item;
} ix_item_place;

typedef struct ix_items {
    IX_ARRAY(ix_item) v; /* in order of their starts; a group before what is in it */
    ix_str traced;       /* the pattern with callouts before items */
    IX_ARRAY(ix_item_place) at;
} ix_items;

/* Which items get a callout: each is six bytes of the 64 KB that a compiled pattern may have. */
typedef enum ix_detail { IX_DETAIL_ALL, IX_DETAIL_NO_LOOK, IX_DETAIL_NO_FRAGMENT, IX_DETAILS } ix_detail;

/* `pattern`: as compiled, `names`: what was put into it, of which lists and mentions are an item each. */
ix_items ix_items_of(ix_arena *arena, ix_str pattern, const ix_names *names, ix_detail detail);
/* Whether item i is a \b before a mention and nothing else: it never holds behind a blank, since a mention is
 * no word character. */
bool ix_edge_of_mention(const ix_items *items, uint32_t i, ix_str pattern, const ix_names *names);
/* The item that begins at this byte of `traced`, or -1. */
int ix_item_at(const ix_items *items, size_t at);

#endif
