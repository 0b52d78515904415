/* ilex rules new: a rule with everything still to be filled in. */
#ifndef ILEX_CLI_RULES_NEW_H
#define ILEX_CLI_RULES_NEW_H

#include "cli/cli.h"

cli_exit cli_rules_new(const cli_arguments *arguments);
/* ilex rules layers: the layers, or one with its fields. */
cli_exit cli_rules_layers(const cli_arguments *arguments);

#endif
