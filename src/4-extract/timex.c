#include "4-extract/timex.h"

#include "base/calendar.h"
#include "base/decimal.h"

/* --- grains and lengths --- */

static const struct {
    const char *code;
    ix_grain grain;
    const char *letter; /* in a length */
    int scale;          /* … and how many of that letter */
} grains[] = {{"TS", IX_SECOND, "S", 1},   {"TM", IX_MINUTE, "M", 1},   {"TH", IX_HOUR, "H", 1},
              {"D", IX_DAY, "D", 1},       {"WE", IX_WEEKEND, "WE", 1}, {"W", IX_WEEK, "W", 1},
              {"M", IX_MONTH, "M", 1},     {"Q", IX_QUARTER, "Q", 1},   {"S", IX_SEASON, "M", 3},
              {"H", IX_HALF, "M", 6},      {"Y", IX_YEAR, "Y", 1},      {"DE", IX_DECADE, "Y", 10},
              {"CE", IX_CENTURY, "Y", 100}};

enum { GRAINS = sizeof grains / sizeof *grains };

/* A number of units as the words give it: digits, a list's value for number words, X for "some". */
typedef struct count {
    ix_str text; /* with a decimal point */
    int whole;   /* -1: unknown or no whole number */
} count;

static count read_count(ix_arena *arena, ix_str text) {
    if (!text.len)
        return (count){IX_STR("1"), 1};
    ix_str copy = ix_str_copy(arena, text);
    char *comma = memchr((char *)copy.ptr, ',', copy.len);
    if (comma)
        *comma = '.';
    return (count){copy, ix_str_int(copy)};
}

/* "W", "15D": a grain, and how many of it make one. Returns an index of `grains` or -1. */
static int read_grain(ix_str code, int *scale) {
    size_t digits = 0;
    while (digits < code.len && code.ptr[digits] >= '0' && code.ptr[digits] <= '9')
        digits++;
    *scale = digits ? ix_str_int(ix_str_sub(code, 0, digits)) : 1;
    for (int i = 0; i < GRAINS; i++)
        if (ix_str_is(ix_str_sub(code, digits, code.len), grains[i].code))
            return i;
    return -1;
}

static ix_str length_value(ix_arena *arena, count n, int unit, int scale) {
    const char *clock = grains[unit].grain < IX_DAY ? "T" : "";
    ix_decimal whole = ix_decimal_mul(ix_decimal_parse(n.text), ix_decimal_int(scale * grains[unit].scale));
    ix_str number = whole.ok ? ix_decimal_text(arena, whole) : n.text;
    return ix_str_format(arena, "P%s%.*s%s", clock, IX_FMT(number), grains[unit].letter);
}

/* --- reading a match --- */

static int number_of(const ix_match *match, ix_field field, int unsaid) {
    ix_str text = ix_match_text(match, field);
    bool minus = text.len && text.ptr[0] == '-';
    int n = ix_str_int(ix_str_sub(text, minus, text.len));
    return !text.len || n < 0 ? unsaid : minus ? -n : n;
}

static void read_parts(ix_timex *t, const ix_match *match) {
    t->year = number_of(match, IX_FIELD_year, 0);
    t->month = number_of(match, IX_FIELD_month, 0);
    t->day = number_of(match, IX_FIELD_day, 0);
    t->weekday = number_of(match, IX_FIELD_weekday, 0);
    t->week = number_of(match, IX_FIELD_week, 0);
    t->quarter = number_of(match, IX_FIELD_quarter, 0);
    t->half = number_of(match, IX_FIELD_half, 0);
    t->decade = number_of(match, IX_FIELD_decade, 0);
    t->century = number_of(match, IX_FIELD_century, 0);
    t->hour = number_of(match, IX_FIELD_hour, -1);
    t->minute = number_of(match, IX_FIELD_minute, -1);
    t->nth = number_of(match, IX_FIELD_nth, 0);
    t->season = ix_match_text(match, IX_FIELD_season);
    t->part = ix_match_text(match, IX_FIELD_part);
    t->zone = ix_match_text(match, IX_FIELD_zone);
    t->feast = ix_match_text(match, IX_FIELD_feast);
}

static void read_words(ix_timex *t, const ix_match *match) {
    t->mod = ix_match_text(match, IX_FIELD_mod);
    t->quant = ix_match_text(match, IX_FIELD_quant);
    t->freq = ix_match_text(match, IX_FIELD_freq);
    t->vague = ix_match_text(match, IX_FIELD_vague).len > 0;
    t->directed = ix_match_text(match, IX_FIELD_direction).len > 0;
    t->direction = number_of(match, IX_FIELD_direction, 0);
    ix_str base = ix_match_text(match, IX_FIELD_base);
    t->base = ix_str_is(base, "text")      ? IX_BASE_TEXT
              : ix_str_is(base, "compare") ? IX_BASE_COMPARE
              : ix_str_is(base, "period")  ? IX_BASE_PERIOD
              : ix_str_is(base, "day")     ? IX_BASE_DAY
                                           : IX_BASE_PUBLISHED;
}

