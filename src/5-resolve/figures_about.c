/* The measured thing, the place, who said it, and which figures repeat another. */
#include "5-resolve/figures.h"

/* --- what is measured --- */

/* Shares, amounts and rates are said of a subject; counts of the words behind them. */
static bool prefers_subject(const ix_figure *f) {
    return f->kind == IX_PERCENT || f->kind == IX_PERCENTAGE_POINTS || f->kind == IX_MULTIPLE ||
           f->kind == IX_MEASURE || f->kind == IX_MONEY;
}

static bool is_stop(char c) {
    return memchr(",.;:()[]\n\"", c, 9) != NULL;
}

/* What stands before the verb: back to a stop, a date, another figure or the sentence's beginning. */
static ix_span subject_before(const ix_figure_view *view, int sentence, uint32_t verb) {
    const ix_document *doc = view->doc;
    uint32_t floor = doc->sentences.v[sentence].span.start, start = verb;
    ix_row dates = view->dates[sentence], figures = view->figures[sentence];
    for (uint32_t i = dates.from; i < dates.to && doc->dates.v[i].span.end <= verb; i++)
        floor = doc->dates.v[i].span.end > floor ? doc->dates.v[i].span.end : floor;
    for (uint32_t i = figures.from; i < figures.to && doc->figures.v[i].span.end <= verb; i++)
        floor = doc->figures.v[i].span.end > floor ? doc->figures.v[i].span.end : floor;
    while (start > floor && !is_stop(doc->text.ptr[start - 1]))
        start--;
    return ix_span_trim(doc->text, (ix_span){start, verb});
}

static void find_things(ix_figure_view *view, int sentence) {
    ix_document *doc = view->doc;
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_thing, sentence, i)); i++) {
        int figure = ix_match_figure(match, IX_FIELD_figure);
        ix_span behind = ix_match_span(match, IX_FIELD_of);
        if (figure < 0)
            continue;
        ix_figure *f = &doc->figures.v[figure];
        if (!ix_span_empty(behind) && (ix_span_empty(f->of) || !prefers_subject(f)))
            f->of = ix_span_trim(doc->text, behind);
        else if (ix_span_empty(behind))
            f->of = subject_before(view, sentence, match->span.start);
    }
}

/* A count of people is a population. */
static void find_population(const ix_figure_view *view, ix_figure *f) {
    const ix_list *people = ix_language_list(view->language, "person_noun");
    if (ix_span_empty(f->population) && (f->kind == IX_COUNT || f->kind == IX_RATIO) &&
        ix_list_has(people, f->unit))
        f->population = f->unit_text;
}

/* --- where --- */

enum { TOO_FAR = 1000000 };

static uint32_t place_cost(const ix_figure_view *view, const ix_figure *f, ix_span place) {
    bool follows = place.start >= f->span.end;
    ix_clause mine = ix_clause_at(view, f->sentence, f->span.start),
              its = ix_clause_at(view, f->sentence, place.start);
    uint32_t distance = follows ? place.start - f->span.end : f->span.start - place.end;
    if (!ix_same_clause(mine, its))
        return TOO_FAR;
    return follows ? distance : distance + 200;
}

static void find_place(ix_figure_view *view, ix_figure *f) {
    uint32_t least = TOO_FAR;
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_place, f->sentence, i)); i++) {
        ix_span place = ix_match_span(match, IX_FIELD_place);
        uint32_t cost = ix_span_overlap(place, f->span) ? TOO_FAR : place_cost(view, f, place);
        if (cost < least) {
            least = cost;
            f->place = place;
        }
    }
}

/* "In Peru and Chile, 28 and 13 per cent, respectively": as many places as figures, each to its own. */
static void distribute_places(ix_figure_view *view, int sentence) {
    enum { MOST = 12 };
    int figures[MOST], n = ix_respective_figures(view, sentence, figures, MOST);
    ix_row row = view->matches[IX_LAYER_place][sentence];
    if (n == 0 || row.to - row.from != (uint32_t)n)
        return;
    for (int i = 0; i < n; i++)
        view->doc->figures.v[figures[i]].place =
            ix_match_span(&view->doc->matches.v[row.from + (uint32_t)i], IX_FIELD_place);
}

/* --- who said it, what was said before --- */

static void find_speaker(ix_document *doc, ix_figure *f, uint32_t *quote) {
    while (*quote < doc->quotes.n && doc->quotes.v[*quote].span.end <= f->span.start)
        ++*quote;
    if (*quote < doc->quotes.n && ix_span_within(f->span, doc->quotes.v[*quote].span))
        f->said_by = (int)*quote;
}

/* Shares of different things are often equal by chance; amounts and counts of one noun are not. */
static bool same_thing(const ix_document *doc, const ix_figure *a, const ix_figure *b) {
    bool share = a->kind == IX_PERCENT || a->kind == IX_PERCENTAGE_POINTS || a->kind == IX_RATIO;
    ix_str of_a = ix_doc_str(doc, a->of), of_b = ix_doc_str(doc, b->of);
    return ix_str_eq(a->unit, b->unit) && (!share || (of_a.len && ix_str_eq(of_a, of_b)));
}

static bool repeats(const ix_document *doc, const ix_figure *a, const ix_figure *b) {
    return a->kind == b->kind && ix_decimal_cmp(a->value, b->value) == 0 && a->high.ok == b->high.ok &&
           (!a->high.ok || ix_decimal_cmp(a->high, b->high) == 0) && same_thing(doc, a, b);
}

enum { LOOK_BACK = 200 };

static void find_repeated(ix_figure_view *view, uint32_t index) {
    const ix_figure *all = view->doc->figures.v;
    if (all[index].kind == IX_FIGURE_DURATION || all[index].kind == IX_AGE || !all[index].unit.len)
        return;
    for (uint32_t i = index > LOOK_BACK ? index - LOOK_BACK : 0; i < index; i++)
        if (!view->dropped[i] && repeats(view->doc, &all[i], &all[index])) {
            ix_link_figures(view, (int)index, "repeats", (int)i);
            return;
        }
}

void ix_figures_about(ix_figure_view *view) {
    ix_document *doc = view->doc;
    uint32_t quote = 0;
    for (uint32_t s = 0; s < doc->sentences.n; s++)
        find_things(view, (int)s);
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        find_speaker(doc, &doc->figures.v[i], &quote);
        if (view->dropped[i])
            continue;
        find_population(view, &doc->figures.v[i]);
        find_place(view, &doc->figures.v[i]);
        find_repeated(view, i);
    }
    for (uint32_t s = 0; s < doc->sentences.n; s++)
        distribute_places(view, (int)s);
}
