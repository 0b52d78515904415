/* When what was found is the same as what is expected: as shared/bench/score.py compares. NULL is no words.
 */
#ifndef IX_REVIEW_EVAL_WORDS_H
#define IX_REVIEW_EVAL_WORDS_H

#include "base/buf.h"

/* Letters and digits alone, in lower case, as names and words are compared. */
void ix_eval_bare(const char *words, ix_buf *to);
bool ix_eval_same_bare(const char *a, const char *b);
/* One stands within the other. */
bool ix_eval_near(const char *a, const char *b);
/* Equal numbers to five digits, or equal ranges LOW/HIGH. */
bool ix_eval_same_number(const char *a, const char *b);
/* But for the mark of the plural. */
bool ix_eval_same_unit(const char *a, const char *b);

#endif
