/* The date or period a figure holds for.
 *
 * The dates of its sentence compete. A date reaches the figures of its own clause; one that opens the
 * sentence ("In 2016,") reaches all of it; one in a relative clause or an aside stays in there. Rules of
 * layer `timing` say what a date does beyond that: open a span (since), be an event's ("held on Thursday"),
 * date nothing ("established in 1966"), or give a name its period ("its second phase, running from 2021 to
 * 2025"), which later stands for it. */
#include "5-resolve/figures_daters.h"

enum { CLOSE_BY = 40 };

typedef struct dating {
    ix_daters in;
    int carried; /* sentence with a lead date that the list items after it inherit, -1 */
    ix_dater inherited;
} dating;

/* --- which of them dates a figure --- */

static bool figure_between(const ix_figure_view *view, const ix_figure *f, ix_span date) {
    ix_row row = view->figures[f->sentence];
    uint32_t low = f->span.start < date.start ? f->span.end : date.end,
             high = f->span.start < date.start ? date.start : f->span.start;
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *other = &view->doc->figures.v[i];
        bool counts = other->kind != IX_FIGURE_DURATION && other->kind != IX_AGE && !view->dropped[i];
        if (counts && other != f && other->span.start >= low && other->span.end <= high)
            return true;
    }
    return false;
}

/* How far a date is from dating a figure, in bytes; the least wins. What stands between costs more than any
 * distance. */
enum {
    BEFORE = 200,       /* a date stands rather behind its figure */
    BESIDE = 50,        /* in a clause right behind the figure, which heads it */
    HEAD = 1000,        /* in a clause further behind */
    OWNED = 1500,       /* right behind another figure */
    PAST_FIGURE = 2000, /* another figure stands between */
    OTHER_CLAUSE = 3000,
    UNREACHED = 1000000
};

/* "7,950 the year before, a rise of 56 %": a date right behind a figure is that one's. */
static bool belongs_to_another(const ix_figure_view *view, const ix_figure *f, const ix_dater *w) {
    ix_row row = view->figures[f->sentence];
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *other = &view->doc->figures.v[i];
        if (other != f && !view->dropped[i] && other->span.end <= w->span.start &&
            w->span.start - other->span.end <= CLOSE_BY / 2)
            return true;
    }
    return false;
}

static bool comma_between(const ix_document *doc, uint32_t start, uint32_t end) {
    return end > start && memchr(doc->text.ptr + start, ',', end - start);
}

/* "400 farmers and 90 clerks in 2016": the date right behind the second figure of a pair is both's. */
static bool together(const ix_figure_view *view, const ix_figure *f, const ix_dater *w) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, f->sentence, i)); i++) {
        int first = ix_match_figure(match, IX_FIELD_figure), second = ix_match_figure(match, IX_FIELD_other);
        if (first < 0 || second < 0 || !ix_str_is(ix_match_text(match, IX_FIELD_relation), "together"))
            continue;
        const ix_figure *other = &view->doc->figures.v[second];
        if (&view->doc->figures.v[first] == f && w->span.start >= other->span.end &&
            !figure_between(view, other, w->span))
            return true;
    }
    return false;
}

/* "67 per cent, against 61 in 2020": the date behind what a figure is compared with is that one's alone. */
static bool is_behind_compared(const ix_figure_view *view, const ix_figure *f, const ix_dater *w) {
    for (uint32_t i = 0; i < f->links.n; i++) {
        const ix_figure *other = &view->doc->figures.v[f->links.v[i].figure];
        if (ix_str_is(f->links.v[i].relation, "compared_to") && other->span.start > f->span.end &&
            w->span.start >= other->span.end)
            return true;
    }
    return false;
}

/* "doubled since May, from 1,600 to 3,200". */
static bool is_paired(const ix_figure *f) {
    return f->links.n > 0 &&
           (ix_str_is(f->links.v[0].relation, "from") || ix_str_is(f->links.v[0].relation, "to"));
}

