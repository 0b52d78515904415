/* ilex rules: list, lint, test, why-not and new. */
#include "cli/cli.h"

#include "cli/rules_new.h"
#include "cli/rules_test.h"
#include "cli/rules_why.h"

bool cli_rule_is_of(const char *asked, const char *name) {
    size_t n = strlen(asked);
    return strncmp(name, asked, n) == 0 && strchr("/.", name[n]);
}

/* Asked for when no name was given, or one that its name begins with. */
bool cli_rule_wanted(const cli_arguments *arguments, const char *name) {
    for (int i = 1; i < arguments->n_operands; i++)
        if (cli_rule_is_of(arguments->operands[i], name))
            return true;
    return arguments->n_operands <= 1;
}

static cli_exit run_list(const cli_arguments *arguments, ilex_ruleset *rules) {
    ilex_rule rule;
    for (int i = 0; ilex_ruleset_rule(rules, i, &rule); i++)
        if (cli_rule_wanted(arguments, rule.name))
            printf("%s  %-12s %-44s %d %4d %c  %s:%d\n", rule.language, rule.layer, rule.name, rule.gates,
                   rule.reach, rule.first ? 'f' : '-', rule.file, rule.line);
    return CLI_DONE;
}

typedef struct lint_counts {
    int errors, warnings;
} lint_counts;

static void finding(const ilex_error *error, void *context) {
    lint_counts *counts = context;
    bool wrong = error->status != ILEX_OK;
    ++*(wrong ? &counts->errors : &counts->warnings);
    fputs(error->file, stdout);
    if (error->line)
        printf(":%d", error->line);
    printf(": %s: %s%s%s\n", wrong ? "error" : "warning", error->rule, error->rule[0] ? ": " : "",
           error->message);
}

static cli_exit run_lint(const cli_arguments *arguments, ilex_ruleset *rules) {
    lint_counts counts = {0};
    (void)arguments;
    ilex_ruleset_lint(rules, finding, &counts);
    printf("%d errors, %d warnings\n", counts.errors, counts.warnings);
    return counts.errors ? CLI_FAILED_CHECK : CLI_DONE;
}

cli_exit cli_rules(const cli_arguments *arguments) {
    static const struct {
        const char *name;
        cli_exit (*run)(const cli_arguments *arguments, ilex_ruleset *rules);
    } actions[] = {
        {"test", cli_rules_test}, {"lint", run_lint}, {"list", run_list}, {"why-not", cli_rules_why}};
    static const char *const names[] = {"test", "lint", "list", "why-not", "new", "layers", NULL};
    const char *asked = arguments->n_operands ? arguments->operands[0] : "";
    if (strcmp(asked, "new") == 0)
        return cli_rules_new(arguments);
    if (strcmp(asked, "layers") == 0)
        return cli_rules_layers(arguments);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(asked, actions[i].name) != 0)
            continue;
        int faults = 0;
        ilex_ruleset *rules = cli_load_rules(arguments, ILEX_EXPLAIN, &faults);
        cli_exit result = rules ? actions[i].run(arguments, rules) : CLI_USAGE;
        ilex_ruleset_free(rules);
        return faults ? CLI_USAGE : result;
    }
    const char *near = cli_nearest(asked, names);
    if (near)
        cli_complain("rules: there is no '%s'; did you mean '%s'?", asked, near);
    else
        cli_complain("rules: say what to do: test, lint, list, why-not, new or layers");
    return CLI_USAGE;
}
