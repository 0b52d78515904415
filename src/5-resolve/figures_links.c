/* Relations between the figures of a sentence, as rules of layer `relation` name them. */
#include "5-resolve/figures.h"

/* Makes what was written as a bare number of the other's kind: "from 57 to 41 per cent". */
static void take_after(ix_figure *bare, const ix_figure *whole) {
    if (!ix_is_bare(bare))
        return;
    bare->kind = whole->kind;
    bare->unit = whole->unit;
    bare->unit_name = whole->unit_name;
    bare->unit_text = whole->unit_text;
    bare->population = whole->population;
}

/* "half of the 260,000 people": a share without a noun is of what it is a part of. */
static void take_whole(ix_figure *share, const ix_figure *whole) {
    if (share->kind != IX_RATIO || share->unit.len || whole->kind != IX_COUNT)
        return;
    share->unit = whole->unit;
    share->unit_name = whole->unit_name;
    share->unit_text = whole->unit_text;
}

/* "from 1.6 to 2.1 million", "$50 and 70 million": the scale word stands for both. */
static void share_scale(const ix_document *doc, ix_figure *bare, const ix_figure *whole) {
    bool amount = bare->kind == IX_MONEY && ix_is_bare(whole);
    if (bare->number < 0 || whole->number < 0 || (!amount && !ix_is_bare(bare)))
        return;
    const ix_number *small = &doc->numbers.v[bare->number], *large = &doc->numbers.v[whole->number];
    if (small->scaled || !large->scaled || small->high.ok)
        return;
    ix_decimal scaled = ix_decimal_scale(small->value, large->power),
               bound = ix_decimal_scale(large->value, 1);
    if (scaled.ok && bound.ok && ix_decimal_cmp(scaled, bound) < 0)
        bare->value = scaled;
}

/* Whether one may have become the other: years do not become girls, a fifth may become 30 per cent. */
static bool same_sort(const ix_figure *a, const ix_figure *b) {
    bool shares =
        (a->kind == IX_PERCENT || a->kind == IX_RATIO) && (b->kind == IX_PERCENT || b->kind == IX_RATIO);
    return a->kind == b->kind || shares || ix_is_bare(a) || ix_is_bare(b);
}

static void pair_up(ix_figure_view *view, int from, int to) {
    ix_figure *a = &view->doc->figures.v[from], *b = &view->doc->figures.v[to];
    if (!same_sort(a, b))
        return;
    share_scale(view->doc, a, b);
    take_after(a, b);
    take_after(b, a);
    ix_link_figures(view, to, "from", from);
    ix_link_figures(view, from, "to", to);
}

static const ix_field figure_fields[] = {IX_FIELD_figure, IX_FIELD_other, IX_FIELD_third, IX_FIELD_fourth};
enum { N_FIGURE_FIELDS = sizeof figure_fields / sizeof *figure_fields };

enum { CLOSE_BY = 25 }; /* bytes */

/* "393 votes against 136 and 92 abstentions": a number close behind a counted noun is of that, not of the
 * next. */
static bool follows_noun(const ix_figure_view *view, int figure) {
    const ix_figure *f = &view->doc->figures.v[figure], *before = f - 1;
    return figure > 0 && before->sentence == f->sentence && before->kind == IX_COUNT &&
           before->unit.len > 0 && f->span.start - before->unit_text.end <= CLOSE_BY;
}

/* Figures of a list with one unit, which the last has, or the first: "5.4, 6.1 and 6.7 inches". */
static void share(ix_figure_view *view, const int *figures, int n) {
    ix_figure *all = view->doc->figures.v;
    if (all[figures[n - 1]].kind == IX_COUNT && follows_noun(view, figures[0]))
        return;
    for (int i = n - 2; i >= 0; i--) {
        share_scale(view->doc, &all[figures[i]], &all[figures[i + 1]]);
        take_after(&all[figures[i]], &all[figures[i + 1]]);
        take_whole(&all[figures[i]], &all[figures[i + 1]]);
    }
    for (int i = 1; i < n; i++)
        take_after(&all[figures[i]], &all[figures[i - 1]]);
}

static void relate(ix_figure_view *view, const ix_match *match) {
    ix_str relation = ix_match_text(match, IX_FIELD_relation);
    int figures[N_FIGURE_FIELDS], n = 0;
    for (int i = 0; i < N_FIGURE_FIELDS; i++) {
        int figure = ix_match_figure(match, figure_fields[i]);
        if (figure >= 0)
            figures[n++] = figure;
    }
    if (n < 2)
        return;
    if (ix_str_is(relation, "from_to"))
        pair_up(view, figures[0], figures[1]);
    else if (ix_str_is(relation, "shared") || ix_str_is(relation, "part"))
        share(view, figures, n);
    else if (ix_str_is(relation, "compared_to"))
        ix_link_figures(view, figures[0], "compared_to", figures[1]);
    else if (ix_str_is(relation, "equivalent"))
        ix_link_figures(view, figures[0], "equivalent", figures[1]),
            ix_link_figures(view, figures[1], "equivalent", figures[0]);
}

int ix_respective_figures(const ix_figure_view *view, int sentence, int *figures, int max) {
    const ix_match *match;
    const ix_figure *all = view->doc->figures.v;
    ix_row row = view->figures[sentence];
    bool said = false;
    int n = 0;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, sentence, i)); i++)
        said |= ix_str_is(ix_match_text(match, IX_FIELD_relation), "respectively");
    for (uint32_t i = row.from; said && i < row.to && n < max; i++) {
        if (view->dropped[i] || all[i].kind == IX_FIGURE_DURATION)
            continue;
        if (n > 0 && (all[i].kind != all[figures[0]].kind || !ix_str_eq(all[i].unit, all[figures[0]].unit)))
            return 0;
        figures[n++] = (int)i;
    }
    return n > 1 ? n : 0;
}

void ix_figures_link(ix_figure_view *view) {
    for (uint32_t s = 0; s < view->doc->sentences.n; s++) {
        const ix_match *match;
        for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, (int)s, i)); i++)
            relate(view, match);
    }
}
