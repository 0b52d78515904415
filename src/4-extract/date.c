/* Dates: atoms (layer `date`), then atoms joined to one date (`moment`), then spans (`period`), then the
 * words that tell whether a clause looks back or ahead (`tense`). What they stand for is worked out in
 * 5-resolve. */
#include "stages.h"

#include <stdlib.h>

#include "4-extract/timex.h"

static int push(ix_document *doc, const ix_match *match, ix_timex *timex) {
    ix_date *date = IX_PUSH(&doc->arena, &doc->dates);
    bool clock = timex->kind == IX_TIMEX_SPAN ? timex->start->hour >= 0 : timex->hour >= 0 || timex->part.len;
    date->span = match->span;
    date->type = timex->kind == IX_TIMEX_LENGTH && !timex->from ? IX_DURATION
                 : timex->kind == IX_TIMEX_SET                  ? IX_SET
                 : clock                                        ? IX_TIME
                                                                : IX_DATE;
    date->vague = timex->vague || date->type == IX_DURATION || date->type == IX_SET;
    date->mod = timex->mod;
    date->sentence = match->unit;
    date->rule = match->rule;
    date->timex = timex;
    return (int)doc->dates.n - 1;
}

static int accept_date(ix_document *doc, const ix_match *match, void *context, const char **why) {
    const bool *month_first = context;
    ix_timex *timex = ix_timex_read(&doc->arena, match, *month_first);
    *why = "no such date";
    return timex ? push(doc, match, timex) : IX_REFUSE;
}

/* The date that a field holds, or NULL. */
static ix_timex *held(const ix_document *doc, const ix_match *match, ix_field field) {
    int item = ix_match_item(match, field, IX_LAYER_date);
    return item >= 0 ? doc->dates.v[item].timex : NULL;
}

static int accept_moment(ix_document *doc, const ix_match *match, void *context, const char **why) {
    (void)context;
    ix_timex *date = held(doc, match, IX_FIELD_date), *other = held(doc, match, IX_FIELD_other);
    ix_timex *whole = date ? ix_timex_compose(&doc->arena, match, date, other) : NULL;
    if (!whole) {
        *why = "the dates do not go together";
        return IX_REFUSE;
    }
    date->absorbed = true;
    if (other)
        other->absorbed = true;
    whole->absorbed = false;
    push(doc, match, whole);
    return IX_NO_LIFT; /* lifted as {{date}} when the layer is through */
}

/* An end of a span: a date, or a number that leans on the other end. */
static ix_timex *end_of_span(ix_document *doc, const ix_match *match, ix_field field, const ix_timex *other) {
    ix_timex *date = held(doc, match, field);
    if (date || !other)
        return date;
    return ix_timex_number(&doc->arena, ix_match_text(match, field), other);
}

/* December 4–8, 2017: the year stands apart. */
static bool take_year(ix_timex *end, ix_timex *year) {
    if (!end || end->year || !year->year || year->month || year->grain)
        return false;
    end->year = year->year;
    return true;
}

static int accept_period(ix_document *doc, const ix_match *match, void *context, const char **why) {
    (void)context;
    ix_timex *start = end_of_span(doc, match, IX_FIELD_start, held(doc, match, IX_FIELD_end));
    ix_timex *end = end_of_span(doc, match, IX_FIELD_end, start);
    ix_timex *year = held(doc, match, IX_FIELD_other);
    if (year && !take_year(end, year))
        end = NULL;
    ix_timex *span =
        start && end ? ix_timex_span(&doc->arena, start, end, ix_match_text(match, IX_FIELD_mod)) : NULL;
    if (!span) {
        *why = "no span of time";
        return IX_REFUSE;
    }
    start->absorbed = end->absorbed = true;
    if (year)
        year->absorbed = true;
    return push(doc, match, span);
}

static void lift_moments(ix_document *doc, ix_matcher *matcher, uint32_t first) {
    for (uint32_t i = first; i < doc->dates.n; i++)
        ix_matcher_lift(matcher, IX_LAYER_date, doc->dates.v[i].span, (int)i);
}

static int by_place(const void *a, const void *b) {
    const ix_date *x = a, *y = b;
    return x->span.start != y->span.start ? (x->span.start > y->span.start) - (x->span.start < y->span.start)
                                          : (x->span.end < y->span.end) - (x->span.end > y->span.end);
}

/* Keep whole expressions only, in text order, and show later layers those that can date something. Lengths,
 * sets and vague ones stay words to them: "three years" may be a figure. */
static void settle(ix_document *doc, ix_matcher *matcher) {
    uint32_t kept = 0;
    ix_span everywhere = {0, (uint32_t)doc->text.len};
    ix_matcher_unlift(matcher, IX_LAYER_date, everywhere);
    ix_matcher_unlift(matcher, IX_LAYER_period, everywhere);
    for (uint32_t i = 0; i < doc->dates.n; i++) {
        const ix_date *date = &doc->dates.v[i];
        if (!date->timex->absorbed)
            doc->dates.v[kept++] = *date;
    }
    doc->dates.n = kept;
    if (kept)
        qsort(doc->dates.v, kept, sizeof *doc->dates.v, by_place);
    for (uint32_t i = 0; i < kept; i++) {
        const ix_date *date = &doc->dates.v[i];
        ix_layer layer = date->timex->kind == IX_TIMEX_SPAN ? IX_LAYER_period : IX_LAYER_date;
        if (!date->vague)
            ix_matcher_lift(matcher, layer, date->span, (int)i);
    }
}

void ix_extract_dates(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    bool month_first = ix_str_is(ix_language_setting(language, "date_order"), "month day");
    ix_match_layer(matcher, IX_LAYER_date, accept_date, &month_first);
    uint32_t moments = doc->dates.n;
    ix_match_layer(matcher, IX_LAYER_moment, accept_moment, NULL);
    lift_moments(doc, matcher, moments);
    ix_match_layer(matcher, IX_LAYER_period, accept_period, NULL);
    settle(doc, matcher);
    ix_match_layer(matcher, IX_LAYER_tense, ix_keep_match, NULL);
}
