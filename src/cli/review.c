/* ilex review: a stored batch shown in the browser, and what people decide on its facts kept. */
#include "review/page.h"
#include "review/web.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/browser.h"
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/review_files.h"

static bool port_given(const cli_arguments *arguments, unsigned *port) {
    int n = arguments->option[CLI_port] ? ix_str_int(ix_str_of(arguments->option[CLI_port])) : 0;
    if (n < 0 || n > 65535)
        return cli_complain("--port: '%s' is no number from 0 to 65535", arguments->option[CLI_port]), false;
    *port = (unsigned)n;
    return true;
}

static void tell_next(void *launch, const char *address) {
    cli_browser_forget(launch);
    printf("For another browser: %s\n", address);
    fflush(stdout);
}

/* A descriptor that can be read from when the program shall end. */
static int end_signals(void) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

static cli_exit serve(const cli_arguments *arguments, ix_review *review, unsigned port) {
    ilex_error error = {0};
    cli_launch launch = {0};
    char folder[4096];
    int stop = end_signals();
    ix_web *web = ix_web_open(review, port, tell_next, &launch, &error);
    if (!web) {
        cli_complain("review: %s", error.message);
        close(stop);
        return CLI_INTERNAL;
    }
    printf("Review: %s\n", ix_web_address(web));
    fflush(stdout);
    snprintf(folder, sizeof folder, "%s/.ilex", arguments->operands[0]);
    if (!arguments->option[CLI_no_open])
        cli_browser_open(&launch, folder, ix_web_address(web));
    bool well = ix_web_run(web, stop);
    if (!well)
        cli_complain("review: %s", strerror(errno));
    ix_web_close(web);
    cli_browser_forget(&launch);
    close(stop);
    return well ? CLI_DONE : CLI_INTERNAL;
}

/* `unnamed`: whose review it is when --reviewer does not say. NULL after complaining. */
static ix_review *open_review(const cli_arguments *arguments, const char *store, const char *unnamed) {
    ilex_error error = {0};
    const char *reviewer = arguments->option[CLI_reviewer];
    ix_review_role role = arguments->option[CLI_curator] ? IX_CURATOR
                          : arguments->option[CLI_blind] ? IX_BLIND_REVIEWER
                                                         : IX_REVIEWER;
    ix_review *review = ix_review_open(store, reviewer ? reviewer : unnamed, role, &error);
    if (!review)
        cli_complain("%s: %s", store, error.message);
    return review;
}

/* --- one page --- */

static cli_exit write_page(const cli_arguments *arguments, const char *store) {
    ilex_error error = {0};
    ix_buf page = {0};
    cli_output output;
    cli_exit result = CLI_USAGE;
    ix_review *review = open_review(arguments, store, "");
    bool good = review && ix_page_write(review, &page, &error);
    if (review && !good)
        cli_complain("review: %s", error.message);
    if (good) {
        result = CLI_INTERNAL;
        if (cli_output_open(&output, arguments->option[CLI_output])) {
            fwrite(page.ptr, 1, page.len, output.file);
            result = cli_output_close(&output, true) ? CLI_DONE : CLI_INTERNAL;
        }
    }
    ix_buf_done(&page);
    ix_review_close(review);
    return result;
}

/* What --html is given, being made a store for the time of writing the page. */
typedef struct gathering {
    const cli_arguments *arguments;
    ilex_ruleset *rules;
    ilex_worker *worker;
    FILE *records;
    ix_buf bytes;
    cli_exit result;
} gathering;

static bool is_records(const char *path) {
    return ix_str_ends(ix_str_of(path), IX_STR(".ndjson")) || ix_str_ends(ix_str_of(path), IX_STR(".jsonl"));
}

static ilex_status gather_release(gathering *gathering, const char *path, ilex_error *error) {
    ilex_document *doc;
    ilex_input input = cli_input(gathering->arguments, path);
    ilex_status status =
        ilex_extract(gathering->worker, gathering->bytes.ptr, gathering->bytes.len, &input, &doc, error);
    if (status == ILEX_OK)
        status = ilex_document_write(doc, "ndjson", cli_to_file, gathering->records, error);
    ilex_document_free(doc);
    return status;
}

