#include "unit.h"

#include "base/utf8.h"

START_TEST(steps_both_ways) {
    static const uint32_t expected[] = {'a', 0xE9, 0x20AC, 0x1F600};
    ix_str s = IX_STR("a\u00e9\u20ac\U0001F600");
    size_t at = 0;
    for (int i = 0; i < 4; i++)
        ck_assert_uint_eq(ix_utf8_next(s, &at), expected[i]);
    ck_assert_uint_eq(at, s.len);
    for (int i = 4; i-- > 0;)
        ck_assert_uint_eq(ix_utf8_prev(s, &at), expected[i]);
    ck_assert_uint_eq(at, 0);
}
END_TEST

START_TEST(every_code_point_survives) {
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 97) {
        char bytes[4];
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        ix_str s = {bytes, ix_utf8_put(bytes, cp)};
        size_t at = 0;
        ck_assert_uint_eq(ix_utf8_valid(s), s.len);
        ck_assert_uint_eq(ix_utf8_next(s, &at), cp);
        ck_assert_uint_eq(at, s.len);
    }
}
END_TEST

START_TEST(finds_the_first_invalid_byte) {
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("ab\xff")), 2);
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("a\xc3")), 1);
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("\xed\xa0\x80")), 0);     /* a surrogate */
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("\xc0\x80")), 0);         /* overlong */
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("\xf4\x90\x80\x80")), 0); /* over U+10FFFF */
    ck_assert_uint_eq(ix_utf8_valid(IX_STR("")), 0);
}
END_TEST

START_TEST(steps_over_broken_bytes_without_running_off) {
    static const char broken[] = "\xe2\x82";
    ix_str s = {broken, 2};
    size_t at = 0;
    while (at < s.len)
        ix_utf8_next(s, &at);
    ck_assert_uint_eq(at, 2);
    while (at > 0)
        ix_utf8_prev(s, &at);
}
END_TEST

START_TEST(counts_and_classes) {
    ck_assert_uint_eq(ix_utf8_length(IX_STR("déjà vu €")), 9);
    ck_assert(ix_utf8_is_space(0xA0) && ix_utf8_is_space(0x202F) && !ix_utf8_is_space('x'));
    ck_assert(ix_utf8_is_letter(0xE9) && ix_utf8_is_letter(0x416) && !ix_utf8_is_letter(0x20AC));
    ck_assert(ix_utf8_is_upper(0xC9) && !ix_utf8_is_upper(0xE9) && ix_utf8_is_upper('Z'));
    ck_assert(ix_utf8_is_digit('7') && !ix_utf8_is_digit(0x661));
    ck_assert_uint_eq(ix_utf8_lower(0xC9), 0xE9);
    ck_assert_uint_eq(ix_utf8_lower(0x416), 0x436);
}
END_TEST

START_TEST(folds) {
    ix_arena arena = {0};
    assert_str(ix_utf8_fold(&arena, IX_STR("L\u2019\u00c9TAT  \u00a0Libre")), "l'état libre");
    ix_arena_done(&arena);
}
END_TEST

SUITE(utf8, steps_both_ways, every_code_point_survives, finds_the_first_invalid_byte,
      steps_over_broken_bytes_without_running_off, counts_and_classes, folds)
