/* ilex review --apply and --export: decisions taken in from files, and what they come to written out. */
#ifndef ILEX_CLI_REVIEW_FILES_H
#define ILEX_CLI_REVIEW_FILES_H

#include "cli/cli.h"
#include "review/review.h"

cli_exit cli_review_apply(const cli_arguments *arguments, ix_review *review);
cli_exit cli_review_export(const cli_arguments *arguments, ix_review *review);

#endif
