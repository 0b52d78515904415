/* What a part of a pattern spells, must contain and begins with: the algebra from which gates are derived. */
#ifndef IX_RULES_PART_H
#define IX_RULES_PART_H

#include "rules/gate.h"

/* A set of folded texts. */
typedef struct ix_texts {
    IX_ARRAY(ix_str) v;
} ix_texts;

/* What a part's match begins with; `nullable`: perhaps with nothing, so that what follows counts too. */
typedef struct ix_beginning {
    bool unknown, nullable, digit, letter, upper;
    ix_texts with;
} ix_beginning;

/* What one part of a pattern matches. `exact`: exactly one of these texts, or nothing known (known false).
 * `clauses`: what any match of the part must contain. */
typedef struct ix_part {
    bool known;
    ix_beginning first; /* of parts that are not known */
    ix_texts exact;
    uint32_t
        width; /* most characters it takes, a run of white space counted as one; IX_REACH_FAR: no bound */
    IX_ARRAY(ix_clause) clauses;
} ix_part;

/* Parts one after the other. Begin with IX_SEQUENCE(arena). */
typedef struct ix_sequence {
    ix_part out;    /* its width: of all elements so far */
    ix_texts run;   /* the texts that the elements since the last unknown one spell */
    uint32_t begin; /* most characters before the run */
    bool begun;     /* out.first is settled: something that cannot be empty stands before */
    bool whole;     /* no unknown element so far */
} ix_sequence;

#define IX_SEQUENCE(arena) ((ix_sequence){.whole = true, .run = ix_part_text((arena), (ix_str){"", 0}).exact})

/* What lists come to, by number and case, so that each is analysed once however many patterns it stands in.
 */
typedef struct ix_known_part {
    size_t length; /* of its text in a pattern; 0: not analysed yet */
    ix_part part;
    ix_shape shape; /* as of a match that begins with it */
} ix_known_part;

struct ix_known_parts {
    ix_arena arena; /* of what they hold */
    IX_ARRAY(ix_known_part) v;
};

/* The place for what a list comes to. Good until the next call. */
ix_known_part *ix_known_part_of(ix_known_parts *known, uint32_t list, bool caseless);
/* The part, to be used by many: whoever adds to its arrays gets arrays of their own. */
ix_part ix_part_shared(ix_part part);

ix_part ix_part_text(ix_arena *arena, ix_str text);
/* Nothing known but how wide it may be. */
ix_part ix_part_unknown(uint32_t width);
ix_part ix_part_either(ix_arena *arena, ix_part *a, ix_part *b);
ix_part ix_part_optional(ix_arena *arena, ix_part *p);
/* Once to `most` times; any_number: perhaps not at all. */
ix_part ix_part_repeated(ix_arena *arena, ix_part *p, uint32_t most);
ix_part ix_part_any_number(ix_arena *arena, ix_part *p, uint32_t most);
/* White space: any run of it is folded to one blank. */
bool ix_part_is_blank(const ix_part *p);

void ix_sequence_append(ix_arena *arena, ix_sequence *s, ix_part *next);
/* A text that no quantifier follows; false, and nothing done, when the texts so far cannot take it in. */
bool ix_sequence_append_text(ix_arena *arena, ix_sequence *s, ix_str text);
ix_part ix_sequence_finish(ix_arena *arena, ix_sequence *s);

/* What a match of the whole can begin with; all but its edges. */
ix_first ix_first_of(ix_arena *arena, const ix_part *whole);
ix_beginning ix_part_beginning(ix_arena *arena, const ix_part *p);
/* The kind of mention whose character stands at byte i, or -1. */
int ix_kind_at(ix_str s, size_t i);
/* Keeps the few clauses that say most. */
void ix_part_add_clause(ix_arena *arena, ix_part *out, ix_clause clause);
/* The clauses of a set of texts that begins at most `before` characters after the match does. */
void ix_part_add_texts(ix_arena *arena, const ix_texts *exact, uint32_t before, ix_part *out);
/* The one clause that says most about a part; false when nothing is known. */
bool ix_part_best_clause(ix_arena *arena, const ix_part *p, ix_clause *best);
/* Higher is better: how rarely a clause lets a sentence through. */
int ix_clause_selectivity(const ix_clause *c);

#endif
