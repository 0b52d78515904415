#include "5-resolve/when.h"

#include <stdio.h>

/* Southern seasons are not told apart: the months are those of the north, where the words' values come from.
 */
static const struct {
    const char *code;
    int month;
} seasons[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};

enum { SEASONS = sizeof seasons / sizeof *seasons };

static ix_when make(ix_day first, ix_grain grain) {
    return (ix_when){.grain = grain, .first = first, .hour = -1, .minute = -1};
}

static ix_when season_of(ix_day day) {
    int i = day.month % 12 / 3; /* 0 winter, 1 spring … */
    int year = day.month < 3 ? day.year - 1 : day.year;
    return ix_when_season(year, ix_str_of(seasons[(i + 3) % SEASONS].code));
}

ix_when ix_when_of(ix_day day, ix_grain grain) {
    int year = day.year;
    switch (grain) {
    case IX_WEEK:
        return make(ix_day_add_days(day, 1 - ix_day_weekday(day)), grain);
    case IX_WEEKEND:
        return make(ix_day_add_days(day, 6 - ix_day_weekday(day)), grain);
    case IX_MONTH:
        return make((ix_day){year, day.month, 1}, grain);
    case IX_SEASON:
        return season_of(day);
    case IX_QUARTER:
        return ix_when_quarter(year, (day.month - 1) / 3 + 1);
    case IX_HALF:
        return ix_when_half(year, (day.month - 1) / 6 + 1);
    case IX_YEAR:
        return make((ix_day){year, 1, 1}, grain);
    case IX_DECADE:
        return make((ix_day){year - year % 10, 1, 1}, grain);
    case IX_CENTURY:
        return make((ix_day){year - year % 100, 1, 1}, grain);
    default:
        return make(day, IX_DAY);
    }
}

static int months_in(ix_grain grain) {
    switch (grain) {
    case IX_MONTH:
        return 1;
    case IX_SEASON:
    case IX_QUARTER:
        return 3;
    case IX_HALF:
        return 6;
    case IX_YEAR:
        return 12;
    case IX_DECADE:
        return 120;
    case IX_CENTURY:
        return 1200;
    default:
        return 0;
    }
}

static int days_in(ix_grain grain) {
    return grain == IX_WEEK || grain == IX_WEEKEND ? 7 : 1;
}

ix_day ix_grain_step(ix_day day, ix_grain grain, int steps) {
    int months = months_in(grain);
    int64_t days = (int64_t)steps * days_in(grain),
            year = day.year + (months ? (int64_t)months * steps / 12 : days / 365);
    if (year < 2 || year > 9998)
        return (ix_day){0};
    return months ? ix_day_add_months(day, months * steps) : ix_day_add_days(day, days);
}

ix_when ix_when_shift(ix_when w, int steps) {
    w.first = ix_grain_step(w.first, w.grain, steps);
    if (!w.first.year)
        return (ix_when){0};
    return w.grain == IX_SEASON ? ix_when_of(w.first, IX_SEASON) : w;
}

ix_day ix_when_last(ix_when w) {
    int months = months_in(w.grain);
    if (months)
        return ix_day_add_days(ix_day_add_months(w.first, months), -1);
    return ix_day_add_days(w.first, w.grain == IX_WEEK ? 6 : w.grain == IX_WEEKEND ? 1 : 0);
}

bool ix_when_holds(ix_when w) {
    return w.first.year >= 1 && ix_when_last(w).year <= 9999;
}

int64_t ix_when_distance(ix_when w, ix_day day) {
    int64_t first = ix_day_number(w.first), last = ix_day_number(ix_when_last(w)), at = ix_day_number(day);
    return at < first ? first - at : at > last ? last - at : 0;
}

ix_when ix_when_quarter(int year, int quarter) {
    return make((ix_day){year, quarter * 3 - 2, 1}, IX_QUARTER);
}

ix_when ix_when_half(int year, int half) {
    return make((ix_day){year, half * 6 - 5, 1}, IX_HALF);
}

ix_when ix_when_season(int year, ix_str season) {
    ix_when w = make((ix_day){year, 1, 1}, IX_SEASON);
    w.season = season;
    for (int i = 0; i < SEASONS; i++)
        if (ix_str_is(season, seasons[i].code))
            w.first.month = seasons[i].month;
    return w;
}

