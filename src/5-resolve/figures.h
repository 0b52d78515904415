/* What figures mean, in steps that share one view of the document: what belongs to which sentence, and where
 * its clauses are. Every step reads the matches of its own layer of rules; none knows a word. */
#ifndef IX_RESOLVE_FIGURES_H
#define IX_RESOLVE_FIGURES_H

#include "model/document.h"
#include "rules/rules.h"

/* Indices [from, to) of what stands in one sentence. */
typedef struct ix_row {
    uint32_t from, to;
} ix_row;

typedef struct ix_figure_view {
    ix_document *doc;
    const ix_language *language;
    ix_row *figures, *dates;    /* by sentence; into doc->figures and doc->dates */
    ix_row *matches[IX_LAYERS]; /* by sentence, into doc->matches; NULL where the layer has none */
    bool *dropped;              /* by figure: to be left out in the end */
} ix_figure_view;

/* The i-th match of the layer in the sentence, or NULL past the last. */
const ix_match *ix_view_match(const ix_figure_view *view, ix_layer layer, int sentence, uint32_t i);

/* Where a place stands in its sentence's structure. */
typedef struct ix_clause {
    int segment;    /* main clauses from left to right */
    ix_span island; /* the innermost aside or relative clause around it, or empty */
} ix_clause;
ix_clause ix_clause_at(const ix_figure_view *view, int sentence, uint32_t byte);
bool ix_same_clause(ix_clause a, ix_clause b);
/* Whether what stands at `byte` reaches a figure: in the same clause, or around the brackets that the figure
 * stands in. */
bool ix_reaches(const ix_figure_view *view, const ix_figure *figure, uint32_t byte);

/* The match of layer `timing` that names the figure and says this relation of it, or NULL. */
const ix_match *ix_said_of(const ix_figure_view *view, int figure, const char *relation);
/* "The 24 countries": a count of things already spoken of. */
bool ix_is_definite(const ix_figure_view *view, int figure);

/* The figure that a match's field holds, or -1. */
int ix_match_figure(const ix_match *match, ix_field field);
bool ix_is_bare(const ix_figure *figure);
void ix_link_figures(ix_figure_view *view, int from, const char *relation, int to);

/* When the sentence says that what it lists goes to its figures one by one ("respectively"): those figures,
 * all of one kind and unit. Returns how many there are, 0 when it does not say so. */
int ix_respective_figures(const ix_figure_view *view, int sentence, int *figures, int max);

/* The steps, in order. */
void ix_figures_money(ix_figure_view *view, ix_matcher *matcher); /* whose money "$" is */
void ix_figures_link(ix_figure_view *view);   /* relations: from-to, equivalents, shared units */
void ix_figures_units(ix_figure_view *view);  /* the noun that a bare number stands for */
void ix_figures_change(ix_figure_view *view); /* sizes of a change */
void ix_figures_status(ix_figure_view *view); /* targets and projections */
void ix_figures_date(ix_figure_view *view);   /* as-of */
void ix_figures_about(ix_figure_view *view);  /* measured thing, place, speaker, repeats */
void ix_figures_check(ix_figure_view *view);  /* arithmetic that does not come out */

/* figures_pairs.c: a date that lies after the publication. */
bool ix_figure_is_to_come(const ix_document *doc, ix_str value);
void ix_figure_forget_status(ix_figure *f);
/* Gives the "from" figures linked to `to` their own end of the span, and no aim of their own. */
void ix_figure_part_pairs(const ix_document *doc, ix_figure *to);
/* Dates `f` as `as` is dated, if it has no date of its own. */
void ix_figure_date_alike(ix_figure *f, const ix_figure *as, const char *from);
/* What a figure is compared with is no aim when its day has been. */
void ix_figures_judge_compared(const ix_figure_view *view, int sentence);
void ix_figures_date_parts(const ix_figure_view *view, int sentence);

#endif
