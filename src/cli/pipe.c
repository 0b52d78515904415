/* ilex pipe: NDJSON in, NDJSON out. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "batch/release.h"

typedef struct pipe_run {
    ilex_worker *worker;
    const char *format, *favour;
    bool failed;
} pipe_run;

static void answer(pipe_run *run, const ix_release *release, ilex_error *error) {
    ilex_document *doc;
    ilex_status status = ilex_extract(run->worker, release->bytes, release->n, &release->given, &doc, error);
    if (status == ILEX_OK)
        ilex_document_write(doc, run->format, cli_to_file, stdout, error);
    ilex_document_free(doc);
}

/* One line in, one record out. */
static void serve(pipe_run *run, const char *bytes, size_t n) {
    ix_line line = {0};
    ix_release release = {.given = {.favour = run->favour}};
    ix_line_read(&line, bytes, n, &release);
    if (release.error.status == ILEX_OK)
        answer(run, &release, &release.error);
    if (release.error.status != ILEX_OK) {
        run->failed = true;
        ix_error_record(&release.given, &release.error, cli_to_file, stdout);
    }
    ix_line_done(&line);
    fflush(stdout);
}

static bool blank(const char *line, ssize_t n) {
    while (n > 0 && strchr(" \t\r\n", line[n - 1]) && line[n - 1])
        n--;
    return n == 0;
}

/* Answers lines until there are none, or nobody takes the answers. */
static cli_exit run_pipe(pipe_run *run) {
    ilex_error error;
    if (ilex_format_header(run->format, cli_to_file, stdout, &error) != ILEX_OK) {
        cli_complain("--format: %s", error.message);
        return cli_exit_for(error.status);
    }
    char *line = NULL;
    size_t size = 0;
    for (ssize_t n; !ferror(stdout) && (n = getline(&line, &size, stdin)) >= 0;)
        if (!blank(line, n))
            serve(run, line, (size_t)n);
    free(line);
    if (!feof(stdin) && !ferror(stdout)) {
        cli_complain("standard input: %s", strerror(errno));
        return CLI_INTERNAL;
    }
    return run->failed ? CLI_SOME_FAILED : CLI_DONE;
}

cli_exit cli_pipe(const cli_arguments *arguments) {
    const char *format = arguments->option[CLI_format];
    if (isatty(STDIN_FILENO))
        return cli_help_command(arguments->command, stderr), CLI_USAGE;
    ilex_ruleset *rules =
        cli_load_rules(arguments, ILEX_LAZY | (arguments->option[CLI_profile] ? ILEX_PROFILE : 0), NULL);
    if (!rules)
        return CLI_USAGE;
    pipe_run run = {.worker = ilex_worker_new(rules),
                    .format = format ? format : "ndjson",
                    .favour = arguments->option[CLI_favour]};
    cli_exit result = run_pipe(&run);
    cli_show_costs(run.worker);
    ilex_worker_free(run.worker);
    ilex_ruleset_free(rules);
    return result;
}

int cli_to_file(const void *bytes, size_t n, void *file) {
    return fwrite(bytes, 1, n, file) != n;
}
