/* What every unit test includes. A file tests/unit/NAME.c exports `Suite *NAME_suite(void)`; the Makefile
 * finds it. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <check.h>

#include "base/str.h"

#define assert_str(actual, literal)                                                                          \
    do {                                                                                                     \
        ix_str got = (actual);                                                                               \
        ck_assert_msg(ix_str_is(got, (literal)), "got '%.*s', expected '%s'", IX_FMT(got), (literal));       \
    } while (0)

/* A suite of one test case; tests are added with ADD. */
#define SUITE(name, ...)                                                                                     \
    Suite *name##_suite(void);                                                                               \
    Suite *name##_suite(void) {                                                                              \
        const TTest *const tests[] = {__VA_ARGS__};                                                          \
        Suite *suite = suite_create(#name);                                                                  \
        TCase *all = tcase_create(#name);                                                                    \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)                                            \
            tcase_add_test(all, tests[i]);                                                                   \
        suite_add_tcase(suite, all);                                                                         \
        return suite;                                                                                        \
    }

#endif
