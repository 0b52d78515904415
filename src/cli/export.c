/* ilex export and ilex verify: what is stored, in other forms, and proved again. */
#include "batch/export.h"

#include <errno.h>
#include <inttypes.h>

#include "cli/cli.h"

static void complain(const char *where, const char *message) {
    cli_complain("%s: %s", where, message);
}

static bool store_given(const cli_arguments *arguments, int most) {
    if (arguments->n_operands >= 1 && arguments->n_operands <= most)
        return true;
    cli_complain("%s: it takes the folder that `ilex batch --out` made", arguments->command->name);
    return false;
}

cli_exit cli_export(const cli_arguments *arguments) {
    const char *format = arguments->option[CLI_format];
    if (!store_given(arguments, 1))
        return CLI_USAGE;
    if (!format)
        return cli_complain("export: --format says as what"), CLI_USAGE;
    return ix_export(arguments->operands[0], format, arguments->option[CLI_output], complain)
               ? CLI_DONE
               : CLI_SOME_FAILED;
}

cli_exit cli_verify(const cli_arguments *arguments) {
    uint64_t counts[3] = {0};
    if (!store_given(arguments, 1 << 20))
        return CLI_USAGE;
    ix_sources sources = {0};
    ix_selection selection = {.operands = arguments->operands + 1,
                              .n_operands = arguments->n_operands - 1,
                              .include = arguments->option[CLI_include],
                              .exclude = arguments->option[CLI_exclude],
                              .files0_from = arguments->option[CLI_files0_from]};
    if (!ix_sources_find(&sources, &selection)) {
        cli_complain("%s: %s", selection.files0_from, strerror(errno));
        ix_sources_done(&sources);
        return CLI_SOME_FAILED;
    }
    int failed = ix_verify(arguments->operands[0], &sources, counts, complain);
    ix_sources_done(&sources);
    if (failed < 0)
        return CLI_SOME_FAILED;
    fprintf(stderr, "ilex: %" PRIu64 " records with %" PRIu64 " facts: %d wrong", counts[0], counts[1],
            failed);
    if (arguments->n_operands > 1 || selection.files0_from)
        fprintf(stderr, "; %" PRIu64 " proved against their sources", counts[2]);
    fputc('\n', stderr);
    return failed ? CLI_FAILED_CHECK : CLI_DONE;
}
