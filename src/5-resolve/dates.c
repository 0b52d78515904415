/* What dates stand for: anchors for relative ones, the missing year, values and calendar bounds. Nothing here
 * looks at the clock: the anchor is the day of publication, or what the text itself tells of it. */
#include "stages.h"

#include "5-resolve/point.h"
#include "model/timex.h"

typedef struct resolver {
    ix_document *doc;
    ix_anchors anchors;
    ix_str now_name;
    int text_date;              /* index of the date that anchors.text is */
    int quarter_date;           /* … anchors.quarter */
    ix_when period, period_end; /* the last stretch spoken of, in months or days: what "the same period" is */
    int period_date;
    int block;      /* of the last date */
    int clock_date; /* … anchors.clock; -1: the day of publication */
    uint32_t cues;  /* in doc->matches: the first cue */
    uint32_t cue;   /* … and the first that does not begin before the date in hand */
} resolver;

/* --- cues --- */

static int cue_direction(const ix_match *cue) {
    return ix_str_is(ix_match_text(cue, IX_FIELD_direction), "-1") ? -1 : 1;
}

/* The date that a cue is bound to ("until Monday"), or -1. */
static int bound_to(const ix_match *cue) {
    int date = ix_match_item(cue, IX_FIELD_date, IX_LAYER_date);
    return date >= 0 ? date : ix_match_item(cue, IX_FIELD_date, IX_LAYER_period);
}

/* The i-th cue if it can speak of the date. */
static const ix_match *cue_at(const resolver *r, uint32_t i, const ix_date *date) {
    const ix_match *cue = i < r->doc->matches.n ? &r->doc->matches.v[i] : NULL;
    return cue && cue->layer == IX_LAYER_tense && cue->unit == date->sentence ? cue : NULL;
}

/* From the i-th cue on in steps of `step`: the first that speaks of the date and is not bound to another. */
static const ix_match *nearest_cue(const resolver *r, uint32_t i, int step, const ix_date *date) {
    enum { FAR = 6 };
    int index = (int)(date - r->doc->dates.v);
    for (int n = 0; n < FAR && i + 1 > r->cues; n++, i += (uint32_t)step) {
        const ix_match *cue = cue_at(r, i, date);
        if (!cue)
            return NULL;
        int bound = bound_to(cue);
        if ((bound < 0 || bound == index) && !ix_span_overlap(cue->span, date->span))
            return cue;
    }
    return NULL;
}

/* Which way the nearest cue in the date's sentence points; one that comes after the date counts as twice as
 * far. Dates are asked for in text order, or nearly so. */
static int cue_for(resolver *r, const ix_date *date) {
    const ix_document *doc = r->doc;
    while (r->cue > r->cues && doc->matches.v[r->cue - 1].span.start >= date->span.start)
        r->cue--;
    while (r->cue < doc->matches.n && doc->matches.v[r->cue].layer == IX_LAYER_tense &&
           doc->matches.v[r->cue].span.start < date->span.start)
        r->cue++;
    const ix_match *before = nearest_cue(r, r->cue - 1, -1, date), *after = nearest_cue(r, r->cue, 1, date);
    if (!before || !after)
        return before ? cue_direction(before) : after ? cue_direction(after) : 0;
    uint32_t back = date->span.start < before->span.end ? 0 : date->span.start - before->span.end;
    return cue_direction(back <= 2 * (after->span.start - date->span.end) ? before : after);
}

static void rewind_cues(resolver *r) {
    r->cue = r->cues;
}

/* The cues stand side by side in doc->matches. */
static void find_cues(resolver *r) {
    while (r->cues < r->doc->matches.n && r->doc->matches.v[r->cues].layer != IX_LAYER_tense)
        r->cues++;
    rewind_cues(r);
}

/* --- when the release was published, as the text tells it --- */

/* The last year and month in the path of a link, such as …/2017/12/… */
static ix_when month_of_links(ix_str text) {
    ix_when best = {0};
    for (const char *p = text.ptr, *end = text.ptr + text.len;
         (p = memchr(p, '/', (size_t)(end - p))) && end - p > 8; p++) {
        int year = ix_str_int((ix_str){p + 1, 4}), month = ix_str_int((ix_str){p + 6, 2});
        if (p[5] != '/' || p[8] != '/' || year < 1990 || year > 2100 || month < 1 || month > 12)
            continue;
        ix_when w = ix_when_of((ix_day){year, month, 1}, IX_MONTH);
        if (!best.grain || ix_day_cmp(w.first, best.first) > 0)
            best = w;
    }
    return best;
}