ix_when ix_when_nth_weekday(ix_when within, int weekday, int nth) {
    ix_day from = nth < 0 ? ix_when_last(within) : within.first;
    int gap = nth < 0 ? (ix_day_weekday(from) - weekday + 7) % 7 : (weekday - ix_day_weekday(from) + 7) % 7;
    ix_day day =
        nth < 0 ? ix_day_add_days(from, -gap + 7 * (nth + 1)) : ix_day_add_days(from, gap + 7 * (nth - 1));
    return ix_when_distance(within, day) ? (ix_when){0} : make(day, IX_DAY);
}

static int signed_int(ix_str s) {
    bool minus = s.len && s.ptr[0] == '-', plus = s.len && s.ptr[0] == '+';
    int n = ix_str_int(ix_str_sub(s, minus || plus, s.len));
    return minus ? -n : n;
}

ix_when ix_when_feast(int year, ix_str when) {
    if (!when.len)
        return (ix_when){0};
    if (when.ptr[0] == 'E')
        return make(
            ix_day_add_days(ix_easter(year), when.len > 1 ? signed_int(ix_str_sub(when, 1, when.len)) : 0),
            IX_DAY);
    if (when.len < 5)
        return (ix_when){0};
    int month = ix_str_int(ix_str_sub(when, 0, 2));
    const char *dash = memchr(when.ptr + 4, '-', when.len - 4);
    if (when.ptr[2] == '#' && dash) {
        int nth = signed_int(ix_str_sub(when, 3, (size_t)(dash - when.ptr)));
        int weekday = ix_str_int(ix_str_sub(when, (size_t)(dash - when.ptr) + 1, when.len));
        return ix_when_nth_weekday(make((ix_day){year, month, 1}, IX_MONTH), weekday, nth);
    }
    ix_when w = make((ix_day){year, month, ix_str_int(ix_str_sub(when, 3, when.len))}, IX_DAY);
    return ix_day_valid(w.first) ? w : (ix_when){0};
}

static ix_str day_text(ix_arena *arena, ix_when w, const char *year) {
    ix_day d = w.first;
    int week_year, week = ix_day_week(d, &week_year);
    switch (w.grain) {
    case IX_NO_GRAIN:
        return (ix_str){"", 0};
    case IX_WEEK:
        return w.yearless ? ix_str_format(arena, "%s-W%02d", year, week)
                          : ix_str_format(arena, "%04d-W%02d", week_year, week);
    case IX_WEEKEND:
        return ix_str_format(arena, "%04d-W%02d-WE", week_year, week);
    case IX_MONTH:
        return ix_str_format(arena, "%s-%02d", year, d.month);
    case IX_SEASON:
        return ix_str_format(arena, "%s-%.*s", year, IX_FMT(w.season));
    case IX_QUARTER:
        return ix_str_format(arena, "%s-Q%d", year, (d.month + 2) / 3);
    case IX_HALF:
        return ix_str_format(arena, "%s-H%d", year, d.month < 7 ? 1 : 2);
    case IX_YEAR:
        return ix_str_format(arena, "%s", year);
    case IX_DECADE:
        return ix_str_format(arena, "%03dX", d.year / 10);
    case IX_CENTURY:
        return ix_str_format(arena, "%02d", d.year / 100);
    default:
        return ix_str_format(arena, "%s-%02d-%02d", year, d.month, d.day);
    }
}

ix_str ix_when_text(ix_arena *arena, ix_when w) {
    char year[16] = "XXXX";
    if (!w.yearless)
        snprintf(year, sizeof year, "%04d", w.first.year);
    ix_str day = day_text(arena, w, year);
    if (w.part.len && w.hour < 0)
        return ix_str_format(arena, "%.*sT%.*s", IX_FMT(day), IX_FMT(w.part));
    if (w.hour < 0)
        return day;
    return ix_str_format(arena, "%.*sT%02d:%02d%.*s", IX_FMT(day), w.hour, w.minute < 0 ? 0 : w.minute,
                         IX_FMT(w.zone));
}
