#include "review/agreement.h"

void ix_agreement_add(ix_agreement *pair, ix_decision a, ix_decision b) {
    pair->n++;
    pair->same += a == b;
    pair->a[a]++;
    pair->b[b]++;
}

bool ix_agreement_kappa(const ix_agreement *pair, double *kappa) {
    double n = pair->n, chance = 0;
    for (int i = 0; i < IX_DECISIONS; i++)
        chance += (double)pair->a[i] * pair->b[i];
    if (chance >= n * n)
        return false;
    *kappa = (pair->same / n - chance / (n * n)) / (1 - chance / (n * n));
    return true;
}
