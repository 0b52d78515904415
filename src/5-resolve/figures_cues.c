/* Change and status: cue words of the rules, and which figures they reach. */
#include "5-resolve/figures.h"

void ix_figures_change(ix_figure_view *view) {
    for (uint32_t s = 0; s < view->doc->sentences.n; s++) {
        const ix_match *match;
        for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_change, (int)s, i)); i++) {
            int figure = ix_match_figure(match, IX_FIELD_figure),
                other = ix_match_figure(match, IX_FIELD_other);
            ix_str change = ix_match_text(match, IX_FIELD_change);
            if (figure >= 0)
                view->doc->figures.v[figure].change = change;
            if (other >= 0)
                view->doc->figures.v[other].change = change;
        }
    }
}

/* Whether another figure stands between a figure and a cue behind it. */
static bool is_cut_off(const ix_figure_view *view, const ix_figure *f, uint32_t cue) {
    ix_row row = view->figures[f->sentence];
    for (uint32_t i = row.from; i < row.to; i++)
        if (view->doc->figures.v[i].span.start > f->span.start && view->doc->figures.v[i].span.end <= cue)
            return true;
    return false;
}

/* Whether a cue reaches a figure: the one it names, else those in its clause on the side it looks to. */
static bool reaches(const ix_figure_view *view, const ix_match *cue, int figure) {
    const ix_figure *f = &view->doc->figures.v[figure];
    ix_str direction = ix_match_text(cue, IX_FIELD_direction);
    int named = ix_match_figure(cue, IX_FIELD_figure);
    if (named >= 0)
        return named == figure || ix_match_figure(cue, IX_FIELD_other) == figure;
    if (ix_str_is(direction, "after") && f->span.start < cue->span.start)
        return false;
    if (ix_str_is(direction, "before") &&
        (f->span.start > cue->span.start || is_cut_off(view, f, cue->span.start)))
        return false;
    return ix_reaches(view, f, cue->span.start);
}

/* How long something took, or how old one is, is neither aim nor forecast. */
static bool may_be_judged(const ix_figure *f) {
    return f->kind != IX_FIGURE_DURATION && f->kind != IX_AGE;
}

/* Of several cues that reach it the nearest holds. */
static void judge(ix_figure_view *view, int figure) {
    ix_figure *f = &view->doc->figures.v[figure];
    uint32_t nearest = UINT32_MAX;
    const ix_match *cue;
    for (uint32_t i = 0; (cue = ix_view_match(view, IX_LAYER_status, f->sentence, i)); i++) {
        uint32_t distance = cue->span.start > f->span.start ? cue->span.start - f->span.start
                                                            : f->span.start - cue->span.start;
        if (distance >= nearest || !reaches(view, cue, figure))
            continue;
        nearest = distance;
        f->status = ix_match_text(cue, IX_FIELD_status);
        f->status_text = cue->span;
    }
}

void ix_figures_status(ix_figure_view *view) {
    for (uint32_t i = 0; i < view->doc->figures.n; i++) {
        if (!view->dropped[i] && may_be_judged(&view->doc->figures.v[i]))
            judge(view, (int)i);
        if (!view->doc->figures.v[i].status.len)
            view->doc->figures.v[i].status = IX_STR("actual");
    }
}
