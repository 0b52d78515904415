#include <stdlib.h>

#include "base/utf8.h"
#include "review/eval.h"
#include "review/eval_count.h"

json_t *ix_eval_by_measure(const json_t *errors) {
    json_t *groups = json_object(), *one;
    size_t i;
    json_array_foreach(errors, i, one) {
        const char *measure = ix_at(one, "measure");
        if (!json_object_get(groups, measure))
            json_object_set_new(groups, measure, json_array());
        json_array_append(json_object_get(groups, measure), one);
    }
    return groups;
}

static json_int_t wrong(const json_t *pair) {
    const char *measure;
    json_t *cell;
    json_int_t n = 0;
    json_object_foreach(json_array_get(pair, 1), measure, cell) n +=
        json_integer_value(json_object_get(cell, "fp"));
    return n;
}

static int by_wrong(const void *a, const void *b) {
    const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
    json_int_t m = wrong(x), n = wrong(y);
    if (m != n)
        return m > n ? -1 : 1;
    return strcmp(json_string_value(json_array_get(x, 0)), json_string_value(json_array_get(y, 0)));
}

json_t *ix_eval_worst_first(const json_t *rules) {
    json_t **pairs = ix_alloc(sizeof *pairs * (json_object_size(rules) + 1)), *measures;
    json_t *sorted = json_array();
    const char *rule;
    size_t n = 0;
    json_object_foreach((json_t *)rules, rule, measures) pairs[n++] = json_pack("[sO]", rule, measures);
    qsort(pairs, n, sizeof *pairs, by_wrong);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(sorted, pairs[i]);
    free(pairs);
    return sorted;
}

/* --- as text --- */

/* On one line, what could steer a terminal as blanks, and not longer than a screen's. */
static void put_words(ix_buf *to, const char *words) {
    enum { MOST = 100 };
    ix_str s = ix_str_of(words);
    char bytes[4];
    size_t at = 0;
    for (int n = 0; at < s.len && n < MOST; n++) {
        uint32_t cp = ix_utf8_next(s, &at);
        ix_buf_add(to, bytes, ix_utf8_put(bytes, cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ? ' ' : cp));
    }
    if (at < s.len)
        ix_buf_str(to, IX_STR("…"));
}

static void put_cell(ix_buf *to, const char *measure, const json_t *cell) {
    long tp = (long)json_integer_value(json_object_get(cell, "tp"));
    long fp = (long)json_integer_value(json_object_get(cell, "fp"));
    long fn = (long)json_integer_value(json_object_get(cell, "fn"));
    ix_buf_format(to, "  %-28s right %-5ld wrong %-4ld missed %-4ld P %5.1f  R %5.1f  F1 %5.1f\n", measure,
                  tp, fp, fn, json_real_value(json_object_get(cell, "P")),
                  json_real_value(json_object_get(cell, "R")), json_real_value(json_object_get(cell, "F1")));
}

static void put_row(ix_buf *to, const char *name, const json_t *of_row) {
    const char *measure;
    json_t *cell;
    ix_buf_format(to, "%s\n", name);
    json_object_foreach((json_t *)of_row, measure, cell) put_cell(to, measure, cell);
    ix_buf_char(to, '\n');
}

static void put_error(ix_buf *to, const json_t *one) {
    const char *text = ix_at(one, "text"), *gold = ix_at(one, "gold"), *got = ix_at(one, "got");
    ix_buf_format(to, "  %s: %s ", ix_at(one, "document"), ix_at(one, "what"));
    put_words(to, text ? text : gold ? gold : got ? got : "");
    if (text) {
        ix_buf_str(to, IX_STR("  expected "));
        put_words(to, gold ? gold : "none");
        ix_buf_str(to, IX_STR(", got "));
        put_words(to, got ? got : "none");
    }
    if (ix_at(one, "rule"))
        ix_buf_format(to, "  [%s]", ix_at(one, "rule"));
    ix_buf_char(to, '\n');
}

static void put_errors(ix_buf *to, const json_t *errors) {
    json_t *groups = ix_eval_by_measure(errors), *group, *one;
    const char *measure;
    size_t i;
    json_object_foreach(groups, measure, group) {
        ix_buf_format(to, "%s: %zu\n", measure, json_array_size(group));
        json_array_foreach(group, i, one) put_error(to, one);
        ix_buf_char(to, '\n');
    }
    json_decref(groups);
}

static void put_text(const json_t *result, ix_buf *to) {
    json_t *rules = ix_eval_worst_first(json_object_get(result, "rules")), *table, *row;
    const char *name;
    size_t i;
    ix_buf_format(to, "%ld releases\n\n", (long)json_integer_value(json_object_get(result, "documents")));
    table = json_object_get(result, "figures");
    json_object_foreach(table, name, row) put_row(to, name, row);
    ix_buf_str(to, IX_STR("BY KIND OF FIGURE\n\n"));
    table = json_object_get(result, "kinds");
    json_object_foreach(table, name, row) put_row(to, name, row);
    ix_buf_str(to, IX_STR("BY RULE, the one with most wrong first\n\n"));
    json_array_foreach(rules, i, row)
        put_row(to, json_string_value(json_array_get(row, 0)), json_array_get(row, 1));
    ix_buf_str(to, IX_STR("ERRORS\n\n"));
    put_errors(to, json_object_get(result, "errors"));
    json_decref(rules);
}

bool ix_eval_write(const json_t *result, const char *form, ix_buf *to) {
    if (strcmp(form, "json") == 0) {
        char *text = json_dumps(result, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
        ix_buf_format(to, "%s\n", text);
        free(text);
    } else if (strcmp(form, "html") == 0) {
        ix_eval_html(result, to);
    } else if (strcmp(form, "text") == 0) {
        put_text(result, to);
    } else {
        return false;
    }
    return true;
}
