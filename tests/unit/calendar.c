#include "unit.h"

#include "base/calendar.h"

static ix_day of(const char *iso) {
    return ix_day_parse(ix_str_of(iso));
}

static void assert_day(ix_day d, int year, int month, int day) {
    ck_assert_msg(d.year == year && d.month == month && d.day == day, "got %d-%d-%d, expected %d-%d-%d",
                  d.year, d.month, d.day, year, month, day);
}

START_TEST(only_real_days_are_read) {
    assert_day(of("2024-02-29"), 2024, 2, 29);
    ck_assert_int_eq(of("2023-02-29").year, 0);
    ck_assert_int_eq(of("2100-02-29").year, 0);
    assert_day(of("2000-02-29"), 2000, 2, 29);
    ck_assert_int_eq(of("2024-13-01").year, 0);
    ck_assert_int_eq(of("2024-1-1").year, 0);
    ck_assert_int_eq(of("2024-01-011").year, 0);
    ck_assert_int_eq(of("").year, 0);
}
END_TEST

START_TEST(days_count_from_1970_and_back) {
    ck_assert_int_eq(ix_day_number(of("1970-01-01")), 0);
    ck_assert_int_eq(ix_day_number(of("2000-03-01")), 11017);
    for (int64_t n = -200000; n < 200000; n += 7)
        ck_assert_int_eq(ix_day_number(ix_day_from_number(n)), n);
}
END_TEST

START_TEST(weekdays_and_iso_weeks) {
    int year;
    ck_assert_int_eq(ix_day_weekday(of("2025-03-29")), 6);
    ck_assert_int_eq(ix_day_weekday(of("2024-01-01")), 1);
    ck_assert_int_eq(ix_day_week(of("2021-01-03"), &year), 53);
    ck_assert_int_eq(year, 2020);
    ck_assert_int_eq(ix_day_week(of("2018-12-31"), &year), 1);
    ck_assert_int_eq(year, 2019);
    assert_day(ix_week_monday(2020, 53), 2020, 12, 28);
    assert_day(ix_week_monday(2017, 49), 2017, 12, 4);
}
END_TEST

START_TEST(adding_clips_to_the_month) {
    assert_day(ix_day_add_months(of("2024-01-31"), 1), 2024, 2, 29);
    assert_day(ix_day_add_months(of("2024-03-31"), -1), 2024, 2, 29);
    assert_day(ix_day_add_months(of("2024-01-15"), -13), 2022, 12, 15);
    assert_day(ix_day_add_days(of("2023-12-31"), 1), 2024, 1, 1);
    assert_day(ix_day_add_days(of("2024-03-01"), -1), 2024, 2, 29);
}
END_TEST

START_TEST(compares) {
    ck_assert_int_lt(ix_day_cmp(of("2023-12-31"), of("2024-01-01")), 0);
    ck_assert_int_eq(ix_day_cmp(of("2024-01-01"), of("2024-01-01")), 0);
    ck_assert_int_eq(ix_days_in_month(2024, 2), 29);
    ck_assert_int_eq(ix_days_in_month(2023, 2), 28);
}
END_TEST

SUITE(calendar, only_real_days_are_read, days_count_from_1970_and_back, weekdays_and_iso_weeks,
      adding_clips_to_the_month, compares)
