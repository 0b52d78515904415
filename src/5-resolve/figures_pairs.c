/* What figures that belong together share: the ends of a from–to pair their span, a part the date of its
 * whole.
 */
#include "5-resolve/figures.h"

#include "base/utf8.h"

/* Whether the date's beginning lies behind the day of publication. */
bool ix_figure_is_to_come(const ix_document *doc, ix_str value) {
    size_t n = 0;
    while (n < value.len && n < doc->published.len &&
           (ix_utf8_is_digit((unsigned char)value.ptr[n]) || value.ptr[n] == '-'))
        n++;
    return n >= 4 && memcmp(value.ptr, doc->published.ptr, n) > 0;
}

void ix_figure_forget_status(ix_figure *f) {
    f->status = IX_STR("actual");
    f->status_text = (ix_span){0};
}

void ix_figure_date_alike(ix_figure *f, const ix_figure *as, const char *from) {
    if (f->as_of.len || !as->as_of.len)
        return;
    f->as_of = as->as_of;
    f->as_of_date = as->as_of_date;
    f->as_of_from = ix_str_of(from);
}

static void undate(ix_figure *f) {
    f->as_of = f->as_of_from = (ix_str){0};
    f->as_of_date = -1;
}

/* "from 57 to 71 per cent between 2021 and 2023": the first was at the beginning, the second at the end. What
 * rose since 2021 was at the first then and is at the second now. */
static void part_span(ix_figure *from, ix_figure *to) {
    const char *slash = to->as_of.len ? memchr(to->as_of.ptr, '/', to->as_of.len) : NULL;
    size_t at = slash ? (size_t)(slash - to->as_of.ptr) : 0;
    bool open = slash && at + 1 == to->as_of.len;
    if (open && !from->as_of.len)
        ix_figure_date_alike(from, to, "sentence");
    if (!slash || !ix_str_eq(from->as_of, to->as_of))
        return;
    from->as_of = ix_str_sub(from->as_of, 0, at);
    if (open)
        undate(to);
    else
        to->as_of = ix_str_sub(to->as_of, at + 1, to->as_of.len);
}

/* "is to rise from 0.3 to 1.7 per cent by 2030": the aim and its day are the second's. */
static void start_from_now(const ix_document *doc, ix_figure *from, const ix_figure *to) {
    bool later = from->as_of.len && ix_figure_is_to_come(doc, from->as_of);
    if (later && ix_str_eq(from->as_of, to->as_of)) {
        undate(from);
        later = false;
    }
    if (!later)
        ix_figure_forget_status(from);
}

void ix_figure_part_pairs(const ix_document *doc, ix_figure *to) {
    for (uint32_t i = 0; i < to->links.n; i++) {
        ix_figure *from = &doc->figures.v[to->links.v[i].figure];
        if (!ix_str_is(to->links.v[i].relation, "from"))
            continue;
        part_span(from, to);
        start_from_now(doc, from, to);
    }
}

/* "in November 40 came, which makes 300 since May, of which 90 by sea": the part holds when its whole does,
 * rather than when the sentence as a whole is dated. */
static void date_of_which(ix_figure *part, const ix_figure *whole) {
    if (ix_str_is(part->as_of_from, "sentence") && ix_str_is(whole->as_of_from, "clause"))
        part->as_of = (ix_str){0};
}

/* "half of the 260,000 who died in 2011": a part holds when the whole does. "1,200 (0.4 per cent) in May":
 * one thing said twice holds once. */
void ix_figures_date_parts(const ix_figure_view *view, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, sentence, i)); i++) {
        int part = ix_match_figure(match, IX_FIELD_figure), whole = ix_match_figure(match, IX_FIELD_other);
        ix_str relation = ix_match_text(match, IX_FIELD_relation);
        bool alike = ix_str_is(relation, "equivalent");
        if (part >= 0 && whole >= 0 && ix_str_is(relation, "of_which"))
            date_of_which(&view->doc->figures.v[part], &view->doc->figures.v[whole]);
        if (part < 0 || whole < 0 ||
            !(alike || ix_str_is(relation, "part") || ix_str_is(relation, "of_which")))
            continue;
        if (alike || ix_str_eq(view->doc->figures.v[part].status, view->doc->figures.v[whole].status))
            ix_figure_date_alike(&view->doc->figures.v[part], &view->doc->figures.v[whole], "clause");
        if (alike)
            ix_figure_date_alike(&view->doc->figures.v[whole], &view->doc->figures.v[part], "clause");
    }
}

/* "25 per cent should be organic, up from 10 in 2022". */
void ix_figures_judge_compared(const ix_figure_view *view, int sentence) {
    const ix_document *doc = view->doc;
    ix_row row = view->figures[sentence];
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *f = &doc->figures.v[i];
        for (uint32_t k = 0; k < f->links.n; k++) {
            ix_figure *other = &doc->figures.v[f->links.v[k].figure];
            if (ix_str_is(f->links.v[k].relation, "compared_to") && other->as_of.len && doc->published.len &&
                !ix_figure_is_to_come(doc, other->as_of) && !ix_str_eq(other->as_of, f->as_of))
                ix_figure_forget_status(other);
        }
    }
}
