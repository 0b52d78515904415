#include "cli/review_files.h"

#include <inttypes.h>

static void refused(const char *path, int line, const char *why) {
    cli_complain("%s:%d: not taken: %s", path, line, why);
}

cli_exit cli_review_apply(const cli_arguments *arguments, ix_review *review) {
    uint32_t taken = 0, n_refused = 0;
    cli_exit result = CLI_DONE;
    ilex_error error = {0};
    if (arguments->n_operands < 2)
        return cli_complain("review: --apply takes the batch's folder, then files of decisions"), CLI_USAGE;
    for (int i = 1; i < arguments->n_operands; i++)
        if (!ix_review_apply(review, arguments->operands[i], refused, &taken, &n_refused, &error)) {
            cli_complain("%s: %s", arguments->operands[i], error.message);
            result = CLI_SOME_FAILED;
        }
    fprintf(stderr, "ilex: %" PRIu32 " decisions taken, %" PRIu32 " not\n", taken, n_refused);
    return n_refused ? CLI_SOME_FAILED : result;
}

static void unheld(const char *what) {
    cli_complain("%s", what);
}

cli_exit cli_review_export(const cli_arguments *arguments, ix_review *review) {
    ilex_error error = {0};
    uint32_t n_unheld = 0;
    if (ix_review_export(review, arguments->option[CLI_export], arguments->option[CLI_output],
                         arguments->option[CLI_keep_unreviewed] != NULL, unheld, &n_unheld, &error))
        return n_unheld ? CLI_SOME_FAILED : CLI_DONE;
    cli_complain("review: %s", error.message);
    return cli_exit_for(error.status);
}
