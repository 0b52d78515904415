/* Gazetteers: any number of names found in one pass over the text, by a hash of their first tokens, the
 * longest name first. */
#ifndef IX_RULES_GAZETTEER_H
#define IX_RULES_GAZETTEER_H

#include "rules/list.h"

struct ix_gazetteer_entry {
    ix_str name; /* the words to find, white space and apostrophes normalised */
    ix_str value;
    const ix_table *table; /* NULL: from an inline list */
    uint32_t row;
    uint16_t gazetteer;
    bool any_case;
};

typedef struct ix_gazetteer ix_gazetteer; /* all gazetteers of one language */

ix_gazetteer *ix_gazetteer_new(ix_arena *arena);
/* A new gazetteer of that name; returns its number. */
int ix_gazetteer_define(ix_arena *arena, ix_gazetteer *g, ix_str name);
int ix_gazetteer_named(const ix_gazetteer *g, ix_str name); /* -1: none */
void ix_gazetteer_add(ix_arena *arena, ix_gazetteer *g, ix_gazetteer_entry entry);
/* Any gazetteer that has the name, folded, already in another row: for lint. */
void ix_gazetteer_seal(ix_arena *arena, ix_gazetteer *g);

typedef void (*ix_hit_sink)(void *context, const ix_hit *hit);
/* Calls sink for the hits of each gazetteer, left to right, longest first, those of one gazetteer not
 * overlapping. */
void ix_gazetteer_scan(const ix_gazetteer *g, ix_str text, ix_hit_sink sink, void *context);
/* The longest entry of one gazetteer that starts at `start`. */
bool ix_gazetteer_match(const ix_gazetteer *g, ix_str name, ix_str text, uint32_t start, ix_hit *hit);

#endif
