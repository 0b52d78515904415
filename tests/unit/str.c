#include "unit.h"

START_TEST(compares) {
    ck_assert(ix_str_eq(IX_STR("abc"), IX_STR("abc")));
    ck_assert(!ix_str_eq(IX_STR("abc"), IX_STR("abd")));
    ck_assert(ix_str_eq((ix_str){NULL, 0}, IX_STR("")));
    ck_assert_int_eq(ix_str_cmp(IX_STR("a"), IX_STR("b")), -1);
    ck_assert_int_eq(ix_str_cmp(IX_STR("ab"), IX_STR("a")), 1);
    ck_assert_int_eq(ix_str_cmp(IX_STR(""), IX_STR("")), 0);
    ck_assert(ix_str_starts(IX_STR("abc"), IX_STR("ab")) && !ix_str_starts(IX_STR("a"), IX_STR("ab")));
    ck_assert(ix_str_ends(IX_STR("abc"), IX_STR("bc")) && !ix_str_ends(IX_STR("c"), IX_STR("bc")));
}
END_TEST

START_TEST(trims_unicode_space) {
    assert_str(ix_str_trim(IX_STR(" \t\u00a0\u202fword two\u2003\n")), "word two");
    assert_str(ix_str_trim(IX_STR(" \u00a0 ")), "");
}
END_TEST

START_TEST(formats_and_copies) {
    ix_arena arena = {0};
    assert_str(ix_str_format(&arena, "%s-%d", "x", 7), "x-7");
    ck_assert_ptr_nonnull(ix_str_format(&arena, "%s", "").ptr);
    assert_str(ix_str_copy(&arena, IX_STR("höher")), "höher");
    ix_arena_done(&arena);
}
END_TEST

START_TEST(reads_small_whole_numbers) {
    ck_assert_int_eq(ix_str_int(IX_STR("042")), 42);
    ck_assert_int_eq(ix_str_int(IX_STR("999999999")), 999999999);
    ck_assert_int_eq(ix_str_int(IX_STR("1234567890")), -1);
    ck_assert_int_eq(ix_str_int(IX_STR("")), -1);
    ck_assert_int_eq(ix_str_int(IX_STR("-1")), -1);
    ck_assert_int_eq(ix_str_int(IX_STR("12a")), -1);
}
END_TEST

START_TEST(spans) {
    ck_assert(ix_span_within((ix_span){2, 3}, (ix_span){2, 3}));
    ck_assert(!ix_span_within((ix_span){1, 3}, (ix_span){2, 3}));
    ck_assert(ix_span_overlap((ix_span){1, 3}, (ix_span){2, 9}));
    ck_assert(!ix_span_overlap((ix_span){1, 2}, (ix_span){2, 9}));
    ck_assert(ix_span_empty((ix_span){4, 4}));
}
END_TEST

START_TEST(hashes_as_fnv_1a) {
    ck_assert_uint_eq(ix_str_hash(IX_STR("")), 0xcbf29ce484222325u);
    ck_assert_uint_eq(ix_str_hash(IX_STR("a")), 0xaf63dc4c8601ec8cu);
}
END_TEST

SUITE(str, compares, trims_unicode_space, formats_and_copies, reads_small_whole_numbers, spans,
      hashes_as_fnv_1a)
