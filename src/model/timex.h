/* What the words of a date expression say, before anything is anchored: the hand-over from 4-extract to
 * 5-resolve.
 *
 * A point is a shift of an anchor ("two weeks ago": 2 weeks back), or calendar parts ("5 December"), or parts
 * laid over a shift ("March last year"). Lengths, sets, tokens and spans are kinds of their own. Names and
 * codes follow TIMEX3. */
#ifndef IX_MODEL_TIMEX_H
#define IX_MODEL_TIMEX_H

#include "base/str.h"

/* From fine to coarse. */
typedef enum ix_grain {
    IX_NO_GRAIN,
    IX_SECOND,
    IX_MINUTE,
    IX_HOUR,
    IX_DAY,
    IX_WEEKEND,
    IX_WEEK,
    IX_MONTH,
    IX_SEASON,
    IX_QUARTER,
    IX_HALF,
    IX_YEAR,
    IX_DECADE,
    IX_CENTURY
} ix_grain;

typedef enum ix_timex_kind {
    IX_TIMEX_POINT,  /* a stretch of the calendar, however long */
    IX_TIMEX_TOKEN,  /* PRESENT_REF, PAST_REF, FUTURE_REF */
    IX_TIMEX_LENGTH, /* P3Y */
    IX_TIMEX_SET,    /* every Monday */
    IX_TIMEX_SPAN    /* from one point to another */
} ix_timex_kind;

typedef enum ix_timex_base {
    IX_BASE_PUBLISHED,
    IX_BASE_TEXT,    /* the date before this one in the text: "that year", "two days later" */
    IX_BASE_COMPARE, /* the same if that is a month or a quarter, as figures are compared with: "a year ago"
                      */
    IX_BASE_PERIOD,  /* the last period spoken of, in another year: "the same period of 2024" */
    IX_BASE_DAY      /* the day of publication, and the shift is exact: "two years ago today" */
} ix_timex_base;

/* Of day and month in a date all of numbers. */
typedef enum ix_timex_order {
    IX_ORDER_KNOWN,      /* the form tells (2023-10-03), or there are words */
    IX_ORDER_GUESSED,    /* as the language has it; may be the other way round */
    IX_ORDER_DAY_FIRST,  /* the first number is over 12 … */
    IX_ORDER_MONTH_FIRST /* … or the second: evidence for the others of the text */
} ix_timex_order;

typedef struct ix_timex {
    ix_timex_kind kind;
    bool absorbed; /* has become a part of a wider expression */
    bool vague;
    /* Parts; 0 (hour and minute: -1) is unsaid. A year or decade under 100 was written with two digits. */
    int year, month, day, weekday, week, quarter, half, decade, century;
    int hour, minute;
    int nth; /* which week, weekday … of the wider unit; negative counts from its end */
    ix_timex_order order;
    bool month_first; /* how an open order was read */
    ix_str season, part, zone;
    ix_str feast; /* when in the year: lists/observances.tsv says how it is written */
    /* Shift of a point: `steps` grains from the base (IX_NO_GRAIN: none). Length: so many grains (steps 0:
     * unknown). */
    ix_grain grain;
    int steps;
    bool counted;  /* "a decade ago", not "last decade" */
    bool directed; /* `direction` was said: -1 last, 0 this, 1 next */
    int direction;
    ix_timex_base base;
    struct ix_timex *from; /* the point to shift instead of a base: "two days after Christmas" */
    ix_str value;          /* token, length or set as TIMEX3 writes it */
    ix_str mod, quant, freq;
    struct ix_timex *start, *end; /* of a span */
} ix_timex;

#endif
