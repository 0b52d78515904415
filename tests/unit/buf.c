#include "unit.h"

#include "base/buf.h"

START_TEST(appends_and_stays_terminated) {
    ix_buf buf = {0};
    assert_str(ix_buf_view(&buf), "");
    ix_buf_add(&buf, "abc", 3);
    ix_buf_char(&buf, 'd');
    ix_buf_str(&buf, IX_STR("é"));
    ix_buf_format(&buf, "-%05d", 42);
    ck_assert_str_eq(buf.ptr, "abcdé-00042");
    ix_buf_done(&buf);
    ck_assert_ptr_null(buf.ptr);
}
END_TEST

START_TEST(grows_past_any_size) {
    ix_buf buf = {0};
    for (int i = 0; i < 100000; i++)
        ix_buf_char(&buf, (char)('a' + i % 26));
    ck_assert_uint_eq(buf.len, 100000);
    ck_assert_uint_eq(strlen(buf.ptr), 100000);
    ix_buf_format(&buf, "%*s", 5000, "x");
    ck_assert_uint_eq(buf.len, 105000);
    ix_buf_done(&buf);
}
END_TEST

SUITE(buf, appends_and_stays_terminated, grows_past_any_size)
