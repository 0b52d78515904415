/* ilex eval: how good records are, held against annotated releases. */
#include "review/eval.h"

#include "cli/cli.h"
#include "cli/output.h"

/* What was said of it, in the form asked for. */
static cli_exit write(const json_t *result, const char *form, const char *path) {
    cli_output output;
    ix_buf report = {0};
    if (!ix_eval_write(result, form, &report))
        return cli_complain("eval: --format is text, json or html, not '%s'", form), CLI_USAGE;
    bool written = cli_output_open(&output, path);
    written =
        written && cli_to_file(report.ptr, report.len, output.file) == 0 && cli_output_close(&output, true);
    ix_buf_done(&report);
    json_int_t missing = json_integer_value(json_object_get(result, "missing"));
    if (missing)
        cli_complain("eval: %ld annotated releases have no record, or cannot be read, and count nowhere",
                     (long)missing);
    return !written ? CLI_INTERNAL : missing ? CLI_SOME_FAILED : CLI_DONE;
}

cli_exit cli_eval(const cli_arguments *arguments) {
    const char *form = arguments->option[CLI_report_format] ? arguments->option[CLI_report_format] : "text";
    ilex_error error = {0};
    if (arguments->n_operands != 2)
        return cli_complain("eval: it takes a folder of annotated releases, and a batch's folder or a file "
                            "of records"),
               CLI_USAGE;
    ilex_ruleset *rules = cli_load_rules(arguments, ILEX_LAZY, NULL);
    if (!rules)
        return CLI_USAGE;
    json_t *result = ix_eval(rules, arguments->operands[0], arguments->operands[1], &error);
    cli_exit done = CLI_SOME_FAILED;
    if (result)
        done = write(result, form, arguments->option[CLI_output]);
    else
        cli_complain("eval: %s", error.message);
    json_decref(result);
    ilex_ruleset_free(rules);
    return done;
}
