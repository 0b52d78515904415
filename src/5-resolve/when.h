/* A stretch of the calendar, as a date expression names it, and its arithmetic. */
#ifndef IX_RESOLVE_WHEN_H
#define IX_RESOLVE_WHEN_H

#include "base/calendar.h"
#include "model/timex.h"

typedef struct ix_when {
    ix_grain grain; /* IX_NO_GRAIN: nothing known */
    bool yearless;  /* 15 December of no known year: first.year is a placeholder */
    ix_day first;   /* its first day */
    ix_str season;  /* IX_SEASON: SP, SU, FA, WI */
    /* a time within the day: */
    int hour, minute; /* -1: unsaid */
    ix_str part;      /* MO, AF, EV, NI …, or empty */
    ix_str zone;
} ix_when;

/* The stretch of that grain that holds the day. */
ix_when ix_when_of(ix_day day, ix_grain grain);
/* The stretch `steps` of its grains away. */
ix_when ix_when_shift(ix_when w, int steps);
/* The day that many grains away. */
ix_day ix_grain_step(ix_day day, ix_grain grain, int steps);
/* Its last day. */
ix_day ix_when_last(ix_when w);
/* Whether the four digits of a value hold its years. */
bool ix_when_holds(ix_when w);
/* Days from `day` to the nearest day of the stretch: negative before it, 0 within. */
int64_t ix_when_distance(ix_when w, ix_day day);

ix_when ix_when_quarter(int year, int quarter);
ix_when ix_when_half(int year, int half);
/* Seasons begin on the first of March, June, September and December (meteorological); a winter has the year
 * it begins in. */
ix_when ix_when_season(int year, ix_str season);
/* A day of the year as lists/observances.tsv writes it: "12-25", "E-2" (days from Easter Sunday), "11#4-4"
 * (the fourth Thursday of November; -1 the last). first.year 0 when it is none of these. */
ix_when ix_when_feast(int year, ix_str when);
/* The nth weekday within a stretch, negative from its end; grain none when there is no such day. */
ix_when ix_when_nth_weekday(ix_when within, int weekday, int nth);

/* TIMEX3: 2017-12-05, 2017-12, 2017-W49, 2017-Q3, 2017-H1, 2017-SU, 198X, 19 (the 20th century),
 * 2017-12-05TNI, 2017-12-05T17:00. */
ix_str ix_when_text(ix_arena *arena, ix_when w);

#endif
