#include "review/eval.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "review/eval_words.h"

typedef struct evaluation {
    json_t *figures, *rules, *errors;
    const char *document, *language;
} evaluation;

static const char *at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static bool same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_unit(const json_t *g, const json_t *p) {
    return ix_eval_same_unit(at(g, "unit"), at(p, "unit"));
}

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
    const char *rule = at(p, "rule");
    return rule ? rule : at(json_array_get(json_object_get(p, "mentions"), 0), "rule");
}

static void count(evaluation *e, const char *measure, const json_t *p, int tp, int fp, int fn) {
    count_in(e->figures, "all", measure, tp, fp, fn);
    count_in(e->figures, e->language, measure, tp, fp, fn);
    if (rule_of(p))
        count_in(e->rules, rule_of(p), measure, tp, fp, fn);
}

static void err(evaluation *e, const char *measure, const json_t *p, const char *gold, const char *got) {
    json_array_append_new(e->errors, json_pack("{s:s,s:s,s:s,s:s?,s:s?,s:s?}", "measure", measure, "document",
                                               e->document, "language", e->language, "rule", rule_of(p),
                                               "gold", gold, "got", got));
}

/* --- pairing: greedy, the best first --- */

typedef double (*scoring)(const json_t *g, const json_t *p);
typedef struct candidate {
    double score;
    int apart, g, p;
} candidate;

typedef struct pairing {
    json_t *gold, *found;
    int *of_gold, *of_found; /* -1: none */
} pairing;

static int better(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->apart != y->apart ? x->apart - y->apart : x->g != y->g ? x->g - y->g : x->p - y->p;
}

