/* Names: organisations first, then roles, then people, each seeing what came before. Private to the name*.c
 * of this stage. */
#ifndef IX_EXTRACT_NAMES_H
#define IX_EXTRACT_NAMES_H

#include "stages.h"

/* Fills doc->organisation_mentions in text order and shows them to later layers as {{organisation}}. */
void ix_extract_organisations(ix_document *doc, const ix_language *language, ix_matcher *matcher);
/* Fills doc->person_mentions in text order and shows them as {{person}}. Wants organisations and the role
 * layer done. */
void ix_extract_people(ix_document *doc, const ix_language *language, ix_matcher *matcher);

/* What a mention rests on; where two overlap, the one that comes first here stays. */
typedef enum ix_standing {
    IX_BY_RULE,
    IX_SEEN_ELSEWHERE, /* a name or short form of one that is found elsewhere */
    IX_BY_ITSELF,      /* nothing but its own capital letter */
} ix_standing;

/* Mentions being gathered: from rules, from acronyms, from names seen elsewhere. They may overlap until
 * settled. */
typedef struct ix_found {
    ix_mention mention;
    ix_span of;   /* organisations: the name that this is an acronym of; empty: none */
    ix_span show; /* what later layers see as one mention; empty: the mention itself */
    ix_standing standing;
    bool doubtful; /* may be no name at all */
} ix_found;
typedef IX_ARRAY(ix_found) ix_founds;

/* Sorts by place and drops those that overlap another: the weaker standing gives way, else the later and the
 * shorter one. */
void ix_settle_found(ix_founds *found);
/* Index of the one that starts at `start`, -1. Sorted ones only. */
int ix_found_at(const ix_founds *found, uint32_t start);
/* Up to the first blank; from the last blank. */
ix_str ix_first_word(ix_str name);
/* Inside a web or mail address. */
bool ix_in_address(ix_str text, ix_span span);

#endif
