/* Expressions made of others: which go together, and what they say then. */
#include "4-extract/timex.h"

/* The finest and the coarsest grain that a point's words name. */
static ix_grain finest(const ix_timex *t) {
    return t->hour >= 0 || t->part.len                  ? IX_HOUR
           : t->day || t->weekday || t->feast.len       ? IX_DAY
           : t->week || (t->nth && t->grain == IX_WEEK) ? IX_WEEK
           : t->month                                   ? IX_MONTH
           : t->season.len                              ? IX_SEASON
           : t->quarter                                 ? IX_QUARTER
           : t->half                                    ? IX_HALF
           : t->year                                    ? IX_YEAR
           : t->decade                                  ? IX_DECADE
           : t->century                                 ? IX_CENTURY
                                                        : t->grain;
}

static ix_grain coarsest(const ix_timex *t) {
    return t->century                             ? IX_CENTURY
           : t->decade                            ? IX_DECADE
           : t->year                              ? IX_YEAR
           : t->grain && !t->nth                  ? t->grain
           : t->half                              ? IX_HALF
           : t->quarter                           ? IX_QUARTER
           : t->season.len                        ? IX_SEASON
           : t->month                             ? IX_MONTH
           : t->week || (t->nth && t->grain)      ? IX_WEEK
           : t->day || t->weekday || t->feast.len ? IX_DAY
           : t->hour >= 0 || t->part.len          ? IX_HOUR
                                                  : IX_NO_GRAIN;
}

/* Does "fine of coarse" name something: March of next year, Monday last week, the first Monday of May, 9 a.m.
 * tomorrow? */
static bool fits(const ix_timex *fine, const ix_timex *coarse) {
    if (fine->kind != IX_TIMEX_POINT || coarse->kind != IX_TIMEX_POINT || (fine->grain && !fine->nth))
        return false;
    ix_grain into = finest(coarse);
    switch (coarsest(fine)) {
    case IX_HOUR:
        return into == IX_DAY;
    case IX_DAY:
        return fine->feast.len ? into == IX_YEAR
               : fine->nth     ? into == IX_MONTH || into == IX_YEAR
               : fine->weekday ? into == IX_WEEK
                               : into == IX_MONTH;
    case IX_WEEK:
        return fine->nth ? into >= IX_MONTH && into > fine->grain : into == IX_YEAR;
    case IX_MONTH:
    case IX_SEASON:
    case IX_QUARTER:
    case IX_HALF:
        return into == IX_YEAR;
    default:
        return false;
    }
}

#define TAKE(part, unsaid)                                                                                   \
    if (t->part == (unsaid))                                                                                 \
    t->part = from->part

static void take_parts(ix_timex *t, const ix_timex *from) {
    TAKE(year, 0);
    TAKE(month, 0);
    TAKE(day, 0);
    TAKE(weekday, 0);
    TAKE(week, 0);
    TAKE(quarter, 0);
    TAKE(half, 0);
    TAKE(decade, 0);
    TAKE(century, 0);
    TAKE(hour, -1);
    TAKE(minute, -1);
    if (!t->season.len)
        t->season = from->season;
    if (!t->feast.len)
        t->feast = from->feast;
    if (!t->zone.len)
        t->zone = from->zone;
}

static void take_shift(ix_timex *t, const ix_timex *from) {
    t->grain = from->grain;
    t->steps = from->steps;
    t->counted = from->counted;
    t->directed = from->directed;
    t->direction = from->direction;
    t->base = from->base == IX_BASE_COMPARE ? IX_BASE_PUBLISHED : from->base;
    t->from = from->from;
}

/* A week or weekday with a number of its own is counted within the coarse point. */
static ix_timex *nth_within(ix_arena *arena, const ix_timex *fine, const ix_timex *coarse) {
    ix_timex *t = IX_NEW(arena, ix_timex), *whole = IX_NEW(arena, ix_timex);
    *t = *fine;
    *whole = *coarse;
    t->from = whole;
    return t;
}

static ix_timex *within(ix_arena *arena, const ix_timex *fine, const ix_timex *coarse) {
    if (fine->nth && fits(fine, coarse))
        return nth_within(arena, fine, coarse);
    if (!fits(fine, coarse))
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    *t = *fine;
    take_parts(t, coarse);
    take_shift(t, coarse);
    return t;
}

/* "The first nine months" and "2017": a length that lies at an end of a point. */
static ix_timex *slice(ix_arena *arena, const ix_timex *length, const ix_timex *whole) {
    if (length->kind != IX_TIMEX_LENGTH || !length->nth || !length->steps || whole->kind != IX_TIMEX_POINT ||
        finest(whole) <= length->grain)
        return NULL;
    return nth_within(arena, length, whole);
}

/* Two ways to say the same day: "today, Thursday". */
static ix_timex *same(ix_arena *arena, const ix_timex *a, const ix_timex *b) {
    bool weekday =
        b->kind == IX_TIMEX_POINT && b->weekday && !b->directed && !b->month && finest(b) == IX_DAY;
    if (a->kind != IX_TIMEX_POINT || finest(a) != IX_DAY || a->weekday || !weekday)
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    *t = *a;
    return t;
}

/* P2Y and P3M: P2Y3M. PT2H and PT30M: PT2H30M. */
static ix_str join_lengths(ix_arena *arena, ix_str a, ix_str b) {
    bool a_clock = memchr(a.ptr, 'T', a.len), b_clock = b.len > 1 && b.ptr[1] == 'T';
    return ix_str_format(arena, "%.*s%.*s", IX_FMT(a),
                         IX_FMT(ix_str_sub(b, b_clock && a_clock ? 2 : 1, b.len)));
}