enum { FIRST_YEAR = 1900, YEARS = 200, ENOUGH = 2, RECENT = 2 };

/* The point that tells: of a span of days or months its end ("6 to 19 November 2017"). Spans of years are
 * plans.
 */
static const ix_timex *told_by(const ix_date *date) {
    const ix_timex *t = date->timex;
    return t->kind == IX_TIMEX_SPAN && t->end->month ? t->end : t;
}

/* How much a date tells of when the text was written: the more, the more exactly it says its year. 0:
 * nothing. */
static int testimony(resolver *r, const ix_date *date) {
    const ix_timex *t = told_by(date);
    bool dated = t->kind == IX_TIMEX_POINT && t->year >= FIRST_YEAR && t->year < FIRST_YEAR + YEARS &&
                 !t->grain && !t->from;
    return !dated || cue_for(r, date) > 0 ? 0 : t->day && t->month ? 3 : t->month ? 2 : 1;
}

/* The latest year that weighs at least one `share` of the heaviest; 0 when none weighs enough. */
static int latest_heavy(const int *weight, int share) {
    int most = ENOUGH;
    for (int k = 0; k < YEARS; k++)
        most = weight[k] > most ? weight[k] : most;
    for (int k = YEARS - 1; k >= 0; k--)
        if (weight[k] * share >= most)
            return FIRST_YEAR + k;
    return 0;
}

/* The same of bare years: one whose year before is named too comes first, "Landmine Free 2025" stands alone.
 */
static int latest_followed(const int *weight) {
    int latest = latest_heavy(weight, 2);
    for (int k = latest - FIRST_YEAR; k > 0; k--)
        if (weight[k] * 2 >= weight[latest - FIRST_YEAR] && weight[k] >= ENOUGH && weight[k - 1])
            return FIRST_YEAR + k;
    return latest;
}

/* The year that the dates of the text speak for: days and months first, unless they tell of a much earlier
 * year and less often than a later one stands bare, with the year before it ("2030" alone is an aim); else
 * bare years. 0: they say too little. */
static int usual_year(resolver *r) {
    int weight[2][YEARS] = {0}; /* of bare years, of exact dates */
    for (uint32_t i = 0; i < r->doc->dates.n; i++) {
        const ix_date *date = &r->doc->dates.v[i];
        int told = testimony(r, date);
        if (told)
            weight[told > 1][told_by(date)->year - FIRST_YEAR] += told;
    }
    rewind_cues(r);
    int exact = latest_heavy(weight[1], 4), most = latest_heavy(weight[0], 1);
    if (!exact || most <= exact + RECENT)
        return exact ? exact : latest_followed(weight[0]);
    const int *year = &weight[0][most - FIRST_YEAR];
    return year[0] > weight[1][exact - FIRST_YEAR] && year[-1] > 0 ? most : exact;
}

/* The latest month of that year that the text names for something past, else the year. */
static ix_when latest_in_year(resolver *r, int year) {
    ix_when best = {0};
    for (uint32_t i = 0; i < r->doc->dates.n; i++) {
        const ix_date *date = &r->doc->dates.v[i];
        const ix_timex *t = told_by(date);
        if (!testimony(r, date) || t->year != year)
            continue;
        ix_when w = ix_when_of((ix_day){year, t->month ? t->month : 1, 1}, t->month ? IX_MONTH : IX_YEAR);
        if (best.grain &&
            (w.grain > best.grain || (w.grain == best.grain && ix_day_cmp(w.first, best.first) <= 0)))
            continue;
        best = w;
        r->now_name = ix_str_format(&r->doc->arena, "d%u", i + 1);
    }
    rewind_cues(r);
    return best;
}

static void find_now(resolver *r) {
    ix_day published = ix_day_parse(r->doc->published);
    r->now_name = IX_STR("published");
    if (published.year) {
        r->anchors.now = ix_when_of(published, IX_DAY);
        return;
    }
    r->anchors.guessed = true;
    r->anchors.now = month_of_links(r->doc->text);
    int year = r->anchors.now.grain ? 0 : usual_year(r);
    if (year)
        r->anchors.now = latest_in_year(r, year);
    else
        r->now_name = IX_STR("url");
}

/* --- 3/10/2023 --- */

static void swap(ix_timex *t) {
    int day = t->month;
    t->month = t->day;
    t->day = day;
}

