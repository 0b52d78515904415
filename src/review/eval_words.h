/* When what was found is the same as what is expected: as shared/bench/score.py compares. NULL is no words.
 */
#ifndef IX_REVIEW_EVAL_WORDS_H
#define IX_REVIEW_EVAL_WORDS_H

#include "base/buf.h"
#include "rules/rules.h"

/* What words may differ in and be the same: the list `plural_ending` of the release's language (NULL: none),
 * and `article` of every language, since names keep that of their own. */
typedef struct ix_eval_habits {
    const ilex_ruleset *rules;
    const ix_list *plural_ending;
} ix_eval_habits;

/* For releases in the language with this code. */
ix_eval_habits ix_eval_habits_of(const ilex_ruleset *rules, const char *language);

/* Letters and digits alone, in lower case, as names and words are compared. */
void ix_eval_bare(const char *words, ix_buf *to);
bool ix_eval_same_bare(const char *a, const char *b);
/* Bare, and without an article at the beginning. */
void ix_eval_name(const ix_eval_habits *habits, const char *words, ix_buf *to);
/* One stands within the other, bare. */
bool ix_eval_near(const char *a, const char *b);
/* The same but for blanks, quotation marks and case; 1: one within the other, 2: equal. */
int ix_eval_alike(const char *a, const char *b);
/* Equal numbers to five digits, or equal ranges LOW/HIGH. */
bool ix_eval_same_number(const char *a, const char *b);
/* But for an ending of the plural behind three letters of ASCII. */
bool ix_eval_same_unit(const ix_eval_habits *habits, const char *a, const char *b);

#endif