static pairing pair(json_t *gold, json_t *found, scoring score) {
    int n = (int)json_array_size(gold), m = (int)json_array_size(found), k = 0;
    pairing out = {gold, found, ix_alloc(sizeof(int) * (size_t)(n + 1)),
                   ix_alloc(sizeof(int) * (size_t)(m + 1))};
    candidate *all = ix_alloc(sizeof *all * ((size_t)n * (size_t)m + 1));
    memset(out.of_gold, -1, sizeof(int) * (size_t)(n + 1));
    memset(out.of_found, -1, sizeof(int) * (size_t)(m + 1));
    for (int g = 0; g < n; g++)
        for (int p = 0; p < m; p++) {
            double s = score(json_array_get(gold, (size_t)g), json_array_get(found, (size_t)p));
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

static void pairing_done(pairing *pairs) {
    free(pairs->of_gold);
    free(pairs->of_found);
}

static bool optional(const json_t *g) {
    return json_is_true(json_object_get(g, "optional"));
}

typedef bool (*judging)(const json_t *g, const json_t *p);
static bool always(const json_t *g, const json_t *p) {
    return g && p;
}

/* One measure over all pairs; `show` names the key that errors are told by, NULL: they are told elsewhere. */
static void settle(evaluation *e, const char *measure, const pairing *pairs, judging good, const char *show) {
    json_t *g, *p;
    size_t i;
    json_array_foreach(pairs->gold, i, g) {
        p = pairs->of_gold[i] < 0 ? NULL : json_array_get(pairs->found, (size_t)pairs->of_gold[i]);
        if (optional(g))
            continue;
        bool ok = p && good(g, p);
        count(e, measure, p, ok, p && !ok, !ok);
        if (!p && show)
            err(e, measure, NULL, at(g, show), NULL);
    }
    json_array_foreach(pairs->found, i, p) {
        if (pairs->of_found[i] >= 0)
            continue;
        count(e, measure, p, 0, 1, 0);
        if (show)
            err(e, measure, p, NULL, at(p, show));
    }
}

/* Right among those found, in one field. */
static void judge(evaluation *e, const char *measure, const pairing *pairs, judging good,
                  const char *(*told)(const json_t *)) {
    json_t *g;
    size_t i;
    json_array_foreach(pairs->gold, i, g) {
        json_t *p = pairs->of_gold[i] < 0 ? NULL : json_array_get(pairs->found, (size_t)pairs->of_gold[i]);
        if (!p || optional(g))
            continue;
        bool ok = good(g, p);
        count(e, measure, p, ok, !ok, !ok);
        if (!ok)
            err(e, measure, p, told(g), told(p));
    }
}

/* --- the kinds --- */

static bool same_value(const json_t *g, const json_t *p) {
    return same(at(g, "value"), at(p, "value"));
}

static double date_score(const json_t *g, const json_t *p) {
    const char *a = at(g, "text"), *b = at(p, "text");
    return ix_eval_near(a, b) ? 1 + 4 * same_value(g, p) + ix_eval_same_bare(a, b) : 0;
}

static const char *tell_value(const json_t *x) {
    return at(x, "value");
}

/* Dates that name none are neither right nor wrong where the annotation is silent. */
static bool is_vague(const json_t *p) {
    const char *value = at(p, "value");
    size_t n = value ? strlen(value) : 0;
    return (n > 4 && strcmp(value + n - 4, "_REF") == 0) || (value && strncmp(value, "XXXX", 4) == 0);
}

static void eval_dates(evaluation *e, json_t *gold, json_t *found) {
    json_t *kept = json_array(), *p;
    size_t i;
    json_array_foreach(found, i, p) {
        const char *type = at(p, "type");
        if (!type || strcmp(type, "DATE") == 0 || strcmp(type, "TIME") == 0)
            json_array_append(kept, p);
    }
    pairing pairs = pair(gold, kept, date_score);
    for (size_t k = json_array_size(kept); k-- > 0;)
        if (pairs.of_found[k] < 0 && is_vague(json_array_get(kept, k)))
            json_array_remove(kept, k);
    pairing_done(&pairs);
    pairs = pair(gold, kept, date_score);
    settle(e, "dates found", &pairs, always, "text");
    settle(e, "dates found+value", &pairs, same_value, NULL);
    judge(e, "dates value", &pairs, same_value, tell_value);
    pairing_done(&pairs);
    json_decref(kept);
}

/* An as-of date; one whose year the release does not tell is none. */
static const char *as_of(const json_t *x) {
    json_t *value = json_object_get(x, "as_of");
    const char *text = json_is_object(value) ? at(value, "value") : json_string_value(value);
    return text && strncmp(text, "XXXX", 4) == 0 ? NULL : text;
}

#define FIELD(name)                                                                                          \
    static const char *tell_##name(const json_t *x) {                                                        \
        return at(x, #name);                                                                                 \
    }                                                                                                        \
    static bool same_##name(const json_t *g, const json_t *p) {                                              \
        return same(at(g, #name), at(p, #name));                                                             \
    }
FIELD(kind)
FIELD(modifier)
FIELD(change)
FIELD(status)
static const char *tell_unit(const json_t *x) {
    return at(x, "unit");
}
static bool same_as_of(const json_t *g, const json_t *p) {
    return same(as_of(g), as_of(p));
}
static bool unit_and_as_of(const json_t *g, const json_t *p) {
    return same_unit(g, p) && same_as_of(g, p);
}
static bool all_fields(const json_t *g, const json_t *p) {
    return same_kind(g, p) && unit_and_as_of(g, p) && same_modifier(g, p) && same_change(g, p) &&
           same_status(g, p);
}

static double figure_score(const json_t *g, const json_t *p) {
    char value[160];
    const char *high = at(p, "high"), *low = at(p, "value"), *gold = at(g, "value");
    snprintf(value, sizeof value, "%s%s%s", low ? low : "", high && *high ? "/" : "", high ? high : "");
    if (!gold || !ix_eval_same_number(gold, value))
        return 0;
    return 1 + 4 * ix_eval_near(at(g, "text"), at(p, "text")) + 2 * same_unit(g, p) + same_kind(g, p);
}

static void eval_figures(evaluation *e, json_t *gold, json_t *found) {
    pairing pairs = pair(gold, found, figure_score);
    settle(e, "figures value", &pairs, always, "text");
    settle(e, "figures value+unit", &pairs, same_unit, NULL);
    settle(e, "figures value+unit+as_of", &pairs, unit_and_as_of, NULL);
    settle(e, "figures all fields", &pairs, all_fields, NULL);
    judge(e, "figures kind", &pairs, same_kind, tell_kind);
    judge(e, "figures unit", &pairs, same_unit, tell_unit);
    judge(e, "figures modifier", &pairs, same_modifier, tell_modifier);
    judge(e, "figures change", &pairs, same_change, tell_change);
    judge(e, "figures as_of", &pairs, same_as_of, as_of);
    judge(e, "figures status", &pairs, same_status, tell_status);
    pairing_done(&pairs);
}

static double segment_score(const json_t *g, const json_t *p) {
    ix_buf x = {0}, y = {0};
    ix_eval_bare(at(g, "segment"), &x);
    ix_eval_bare(at(p, "segment"), &y);
    ix_str a = ix_buf_view(&x), b = ix_buf_view(&y);
    size_t n = 0, most, la = ix_utf8_length(a), lb = ix_utf8_length(b);
    if (memmem(b.ptr, b.len, a.ptr, a.len))
        n = la;
    else if (memmem(a.ptr, a.len, b.ptr, b.len))
        n = lb;
    else
        for (size_t i = 0, j = 0; i < a.len && j < b.len && ix_utf8_next(a, &i) == ix_utf8_next(b, &j);)
            n++;
    most = la > lb ? la : lb;
    double share = la && lb ? (double)n / (double)most : 0;
    ix_buf_done(&x);
    ix_buf_done(&y);
    return share >= 0.8 ? share : 0;
}

static const char *speaker(const json_t *q) {
    json_t *who = json_object_get(q, "speaker");
    return json_is_object(who) ? at(who, "name") : json_string_value(who);
}

static bool same_speaker(const json_t *g, const json_t *p) {
    return ix_eval_same_bare(speaker(g), speaker(p));
}

/* An entry a quoted stretch. */
static json_t *segments_of(const json_t *quotes) {
    json_t *all = json_array(), *q, *s;
    size_t i, j;
    json_array_foreach(quotes, i, q) {
        if (same(at(q, "type"), "indirect"))
            continue;
        json_array_foreach(json_object_get(q, "segments"), j, s) {
            json_t *one = json_copy(q), *words = json_is_object(s) ? json_object_get(s, "text") : s;
            json_object_set(one, "segment", words);
            json_array_append_new(all, one);
        }
    }
    return all;
}

static void eval_quotes(evaluation *e, json_t *gold, json_t *found) {
    json_t *gs = segments_of(gold), *ps = segments_of(found);
    pairing pairs = pair(gs, ps, segment_score);
    settle(e, "quotes segment", &pairs, always, "segment");
    settle(e, "quotes segment+speaker", &pairs, same_speaker, NULL);
    judge(e, "quotes speaker", &pairs, same_speaker, speaker);
    pairing_done(&pairs);
    json_decref(gs);
    json_decref(ps);
}

/* Each surface once: of the annotation all, of the record each that is not the same but for its marks. */
static json_t *surfaces_of(const json_t *bodies) {
    json_t *all = json_array(), *seen = json_object(), *body, *s;
    size_t i, j;
    ix_buf key = {0};
    json_array_foreach(bodies, i, body) {
        json_t *mentions = json_object_get(body, "mentions");
        if (mentions && same(at(body, "type"), "programme"))
            continue;
        json_array_foreach(mentions ? mentions : json_object_get(body, "surfaces"), j, s) {
            const char *words = json_is_object(s) ? at(s, "text") : json_string_value(s);
            ix_eval_bare(words, &key);
            if (mentions && json_object_get(seen, key.ptr))
                continue;
            json_object_set_new(seen, key.ptr, json_true());
            json_t *one = json_pack("{s:s,s:s,s:i,s:b,s:s?}", "text", words, "key", key.ptr, "body", (int)i,
                                    "optional", optional(body), "rule", at(s, "rule"));
            json_array_append_new(all, one);
        }
    }
    ix_buf_done(&key);
    json_decref(seen);
    return all;
}

static double key_score(const json_t *g, const json_t *p) {
    return same(at(g, "key"), at(p, "key"));
}

static double name_score(const json_t *g, const json_t *p) {
    return ix_eval_same_bare(at(g, "name"), at(p, "name"));
}

static void eval_names(evaluation *e, const json_t *gold, const json_t *record) {
    json_t *gs = surfaces_of(json_object_get(gold, "organisations"));
    json_t *ps = surfaces_of(json_object_get(record, "organisations"));
    pairing pairs = pair(gs, ps, key_score);
    settle(e, "organisations surface", &pairs, always, "text");
    pairing_done(&pairs);
    json_decref(gs);
    json_decref(ps);
    pairs = pair(json_object_get(gold, "people"), json_object_get(record, "people"), name_score);
    settle(e, "people name", &pairs, always, "name");
    pairing_done(&pairs);
}

static void eval_head(evaluation *e, const json_t *gold, const json_t *record) {
    const char *title = at(gold, "title"), *published = at(gold, "published");
    const char *dated = at(json_object_get(record, "published"), "value");
    bool ok = ix_eval_same_bare(title, at(record, "title"));
    if (title)
        count(e, "title", NULL, ok, 0, !ok);
    if (title && !ok)
        err(e, "title", NULL, title, at(record, "title"));
    if (published)
        count(e, "published", NULL, same(published, dated), 0, !same(published, dated));
    if (published && !same(published, dated))
        err(e, "published", NULL, published, dated);
}

static void eval_one(evaluation *e, const json_t *gold, const json_t *record) {
    e->language = at(gold, "language") ? at(gold, "language") : "?";
    eval_head(e, gold, record);
    eval_dates(e, json_object_get(gold, "dates"), json_object_get(record, "dates"));
    eval_figures(e, json_object_get(gold, "figures"), json_object_get(record, "figures"));
    eval_quotes(e, json_object_get(gold, "quotes"), json_object_get(record, "quotes"));
    eval_names(e, gold, record);
}

/* --- all of them --- */

static void rate(json_t *table) {
    const char *row, *measure;
    json_t *of_row, *cell;
    json_object_foreach(table, row, of_row) {
        json_object_foreach(of_row, measure, cell) {
            double tp = json_number_value(json_object_get(cell, "tp"));
            double fp = json_number_value(json_object_get(cell, "fp"));
            double fn = json_number_value(json_object_get(cell, "fn"));
            double p = tp + fp > 0 ? tp / (tp + fp) : 0, r = tp + fn > 0 ? tp / (tp + fn) : 0;
            json_object_set_new(cell, "P", json_real(round(1000 * p) / 10));
            json_object_set_new(cell, "R", json_real(round(1000 * r) / 10));
            json_object_set_new(cell, "F1", json_real(p + r > 0 ? round(2000 * p * r / (p + r)) / 10 : 0));
        }
    }
}

/* "dir/name.html" and "name" are both called name. */
static void name_of(const char *id, char name[256]) {
    const char *base = strrchr(id, '/');
    snprintf(name, 256, "%s", base ? base + 1 : id);
    char *ending = strrchr(name, '.');
    if (ending && (strcmp(ending, ".txt") == 0 || strcmp(ending, ".html") == 0))
        *ending = '\0';
}

static json_t *read_records(const char *out, ilex_error *error) {
    char path[4096], name[256], *line = NULL;
    size_t cap = 0;
    snprintf(path, sizeof path, "%s/documents.ndjson", out);
    FILE *file = fopen(path, "re");
    file = file ? file : fopen(out, "re");
    if (!file) {
        ix_error_set(error, ILEX_E_IO, "eval.records", "%s: %s", out, strerror(errno));
        return NULL;
    }
    json_t *records = json_object();
    while (getline(&line, &cap, file) > 0) {
        json_t *record = json_loads(line, 0, NULL);
        if (at(record, "id")) {
            name_of(at(record, "id"), name);
            json_object_set(records, name, record);
            const char *sha256 = at(json_object_get(record, "source"), "sha256");
            snprintf(name, sizeof name, "-%.8s", sha256 ? sha256 : "");
            json_object_set(records, name, record);
        }
        json_decref(record);
    }
    free(line);
    fclose(file);
    return records;
}

/* By its name, or by the digest that `ilex review --export gold` ends a name with. */
static json_t *record_named(const json_t *records, const char *name) {
    json_t *record = json_object_get(records, name);
    const char *digest = strrchr(name, '-');
    return record || !digest ? record : json_object_get(records, digest);
}

static int is_annotation(const struct dirent *entry) {
    size_t n = strlen(entry->d_name);
    return n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

json_t *ix_eval(const char *gold, const char *out, ilex_error *error) {
    struct dirent **names = NULL;
    char path[4096];
    int n = scandir(gold, &names, is_annotation, alphasort), done = 0;
    if (n < 0) {
        ix_error_set(error, ILEX_E_IO, "eval.gold", "%s: %s", gold, strerror(errno));
        return NULL;
    }
    json_t *records = read_records(out, error);
    evaluation e = {json_object(), json_object(), json_array(), NULL, NULL};
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", gold, names[i]->d_name);
        json_t *one = records ? json_load_file(path, 0, NULL) : NULL;
        names[i]->d_name[strlen(names[i]->d_name) - 5] = '\0';
        json_t *record = record_named(records, names[i]->d_name);
        e.document = names[i]->d_name;
        if (one && record) {
            eval_one(&e, one, record);
            done++;
        } else if (one) {
            err(&e, "documents", NULL, e.document, NULL);
        }
        json_decref(one);
        free(names[i]);
    }
    free(names);
    rate(e.figures);
    rate(e.rules);
    json_t *result = json_pack("{s:i,s:o,s:o,s:o}", "documents", done, "figures", e.figures, "rules", e.rules,
                               "errors", e.errors);
    if (!records) {
        json_decref(result);
        return NULL;
    }
    json_decref(records);
    return result;
}
