/* ilex rules why-not: what a rule did in a text. */
#include "cli/rules_why.h"

#include <stdlib.h>

#include "cli/inputs.h"
#include "cli/rules_test.h"

/* Complains, with a name that is like it. */
static void unknown(const ilex_ruleset *rules, const char *name) {
    const char **names = NULL, *near;
    ilex_rule rule;
    int n = 0, cap = 0;
    for (int i = 0; ilex_ruleset_rule(rules, i, &rule); i++) {
        if (n + 1 >= cap)
            names = ix_realloc(names, (size_t)(cap = 2 * cap + 64) * sizeof *names);
        names[n++] = rule.name;
        names[n] = NULL;
    }
    near = n ? cli_nearest(name, names) : NULL;
    if (near)
        cli_complain("rules: there is no rule '%s'; did you mean '%s'?", name, near);
    else
        cli_complain("rules: there is no rule '%s'; `ilex rules list` shows them", name);
    free(names);
}

/* --- one rule, or the nearest of several --- */

enum { NEAREST = 3 };

typedef struct question {
    ilex_worker *worker;
    const ix_buf *text;
    ilex_input input;
} question;

typedef struct answer {
    const char *rule;
    double share;
    ix_buf told;
} answer;

/* The language that a rule's name says, in `code`; NULL: common/ has rules for all. */
static const char *language_of(const char *rule, char code[16]) {
    snprintf(code, 16, "%.*s", (int)strcspn(rule, "/"), rule);
    return strcmp(code, "common") == 0 ? NULL : code;
}

static ilex_status ask(const question *q, const char *rule, answer *out, ilex_error *error) {
    char code[16];
    ilex_input input = q->input;
    input.language = input.language ? input.language : language_of(rule, code);
    return ilex_why_not(q->worker, rule, q->text->ptr, q->text->len, &input, &out->share, ix_buf_sink,
                        &out->told, error);
}

static int nearest_first(const void *a, const void *b) {
    const answer *x = a, *y = b;
    return (x->share < y->share) - (x->share > y->share);
}

/* A rule of common/ comes for each language: once is enough. */
static bool is_answered(const answer *all, int n, const char *rule) {
    while (n-- > 0)
        if (strcmp(all[n].rule, rule) == 0)
            return true;
    return false;
}

/* Answers for all rules asked for, the nearest first. */
static answer *ask_all(const ilex_ruleset *rules, const question *q, const char *asked, int *n,
                       ilex_error *error) {
    answer *all = NULL;
    ilex_rule rule;
    bool exact = false;
    for (int i = 0; ilex_ruleset_rule(rules, i, &rule) && !exact; i++)
        exact = strcmp(rule.name, asked) == 0;
    *n = 0;
    for (int i = 0; ilex_ruleset_rule(rules, i, &rule) && error->status == ILEX_OK; i++) {
        bool asked_for = exact ? strcmp(rule.name, asked) == 0 : cli_rule_is_of(asked, rule.name);
        if (!asked_for || is_answered(all, *n, rule.name))
            continue;
        all = ix_realloc(all, (size_t)(*n + 1) * sizeof *all);
        all[*n] = (answer){.rule = rule.name};
        if (ask(q, rule.name, &all[(*n)++], error) != ILEX_OK)
            break;
    }
    if (*n)
        qsort(all, (size_t)*n, sizeof *all, nearest_first);
    return all;
}

static cli_exit tell(const ilex_ruleset *rules, const question *q, const char *asked, const char *path) {
    ilex_error error = {0};
    int n;
    answer *all = ask_all(rules, q, asked, &n, &error);
    for (int i = 0; i < n; i++) {
        if (i < NEAREST && error.status == ILEX_OK)
            printf("%s%.*s", i ? "\n" : "", (int)all[i].told.len, all[i].told.ptr);
        ix_buf_done(&all[i].told);
    }
    free(all);
    if (n > NEAREST && error.status == ILEX_OK)
        printf("\nThese are the nearest of %d rules.\n", n);
    if (!n)
        return unknown(rules, asked), CLI_USAGE;
    if (error.status != ILEX_OK)
        cli_complain("%s: %s", path, error.message);
    return error.status == ILEX_OK ? CLI_DONE : cli_exit_for(error.status);
}

cli_exit cli_rules_why(const cli_arguments *arguments, ilex_ruleset *rules) {
    if (arguments->n_operands != 3)
        return cli_complain("rules: why-not takes a rule's name, and a file or - for standard input"),
               CLI_USAGE;
    const char *path = arguments->operands[2];
    ix_buf text = {0};
    int trouble = cli_read(path, &text);
    question q = {ilex_worker_new(rules), &text, cli_input(arguments, path)};
    cli_exit result = CLI_SOME_FAILED;
    if (trouble)
        cli_complain("%s: %s", path, cli_trouble(trouble));
    else
        result = tell(rules, &q, arguments->operands[1], path);
    ilex_worker_free(q.worker);
    ix_buf_done(&text);
    return result;
}
