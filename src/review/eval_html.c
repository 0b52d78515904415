/* What `ilex eval` gives as one page that needs nothing else: no script, and nothing fetched. */
#include "review/eval.h"
#include "review/eval_count.h"

static const char head[] =
    "<!doctype html>\n<html lang=en><meta charset=utf-8><title>ilex eval</title>\n"
    "<meta name=viewport content=\"width=device-width,initial-scale=1\">\n<style>\n"
    ":root{color-scheme:light dark;--ink:#1c1b19;--paper:#fff;--soft:#57534e;\n"
    "--line:#d6d3d1;--link:#0b57a4;--bad:#a3260f}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#ece9e4;--paper:#1b1a18;--soft:#b3ada5;\n"
    "--line:#45413c;--link:#8ab8f0;--bad:#ff9d85}}\n"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);\n"
    "margin:2em auto;max-width:72em;padding:0 1em}\n"
    "a,summary{color:var(--link)}:focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.3em 1.5em;list-style:none;padding:0}\n"
    "summary{cursor:pointer;padding:.3em 0}.wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5em 0 1.5em}\n"
    "caption{text-align:left;font-weight:600;padding:.3em .6em}.errors caption{display:none}\n"
    "td,th{padding:.25em .6em;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}\n"
    "thead th{color:var(--soft);font-weight:600}tbody th{font-weight:400}td.n{text-align:right}\n"
    ".counts thead th:nth-last-child(-n+6){text-align:right}td.bad{color:var(--bad);font-weight:600}\n"
    ".from{color:var(--soft);font-size:.9em}.words{overflow-wrap:anywhere;min-width:7em}\n"
    "</style>\n<main>\n<h1>ilex eval</h1>\n";

static void put(ix_buf *to, const char *html) {
    ix_buf_str(to, ix_str_of(html));
}

static void put_escaped(ix_buf *to, const char *text) {
    for (const char *c = text ? text : "–"; *c; c++) {
        if (strchr("<&'", *c))
            ix_buf_format(to, "&#%d;", *c);
        else
            ix_buf_char(to, *c);
    }
}

/* Tables may be wider than a telephone: they scroll by themselves, by keyboard too. */
static void open_table(ix_buf *to, const char *class, const char *label, const char *const *columns) {
    put(to, "<div class=wide role=region tabindex=0 aria-label='");
    put_escaped(to, label);
    ix_buf_format(to, "'><table class=%s><caption>", class);
    put_escaped(to, label);
    put(to, "</caption><thead><tr>");
    for (; *columns; columns++)
        ix_buf_format(to, "<th scope=col>%s", *columns);
    put(to, "<tbody>\n");
}

static void close_table(ix_buf *to) {
    put(to, "</table></div>\n");
}

/* --- figures --- */

static void put_count(ix_buf *to, const json_t *cell, const char *key, bool bad) {
    long n = (long)json_integer_value(json_object_get(cell, key));
    ix_buf_format(to, "<td class=\"n%s\">%ld", bad && n ? " bad" : "", n);
}

static void put_cell(ix_buf *to, const json_t *cell) {
    put_count(to, cell, "tp", false);
    put_count(to, cell, "fp", true);
    put_count(to, cell, "fn", true);
    ix_buf_format(to, "<td class=n>%.1f<td class=n>%.1f<td class=n>%.1f\n",
                  json_real_value(json_object_get(cell, "P")), json_real_value(json_object_get(cell, "R")),
                  json_real_value(json_object_get(cell, "F1")));
}

static void put_tables(ix_buf *to, const json_t *tables) {
    static const char *const columns[] = {"measure", "right", "wrong", "missed", "P", "R", "F1", NULL};
    const char *row, *measure;
    json_t *of_row, *cell;
    json_object_foreach((json_t *)tables, row, of_row) {
        open_table(to, "counts", row, columns);
        json_object_foreach(of_row, measure, cell) {
            put(to, "<tr><th scope=row>");
            put_escaped(to, measure);
            put_cell(to, cell);
        }
        close_table(to);
    }
}

static void put_rules(ix_buf *to, const json_t *rules) {
    static const char *const columns[] = {"rule", "measure", "right", "wrong", "missed",
                                          "P",    "R",       "F1",    NULL};
    json_t *sorted = ix_eval_worst_first(rules), *pair, *cell;
    const char *measure;
    size_t i;
    open_table(to, "counts", "Rules, the one with most wrong first", columns);
    json_array_foreach(sorted, i, pair) {
        const char *rule = json_string_value(json_array_get(pair, 0));
        json_object_foreach(json_array_get(pair, 1), measure, cell) {
            put(to, "<tr><th scope=row>");
            put_escaped(to, rule);
            put(to, "<td>");
            put_escaped(to, measure);
            put_cell(to, cell);
        }
    }
    close_table(to);
    json_decref(sorted);
}

/* --- errors --- */

static void put_words(ix_buf *to, const char *class, const char *words) {
    ix_buf_format(to, "<td class=%s>", class);
    put_escaped(to, words);
}

static void put_error(ix_buf *to, const json_t *one) {
    const char *text = ix_at(one, "text"), *gold = ix_at(one, "gold"), *got = ix_at(one, "got");
    put(to, "<tr>");
    put_words(to, "what", ix_at(one, "what"));
    put_words(to, "words", text ? text : gold ? gold : got);
    put_words(to, "words", text ? gold : NULL);
    put_words(to, "words", text ? got : NULL);
    put_words(to, "from", ix_at(one, "document"));
    put_words(to, "from", ix_at(one, "rule"));
    ix_buf_char(to, '\n');
}

static void put_errors(ix_buf *to, const json_t *errors) {
    static const char *const columns[] = {"what", "words", "expected", "got", "release", "rule", NULL};
    json_t *groups = ix_eval_by_measure(errors), *group, *one;
    const char *measure;
    size_t i;
    if (!json_array_size(errors))
        put(to, "<p>None.\n");
    json_object_foreach(groups, measure, group) {
        ix_buf_format(to, "<details open><summary>%s: %zu</summary>\n", measure, json_array_size(group));
        open_table(to, "errors", measure, columns);
        json_array_foreach(group, i, one) put_error(to, one);
        close_table(to);
        put(to, "</details>\n");
    }
    json_decref(groups);
}

void ix_eval_html(const json_t *result, ix_buf *to) {
    long done = (long)json_integer_value(json_object_get(result, "documents"));
    long missing = (long)json_integer_value(json_object_get(result, "missing"));
    put(to, head);
    ix_buf_format(to, "<p>%ld annotated releases", done);
    if (missing)
        ix_buf_format(to, "; <strong>%ld more have no record, and count nowhere</strong>", missing);
    put(to,
        ".\n<nav aria-label=Parts><ul><li><a href=#languages>By language</a><li><a href=#kinds>By kind of "
        "figure</a><li><a href=#errors>Errors</a><li><a href=#rules>By rule</a></ul></nav>\n"
        "<h2 id=languages>By language</h2>\n");
    put_tables(to, json_object_get(result, "figures"));
    put(to, "<h2 id=kinds>By kind of figure</h2>\n");
    put_tables(to, json_object_get(result, "kinds"));
    put(to, "<h2 id=errors>Errors</h2>\n");
    put_errors(to, json_object_get(result, "errors"));
    put(to, "<h2 id=rules>By rule</h2>\n");
    put_rules(to, json_object_get(result, "rules"));
    put(to, "</main>\n");
}