static uint32_t cost_within(const dating *d, const ix_figure *f, const ix_dater *w, uint32_t distance) {
    bool follows = w->span.start >= f->span.end, blocked = figure_between(d->in.view, f, w->span);
    if (follows && ix_dater_is_present(w))
        return distance + HEAD;
    if (follows && blocked && together(d->in.view, f, w))
        return distance;
    if (follows)
        return blocked && (w->since || (w->until && ix_str_is(f->status, "actual")))
                   ? UNREACHED
                   : distance + (blocked ? 2 * PAST_FIGURE : 0);
    if (w->since && !w->lead && !is_paired(f) &&
        (distance > CLOSE_BY || comma_between(d->in.view->doc, w->span.end, f->span.start)))
        return UNREACHED; /* "has worked there since 1992 and employs 145" */
    bool owned = belongs_to_another(d->in.view, f, w);
    return distance + (blocked && !w->lead && !w->event ? PAST_FIGURE : BEFORE) + (owned ? OWNED : 0);
}

/* "12.4 million (2023: 10.1 million)": the aside's date is its own figure's. */
static bool has_figure(const ix_figure_view *view, int sentence, ix_span island) {
    ix_row row = view->figures[sentence];
    for (uint32_t i = row.from; i < row.to; i++)
        if (!view->dropped[i] && ix_span_within(view->doc->figures.v[i].span, island))
            return true;
    return false;
}

/* "11 bodies work towards ending it by 2030": what is so now is not dated by what it is for. */
static bool is_for_purpose(const ix_figure *f, const ix_dater *w) {
    return w->purpose >= f->span.end && ix_str_is(f->status, "actual");
}

/* "doté de 8 millions, … jusqu'en 2028": what a cue says is there already waits for no day. */
static bool is_there(const ix_document *doc, const ix_figure *f, const ix_dater *w) {
    return ix_str_is(f->status, "actual") && !ix_span_empty(f->status_text) &&
           ix_figure_is_to_come(doc, w->value);
}

static uint32_t cost(const dating *d, const ix_figure *f, const ix_dater *w) {
    bool follows = w->span.start >= f->span.end;
    uint32_t distance = follows ? w->span.start - f->span.end : f->span.start - w->span.end;
    ix_clause mine = ix_clause_at(d->in.view, f->sentence, f->span.start),
              its = ix_clause_at(d->in.view, f->sentence, w->span.start);
    bool inside = !ix_span_empty(mine.island), away = !ix_span_empty(its.island),
         beside = mine.segment == its.segment;
    if (w->silent || is_behind_compared(d->in.view, f, w) || is_for_purpose(f, w) ||
        is_there(d->in.view->doc, f, w))
        return UNREACHED;
    if (ix_same_clause(mine, its))
        return cost_within(d, f, w, distance);
    uint32_t gap = follows && away ? its.island.start - f->span.end : 0;
    if (follows && away && !inside && beside && gap <= 3 * CLOSE_BY &&
        !figure_between(d->in.view, f, w->span) && !has_figure(d->in.view, f->sentence, its.island))
        return distance + (gap <= CLOSE_BY ? BESIDE : HEAD);
    if ((w->lead || w->event) && !inside)
        return distance + OTHER_CLAUSE;
    if (inside && !away && !follows && beside && (!w->lead || ix_reaches(d->in.view, f, w->span.start)))
        return distance + OTHER_CLAUSE;
    return UNREACHED;
}

static void give(dating *d, ix_figure *f, const ix_dater *w, const char *from) {
    bool lasts = f->kind == IX_FIGURE_DURATION || f->kind == IX_AGE;
    f->as_of = w->value;
    f->as_of_date = w->date;
    f->as_of_from = ix_str_of(from);
    bool known = ix_is_definite(d->in.view, (int)(f - d->in.view->doc->figures.v));
    if (!lasts && !known && ix_span_empty(f->status_text) && ix_figure_is_to_come(d->in.view->doc, w->value))
        f->status = w->until || f->kind == IX_MONEY ? IX_STR("target") : IX_STR("projected");
}

