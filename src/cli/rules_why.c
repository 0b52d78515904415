/* ilex rules why-not: what a rule did in a text. */
#include "cli/rules_why.h"

#include <stdlib.h>

#include "cli/inputs.h"

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

static bool has_rule(const ilex_ruleset *rules, const char *name) {
    ilex_rule rule;
    for (int i = 0; ilex_ruleset_rule(rules, i, &rule); i++)
        if (strcmp(rule.name, name) == 0)
            return true;
    return false;
}

/* The language that a rule's name says, in `code`; NULL: common/ has rules for all. */
static const char *language_of(const char *rule, char code[16]) {
    snprintf(code, 16, "%.*s", (int)strcspn(rule, "/"), rule);
    return strcmp(code, "common") == 0 ? NULL : code;
}

cli_exit cli_rules_why(const cli_arguments *arguments, ilex_ruleset *rules) {
    if (arguments->n_operands != 3)
        return cli_complain("rules: why-not takes a rule's name, and a file or - for standard input"),
               CLI_USAGE;
    const char *rule = arguments->operands[1], *path = arguments->operands[2];
    if (!has_rule(rules, rule))
        return unknown(rules, rule), CLI_USAGE;
    char code[16];
    ix_buf bytes = {0};
    ilex_error error = {0};
    int trouble = cli_read(path, &bytes);
    ilex_input input = cli_input(arguments, path);
    input.language = input.language ? input.language : language_of(rule, code);
    ilex_worker *worker = ilex_worker_new(rules);
    ilex_status status =
        trouble ? ILEX_E_INPUT
                : ilex_why_not(worker, rule, bytes.ptr, bytes.len, &input, cli_to_file, stdout, &error);
    if (status != ILEX_OK)
        cli_complain("%s: %s", path, trouble ? cli_trouble(trouble) : error.message);
    ilex_worker_free(worker);
    ix_buf_done(&bytes);
    return status == ILEX_OK ? CLI_DONE : cli_exit_for(status);
}