/* Dates all of numbers whose order is open follow those of the text that tell, or the day of publication. */
static void settle_order(resolver *r) {
    int day_first = 0, month_first = 0, as_read = 0, swapped = 0;
    ix_day now = ix_day_parse(r->doc->published);
    for (uint32_t i = 0; i < r->doc->dates.n; i++) {
        const ix_timex *t = r->doc->dates.v[i].timex;
        day_first += t->order == IX_ORDER_DAY_FIRST;
        month_first += t->order == IX_ORDER_MONTH_FIRST;
        if (t->order == IX_ORDER_GUESSED && t->day <= 12 && t->year == now.year) {
            as_read += t->month == now.month && t->day == now.day;
            swapped += t->day == now.month && t->month == now.day;
        }
    }
    for (uint32_t i = 0; i < r->doc->dates.n; i++) {
        ix_timex *t = r->doc->dates.v[i].timex;
        bool evidence = day_first != month_first;
        bool wrong = evidence ? t->month_first != (month_first > day_first) : swapped > as_read;
        if (t->order == IX_ORDER_GUESSED && wrong)
            swap(t);
    }
}

/* --- one date --- */

static void set_bounds(ix_date *date, ix_when first, ix_when last) {
    if (first.grain && !first.yearless)
        date->first = first.first;
    if (last.grain && !last.yearless)
        date->last = ix_when_last(last);
}

static ix_str text_of(resolver *r, ix_when w, const ix_timex *t) {
    return w.grain ? ix_when_text(&r->doc->arena, w) : ix_point_unplaced(&r->doc->arena, t);
}

static void set_anchor(resolver *r, ix_date *date) {
    int from = r->anchors.used == IX_FROM_TEXT      ? r->text_date
               : r->anchors.used == IX_FROM_QUARTER ? r->quarter_date
               : r->anchors.used == IX_FROM_CLOCK   ? r->clock_date
                                                    : -1;
    if (from >= 0)
        date->anchor = ix_str_format(&r->doc->arena, "d%d", from + 1);
    else if (r->anchors.used != IX_FROM_WORDS && r->anchors.now.grain)
        date->anchor = r->now_name;
}

/* What later dates may hang on. A comparison ("a year earlier") leads away from what the text is about. */
static void remember(resolver *r, const ix_date *date, ix_when w) {
    int index = (int)(date - r->doc->dates.v);
    const ix_timex *t = date->timex;
    bool compares = t->base != IX_BASE_PUBLISHED && t->direction < 0;
    if (!w.grain)
        return;
    if (!date->vague && !compares) {
        r->anchors.text = w;
        r->text_date = index;
    }
    if (w.grain == IX_QUARTER && !compares) {
        r->anchors.quarter = w;
        r->anchors.compares = true;
        r->quarter_date = index;
    }
    if (w.grain == IX_DAY && !w.yearless) {
        r->anchors.clock = ix_when_of(w.first, IX_DAY);
        r->clock_date = index;
    }
}

/* A stretch that figures are told of, and later compared with the same one of another year. */
static void remember_period(resolver *r, const ix_date *date, ix_when start, ix_when end) {
    const ix_timex *t = date->timex;
    bool compares = t->base != IX_BASE_PUBLISHED && t->direction < 0;
    bool stretch =
        start.grain && end.grain && !start.yearless && !end.yearless &&
        (ix_day_cmp(start.first, end.first) != 0 || (end.grain >= IX_MONTH && end.grain <= IX_YEAR));
    if (date->vague || compares || !stretch || t->base == IX_BASE_PERIOD)
        return;
    r->period = start;
    r->period_end = end;
    r->period_date = (int)(date - r->doc->dates.v);
}

static void resolve_point(resolver *r, ix_date *date) {
    ix_when w = ix_point(&r->anchors, date->timex);
    date->value = text_of(r, w, date->timex);
    date->vague |= !w.grain;
    set_bounds(date, w, w);
    set_anchor(r, date);
    remember(r, date, w);
    remember_period(r, date, w, w);
}

static bool move_years(ix_when *w, int years) {
    w->first = ix_grain_step(w->first, IX_YEAR, years);
    return w->first.year > 0;
}

/* "The same period of 2024", "… last year": the last stretch, in that year. Reports on a quarter compare with
 * that (ix_point). */
