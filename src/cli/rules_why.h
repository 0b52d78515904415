/* ilex rules why-not: what a rule did in a text. */
#ifndef ILEX_CLI_RULES_WHY_H
#define ILEX_CLI_RULES_WHY_H

#include "cli/cli.h"

cli_exit cli_rules_why(const cli_arguments *arguments, ilex_ruleset *rules);

#endif