static void date_figure(dating *d, ix_figure *f) {
    const ix_dater *best = NULL;
    uint32_t least = UNREACHED;
    for (int w = 0; w < d->in.n; w++) {
        uint32_t c = cost(d, f, &d->in.list[w]);
        if (c < least) {
            least = c;
            best = &d->in.list[w];
        }
    }
    if (best && ix_dater_is_present(best))
        return; /* "now", "today": as of the release */
    if (best)
        give(d, f, best, best->from[0] == 'c' && least >= BEFORE ? "sentence" : best->from);
    else if (d->carried >= 0 && d->in.n == 0)
        give(d, f, &d->inherited, "paragraph");
}

/* "12.9 and 13 per cent in 2015 and 2016, respectively": as many dates as figures, each to its own. */
static void distribute(dating *d, int sentence) {
    int figures[IX_DATERS], n = ix_respective_figures(d->in.view, sentence, figures, IX_DATERS);
    if (n != d->in.n)
        return;
    for (int i = 0; i < n; i++)
        if (!ix_dater_is_present(&d->in.list[i]))
            give(d, &d->in.view->doc->figures.v[figures[i]], &d->in.list[i], "clause");
}

/* --- what a list inherits from the line above it --- */

static bool ends_with_colon(ix_str text) {
    text = ix_str_trim(text);
    return text.len && text.ptr[text.len - 1] == ':';
}

/* Called at each sentence: a lead date before a colon holds for the list that follows. */
static void carry_on(dating *d, int sentence) {
    const ix_document *doc = d->in.view->doc;
    const ix_sentence *s = &doc->sentences.v[sentence];
    bool item = doc->blocks.v[s->block].kind == IX_BLOCK_LIST_ITEM;
    if (item && d->carried >= 0)
        return;
    d->carried = -1;
    if (!ends_with_colon(ix_doc_str(doc, s->span)))
        return;
    ix_daters_collect(&d->in, sentence);
    for (int w = 0; w < d->in.n && d->carried < 0; w++)
        if (d->in.list[w].lead && !d->in.list[w].silent && !ix_dater_is_present(&d->in.list[w])) {
            d->carried = sentence;
            d->inherited = d->in.list[w];
        }
}

/* --- what the sentence before dates --- */

static bool continues(const ix_figure_view *view, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_timing, sentence, i)); i++)
        if (ix_str_is(ix_match_text(match, IX_FIELD_relation), "continues"))
            return true;
    return false;
}

/* "Of these, 40 were women": a sentence that parts what the one before it counts, and has no date. */
static void date_continued(dating *d, int sentence) {
    ix_document *doc = d->in.view->doc;
    if (sentence == 0 || d->in.n > 0 || !continues(d->in.view, sentence) ||
        doc->sentences.v[sentence].block != doc->sentences.v[sentence - 1].block)
        return;
    ix_row before = d->in.view->figures[sentence - 1], here = d->in.view->figures[sentence];
    uint32_t whole = before.from;
    while (whole < before.to && (d->in.view->dropped[whole] || !doc->figures.v[whole].as_of.len))
        whole++;
    for (uint32_t i = here.from; whole < before.to && i < here.to; i++)
        if (doc->figures.v[i].kind != IX_MONEY || doc->figures.v[whole].kind == IX_MONEY)
            ix_figure_date_alike(&doc->figures.v[i], &doc->figures.v[whole], "paragraph");
}

void ix_figures_date(ix_figure_view *view) {
    ix_document *doc = view->doc;
    dating *d = &(dating){.in = {.view = view}, .carried = -1};
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        ix_row row = view->figures[s];
        ix_daters_define(&d->in, (int)s);
        carry_on(d, (int)s);
        if (row.from == row.to)
            continue;
        ix_daters_collect(&d->in, (int)s);
        for (uint32_t i = row.from; i < row.to; i++)
            if (ix_said_of(view, (int)i, "attribute")) /* describes a thing: no date, no aim */
                ix_figure_forget_status(&doc->figures.v[i]);
            else if (!view->dropped[i])
                date_figure(d, &doc->figures.v[i]);
        distribute(d, (int)s);
        for (uint32_t i = row.from; i < row.to; i++)
            if (!view->dropped[i])
                ix_figure_part_pairs(doc, &doc->figures.v[i]);
        ix_figures_judge_compared(view, (int)s);
        ix_figures_date_parts(view, (int)s);
        date_continued(d, (int)s);
    }
}