static bool resolve_same(resolver *r, ix_date *date) {
    const ix_timex *t = date->timex;
    ix_when start = r->period, end = r->period_end;
    int years = t->year ? t->year - end.first.year : t->direction * t->steps;
    bool quarterly = !t->year && r->anchors.quarter.grain && r->anchors.compares;
    if (quarterly || !start.grain || !move_years(&start, years) || !move_years(&end, years))
        return false;
    ix_str a = ix_when_text(&r->doc->arena, start), b = ix_when_text(&r->doc->arena, end);
    date->value = ix_str_eq(a, b) ? a : ix_str_format(&r->doc->arena, "%.*s/%.*s", IX_FMT(a), IX_FMT(b));
    date->anchor = ix_str_format(&r->doc->arena, "d%d", r->period_date + 1);
    set_bounds(date, start, end);
    return true;
}

/* An end of a span is a place in the calendar or an open one, never a token. */
static ix_str end_text(resolver *r, ix_when w, const ix_timex *t) {
    ix_str text = text_of(r, w, t);
    return ix_str_ends(text, IX_STR("_REF")) ? IX_STR("XXXX-XX-XX") : text;
}

static bool says_year(const ix_timex *t) {
    return t->year || t->decade || t->century || t->grain;
}

/* Moves a stretch, unless that leaves the calendar. */
static void move(ix_when *w, ix_grain grain, int steps) {
    ix_day day = ix_grain_step(w->first, grain, steps);
    if (day.year)
        w->first = day;
}

/* December to February, Friday to Monday: the end is not before the start. */
static void set_in_order(const ix_timex *t, ix_when *start, ix_when *end) {
    if (!start->grain || !end->grain || ix_day_cmp(ix_when_last(*end), start->first) >= 0)
        return;
    if (t->end->weekday && !t->end->day && !t->end->directed)
        move(end, IX_WEEK, 1);
    else if (!says_year(t->end))
        move(end, IX_YEAR, 1);
    else if (!says_year(t->start))
        move(start, IX_YEAR, -1);
}

static void resolve_span(resolver *r, ix_date *date) {
    const ix_timex *t = date->timex;
    ix_when start = ix_point(&r->anchors, t->start), end = ix_point(&r->anchors, t->end);
    set_in_order(t, &start, &end);
    ix_str a = end_text(r, start, t->start), b = end_text(r, end, t->end);
    date->value = ix_str_format(&r->doc->arena, "%.*s/%.*s", IX_FMT(a), IX_FMT(b));
    date->vague |= !start.grain || !end.grain;
    set_bounds(date, start, end);
    set_anchor(r, date);
    remember(r, date, end);
    remember_period(r, date, start, end);
}

/* "The first nine months of 2017". */
static void resolve_slice(resolver *r, ix_date *date) {
    const ix_timex *t = date->timex;
    ix_when whole = ix_point(&r->anchors, t->from), edge = {0}, far = {0};
    set_anchor(r, date);
    if (whole.grain && !whole.yearless) {
        edge = ix_when_of(t->nth > 0 ? whole.first : ix_when_last(whole), t->grain);
        far = ix_when_shift(edge, (t->steps - 1) * (t->nth > 0 ? 1 : -1));
    }
    if (!far.grain) {
        date->value = t->value;
        date->type = IX_DURATION;
        date->vague = true;
        return;
    }
    ix_when start = t->nth > 0 ? edge : far, end = t->nth > 0 ? far : edge;
    ix_str a = ix_when_text(&r->doc->arena, start), b = ix_when_text(&r->doc->arena, end);
    date->value = t->steps == 1 ? a : ix_str_format(&r->doc->arena, "%.*s/%.*s", IX_FMT(a), IX_FMT(b));
    set_bounds(date, start, end);
    remember(r, date, end);
    remember_period(r, date, start, end);
}

/* "The last three years": a length with a place, though no exact one. */
static void resolve_length(resolver *r, ix_date *date) {
    const ix_timex *t = date->timex;
    date->value = t->value;
    if (t->grain == IX_MONTH && t->steps % 3 == 0 && t->steps > 3)
        r->anchors.compares = false; /* "the nine months" */
    if (!t->directed || !t->direction || !t->steps || r->anchors.now.grain != IX_DAY || t->grain < IX_DAY)
        return;
    ix_day now = r->anchors.now.first, far = ix_grain_step(now, t->grain, t->direction * t->steps);
    date->first = t->direction < 0 ? far : now;
    date->last = t->direction < 0 ? now : far;
    date->anchor = r->now_name;
}

