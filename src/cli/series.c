/* ilex series: figures across releases. */
#include "batch/series.h"

#include "cli/cli.h"
#include "cli/output.h"

static void complain(const char *where, const char *message) {
    cli_complain("%s: %s", where, message);
}

cli_exit cli_series(const cli_arguments *arguments) {
    cli_output output;
    if (arguments->n_operands != 1)
        return cli_complain("series: it takes the folder that `ilex batch --out` made"), CLI_USAGE;
    if (!cli_output_open(&output, arguments->option[CLI_output]))
        return CLI_INTERNAL;
    bool done = ix_series(arguments->operands[0], cli_to_file, output.file, complain);
    if (!cli_output_close(&output, done))
        return CLI_INTERNAL;
    return done ? CLI_DONE : CLI_SOME_FAILED;
}
