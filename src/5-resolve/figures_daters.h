/* What in a sentence may date its figures: its dates, and names that the release gave a period. */
#ifndef IX_RESOLVE_FIGURES_DATERS_H
#define IX_RESOLVE_FIGURES_DATERS_H

#include "5-resolve/figures.h"

enum { IX_PERIODS = 16, IX_DATERS = 24 };

/* A name that the release gave a period. */
typedef struct ix_period {
    ix_str name; /* folded */
    ix_str value;
    int date;
    uint32_t from; /* holds from this byte on */
} ix_period;

/* One thing in a sentence that may date a figure. */
typedef struct ix_dater {
    ix_span span;
    ix_str value; /* a calendar value with a year; or PRESENT_REF, which tells that none dates */
    int date;
    const char *from;
    bool lead, event, silent, since, until;
    uint32_t purpose; /* where the words begin that say what is to be by then; 0: none */
} ix_dater;

typedef struct ix_daters {
    ix_figure_view *view;
    ix_period periods[IX_PERIODS];
    int n_periods;
    ix_dater list[IX_DATERS]; /* of the sentence collected last */
    int n;
} ix_daters;

/* Takes up the names that the sentence gives a period. To be called for each sentence in order. */
void ix_daters_define(ix_daters *d, int sentence);
void ix_daters_collect(ix_daters *d, int sentence);
bool ix_dater_is_present(const ix_dater *w);

#endif
