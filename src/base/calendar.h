/* The proleptic Gregorian calendar and ISO 8601 weeks. */
#ifndef IX_BASE_CALENDAR_H
#define IX_BASE_CALENDAR_H

#include "base/str.h"

typedef struct ix_day {
    int year, month, day; /* year 0: no date */
} ix_day;

bool ix_day_valid(ix_day d);
int ix_days_in_month(int year, int month);
/* Days since 1970-01-01, and back. Method: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int64_t ix_day_number(ix_day d);
ix_day ix_day_from_number(int64_t n);
/* 1 Monday to 7 Sunday. */
int ix_day_weekday(ix_day d);
/* ISO 8601 week 1 to 53 and the year it belongs to. */
int ix_day_week(ix_day d, int *week_year);
/* Monday of an ISO week. */
ix_day ix_week_monday(int week_year, int week);
ix_day ix_day_add_days(ix_day d, int64_t n);
/* Clipped to the month's last day. */
ix_day ix_day_add_months(ix_day d, int n);
int ix_day_cmp(ix_day a, ix_day b);
/* Easter Sunday of the western churches. Method: the anonymous Gregorian algorithm (Meeus, "Astronomical
 * Algorithms", ch. 8). */
ix_day ix_easter(int year);
/* "YYYY-MM-DD"; returns its length. */
enum { IX_DAY_TEXT = 10 };
size_t ix_day_print(char out[IX_DAY_TEXT], ix_day d);
/* "YYYY-MM-DD" exactly; year 0 when it is not that or no real day. */
ix_day ix_day_parse(ix_str s);

#endif
