/* Arithmetic that does not come out, told as diagnostics: a change that does not lead from one figure to the
 * other, a share of more than the whole, two ways of saying a share that are far apart. */
#include "5-resolve/figures.h"

/* Written figures are rounded: what differs by less than this many thousandths is the same. */
enum { ROUNDING = 25, LOOSE = 100, APART = 150 };
enum { CLOSE_BY = 60 }; /* bytes between a change and what it starts from */

static ix_decimal minus(ix_decimal a) {
    a.m = -a.m;
    return a;
}

/* Whether |a - b| is more than so many thousandths of b. */
static bool differ(ix_decimal a, ix_decimal b, int thousandths) {
    ix_decimal gap = ix_decimal_add(a, minus(b)),
               bound = ix_decimal_mul(b, ix_decimal_scale(ix_decimal_int(thousandths), -3));
    gap.m = gap.m < 0 ? -gap.m : gap.m;
    bound.m = bound.m < 0 ? -bound.m : bound.m;
    return gap.ok && bound.ok && ix_decimal_cmp(gap, bound) > 0;
}

static const ix_figure *linked(const ix_document *doc, const ix_figure *f, const char *relation) {
    for (uint32_t i = 0; i < f->links.n; i++)
        if (ix_str_is(f->links.v[i].relation, relation))
            return &doc->figures.v[f->links.v[i].figure];
    return NULL;
}

/* The one change told in the sentence, or NULL when there is none or several. */
static const ix_figure *change_of(const ix_figure_view *view, int sentence) {
    const ix_figure *found = NULL;
    ix_row row = view->figures[sentence];
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *f = &view->doc->figures.v[i];
        if (view->dropped[i] || !f->change.len)
            continue;
        if (found)
            return NULL;
        found = f;
    }
    return found;
}

/* What `from` becomes by the change; not ok when the two do not go together. */
static ix_decimal changed(const ix_figure *from, const ix_figure *change) {
    ix_decimal by = ix_str_is(change->change, "decrease") ? minus(change->value) : change->value;
    bool points = from->kind == IX_PERCENT && change->kind == IX_PERCENTAGE_POINTS;
    if (points ||
        (from->kind == change->kind && from->kind != IX_PERCENT && ix_str_eq(from->unit, change->unit)))
        return ix_decimal_add(from->value, by);
    if (change->kind == IX_PERCENT && from->kind != IX_PERCENT)
        return ix_decimal_mul(from->value, ix_decimal_add(ix_decimal_int(1), ix_decimal_scale(by, -2)));
    if (change->kind == IX_MULTIPLE)
        return ix_decimal_mul(from->value, change->value);
    return (ix_decimal){0};
}

static bool is_exact(const ix_figure *f) {
    return !f->high.ok && !f->modifier.len;
}

static void check_change(const ix_figure_view *view, const ix_figure *to) {
    const ix_figure *from = linked(view->doc, to, "from"),
                    *change = from ? change_of(view, to->sentence) : NULL;
    if (!change || change == from || change == to || !is_exact(from) || !is_exact(to) || !is_exact(change))
        return;
    ix_clause mine = ix_clause_at(view, to->sentence, change->span.start),
              its = ix_clause_at(view, to->sentence, from->span.start);
    if (!ix_same_clause(mine, its) || from->span.start < change->span.end ||
        from->span.start - change->span.end > CLOSE_BY)
        return;
    ix_decimal result = changed(from, change);
    if (result.ok && differ(result, to->value, change->kind == IX_MULTIPLE ? LOOSE : ROUNDING))
        ix_diagnose(view->doc, "warning", "figure.arithmetic", change->span,
                    "from %.*s, changed by %.*s, does not come to %.*s",
                    IX_FMT(ix_doc_str(view->doc, from->span)), IX_FMT(ix_doc_str(view->doc, change->span)),
                    IX_FMT(ix_doc_str(view->doc, to->span)));
}

static void check_share(const ix_figure_view *view, const ix_figure *f) {
    bool share = f->kind == IX_PERCENT && !f->change.len && !ix_span_empty(f->population);
    if (share && ix_decimal_cmp(f->high.ok ? f->high : f->value, ix_decimal_int(100)) > 0)
        ix_diagnose(view->doc, "warning", "figure.share", f->span, "%.*s is more than the whole",
                    IX_FMT(ix_doc_str(view->doc, f->span)));
}

static void check_equivalent(const ix_figure_view *view, const ix_figure *f) {
    const ix_figure *other = linked(view->doc, f, "equivalent");
    if (!other || f->kind != IX_RATIO || other->kind != IX_PERCENT)
        return;
    if (differ(ix_decimal_scale(f->value, 2), other->value, APART))
        ix_diagnose(view->doc, "warning", "figure.equivalent", f->span, "%.*s and %.*s are not the same",
                    IX_FMT(ix_doc_str(view->doc, f->span)), IX_FMT(ix_doc_str(view->doc, other->span)));
}

void ix_figures_check(ix_figure_view *view) {
    for (uint32_t i = 0; i < view->doc->figures.n; i++) {
        const ix_figure *f = &view->doc->figures.v[i];
        if (view->dropped[i])
            continue;
        check_change(view, f);
        check_share(view, f);
        check_equivalent(view, f);
    }
}
