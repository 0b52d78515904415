#include "unit.h"

#include "base/decimal.h"

static ix_arena arena;

static ix_str text(ix_decimal a) {
    return a.ok ? ix_decimal_text(&arena, a) : IX_STR("none");
}

static ix_decimal of(const char *s) {
    return ix_decimal_parse(ix_str_of(s));
}

START_TEST(what_is_read_is_written) {
    static const char *const same[] = {"0",
                                       "1",
                                       "-1",
                                       "52.4",
                                       "0.2",
                                       "-0.05",
                                       "1000000",
                                       "55000000",
                                       "999999999999999999",
                                       "0.000000000000000001",
                                       "0.000000000000000000000000000000199",
                                       "1990000000000000000000000000000"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_str(text(of(same[i])), same[i]);
    assert_str(text(of("007.500")), "7.5");
    assert_str(text(of("-0")), "0");
}
END_TEST

START_TEST(what_is_no_number_is_none) {
    static const char *const bad[] = {
        "", "-", ".", "1e5", "1,5", "1.2.3", " 1", "1234567890123456789", "+1", "1234567890123456780.5"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!of(bad[i]).ok, "'%s' was read", bad[i]);
}
END_TEST

START_TEST(arithmetic_is_exact) {
    assert_str(text(ix_decimal_add(of("0.1"), of("0.2"))), "0.3");
    assert_str(text(ix_decimal_mul(of("5.8"), of("1000000"))), "5800000");
    assert_str(text(ix_decimal_scale(of("1.35"), 9)), "1350000000");
    assert_str(text(ix_decimal_add(of("-1"), of("1"))), "0");
}
END_TEST

START_TEST(division_rounds_half_up) {
    assert_str(text(ix_decimal_div(of("2"), of("3"), 4)), "0.6667");
    assert_str(text(ix_decimal_div(of("1"), of("8"), 2)), "0.13");
    assert_str(text(ix_decimal_div(of("-1"), of("3"), 4)), "-0.3333");
    assert_str(text(ix_decimal_div(of("1"), of("5"), 4)), "0.2");
    assert_str(text(ix_decimal_div(of("1"), of("0"), 4)), "none");
}
END_TEST

START_TEST(overflow_is_none_not_nonsense) {
    ck_assert(!ix_decimal_mul(of("999999999999999999"), of("999999999999999999")).ok);
    ck_assert(!ix_decimal_scale(of("1"), 37).ok);
    ck_assert(!ix_decimal_add(of("1"), (ix_decimal){0}).ok);
}
END_TEST

START_TEST(compares_across_scales) {
    ck_assert_int_eq(ix_decimal_cmp(of("1000"), ix_decimal_scale(of("1"), 3)), 0);
    ck_assert_int_eq(ix_decimal_cmp(of("-2"), of("1")), -1);
    ck_assert_int_eq(ix_decimal_cmp(ix_decimal_scale(of("9"), 18), of("0.000000000000000001")), 1);
}
END_TEST

START_TEST(release_arena) {
    ix_arena_done(&arena);
}
END_TEST

SUITE(decimal, what_is_read_is_written, what_is_no_number_is_none, arithmetic_is_exact,
      division_rounds_half_up, overflow_is_none_not_nonsense, compares_across_scales, release_arena)
