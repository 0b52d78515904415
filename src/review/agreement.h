/* Cohen's kappa: how far two reviewers agree beyond chance (J. Cohen, 1960). */
#ifndef IX_REVIEW_AGREEMENT_H
#define IX_REVIEW_AGREEMENT_H

#include "review/event.h"

typedef struct ix_agreement {
    uint32_t n, same;
    uint32_t a[IX_DECISIONS], b[IX_DECISIONS]; /* how often each decided so */
} ix_agreement;

void ix_agreement_add(ix_agreement *pair, ix_decision a, ix_decision b);
/* False where it means nothing: no fact both decided, or both always decided the same one thing. */
bool ix_agreement_kappa(const ix_agreement *pair, double *kappa);

#endif
