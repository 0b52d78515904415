/* The measured thing, the place, who said it, and which figures repeat another. */
#include "5-resolve/figures.h"

static void find_speaker(ix_document *doc, ix_figure *f) {
    for (uint32_t q = 0; q < doc->quotes.n; q++)
        if (ix_span_within(f->span, doc->quotes.v[q].span))
            f->said_by = (int)q;
}

static bool repeats(const ix_figure *a, const ix_figure *b) {
    return a->kind == b->kind && a->kind != IX_FIGURE_DURATION && ix_str_eq(a->unit, b->unit) && ix_decimal_cmp(a->value, b->value) == 0 &&
           a->high.ok == b->high.ok && (!a->high.ok || ix_decimal_cmp(a->high, b->high) == 0);
}

enum { LOOK_BACK = 200 };

static void find_repeated(ix_figure_view *view, uint32_t index) {
    const ix_figure *all = view->doc->figures.v;
    for (uint32_t i = index > LOOK_BACK ? index - LOOK_BACK : 0; i < index; i++)
        if (!view->dropped[i] && all[index].unit.len && repeats(&all[i], &all[index])) {
            ix_link_figures(view, (int)index, "repeats", (int)i);
            return;
        }
}

void ix_figures_about(ix_figure_view *view) {
    ix_document *doc = view->doc;
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        if (view->dropped[i])
            continue;
        find_speaker(doc, &doc->figures.v[i]);
        find_repeated(view, i);
    }
}
