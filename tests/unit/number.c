/* Numerals and number words read as exact decimals, in the languages of rules/. */
#include "4-extract/number.h"
#include "ilex.h"
#include "unit.h"

static ilex_ruleset *rules;
static ix_arena arena;

static ix_numeral read_in(const char *language, const char *document, const char *words) {
    ix_numeral_reader reader =
        ix_numeral_reader_for(ix_ruleset_language(rules, ix_str_of(language)), ix_str_of(document));
    return ix_numeral_read(&reader, ix_str_of(words));
}

static ix_str value(const char *language, const char *words) {
    ix_numeral n = read_in(language, words, words);
    return n.value.ok ? ix_decimal_text(&arena, n.value) : IX_STR("none");
}

START_TEST(digits_with_every_mark) {
    assert_str(value("en", "1,400"), "1400");
    assert_str(value("en", "1 400"), "1400");
    assert_str(value("en", "1\u202F234\u00A0567.8"), "1234567.8");
    assert_str(value("en", "1’400"), "1400");
    assert_str(value("en", "12,34,567"), "1234567");
    assert_str(value("en", "0.125"), "0.125");
    assert_str(value("fr", "1.234,5"), "1234.5");
    assert_str(value("es", "1,234.5"), "1234.5");
    assert_str(value("fr", "0,125"), "0.125");
    assert_str(value("en", ".5"), "0.5");
}
END_TEST

START_TEST(three_digits_behind_a_mark_go_by_language_and_habit) {
    assert_str(value("en", "1.400"), "1.4");
    assert_str(value("fr", "1.400"), "1400");
    assert_str(value("es", "1.400"), "1400");
    ix_numeral n = read_in("es", "Cuesta 3.50 y no 1.234 sino 5,000.", "5,000");
    assert_str(ix_decimal_text(&arena, n.value), "5000");
    n = read_in("es", "Cuesta 3.50 y no 1.234 sino 5,000.", "1.234");
    assert_str(ix_decimal_text(&arena, n.value), "1.234");
    ck_assert(n.ambiguous);
    n = read_in("en", "It cost 3,50 there.", "1.400");
    assert_str(ix_decimal_text(&arena, n.value), "1400");
}
END_TEST

START_TEST(words_add_up) {
    assert_str(value("en", "two hundred and five thousand"), "205000");
    assert_str(value("en", "one million two hundred thousand and three"), "1200003");
    assert_str(value("en", "twenty-one"), "21");
    assert_str(value("fr", "quatre-vingt-dix-neuf"), "99");
    assert_str(value("fr", "soixante et onze"), "71");
    assert_str(value("fr", "deux cent mille"), "200000");
    assert_str(value("es", "doscientos mil"), "200000");
    assert_str(value("es", "mil doscientos"), "1200");
    assert_str(value("es", "ocho mil millones"), "8000000000");
}
END_TEST

START_TEST(digits_and_words_mix) {
    assert_str(value("en", "3 and a half million"), "3500000");
    assert_str(value("en", "half a million"), "500000");
    assert_str(value("en", "a million and a half"), "1500000");
    assert_str(value("fr", "un million et demi"), "1500000");
    assert_str(value("es", "un millón 515.530"), "1515530");
    assert_str(value("es", "2 mil 577"), "2577");
    assert_str(value("en", "two hundred point seventy-one"), "200.71");
    assert_str(value("en", "point zero eight"), "0.08");
    assert_str(value("en", "1.3 bn"), "1300000000");
}
END_TEST

START_TEST(what_is_no_number_has_no_value) {
    assert_str(value("en", "two three"), "none");
    assert_str(value("en", "and"), "none");
    assert_str(value("en", ""), "none");
    assert_str(value("en", "1234567890123456789012345678901234567890"), "none");
    assert_str(value("en", "999999999999999999 trillion trillion trillion"), "none");
}
END_TEST

START_TEST(a_range_shares_the_scale_of_its_high_end) {
    ix_number low = {.value = ix_decimal_parse(IX_STR("13.3"))},
              high = {.value = ix_decimal_int(16600000), .scaled = true, .power = 6};
    assert_str(ix_decimal_text(&arena, ix_low_end(&low, &high)), "13300000");
    low.value = ix_decimal_int(200000);
    assert_str(ix_decimal_text(&arena, ix_low_end(&low, &high)), "200000");
}
END_TEST

Suite *number_suite(void);
Suite *number_suite(void) {
    const TTest *const tests[] = {digits_with_every_mark,
                                  three_digits_behind_a_mark_go_by_language_and_habit,
                                  words_add_up,
                                  digits_and_words_mix,
                                  what_is_no_number_has_no_value,
                                  a_range_shares_the_scale_of_its_high_end};
    Suite *suite = suite_create("number");
    TCase *all = tcase_create("number");
    rules = ilex_ruleset_load("rules", 0, NULL, NULL); /* once, before the tests fork */
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
