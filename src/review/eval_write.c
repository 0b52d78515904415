#include <stdlib.h>

#include "review/eval.h"

static void put_escaped(ix_buf *to, const char *text) {
    for (const char *c = text ? text : ""; *c; c++) {
        if (*c == '<' || *c == '&')
            ix_buf_str(to, *c == '<' ? IX_STR("&lt;") : IX_STR("&amp;"));
        else
            ix_buf_char(to, *c);
    }
}

static void put_row(ix_buf *to, const char *name, const json_t *cell, bool html) {
    long tp = (long)json_integer_value(json_object_get(cell, "tp"));
    long fp = (long)json_integer_value(json_object_get(cell, "fp"));
    long fn = (long)json_integer_value(json_object_get(cell, "fn"));
    double p = json_real_value(json_object_get(cell, "P")), r = json_real_value(json_object_get(cell, "R"));
    double f = json_real_value(json_object_get(cell, "F1"));
    if (!html) {
        ix_buf_format(to, "  %-30s n=%-5ld P=%5.1f R=%5.1f F1=%5.1f\n", name, tp + fn, p, r, f);
        return;
    }
    ix_buf_str(to, IX_STR("<tr><th scope=row>"));
    put_escaped(to, name);
    ix_buf_format(to, "<td>%ld<td>%ld<td>%ld<td>%.1f<td>%.1f<td>%.1f\n", tp, fp, fn, p, r, f);
}

static void put_table(ix_buf *to, const json_t *table, bool html) {
    const char *row, *measure;
    json_t *of_row, *cell;
    json_object_foreach((json_t *)table, row, of_row) {
        ix_buf_str(to, html ? IX_STR("<h3>") : IX_STR(""));
        html ? put_escaped(to, row) : ix_buf_format(to, "%s\n", row);
        if (html)
            ix_buf_str(to, IX_STR("</h3><table><thead><tr><th scope=col>measure<th scope=col>right<th "
                                  "scope=col>wrong<th scope=col>missed<th scope=col>P<th scope=col>R<th "
                                  "scope=col>F1<tbody>\n"));
        json_object_foreach(of_row, measure, cell) put_row(to, measure, cell, html);
        if (html)
            ix_buf_str(to, IX_STR("</table>\n"));
    }
}

static void put_errors(ix_buf *to, const json_t *errors, bool html) {
    static const char *const keys[] = {"measure", "document", "rule", "gold", "got"};
    json_t *one;
    size_t i;
    json_array_foreach(errors, i, one) {
        ix_buf_str(to, html ? IX_STR("<tr>") : IX_STR("  "));
        for (int k = 0; k < 5; k++) {
            const char *value = json_string_value(json_object_get(one, keys[k]));
            ix_buf_str(to, html ? IX_STR("<td>") : k ? IX_STR(" | ") : IX_STR(""));
            if (html)
                put_escaped(to, value ? value : "–");
            else
                ix_buf_str(to, ix_str_of(value ? value : "-"));
        }
        ix_buf_char(to, '\n');
    }
}

static void put_html(const json_t *result, ix_buf *to) {
    ix_buf_str(to, IX_STR("<!doctype html><html lang=en><meta charset=utf-8><title>ilex eval</title>"
                          "<meta name=viewport content=\"width=device-width\">"
                          "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;margin:2em auto;"
                          "max-width:70em;padding:0 1em}table{border-collapse:collapse;font-variant-numeric:"
                          "tabular-nums}td,th{padding:.2em .8em;text-align:left;vertical-align:top;"
                          "border-bottom:1px solid #8886}</style>\n<h1>ilex eval</h1>\n"));
    ix_buf_format(to, "<p>%ld documents.\n<h2>By language</h2>\n",
                  (long)json_integer_value(json_object_get(result, "documents")));
    put_table(to, json_object_get(result, "figures"), true);
    ix_buf_str(to, IX_STR("<h2>Errors</h2><table><thead><tr><th scope=col>measure<th scope=col>document<th "
                          "scope=col>rule<th scope=col>expected<th scope=col>got<tbody>\n"));
    put_errors(to, json_object_get(result, "errors"), true);
    ix_buf_str(to, IX_STR("</table>\n<h2>By rule</h2>\n"));
    put_table(to, json_object_get(result, "rules"), true);
}

bool ix_eval_write(const json_t *result, const char *form, ix_buf *to) {
    if (strcmp(form, "json") == 0) {
        char *text = json_dumps(result, JSON_INDENT(1) | JSON_REAL_PRECISION(4));
        ix_buf_format(to, "%s\n", text);
        free(text);
        return true;
    }
    if (strcmp(form, "html") == 0)
        return put_html(result, to), true;
    if (strcmp(form, "text") != 0)
        return false;
    put_table(to, json_object_get(result, "figures"), false);
    ix_buf_str(to, IX_STR("\nby rule\n"));
    put_table(to, json_object_get(result, "rules"), false);
    ix_buf_str(to, IX_STR("\nerrors: measure | document | rule | expected | got\n"));
    put_errors(to, json_object_get(result, "errors"), false);
    return true;
}