/* The 12-hour clock, and the hours that are no hours. */
static bool settle_clock(ix_timex *t, ix_str meridiem) {
    if (t->hour >= 0 && meridiem.len) {
        if (t->hour < 1 || t->hour > 12)
            return t->hour <= 24;
        t->hour = t->hour % 12 + (ix_str_is(meridiem, "pm") ? 12 : 0);
    }
    return t->hour <= 24 && t->minute < 60 && !(t->hour == 24 && t->minute > 0);
}

/* A two-digit year may be any, so 29 February holds for it too. */
static bool is_day(const ix_timex *t) {
    return !t->day || !t->month || t->day <= ix_days_in_month(t->year > 99 ? t->year : 2000, t->month);
}

static void swap_day_and_month(ix_timex *t) {
    int day = t->month;
    t->month = t->day;
    t->day = day;
}

/* The match has day before month; which is which may be open. */
static void settle_order(ix_timex *t, bool month_first) {
    t->order = t->day > 12 ? IX_ORDER_DAY_FIRST : t->month > 12 ? IX_ORDER_MONTH_FIRST : IX_ORDER_GUESSED;
    t->month_first = month_first;
    if (t->order == IX_ORDER_MONTH_FIRST || (t->order == IX_ORDER_GUESSED && month_first))
        swap_day_and_month(t);
}

static bool settle_parts(ix_timex *t, ix_str order, bool month_first) {
    if (order.len)
        settle_order(t, month_first && ix_str_is(order, "either"));
    return t->month <= 12 && t->day <= 31 && is_day(t) && t->quarter <= 4 && t->half <= 2 && t->week <= 53 &&
           t->weekday <= 7 && t->century <= 30 && t->year < 3000 && t->decade < 3000;
}

static bool says_calendar(const ix_timex *t) {
    return t->directed || t->year || t->month || t->day || t->weekday || t->week || t->quarter || t->half ||
           t->decade || t->century || t->hour >= 0 || t->season.len || t->part.len || t->feast.len ||
           t->grain;
}

static void make_set(ix_arena *arena, ix_timex *t, count n, int unit, int scale) {
    t->kind = IX_TIMEX_SET;
    if (t->weekday)
        t->value = ix_str_format(arena, "XXXX-WXX-%d", t->weekday);
    else if (t->month && t->day)
        t->value = ix_str_format(arena, "XXXX-%02d-%02d", t->month, t->day);
    else if (t->month)
        t->value = ix_str_format(arena, "XXXX-%02d", t->month);
    else if (t->season.len)
        t->value = ix_str_format(arena, "XXXX-%.*s", IX_FMT(t->season));
    else if (t->day)
        t->value = ix_str_format(arena, "XXXX-XX-%02d", t->day);
    else if (unit >= 0)
        t->value = length_value(arena, n, unit, scale);
    if (t->part.len)
        t->value = ix_str_format(arena, "%.*sT%.*s", IX_FMT(t->value.len ? t->value : IX_STR("XXXX-XX-XX")),
                                 IX_FMT(t->part));
}

/* What count, grain and direction make: a shift, a length, a set. */
static bool read_shift(ix_arena *arena, ix_timex *t, const ix_match *match) {
    ix_str words = ix_match_text(match, IX_FIELD_count), type = ix_match_text(match, IX_FIELD_type);
    count n = read_count(arena, words);
    int scale = 1, unit = -1;
    ix_str code = ix_match_text(match, IX_FIELD_grain);
    if (code.len && (unit = read_grain(code, &scale)) < 0)
        return false;
    if (ix_str_is(type, "SET")) {
        make_set(arena, t, n, unit, scale);
        return t->value.len > 0;
    }
    if (unit < 0)
        return true;
    t->grain = grains[unit].grain;
    t->counted = words.len > 0;
    t->steps = n.whole < 0 || n.whole > 9999 ? 0 : n.whole * scale;
    if (ix_str_is(type, "DURATION") ||
        n.whole < 0) { /* "a few days ago" lies nowhere: it is as long as a few days */
        t->kind = IX_TIMEX_LENGTH;
        t->value = length_value(arena, n, unit, scale);
    }
    return true;
}

ix_timex *ix_timex_read(ix_arena *arena, const ix_match *match, bool month_first) {
    ix_timex *t = IX_NEW(arena, ix_timex);
    read_parts(t, match);
    read_words(t, match);
    ix_str token = ix_match_text(match, IX_FIELD_ref);
    if (token.len) {
        t->kind = IX_TIMEX_TOKEN;
        t->value = token;
        t->vague = true;
        return t;
    }
    bool sound = settle_clock(t, ix_match_text(match, IX_FIELD_meridiem)) &&
                 settle_parts(t, ix_match_text(match, IX_FIELD_order), month_first) &&
                 read_shift(arena, t, match);
    return sound && (t->value.len || says_calendar(t)) ? t : NULL;
}
