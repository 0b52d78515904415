/* ilex extract: files, folders or standard input to records. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/inputs.h"
#include "cli/output.h"

typedef struct extraction {
    const cli_arguments *arguments;
    ilex_worker *worker;
    const char *format;
    cli_output output;
    ix_buf bytes;
    cli_exit result;
} extraction;

static void fail(extraction *run, const char *path, const ilex_error *error) {
    cli_complain("%s: %s", path, error->message);
    run->result = cli_exit_for(error->status);
}

static ilex_status extract(extraction *run, const char *path, ilex_error *error) {
    ilex_document *doc;
    ilex_input input = cli_input(run->arguments, path);
    ilex_status status = ilex_extract(run->worker, run->bytes.ptr, run->bytes.len, &input, &doc, error);
    if (status == ILEX_OK)
        status = ilex_document_write(doc, run->format, cli_to_file, run->output.file, error);
    ilex_document_free(doc);
    return status;
}

static void visit(const char *path, int trouble, void *context) {
    extraction *run = context;
    ilex_error error = {.status = ILEX_E_INPUT};
    if (run->result == CLI_USAGE || run->result == CLI_INTERNAL)
        return;
    if (!trouble)
        trouble = cli_read(path, &run->bytes);
    if (trouble)
        snprintf(error.message, sizeof error.message, "%s", cli_trouble(trouble));
    if (trouble || extract(run, path, &error) != ILEX_OK)
        fail(run, path, &error);
}

static const char *format_for(const cli_arguments *arguments) {
    if (arguments->option[CLI_format])
        return arguments->option[CLI_format];
    return arguments->n_operands == 1 && !cli_is_folder(arguments->operands[0]) ? "json" : "ndjson";
}

static cli_exit run(extraction *run) {
    const cli_arguments *arguments = run->arguments;
    if (!cli_output_open(&run->output, arguments->option[CLI_output]))
        return CLI_INTERNAL;
    ilex_error error;
    ilex_status status = ilex_format_header(run->format, cli_to_file, run->output.file, &error);
    if (status != ILEX_OK)
        fail(run, "--format", &error);
    cli_each_input(arguments->operands, arguments->n_operands, visit, run);
    bool keep = run->result == CLI_DONE || run->result == CLI_SOME_FAILED;
    if (!cli_output_close(&run->output, keep))
        return CLI_INTERNAL;
    return run->result;
}

cli_exit cli_extract(const cli_arguments *arguments) {
    static const char *standard_input[] = {"-"};
    cli_arguments given = *arguments;
    if (given.n_operands == 0) {
        if (isatty(STDIN_FILENO))
            return cli_help_command(arguments->command, stderr), CLI_USAGE;
        given.operands = standard_input;
        given.n_operands = 1;
    }
    ilex_ruleset *rules = cli_load_rules(arguments, ILEX_LAZY, NULL);
    if (!rules)
        return CLI_USAGE;
    extraction extraction = {
        .arguments = &given, .worker = ilex_worker_new(rules), .format = format_for(&given)};
    cli_exit result = run(&extraction);
    ix_buf_done(&extraction.bytes);
    ilex_worker_free(extraction.worker);
    ilex_ruleset_free(rules);
    return result;
}
