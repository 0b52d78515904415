#include "5-resolve/point.h"

static const ix_when nowhere = {.hour = -1, .minute = -1};

static bool is_period(ix_grain grain) {
    return grain >= IX_MONTH && grain <= IX_HALF;
}

static ix_when base_of(ix_anchors *a, const ix_timex *t) {
    bool compares = t->base == IX_BASE_COMPARE || t->base == IX_BASE_PERIOD ||
                    (t->base == IX_BASE_TEXT && t->direction < 0);
    if (a->quarter.grain && ((compares && a->compares && t->grain == IX_YEAR && t->steps == 1) ||
                             (t->base == IX_BASE_TEXT && t->grain == IX_QUARTER))) {
        a->used = IX_FROM_QUARTER;
        return a->quarter;
    }
    if (t->base == IX_BASE_TEXT && a->text.grain && !a->text.yearless) {
        a->used = IX_FROM_TEXT;
        return a->text;
    }
    if (a->now.grain)
        a->used = IX_FROM_NOW;
    return a->now;
}

/* A year of two digits is the one from 80 years before now to 19 after; a decade is hardly spoken of before
 * it begins. */
enum { YEARS_AHEAD = 19, DECADE_AHEAD = 4 };

static int full_year(const ix_anchors *a, int year, int ahead) {
    if (year > 99)
        return year;
    int top = (a->now.grain ? a->now.first.year : 2000) + ahead;
    return top - (top - year) % 100;
}

/* --- shifts --- */

/* "The weekend" is the last one, unless the clause looks ahead or it is one now. */
static int weekend_steps(ix_day now, int cue) {
    return cue > 0 || ix_day_weekday(now) >= 6 ? 0 : -1;
}

static ix_when shift(ix_when base, const ix_timex *t, int cue) {
    int steps = t->direction * t->steps;
    if (!base.grain || base.yearless || t->grain < IX_DAY || base.grain > t->grain ||
        (t->direction && !t->steps))
        return nowhere;
    if (t->base == IX_BASE_DAY && base.grain == IX_DAY)
        return ix_when_of(ix_grain_step(base.first, t->grain, steps), IX_DAY);
    if (t->grain == IX_YEAR && is_period(base.grain) && t->base != IX_BASE_PUBLISHED && t->direction) {
        base.first = ix_grain_step(base.first, IX_YEAR, steps);
        return base.first.year ? base : nowhere;
    }
    if (t->grain == IX_WEEKEND && !t->directed && !t->counted)
        steps = weekend_steps(base.first, cue);
    bool whole = (t->grain == IX_DECADE || t->grain == IX_CENTURY) && t->counted;
    ix_day day = whole ? ix_grain_step(base.first, t->grain, steps) : base.first;
    if (!day.year)
        return nowhere;
    return whole ? ix_when_of(day, IX_YEAR) : ix_when_shift(ix_when_of(day, t->grain), steps);
}

/* --- the year that is not said --- */

/* The yearly part of the words in a given year: grain none when there is none such (29 February). */
static ix_when in_year(const ix_timex *t, int year) {
    if (t->feast.len)
        return ix_when_feast(year, t->feast);
    if (t->month) {
        ix_when w = ix_when_of((ix_day){year, t->month, t->day ? t->day : 1}, t->day ? IX_DAY : IX_MONTH);
        return ix_day_valid(w.first) ? w : nowhere;
    }
    if (t->quarter)
        return ix_when_quarter(year, t->quarter);
    if (t->half)
        return ix_when_half(year, t->half);
    if (t->season.len)
        return ix_when_season(year, t->season);
    if (t->week)
        return ix_when_of(ix_week_monday(year, t->week), IX_WEEK);
    return ix_when_of((ix_day){year, 1, 1}, IX_YEAR);
}

static bool yearly(const ix_timex *t) {
    return t->feast.len || t->month || t->quarter || t->half || t->season.len || t->week;
}

/* How ill a stretch at this distance (days, negative: past) fits; negative: not at all. What was said ("last
 * March") leaves the present one out, "this March" is the nearest. Else the past is likelier, but where a cue
 * points ahead. */
static int64_t misfit(const ix_timex *t, int cue, int64_t distance) {
    if (t->directed && t->direction)
        return distance * t->direction > 0 ? distance * t->direction : -1;
    if (t->directed)
        return distance < 0 ? -distance : distance;
    static const int ahead[] = {5, 2, 1}, back[] = {1, 1, 2}; /* by cue */
    return distance > 0 ? ahead[cue + 1] * distance : back[cue + 1] * -distance;
}

static ix_day day_of(ix_when w) {
    return w.grain == IX_MONTH ? ix_when_last(w) : w.first;
}

static ix_when infer_year(ix_anchors *a, const ix_timex *t) {
    ix_when base = base_of(a, t), best = nowhere;
    if (!base.grain || base.yearless) {
        best = in_year(t, 2000);
        best.yearless = true;
        return best;
    }
    int year = base.first.year;
    if (base.grain >= IX_YEAR)
        return in_year(t, year);
    int64_t least = -1;
    for (int y = year - 4; y <= year + 4; y++) {
        ix_when w = y > 0 && y < 9999 ? in_year(t, y) : nowhere;
        if (!w.grain)
            continue;
        int64_t fit = misfit(t, a->cue, ix_when_distance(w, day_of(base)));
        if (fit >= 0 && t->weekday && ix_day_weekday(w.first) != t->weekday)
            fit += 2000; /* a year in which the weekday is right comes first */
        if (fit >= 0 && (least < 0 || fit < least)) {
            least = fit;
            best = w;
        }
    }
    return best;
}

