/* ilex rules test: each rule's examples and counterexamples through the whole pipeline. */
#ifndef ILEX_CLI_RULES_TEST_H
#define ILEX_CLI_RULES_TEST_H

#include "cli/cli.h"

cli_exit cli_rules_test(const cli_arguments *arguments, ilex_ruleset *rules);
/* Whether a rule's name is the one asked for or begins so: "en", "en/figure", "en/figure/count". */
bool cli_rule_is_of(const char *asked, const char *name);
/* Whether the operands after the first ask for a rule of this name. */
bool cli_rule_wanted(const cli_arguments *arguments, const char *name);

#endif
