/* Change and status: cue words of the rules, and which figures they reach. */
#include "5-resolve/figures.h"

/* Points, or tenths of one. */
static bool is_in_points(const ix_figure_view *view, const ix_figure *f) {
    if (f->kind == IX_COUNT)
        return ix_list_has(ix_language_list(view->language, "point_word"), f->unit);
    return f->kind == IX_RATIO && !f->unit.len &&
           ix_list_has(ix_language_list(view->language, "point_part"),
                       ix_str_last_word(ix_doc_str(view->doc, f->span)));
}

/* "was 41 per cent and fell by ten points": a change by points of a share is one by percentage points. */
static void measure_points(ix_figure_view *view, uint32_t index) {
    ix_figure *all = view->doc->figures.v, *f = &all[index];
    if (!f->change.len || !is_in_points(view, f))
        return;
    bool share = f->kind == IX_RATIO;
    for (uint32_t i = index; i-- > view->figures[f->sentence].from && !share;)
        share = all[i].kind == IX_PERCENT && !all[i].change.len && !view->dropped[i];
    if (!share)
        return;
    f->kind = IX_PERCENTAGE_POINTS;
    f->unit = f->unit_name = IX_STR("percentage point");
    f->unit_text = (ix_span){0};
}

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
    for (uint32_t i = 0; i < view->doc->figures.n; i++)
        measure_points(view, i);
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

/* Of several cues that reach it the nearest holds. "The 24 countries will …": how many they are is known,
 * whatever they will do; only words about the number itself make that an aim. */
static void judge(ix_figure_view *view, int figure) {
    ix_figure *f = &view->doc->figures.v[figure];
    bool known = ix_is_definite(view, figure);
    uint32_t nearest = UINT32_MAX;
    const ix_match *cue;
    for (uint32_t i = 0; (cue = ix_view_match(view, IX_LAYER_status, f->sentence, i)); i++) {
        uint32_t distance = cue->span.start > f->span.start ? cue->span.start - f->span.start
                                                            : f->span.start - cue->span.start;
        if (distance >= nearest || (known && ix_match_figure(cue, IX_FIELD_figure) < 0) ||
            !reaches(view, cue, figure))
            continue;
        nearest = distance;
        f->status = ix_match_text(cue, IX_FIELD_status);
        f->status_text = cue->span;
    }
}

/* "The appeal breaks down as follows:" holds for the items of the list below it. */
static void judge_item(ix_figure_view *view, ix_figure *f) {
    const ix_document *doc = view->doc;
    int above = f->sentence;
    while (above >= 0 && doc->blocks.v[doc->sentences.v[above].block].kind == IX_BLOCK_LIST_ITEM)
        above--;
    if (above < 0 || above == f->sentence)
        return;
    ix_str line = ix_str_trim(ix_doc_str(doc, doc->sentences.v[above].span));
    const ix_match *cue, *last = NULL;
    for (uint32_t i = 0; (cue = ix_view_match(view, IX_LAYER_status, above, i)); i++)
        last = cue;
    if (!last || !line.len || line.ptr[line.len - 1] != ':')
        return;
    f->status = ix_match_text(last, IX_FIELD_status);
    f->status_text = last->span;
}

/* "38 million, of which 12 million this year": what is said of the whole. */
static void judge_parts(ix_figure_view *view, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, sentence, i)); i++) {
        int part = ix_match_figure(match, IX_FIELD_figure), whole = ix_match_figure(match, IX_FIELD_other);
        if (part < 0 || whole < 0 || !ix_str_is(ix_match_text(match, IX_FIELD_relation), "of_which"))
            continue;
        ix_figure *f = &view->doc->figures.v[part], *all = &view->doc->figures.v[whole];
        if (!ix_span_empty(f->status_text))
            continue;
        f->status = all->status;
        f->status_text = all->status_text;
    }
}

void ix_figures_status(ix_figure_view *view) {
    for (uint32_t i = 0; i < view->doc->figures.n; i++) {
        ix_figure *f = &view->doc->figures.v[i];
        if (!view->dropped[i] && may_be_judged(f))
            judge(view, (int)i);
        if (!f->status.len && !view->dropped[i] && may_be_judged(f))
            judge_item(view, f);
        if (!f->status.len)
            f->status = IX_STR("actual");
    }
    for (uint32_t s = 0; s < view->doc->sentences.n; s++)
        judge_parts(view, (int)s);
}
