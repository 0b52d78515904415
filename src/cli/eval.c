/* ilex eval: how good records are, held against annotated releases. */
#include "review/eval.h"

#include "cli/cli.h"
#include "cli/output.h"

cli_exit cli_eval(const cli_arguments *arguments) {
    const char *form = arguments->option[CLI_report_format] ? arguments->option[CLI_report_format] : "text";
    ilex_error error = {0};
    cli_output output;
    ix_buf report = {0};
    if (arguments->n_operands != 2)
        return cli_complain("eval: it takes a folder of annotated releases, and a batch's folder or a file "
                            "of records"),
               CLI_USAGE;
    json_t *result = ix_eval(arguments->operands[0], arguments->operands[1], &error);
    if (!result)
        return cli_complain("eval: %s", error.message), CLI_SOME_FAILED;
    bool known = ix_eval_write(result, form, &report);
    json_decref(result);
    if (!known)
        return cli_complain("eval: --format is text, json or html, not '%s'", form), CLI_USAGE;
    bool written = cli_output_open(&output, arguments->option[CLI_output]);
    written =
        written && cli_to_file(report.ptr, report.len, output.file) == 0 && cli_output_close(&output, true);
    ix_buf_done(&report);
    return written ? CLI_DONE : CLI_INTERNAL;
}
