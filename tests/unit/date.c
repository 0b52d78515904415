#include "unit.h"

#include "4-extract/timex.h"
#include "5-resolve/point.h"

/* --- stretches of the calendar --- */

static ix_arena arena;

static ix_str text_of(ix_when w) {
    return ix_when_text(&arena, w);
}

static ix_day day(const char *iso) {
    return ix_day_parse(ix_str_of(iso));
}

START_TEST(stretches_are_written_as_timex3) {
    ix_day d = day("2017-12-05");
    static const char *const values[] = {
        [IX_DAY] = "2017-12-05", [IX_WEEKEND] = "2017-W49-WE", [IX_WEEK] = "2017-W49", [IX_MONTH] = "2017-12",
        [IX_SEASON] = "2017-WI", [IX_QUARTER] = "2017-Q4",     [IX_HALF] = "2017-H2",  [IX_YEAR] = "2017",
        [IX_DECADE] = "201X",    [IX_CENTURY] = "20"};
    for (int grain = IX_DAY; grain <= IX_CENTURY; grain++)
        assert_str(text_of(ix_when_of(d, (ix_grain)grain)), values[grain]);
}
END_TEST

START_TEST(weeks_belong_to_the_year_of_their_thursday) {
    assert_str(text_of(ix_when_of(day("2021-01-03"), IX_WEEK)), "2020-W53");
    assert_str(text_of(ix_when_of(day("2018-12-31"), IX_WEEK)), "2019-W01");
}
END_TEST

START_TEST(a_winter_has_the_year_it_begins_in) {
    assert_str(text_of(ix_when_of(day("2018-02-10"), IX_SEASON)), "2017-WI");
    assert_str(text_of(ix_when_shift(ix_when_of(day("2018-02-10"), IX_SEASON), 1)), "2018-SP");
}
END_TEST

START_TEST(shifts_keep_their_grain) {
    assert_str(text_of(ix_when_shift(ix_when_of(day("2018-01-31"), IX_MONTH), 1)), "2018-02");
    assert_str(text_of(ix_when_shift(ix_when_of(day("2018-01-31"), IX_QUARTER), -1)), "2017-Q4");
    assert_str(text_of(ix_when_shift(ix_when_of(day("2018-01-01"), IX_WEEK), -1)), "2017-W52");
    ck_assert_int_eq(ix_when_shift(ix_when_of(day("2018-01-01"), IX_CENTURY), -99999).grain, IX_NO_GRAIN);
}
END_TEST

START_TEST(bounds_are_inclusive) {
    ix_when february = ix_when_of(day("2024-02-10"), IX_MONTH);
    ck_assert_int_eq(ix_day_cmp(ix_when_last(february), day("2024-02-29")), 0);
    ck_assert_int_eq(ix_when_distance(february, day("2024-02-29")), 0);
    ck_assert_int_eq(ix_when_distance(february, day("2024-03-01")), -1);
    ck_assert_int_eq(ix_when_distance(february, day("2024-01-31")), 1);
}
END_TEST

START_TEST(feasts_fall_where_the_calendar_has_them) {
    assert_str(text_of(ix_when_feast(2017, IX_STR("12-25"))), "2017-12-25");
    assert_str(text_of(ix_when_feast(2019, IX_STR("E+0"))), "2019-04-21");
    assert_str(text_of(ix_when_feast(2024, IX_STR("E-2"))), "2024-03-29");
    assert_str(text_of(ix_when_feast(2016, IX_STR("11#4-4"))), "2016-11-24");
    assert_str(text_of(ix_when_feast(2018, IX_STR("05#-1-1"))), "2018-05-28");
    ck_assert_int_eq(ix_when_feast(2019, IX_STR("02-29")).grain, IX_NO_GRAIN);
    ck_assert_int_eq(ix_when_feast(2019, IX_STR("11#x")).grain, IX_NO_GRAIN);
}
END_TEST

/* --- points --- */

static ix_timex point(void) {
    return (ix_timex){.kind = IX_TIMEX_POINT, .hour = -1, .minute = -1, .steps = 1};
}

static ix_anchors published(const char *iso) {
    return (ix_anchors){.now = ix_when_of(day(iso), IX_DAY)};
}

static ix_str resolved(ix_anchors anchors, ix_timex t) {
    ix_when w = ix_point(&anchors, &t);
    return w.grain ? text_of(w) : ix_point_unplaced(&arena, &t);
}

START_TEST(weekdays_look_back_unless_told) {
    ix_anchors a = published("2017-12-12"); /* a Tuesday */
    ix_timex thursday = point(), last, next;
    thursday.weekday = 4;
    last = next = thursday;
    last.directed = next.directed = true;
    last.direction = -1;
    next.direction = 1;
    assert_str(resolved(a, thursday), "2017-12-07");
    assert_str(resolved(a, next), "2017-12-14");
    assert_str(resolved(a, last), "2017-12-07");
    a.cue = 1;
    assert_str(resolved(a, thursday), "2017-12-14");
    thursday.weekday = 2;
    assert_str(resolved(a, thursday), "2017-12-12");
    next.weekday = last.weekday = 2;
    assert_str(resolved(a, next), "2017-12-19");
    assert_str(resolved(a, last), "2017-12-05");
}
END_TEST

START_TEST(a_missing_year_is_the_nearest) {
    ix_timex t = point();
    t.month = 1;
    t.day = 15;
    assert_str(resolved(published("2017-12-12"), t), "2018-01-15");
    assert_str(resolved(published("2017-06-12"), t), "2017-01-15");
    t.weekday = 1; /* 15 January was a Monday in 2018 */
    assert_str(resolved(published("2017-06-12"), t), "2018-01-15");
    t = point();
    t.month = 2;
    t.day = 29;
    assert_str(resolved(published("2017-06-12"), t), "2016-02-29");
}
END_TEST