static void check_weekday(resolver *r, const ix_date *date) {
    const ix_timex *t = date->timex;
    if (t->kind == IX_TIMEX_POINT && t->weekday && t->day && t->year && date->first.year &&
        ix_day_weekday(date->first) != t->weekday)
        ix_diagnose(r->doc, "warning", "date.weekday", date->span, "%.*s is another day of the week",
                    IX_FMT(date->value));
}

static bool is_clock(const ix_timex *t) {
    return t->kind == IX_TIMEX_POINT && (t->hour >= 0 || t->part.len) && !t->day && !t->weekday &&
           !t->feast.len && !t->grain && !t->from;
}

/* "At noon on 5 May", "between 6 and 8 o'clock today": the day of a time may come after it. One that is not
 * close holds only when the sentence has named none before. */
static void look_ahead(resolver *r, const ix_date *date) {
    enum { NEAR = 12, STEPS = 6 };
    const ix_document *doc = r->doc;
    bool named = r->clock_date >= 0 && doc->dates.v[r->clock_date].sentence == date->sentence;
    const ix_date *next = date + 1, *stop = doc->dates.v + doc->dates.n;
    for (int i = 0; i < STEPS && next < stop && next->sentence == date->sentence; i++, next++) {
        if (next->timex->kind != IX_TIMEX_POINT || is_clock(next->timex))
            continue;
        if (named && next->span.start > date->span.end + NEAR)
            return;
        r->anchors.cue = cue_for(r, next);
        ix_when w = ix_point(&r->anchors, next->timex);
        if (w.grain != IX_DAY || w.yearless)
            continue;
        r->anchors.clock = ix_when_of(w.first, IX_DAY);
        r->clock_date = (int)(next - doc->dates.v);
        return;
    }
}

/* A time of day belongs to the last day of its block, or to that of publication. */
static void settle_clock(resolver *r, const ix_date *date) {
    int block = date->sentence >= 0 ? r->doc->sentences.v[date->sentence].block : -1;
    if (block != r->block) {
        r->anchors.clock = r->anchors.now.grain == IX_DAY ? r->anchors.now : (ix_when){0};
        r->clock_date = -1;
        r->block = block;
    }
    if (is_clock(date->timex))
        look_ahead(r, date);
}

static void resolve(resolver *r, ix_date *date) {
    const ix_timex *t = date->timex;
    settle_clock(r, date);
    r->anchors.used = IX_FROM_WORDS;
    r->anchors.cue = cue_for(r, date);
    switch (t->kind) {
    case IX_TIMEX_POINT:
        if (t->base == IX_BASE_PERIOD && resolve_same(r, date))
            break;
        resolve_point(r, date);
        check_weekday(r, date);
        break;
    case IX_TIMEX_SPAN:
        resolve_span(r, date);
        break;
    case IX_TIMEX_LENGTH:
        if (t->from)
            resolve_slice(r, date);
        else
            resolve_length(r, date);
        break;
    default:
        date->value = t->value;
    }
}

/* The start of the word that ends one blank before `at`. */
static uint32_t word_before(ix_str text, uint32_t at) {
    if (at == 0 || text.ptr[at - 1] != ' ')
        return at;
    uint32_t start = at - 1;
    while (start > 0 && !memchr(" \n\t", text.ptr[start - 1], 3))
        start--;
    return start;
}

/* An article that a preposition has swallowed ("del 7 de marzo") belongs to the date, as one that stands
 * alone does. */
static void take_article(ix_document *doc, const ix_list *articles, ix_date *date) {
    uint32_t start = word_before(doc->text, date->span.start);
    bool point = date->timex->kind == IX_TIMEX_POINT && start < date->span.start;
    if (point && ix_list_has(articles, ix_str_sub(doc->text, start, date->span.start - 1)))
        date->span.start = start;
}

void ix_resolve_dates(ix_document *doc, const ix_language *language) {
    const ix_list *articles = ix_language_list(language, "joined_article");
    resolver r = {.doc = doc, .text_date = -1, .clock_date = -1, .block = -1};
    find_cues(&r);
    settle_order(&r);
    find_now(&r);
    for (uint32_t i = 0; i < doc->dates.n; i++)
        resolve(&r, &doc->dates.v[i]);
    for (uint32_t i = 0; articles && i < doc->dates.n; i++)
        take_article(doc, articles, &doc->dates.v[i]);
}
