#include "unit.h"

#include "6-emit/json.h"

static int to_buf(const void *bytes, size_t n, void *buf) {
    ix_buf_add(buf, bytes, n);
    return 0;
}

static int refuse(const void *bytes, size_t n, void *context) {
    (void)bytes, (void)n, (void)context;
    return 1;
}

static void sample(ix_json *json) {
    ix_json_open(json, '{', IX_LINES);
    ix_json_key(json, "a");
    ix_json_str(json, IX_STR("x\"\\\n\x01\u00e9:"));
    ix_json_key(json, "b");
    ix_json_open(json, '[', IX_ONE_LINE);
    ix_json_int(json, -5);
    ix_json_uint(json, UINT64_MAX);
    ix_json_ref(json, 'f', 6);
    ix_json_ref(json, 'f', -1);
    ix_json_close(json, ']');
    ix_json_key(json, "c");
    ix_json_open(json, '[', IX_LINES);
    ix_json_close(json, ']');
    ix_json_key(json, "d");
    ix_json_decimal(json, ix_decimal_parse(IX_STR("52.4")));
    ix_json_key(json, "e");
    ix_json_str_or_null(json, (ix_str){0});
    ix_json_close(json, '}');
    ix_json_end(json);
}

static void written(bool pretty, const char *expected) {
    ix_buf out = {0};
    ix_json json = {.sink = to_buf, .context = &out, .pretty = pretty};
    sample(&json);
    ck_assert(ix_json_flush(&json));
    ck_assert_str_eq(out.ptr, expected);
    ix_buf_done(&json.buf);
    ix_buf_done(&out);
}

START_TEST(compact) {
    written(false, "{\"a\":\"x\\\"\\\\\\n\\u0001é:\",\"b\":[-5,18446744073709551615,\"f7\",null],\"c\":[],"
                   "\"d\":52.4,\"e\":null}\n");
}
END_TEST

START_TEST(pretty) {
    written(true,
            "{\n  \"a\": \"x\\\"\\\\\\n\\u0001é:\",\n  \"b\": [-5, 18446744073709551615, \"f7\", null],\n"
            "  \"c\": [],\n  \"d\": 52.4,\n  \"e\": null\n}\n");
}
END_TEST

START_TEST(a_failing_sink_is_remembered) {
    ix_json json = {.sink = refuse};
    for (int i = 0; i < 10000; i++)
        sample(&json);
    ck_assert(json.failed);
    ck_assert(!ix_json_flush(&json));
    ix_buf_done(&json.buf);
}
END_TEST

SUITE(json, compact, pretty, a_failing_sink_is_remembered)