START_TEST(without_an_anchor_the_year_stays_open) {
    ix_anchors none = {0};
    ix_timex t = point();
    t.month = 12;
    t.day = 15;
    assert_str(resolved(none, t), "XXXX-12-15");
    t = point();
    t.weekday = 4;
    assert_str(resolved(none, t), "XXXX-WXX-4");
    t = point();
    t.grain = IX_WEEK;
    t.directed = true;
    t.direction = -1;
    assert_str(resolved(none, t), "PAST_REF");
    t = point();
    t.hour = 10;
    t.minute = 30;
    assert_str(resolved(none, t), "T10:30");
}
END_TEST

START_TEST(a_guessed_publication_is_good_for_years_only) {
    ix_anchors a = {.now = ix_when_of(day("2017-12-01"), IX_MONTH), .guessed = true};
    ix_timex t = point();
    t.directed = true;
    t.grain = IX_YEAR;
    assert_str(resolved(a, t), "2017");
    t.grain = IX_MONTH;
    assert_str(resolved(a, t), "PRESENT_REF");
}
END_TEST

START_TEST(two_digits_are_a_near_year) {
    ix_timex t = point();
    t.month = 11;
    t.year = 93;
    assert_str(resolved(published("2017-06-12"), t), "1993-11");
    t.year = 20;
    assert_str(resolved(published("2017-06-12"), t), "2020-11");
}
END_TEST

START_TEST(comparisons_go_back_from_the_quarter_at_hand) {
    ix_anchors a = published("2016-10-26");
    a.quarter = ix_when_quarter(2016, 3);
    a.compares = true;
    ix_timex t = point();
    t.grain = IX_YEAR;
    t.direction = -1;
    t.directed = t.counted = true;
    t.base = IX_BASE_COMPARE;
    assert_str(resolved(a, t), "2015-Q3");
    t.steps = 3;
    assert_str(resolved(a, t), "2013");
}
END_TEST

/* --- what goes together --- */

static ix_timex *compose(const char *kind, ix_timex *date, ix_timex *other) {
    ix_field_value fields[] = {{.field = IX_FIELD_kind, .text = ix_str_of(kind), .kind = -1}};
    ix_match match = {.layer = IX_LAYER_moment, .fields = fields, .n_fields = 1};
    return ix_timex_compose(&arena, &match, date, other);
}

START_TEST(fine_lies_within_coarse) {
    ix_timex march = point(), next_year = point(), monday = point(), may = point();
    march.month = 3;
    next_year.grain = IX_YEAR;
    next_year.directed = true;
    next_year.direction = 1;
    assert_str(resolved(published("2017-12-12"), *compose("within", &march, &next_year)), "2018-03");
    assert_str(resolved(published("2017-12-12"), *compose("within", &next_year, &march)), "2018-03");
    ck_assert_ptr_null(compose("within", &march, &march));
    monday.weekday = 1;
    may.month = 5;
    may.year = 2018;
    ck_assert_ptr_null(compose("within", &monday, &may));
    monday.nth = -1;
    assert_str(resolved(published("2017-12-12"), *compose("within", &monday, &may)), "2018-05-28");
}
END_TEST

START_TEST(a_clock_may_stand_before_its_day_only) {
    ix_timex nine = point(), tomorrow = point();
    nine.hour = 9;
    tomorrow.grain = IX_DAY;
    tomorrow.directed = true;
    tomorrow.direction = 1;
    assert_str(resolved(published("2017-12-12"), *compose("within", &nine, &tomorrow)), "2017-12-13T09:00");
    ck_assert_ptr_null(compose("within", &tomorrow, &nine));
}
END_TEST

START_TEST(the_ends_of_a_span_lend_each_other) {
    ix_timex end = point();
    end.day = 8;
    end.month = 12;
    end.year = 2017;
    ix_timex *start = ix_timex_number(&arena, IX_STR("4"), &end);
    ck_assert_ptr_nonnull(start);
    const ix_timex *span = ix_timex_span(&arena, start, &end, (ix_str){"", 0});
    assert_str(resolved((ix_anchors){0}, *span->start), "2017-12-04");
    assert_str(resolved((ix_anchors){0}, *span->end), "2017-12-08");
    ck_assert_ptr_null(ix_timex_number(&arena, IX_STR("40"), &end));
    ix_timex year = point();
    year.year = 1999;
    ck_assert_int_eq(ix_timex_number(&arena, IX_STR("01"), &year)->year, 2001);
    ix_timex length = {.kind = IX_TIMEX_LENGTH, .hour = -1, .minute = -1};
    ck_assert_ptr_null(ix_timex_span(&arena, &year, &length, (ix_str){"", 0}));
}
END_TEST

SUITE(date, stretches_are_written_as_timex3, weeks_belong_to_the_year_of_their_thursday,
      a_winter_has_the_year_it_begins_in, shifts_keep_their_grain, bounds_are_inclusive,
      feasts_fall_where_the_calendar_has_them, weekdays_look_back_unless_told, a_missing_year_is_the_nearest,
      without_an_anchor_the_year_stays_open, a_guessed_publication_is_good_for_years_only,
      two_digits_are_a_near_year, comparisons_go_back_from_the_quarter_at_hand, fine_lies_within_coarse,
      a_clock_may_stand_before_its_day_only, the_ends_of_a_span_lend_each_other)
