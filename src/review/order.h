/* What to look at first: what is likely to be wrong, and what a reader would miss most if it were. */
#ifndef IX_REVIEW_ORDER_H
#define IX_REVIEW_ORDER_H

#include "model/document.h"

/* Wilson's score interval of k in n at 95 % (E. B. Wilson, 1927); n = 0 gives 0 to 1. */
typedef struct ix_interval {
    double low, high;
} ix_interval;
ix_interval ix_wilson(uint32_t k, uint32_t n);

/* 0 to 1, by what the record says: an as-of date that is missing or taken from afar, a speaker that is
 * unknown or guessed, a diagnostic on the words. (What lost against it is in no record.) `kind` and `index`
 * as in ix_review_fact. */
float ix_order_doubt(const ix_document *doc, int kind, uint32_t index);
/* 0 to 1: by the block (title, summary, lead …), the kind, and whether it is said in a quote. */
float ix_order_prominence(const ix_document *doc, int kind, uint32_t index);
/* Both doubts: the fact's own, and that its rule has been wrong before, of which a rule that nobody has
 * judged is suspected a little. */
double ix_order_joint(double doubt, uint32_t accepted, uint32_t judged);

#endif
