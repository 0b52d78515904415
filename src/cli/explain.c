/* ilex explain: why each fact is there, and what was passed over. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/inputs.h"

static bool wants_colour(void) {
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

static cli_exit explain(const cli_arguments *arguments, const ilex_ruleset *rules, const char *path) {
    ilex_worker *worker = ilex_worker_new(rules);
    ix_buf bytes = {0};
    ilex_error error = {0};
    ilex_document *doc = NULL;
    int trouble = cli_read(path, &bytes);
    ilex_input input = cli_input(arguments, path);
    ilex_status status =
        trouble ? ILEX_E_INPUT : ilex_extract(worker, bytes.ptr, bytes.len, &input, &doc, &error);
    if (status == ILEX_OK)
        status = ilex_document_write(doc, wants_colour() ? "explain-colour" : "explain", cli_to_file, stdout,
                                     &error);
    if (status != ILEX_OK)
        cli_complain("%s: %s", path, trouble ? cli_trouble(trouble) : error.message);
    ilex_document_free(doc);
    ix_buf_done(&bytes);
    ilex_worker_free(worker);
    return status == ILEX_OK ? CLI_DONE : cli_exit_for(status);
}

cli_exit cli_explain(const cli_arguments *arguments) {
    if (arguments->n_operands != 1) {
        cli_complain("explain: name one file, or - for standard input");
        return CLI_USAGE;
    }
    ilex_ruleset *rules = cli_load_rules(arguments, ILEX_EXPLAIN | ILEX_LAZY, NULL);
    if (!rules)
        return CLI_USAGE;
    cli_exit result = explain(arguments, rules, arguments->operands[0]);
    ilex_ruleset_free(rules);
    return result;
}