/* --- days --- */

static ix_when weekday(ix_anchors *a, const ix_timex *t) {
    ix_when base = base_of(a, t);
    if (base.grain != IX_DAY || base.yearless)
        return nowhere;
    int back = (ix_day_weekday(base.first) - t->weekday + 7) % 7, ahead = (7 - back) % 7, days = -back;
    if (t->directed && t->direction)
        days = t->direction < 0 ? (back ? -back : -7) : (ahead ? ahead : 7);
    else if (a->cue > 0)
        days = ahead;
    else if (t->directed)
        days = t->weekday - ix_day_weekday(base.first);
    return ix_when_of(ix_day_add_days(base.first, days), IX_DAY);
}

/* "The 15th" is of the month of the date before; "Monday 18" and "last 3rd" are near publication. */
static ix_when day_alone(ix_anchors *a, const ix_timex *t) {
    bool near_now = t->weekday || t->directed || !(a->text.grain == IX_DAY || a->text.grain == IX_MONTH);
    ix_when base = near_now ? a->now : a->text, best = nowhere;
    if (!base.grain || base.yearless || base.grain > IX_MONTH)
        return nowhere;
    a->used = near_now ? IX_FROM_NOW : IX_FROM_TEXT;
    int64_t least = -1;
    for (int i = -2; i <= 2; i++) {
        ix_day d = ix_day_add_months((ix_day){base.first.year, base.first.month, 1}, i);
        d.day = t->day;
        if (!ix_day_valid(d) || (t->weekday && ix_day_weekday(d) != t->weekday) || (i && !near_now))
            continue;
        int64_t fit = misfit(t, a->cue, ix_day_number(d) - ix_day_number(day_of(base)));
        if (fit >= 0 && (least < 0 || fit < least)) {
            least = fit;
            best = ix_when_of(d, IX_DAY);
        }
    }
    return best;
}

/* --- points --- */

static ix_when nth_of(const ix_timex *t, ix_when whole) {
    if (!whole.grain || whole.yearless)
        return nowhere;
    if (t->weekday)
        return ix_when_nth_weekday(whole, t->weekday, t->nth);
    if (t->grain == IX_WEEK && whole.grain == IX_YEAR && t->nth > 0)
        return ix_when_of(ix_week_monday(whole.first.year, t->nth), IX_WEEK);
    ix_day edge = t->nth > 0 ? whole.first : ix_when_last(whole);
    return ix_when_shift(ix_when_of(edge, t->grain), t->nth > 0 ? t->nth - 1 : t->nth + 1);
}

static ix_when shifted(ix_anchors *a, const ix_timex *t) {
    if (t->from) {
        ix_when from = ix_point(a, t->from);
        return t->nth ? nth_of(t, from) : shift(from, t, a->cue);
    }
    ix_when base = t->grain ? base_of(a, t) : nowhere;
    return a->used == IX_FROM_NOW && a->guessed && t->grain < IX_YEAR ? nowhere : shift(base, t, a->cue);
}

/* The words' parts laid over the shift. */
static ix_when overlay(ix_anchors *a, const ix_timex *t, ix_when w) {
    if (t->decade)
        return ix_when_of((ix_day){full_year(a, t->decade, DECADE_AHEAD), 1, 1}, IX_DECADE);
    if (t->century)
        return ix_when_of((ix_day){t->century * 100 - 100, 1, 1}, IX_CENTURY);
    if (t->year)
        return in_year(t, full_year(a, t->year, YEARS_AHEAD));
    if (yearly(t))
        return w.grain == IX_YEAR ? in_year(t, w.first.year) : t->grain ? nowhere : infer_year(a, t);
    if (t->weekday && w.grain == IX_WEEK)
        return ix_when_of(ix_day_add_days(w.first, t->weekday - 1), IX_DAY);
    if (t->day && w.grain == IX_MONTH)
        return t->day <= ix_days_in_month(w.first.year, w.first.month)
                   ? ix_when_of((ix_day){w.first.year, w.first.month, t->day}, IX_DAY)
                   : nowhere;
    if (t->grain || t->from)
        return w;
    if (t->day)
        return day_alone(a, t);
    if (t->weekday)
        return weekday(a, t);
    a->used = IX_FROM_CLOCK;
    return a->clock;
}

ix_when ix_point(ix_anchors *a, const ix_timex *t) {
    ix_when w = shifted(a, t);
    if (!(t->from && t->nth))
        w = overlay(a, t, w);
    if (w.grain && !ix_when_holds(w))
        return nowhere;
    if (w.grain == IX_DAY) {
        w.hour = t->hour;
        w.minute = t->minute;
        w.part = t->part;
        w.zone = t->zone;
    }
    return w;
}

ix_str ix_point_unplaced(ix_arena *arena, const ix_timex *t) {
    ix_when time = {
        .grain = IX_NO_GRAIN, .hour = t->hour, .minute = t->minute, .part = t->part, .zone = t->zone};
    ix_str clock = ix_when_text(arena, time);
    if (t->weekday)
        return ix_str_format(arena, "XXXX-WXX-%d%.*s", t->weekday, IX_FMT(clock));
    if (t->day)
        return ix_str_format(arena, "XXXX-XX-%02d%.*s", t->day, IX_FMT(clock));
    if (clock.len && !t->grain)
        return clock;
    if (t->grain < IX_DAY && !t->counted && !t->directed)
        return ix_str_format(arena, "XXXX-XX-XX");
    return t->direction < 0   ? IX_STR("PAST_REF")
           : t->direction > 0 ? IX_STR("FUTURE_REF")
                              : IX_STR("PRESENT_REF");
}