static ix_timex *sum(ix_arena *arena, const ix_timex *a, const ix_timex *b) {
    if (a->kind != IX_TIMEX_LENGTH || b->kind != IX_TIMEX_LENGTH || a->grain <= b->grain || a->nth ||
        b->directed)
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    *t = *a;
    t->value = join_lengths(arena, a->value, b->value);
    return t;
}

static ix_timex *edge(ix_arena *arena, const ix_timex *date) {
    if (date->kind != IX_TIMEX_POINT || date->mod.len)
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    *t = *date;
    return t;
}

/* The morning, the night of a day. */
static ix_timex *part_of(ix_arena *arena, const ix_match *match, const ix_timex *date) {
    if (date->kind != IX_TIMEX_POINT || finest(date) != IX_DAY)
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    *t = *date;
    t->part = ix_match_text(match, IX_FIELD_part);
    return t;
}

/* So many grains before or after a point; how many may be a length of its own. */
static ix_timex *shift(ix_arena *arena, const ix_match *match, const ix_timex *date, const ix_timex *length) {
    ix_timex *t = date->kind == IX_TIMEX_POINT ? ix_timex_read(arena, match, false) : NULL;
    if (t && length && length->kind == IX_TIMEX_LENGTH) {
        t->grain = length->grain;
        t->steps = length->steps;
        t->counted = true;
    }
    if (!t || !t->grain)
        return NULL;
    t->from = IX_NEW(arena, ix_timex);
    *t->from = *date;
    return t;
}

/* A time of day after its day stays apart: the day is a date of its own. */
static ix_timex *either_way(ix_arena *arena, const ix_timex *date, const ix_timex *other) {
    ix_timex *t = within(arena, date, other);
    if (!t && other->hour < 0)
        t = within(arena, other, date);
    return t ? t : slice(arena, date, other);
}

ix_timex *ix_timex_compose(ix_arena *arena, const ix_match *match, const ix_timex *date,
                           const ix_timex *other) {
    ix_str kind = ix_match_text(match, IX_FIELD_kind), mod = ix_match_text(match, IX_FIELD_mod);
    ix_timex *t = NULL;
    if (ix_str_is(kind, "edge"))
        t = edge(arena, date);
    else if (ix_str_is(kind, "shift"))
        t = shift(arena, match, date, other);
    else if (ix_str_is(kind, "time"))
        t = part_of(arena, match, date);
    else if (!other)
        return NULL;
    else if (ix_str_is(kind, "within"))
        t = either_way(arena, date, other);
    else if (ix_str_is(kind, "same"))
        t = same(arena, date, other);
    else if (ix_str_is(kind, "sum"))
        t = sum(arena, date, other);
    if (t && mod.len)
        t->mod = mod;
    return t;
}

/* --- spans --- */

/* What the end of a span says beyond the day, month … that the start names: "4 to 8 December 2017". */
static void borrow(ix_timex *t, const ix_timex *from) {
    bool clock = finest(t) == IX_HOUR && coarsest(t) == IX_HOUR;
    if (clock && finest(from) == IX_HOUR) {
        TAKE(day, 0);
        TAKE(month, 0);
        TAKE(weekday, 0);
        if (from->grain == IX_DAY)
            take_shift(t, from);
    }
    if (t->grain)
        return;
    if (t->day && !t->month)
        t->month = from->month;
    if (!t->year && (t->month || t->quarter || t->half || t->season.len || t->week)) {
        t->year = from->year;
        if (from->grain == IX_YEAR)
            take_shift(t, from);
    }
}

static bool spannable(const ix_timex *a, const ix_timex *b) {
    if (a->kind != IX_TIMEX_POINT || b->kind != IX_TIMEX_POINT)
        return false;
    ix_grain x = finest(a), y = finest(b);
    return x == y || (x >= IX_DAY && y >= IX_DAY && x < IX_DECADE && y < IX_DECADE);
}

ix_timex *ix_timex_span(ix_arena *arena, const ix_timex *start, const ix_timex *end, ix_str mod) {
    if (!spannable(start, end))
        return NULL;
    ix_timex *t = IX_NEW(arena, ix_timex);
    t->kind = IX_TIMEX_SPAN;
    t->mod = mod;
    t->hour = t->minute = -1;
    *(t->start = IX_NEW(arena, ix_timex)) = *start;
    *(t->end = IX_NEW(arena, ix_timex)) = *end;
    borrow(t->start, end);
    borrow(t->end, start);
    return t;
}

ix_timex *ix_timex_number(ix_arena *arena, ix_str digits, const ix_timex *other) {
    int n = ix_str_int(digits);
    ix_timex *t = IX_NEW(arena, ix_timex);
    t->hour = t->minute = -1;
    if (digits.len == 4)
        t->year = n;
    else if (finest(other) == IX_DAY && n >= 1 && n <= 31)
        t->day = n;
    else if (finest(other) == IX_HOUR && n >= 0 && n <= 24)
        t->hour = n;
    else if (finest(other) == IX_YEAR && other->year && digits.len == 2)
        t->year = other->year - other->year % 100 + n + (n < other->year % 100 ? 100 : 0);
    else
        return NULL;
    return t;
}
