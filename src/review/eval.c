#include "review/eval.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "review/eval_count.h"

static double share(double part, double rest) {
    return part + rest > 0 ? part / (part + rest) : 0;
}

/* Per cent with one digit, a half to the even one, as Python rounds. */
static json_t *per_cent(double share) {
    char text[32];
    snprintf(text, sizeof text, "%.1f", share);
    return json_real(strtod(text, NULL));
}

static void rate(json_t *table) {
    const char *row, *measure;
    json_t *of_row, *cell;
    json_object_foreach(table, row, of_row) json_object_foreach(of_row, measure, cell) {
        double tp = json_number_value(json_object_get(cell, "tp"));
        double p = share(tp, json_number_value(json_object_get(cell, "fp")));
        double r = share(tp, json_number_value(json_object_get(cell, "fn")));
        json_object_set_new(cell, "P", per_cent(100 * p));
        json_object_set_new(cell, "R", per_cent(100 * r));
        json_object_set_new(cell, "F1", per_cent(p + r > 0 ? 100 * 2 * p * r / (p + r) : 0));
    }
}

/* --- records --- */

/* "dir/name.html" and "name" are both called name. */
static void name_of(const char *id, char name[256]) {
    const char *base = strrchr(id, '/');
    snprintf(name, 256, "%s", base ? base + 1 : id);
    char *ending = strrchr(name, '.');
    if (ending && (strcmp(ending, ".txt") == 0 || strcmp(ending, ".html") == 0))
        *ending = '\0';
}

static FILE *open_records(const char *out, ilex_error *error) {
    char path[4096];
    snprintf(path, sizeof path, "%s/documents.ndjson", out);
    FILE *file = fopen(path, "re");
    file = file ? file : fopen(out, "re");
    if (!file)
        ix_error_set(error, ILEX_E_IO, "eval.records", "%s: %s", out, strerror(errno));
    return file;
}

static json_t *read_records(FILE *file) {
    char name[256], *line = NULL;
    size_t cap = 0;
    json_t *records = json_object();
    while (getline(&line, &cap, file) > 0) {
        json_t *record = json_loads(line, 0, NULL);
        if (ix_at(record, "id")) {
            name_of(ix_at(record, "id"), name);
            json_object_set(records, name, record);
            const char *sha256 = ix_at(json_object_get(record, "source"), "sha256");
            snprintf(name, sizeof name, "-%.8s", sha256 ? sha256 : "");
            json_object_set(records, name, record);
        }
        json_decref(record);
    }
    free(line);
    return records;
}

/* By its name, or by the digest that `ilex review --export gold` ends a name with. */
static json_t *record_named(const json_t *records, const char *name) {
    json_t *record = json_object_get(records, name);
    const char *digest = strrchr(name, '-');
    return record || !digest ? record : json_object_get(records, digest);
}

/* --- annotations --- */

static int is_annotation(const struct dirent *entry) {
    size_t n = strlen(entry->d_name);
    return n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

/* Whether there was something to compare. */
static bool eval_file(ix_evaluation *e, const ilex_ruleset *rules, const json_t *records, const char *path) {
    json_error_t fault;
    json_t *gold = json_load_file(path, 0, &fault), *record = record_named(records, e->document);
    e->language = ix_at(gold, "language") ? ix_at(gold, "language") : "?";
    e->habits = ix_eval_habits_of(rules, e->language);
    if (gold && record)
        ix_eval_release(e, gold, record);
    else
        ix_eval_error(e, "releases", NULL, NULL, gold ? "no record" : fault.text, NULL);
    json_decref(gold);
    return gold && record;
}

static json_t *eval_all(const ilex_ruleset *rules, const char *gold, struct dirent **names, int n,
                        const json_t *records) {
    char path[4096];
    int done = 0;
    ix_evaluation e = {json_object(), json_object(), json_object(), json_array(), NULL, NULL, {rules, NULL}};
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", gold, names[i]->d_name);
        names[i]->d_name[strlen(names[i]->d_name) - 5] = '\0';
        e.document = names[i]->d_name;
        done += eval_file(&e, rules, records, path);
    }
    rate(e.figures);
    rate(e.kinds);
    rate(e.rules);
    return json_pack("{s:i,s:i,s:o,s:o,s:o,s:o}", "documents", done, "missing", n - done, "figures",
                     e.figures, "kinds", e.kinds, "rules", e.rules, "errors", e.errors);
}

json_t *ix_eval(const ilex_ruleset *rules, const char *gold, const char *out, ilex_error *error) {
    struct dirent **names = NULL;
    int n = scandir(gold, &names, is_annotation, alphasort);
    if (n <= 0) {
        ix_error_set(error, ILEX_E_IO, "eval.gold", "%s: %s", gold,
                     n ? strerror(errno) : "there are no annotations (NAME.json) in it");
        free(names);
        return NULL;
    }
    FILE *file = open_records(out, error);
    json_t *records = file ? read_records(file) : NULL, *result = NULL;
    if (file) {
        result = eval_all(rules, gold, names, n, records);
        fclose(file);
    }
    json_decref(records);
    for (int i = 0; i < n; i++)
        free(names[i]);
    free(names);
    return result;
}
