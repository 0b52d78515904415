#include "unit.h"

#include "base/array.h"

START_TEST(memory_is_zeroed_and_aligned) {
    ix_arena arena = {0};
    for (size_t size = 1; size < 200000; size = size * 3 + 1) {
        unsigned char *p = ix_arena_alloc(&arena, size);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_uint_eq(p[i], 0);
        memset(p, 0xAA, size);
    }
    ix_arena_done(&arena);
}
END_TEST

START_TEST(reset_gives_zeroed_memory_again) {
    ix_arena arena = {0};
    memset(ix_arena_alloc(&arena, 1000), 0xFF, 1000);
    ix_arena_reset(&arena);
    ck_assert_uint_eq(arena.total, 0);
    char *p = ix_arena_alloc(&arena, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(p[i], 0);
    ix_arena_done(&arena);
}
END_TEST

START_TEST(copies_end_with_nul) {
    ix_arena arena = {0};
    ck_assert_str_eq(ix_arena_copy(&arena, "abcdef", 3), "abc");
    ck_assert_str_eq(ix_arena_copy(&arena, NULL, 0), "");
    ix_arena_done(&arena);
}
END_TEST

START_TEST(arrays_grow_and_keep_their_elements) {
    ix_arena arena = {0};
    IX_ARRAY(int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        *IX_PUSH(&arena, &numbers) = i;
    ck_assert_uint_eq(numbers.n, 10000);
    for (int i = 0; i < 10000; i++)
        ck_assert_int_eq(numbers.v[i], i);
    ix_arena_done(&arena);
}
END_TEST

SUITE(arena, memory_is_zeroed_and_aligned, reset_gives_zeroed_memory_again, copies_end_with_nul,
      arrays_grow_and_keep_their_elements)
