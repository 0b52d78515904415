/* ilex pipe: NDJSON in, NDJSON out. */
#include "cli/cli.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"

typedef struct pipe_run {
    ilex_worker *worker;
    const char *format, *favour;
    bool failed;
} pipe_run;

static void write_error(const char *id, const ilex_error *error) {
    int whole =
        (int)ix_utf8_valid(ix_str_of(error->message)); /* what it quotes may be cut within a character */
    json_t *record = json_pack("{s:s, s:s?, s:{s:s, s:s#}}", "schema", "ilex-document/1", "id", id, "error",
                               "code", error->code, "message", error->message, whole);
    json_dumpf(record, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
    fputc('\n', stdout);
    json_decref(record);
}

static bool refuse(ilex_error *error, const char *code, const char *message) {
    *error = (ilex_error){.status = ILEX_E_INPUT};
    snprintf(error->code, sizeof error->code, "%s", code);
    snprintf(error->message, sizeof error->message, "%s", message);
    return false;
}

/* An optional string member; false when it is there and no string. */
static bool member(const json_t *record, const char *name, const char **value, ilex_error *error) {
    json_t *v = json_object_get(record, name);
    *value = json_string_value(v);
    if (!v || json_is_string(v) || json_is_null(v))
        return true;
    refuse(error, "record.type", "");
    snprintf(error->message, sizeof error->message, "\"%s\" is not a string", name);
    return false;
}

/* The release's words: "text" or "html". */
static const json_t *content(const json_t *record, ilex_input *input, ilex_error *error) {
    const json_t *text = json_object_get(record, "text"), *html = json_object_get(record, "html");
    if (json_is_null(text))
        text = NULL;
    if (json_is_null(html))
        html = NULL;
    if (!text == !html)
        return refuse(error, "record.content", "a record needs either \"text\" or \"html\""), NULL;
    const json_t *found = text ? text : html;
    if (!json_is_string(found))
        return refuse(error, "record.type", text ? "\"text\" is not a string" : "\"html\" is not a string"),
               NULL;
    input->media_type = text ? "text/plain" : "text/html";
    input->charset = "utf-8";
    return found;
}

static ilex_status answer(pipe_run *run, const json_t *record, const char *id, ilex_error *error) {
    ilex_input input = {.id = id, .favour = run->favour};
    ilex_document *doc;
    if (!member(record, "url", &input.url, error) || !member(record, "language", &input.language, error) ||
        !member(record, "published", &input.published, error))
        return error->status;
    const json_t *words = content(record, &input, error);
    if (!words)
        return error->status;
    ilex_status status =
        ilex_extract(run->worker, json_string_value(words), json_string_length(words), &input, &doc, error);
    if (status == ILEX_OK)
        status = ilex_document_write(doc, run->format, cli_to_file, stdout, error);
    ilex_document_free(doc);
    return status;
}

/* The caller's id as text; a whole number is taken as its digits. */
static const char *id_of(const json_t *record, char digits[32]) {
    const json_t *id = json_object_get(record, "id");
    if (json_is_integer(id)) {
        snprintf(digits, 32, "%lld", (long long)json_integer_value(id));
        return digits;
    }
    return json_string_value(id);
}

/* One line in, one record out. */
static void serve(pipe_run *run, const char *line, size_t n) {
    json_error_t fault;
    ilex_error error = {0};
    char digits[32];
    json_t *record = json_loadb(line, n, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &fault);
    const char *id = id_of(record, digits);
    if (!record) {
        refuse(&error, "record.json", "");
        snprintf(error.message, sizeof error.message, "not JSON: %s (column %d)", fault.text, fault.column);
    } else if (!json_is_object(record)) {
        refuse(&error, "record.type", "a record is a JSON object");
    } else {
        answer(run, record, id, &error);
    }
    if (error.status != ILEX_OK) {
        run->failed = true;
        write_error(id, &error);
    }
    json_decref(record);
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