static void gather(const char *path, int trouble, void *context) {
    gathering *gathering = context;
    ilex_error error = {.status = ILEX_E_INPUT};
    if (!trouble)
        trouble = cli_read(path, &gathering->bytes);
    if (trouble)
        snprintf(error.message, sizeof error.message, "%s", cli_trouble(trouble));
    else if (is_records(path)) {
        fwrite(gathering->bytes.ptr, 1, gathering->bytes.len, gathering->records);
        if (gathering->bytes.len && gathering->bytes.ptr[gathering->bytes.len - 1] != '\n')
            fputc('\n', gathering->records);
        return;
    }
    if (trouble || gather_release(gathering, path, &error) != ILEX_OK) {
        cli_complain("%s: %s", path, error.message);
        gathering->result = CLI_SOME_FAILED;
    }
}

static cli_exit gather_all(const cli_arguments *arguments, const char *folder) {
    gathering gathering = {.arguments = arguments, .rules = cli_load_rules(arguments, ILEX_LAZY, NULL)};
    char path[4096];
    snprintf(path, sizeof path, "%s/documents.ndjson", folder);
    if (!gathering.rules)
        return CLI_USAGE;
    gathering.records = fopen(path, "w");
    if (gathering.records) {
        gathering.worker = ilex_worker_new(gathering.rules);
        cli_each_input(arguments->operands, arguments->n_operands, gather, &gathering);
        ilex_worker_free(gathering.worker);
    }
    if (!gathering.records || fclose(gathering.records) != 0) {
        cli_complain("%s: %s", path, strerror(errno));
        gathering.result = CLI_INTERNAL;
    }
    ix_buf_done(&gathering.bytes);
    ilex_ruleset_free(gathering.rules);
    return gathering.result;
}

static int take_away(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static bool is_store(const char *path) {
    char records[4096];
    snprintf(records, sizeof records, "%s/documents.ndjson", path);
    return access(records, R_OK) == 0;
}

static cli_exit review_page(const cli_arguments *arguments) {
    const char *temporary = getenv("TMPDIR");
    char folder[2048];
    if (arguments->n_operands == 1 && is_store(arguments->operands[0]))
        return write_page(arguments, arguments->operands[0]);
    snprintf(folder, sizeof folder, "%s/ilex-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(folder))
        return cli_complain("%s: %s", folder, strerror(errno)), CLI_INTERNAL;
    cli_exit result = gather_all(arguments, folder), written = result;
    if (result == CLI_DONE || result == CLI_SOME_FAILED)
        written = write_page(arguments, folder);
    nftw(folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
    return written == CLI_DONE ? result : written;
}

static bool store_given(const cli_arguments *arguments) {
    const char *store = arguments->n_operands ? arguments->operands[0] : NULL;
    if (!store || (arguments->n_operands > 1) != (arguments->option[CLI_apply] != NULL)) {
        cli_complain("review: it takes the folder that `ilex batch --out` made; files only with --apply");
        return false;
    }
    if (!is_store(store))
        cli_complain("%s: there is no documents.ndjson, as `ilex batch --out` makes it", store);
    return is_store(store);
}

cli_exit cli_review(const cli_arguments *arguments) {
    unsigned port;
    if (!port_given(arguments, &port))
        return CLI_USAGE;
    if (arguments->option[CLI_html] && arguments->n_operands)
        return review_page(arguments);
    if (!store_given(arguments))
        return CLI_USAGE;
    const char *user = getenv("USER");
    ix_review *review = open_review(arguments, arguments->operands[0], user && *user ? user : "reviewer");
    cli_exit result = !review                         ? CLI_INTERNAL
                      : arguments->option[CLI_apply]  ? cli_review_apply(arguments, review)
                      : arguments->option[CLI_export] ? cli_review_export(arguments, review)
                                                      : serve(arguments, review, port);
    ix_review_close(review);
    return result;
}
