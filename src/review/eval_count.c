#include "review/eval_count.h"

#include <stdlib.h>

/* --- counting --- */

static void count_in(json_t *table, const char *row, const char *measure, int tp, int fp, int fn) {
    static const char *const keys[] = {"tp", "fp", "fn"};
    int more[] = {tp, fp, fn};
    json_t *of_row = json_object_get(table, row), *cell;
    if (!of_row)
        json_object_set_new(table, row, of_row = json_object());
    if (!(cell = json_object_get(of_row, measure)))
        json_object_set_new(of_row, measure, cell = json_pack("{s:i,s:i,s:i}", "tp", 0, "fp", 0, "fn", 0));
    for (int i = 0; i < 3; i++)
        json_object_set_new(cell, keys[i],
                            json_integer(json_integer_value(json_object_get(cell, keys[i])) + more[i]));
}

static const char *rule_of(const json_t *p) {
    const char *rule = ix_at(p, "rule");
    return rule ? rule : ix_at(json_array_get(json_object_get(p, "mentions"), 0), "rule");
}

void ix_eval_count(ix_evaluation *e, const char *measure, const json_t *g, const json_t *p, int tp, int fp,
                   int fn) {
    const char *kind = ix_at(g ? g : p, "kind");
    count_in(e->figures, "all", measure, tp, fp, fn);
    count_in(e->figures, e->language, measure, tp, fp, fn);
    if (kind)
        count_in(e->kinds, kind, measure, tp, fp, fn);
    if (rule_of(p))
        count_in(e->rules, rule_of(p), measure, tp, fp, fn);
}

void ix_eval_error(ix_evaluation *e, const char *measure, const json_t *p, const char *text, const char *gold,
                   const char *got) {
    const char *what = text ? "wrong" : gold ? "missed" : "invented";
    json_array_append_new(e->errors, json_pack("{s:s,s:s,s:s,s:s,s:s?,s:s?,s:s?,s:s?}", "measure", measure,
                                               "what", what, "document", e->document, "language", e->language,
                                               "rule", rule_of(p), "text", text, "gold", gold, "got", got));
}

/* --- pairing --- */

typedef struct candidate {
    double score;
    int apart, g, p;
} candidate;

static int better(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->apart != y->apart ? x->apart - y->apart : x->g != y->g ? x->g - y->g : x->p - y->p;
}

ix_pairing ix_eval_pair(const ix_evaluation *e, json_t *gold, json_t *found, ix_scoring score) {
    int n = (int)json_array_size(gold), m = (int)json_array_size(found), k = 0;
    ix_pairing out = {gold, found, ix_alloc(sizeof(int) * (size_t)(n + 1)),
                      ix_alloc(sizeof(int) * (size_t)(m + 1))};
    candidate *all = ix_alloc(sizeof *all * ((size_t)n * (size_t)m + 1));
    memset(out.of_gold, -1, sizeof(int) * (size_t)(n + 1));
    memset(out.of_found, -1, sizeof(int) * (size_t)(m + 1));
    for (int g = 0; g < n; g++)
        for (int p = 0; p < m; p++) {
            double s = score(&e->habits, json_array_get(gold, (size_t)g), json_array_get(found, (size_t)p));
            if (s > 0)
                all[k++] = (candidate){s, abs(g - p), g, p};
        }
    qsort(all, (size_t)k, sizeof *all, better);
    for (int i = 0; i < k; i++)
        if (out.of_gold[all[i].g] < 0 && out.of_found[all[i].p] < 0) {
            out.of_gold[all[i].g] = all[i].p;
            out.of_found[all[i].p] = all[i].g;
        }
    free(all);
    return out;
}

void ix_eval_pairing_done(ix_pairing *pairs) {
    free(pairs->of_gold);
    free(pairs->of_found);
}

json_t *ix_eval_found(const ix_pairing *pairs, size_t i) {
    return pairs->of_gold[i] < 0 ? NULL : json_array_get(pairs->found, (size_t)pairs->of_gold[i]);
}

/* --- judging --- */

void ix_eval_settle(ix_evaluation *e, const char *measure, const ix_pairing *pairs, ix_judging good,
                    const char *show) {
    json_t *g, *p;
    size_t i;
    json_array_foreach(pairs->gold, i, g) {
        if (ix_optional(g))
            continue;
        p = ix_eval_found(pairs, i);
        bool ok = p && (!good || good(&e->habits, g, p));
        ix_eval_count(e, measure, g, p, ok, p && !ok, !ok);
        if (!p && show)
            ix_eval_error(e, measure, NULL, NULL, ix_at(g, show), NULL);
    }
    json_array_foreach(pairs->found, i, p) {
        if (pairs->of_found[i] >= 0)
            continue;
        ix_eval_count(e, measure, NULL, p, 0, 1, 0);
        if (show)
            ix_eval_error(e, measure, p, NULL, NULL, ix_at(p, show));
    }
}

/* The words that a fact is known by. */
static const char *words_of(const json_t *g) {
    static const char *const keys[] = {"segment", "text", "name"};
    for (int i = 0; i < 3; i++)
        if (ix_at(g, keys[i]))
            return ix_at(g, keys[i]);
    return "";
}

void ix_eval_judge(ix_evaluation *e, const char *measure, const ix_pairing *pairs, ix_judging good,
                   ix_telling tell) {
    json_t *g;
    size_t i;
    json_array_foreach(pairs->gold, i, g) {
        json_t *p = ix_eval_found(pairs, i);
        if (!p || ix_optional(g))
            continue;
        bool ok = good(&e->habits, g, p);
        ix_eval_count(e, measure, g, p, ok, !ok, !ok);
        if (!ok && tell)
            ix_eval_error(e, measure, p, words_of(g), tell(g), tell(p));
    }
}
