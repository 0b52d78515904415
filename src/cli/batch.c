/* ilex batch: an archive read once, and afterwards only what is new in it. */
#include "batch/batch.h"
#include "batch/export.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"
#include "cli/cli.h"

static ilex_ruleset *load_rules(void *arguments) {
    ilex_rule rule;
    ilex_ruleset *rules = cli_load_rules(arguments, 0, NULL);
    if (rules)
        ilex_ruleset_rule(rules, 1 << 30,
                          &rule); /* all languages, before there are workers: they cannot read files */
    return rules;
}

/* A whole number from `least` to `most`; false after complaining. */
static bool number(const cli_arguments *arguments, cli_option option, long least, long most, long *value) {
    const char *text = arguments->option[option];
    char *end;
    if (!text)
        return true;
    errno = 0;
    *value = strtol(text, &end, 10);
    if (*text && !*end && !errno && *value >= least && *value <= most)
        return true;
    cli_complain("--%s: '%s' is no number from %ld to %ld", cli_options[option].name, text, least, most);
    return false;
}

static bool since(const cli_arguments *arguments, int64_t *nanoseconds) {
    const char *text = arguments->option[CLI_since];
    ix_day day = text ? ix_day_parse(ix_str_of(text)) : (ix_day){0};
    struct tm tm = {.tm_year = day.year - 1900, .tm_mon = day.month - 1, .tm_mday = day.day, .tm_isdst = -1};
    if (!text)
        return true;
    if (!day.year)
        return cli_complain("--since: '%s' is no date like 2025-03-29", text), false;
    *nanoseconds = (int64_t)mktime(&tm) * 1000000000;
    return true;
}

static bool limits(const cli_arguments *arguments, ix_batch *batch) {
    long jobs = sysconf(_SC_NPROCESSORS_ONLN), seconds = 10, megabytes = 1024;
    const char *log = arguments->option[CLI_log_format];
    if (jobs < 1 || jobs > 256)
        jobs = jobs < 1 ? 1 : 256;
    if (!number(arguments, CLI_jobs, 1, 256, &jobs) || !number(arguments, CLI_timeout, 1, 86400, &seconds) ||
        !number(arguments, CLI_memory, 0, 1 << 20, &megabytes) || !since(arguments, &batch->selection.since))
        return false;
    if (log && strcmp(log, "text") != 0 && strcmp(log, "json") != 0)
        return cli_complain("--log-format: it is text or json, not '%s'", log), false;
    batch->jobs = (int)jobs;
    batch->limits = (ix_limits){(double)seconds, (size_t)megabytes << 20};
    batch->json_log = log && strcmp(log, "json") == 0;
    return true;
}

/* Where the results go, and what is read, are not the same: the next run would read what this one wrote. */
static bool apart(const ix_batch *batch) {
    const ix_selection *selection = &batch->selection;
    struct stat out, source;
    bool there = stat(batch->out, &out) == 0;
    for (int i = 0; i < selection->n_operands; i++) {
        const char *path = selection->operands[i];
        if (ix_is_store(path))
            return cli_complain("%s: it holds the results of a batch, and is no source", path), false;
        if (there && stat(path, &source) == 0 && out.st_dev == source.st_dev && out.st_ino == source.st_ino)
            return cli_complain("--out: '%s' is a source too", batch->out), false;
    }
    return true;
}

static bool known_exports(const char *exports) {
    char list[512], name[64], *rest = NULL;
    snprintf(list, sizeof list, "%s", exports ? exports : "");
    for (char *one = strtok_r(list, ",", &rest); one; one = strtok_r(NULL, ",", &rest))
        if (!ix_export_name(one, name))
            return cli_complain("--export: there is no form '%s'; there are %s", one, ix_export_names()),
                   false;
    return true;
}

static bool given(const cli_arguments *arguments, ix_batch *batch) {
    batch->out = arguments->option[CLI_out];
    if (!batch->out)
        return cli_complain("batch: --out DIR says where the results go"), false;
    if (!arguments->n_operands && !arguments->option[CLI_files0_from])
        return cli_complain("batch: there is nothing to read; see 'ilex batch --help'"), false;
    batch->selection = (ix_selection){.operands = arguments->operands,
                                      .n_operands = arguments->n_operands,
                                      .include = arguments->option[CLI_include],
                                      .exclude = arguments->option[CLI_exclude],
                                      .files0_from = arguments->option[CLI_files0_from]};
    batch->given = (ilex_input){.language = arguments->option[CLI_language],
                                .published = arguments->option[CLI_published],
                                .favour = arguments->option[CLI_favour]};
    batch->exports = arguments->option[CLI_export];
    batch->force = arguments->option[CLI_force];
    batch->retry = arguments->option[CLI_retry];
    batch->dry_run = arguments->option[CLI_dry_run];
    batch->watch = arguments->option[CLI_watch];
    batch->verbose = arguments->option[CLI_verbose];
    return apart(batch) && known_exports(batch->exports) && limits(arguments, batch);
}

static cli_exit code_of(ix_batch_result result) {
    switch (result) {
    case IX_BATCH_NO_RULES:
        return CLI_USAGE;
    case IX_BATCH_SOME_FAILED:
        return CLI_SOME_FAILED;
    case IX_BATCH_INTERRUPTED:
        return CLI_INTERRUPTED;
    default:
        return CLI_DONE;
    }
}

cli_exit cli_batch(const cli_arguments *arguments) {
    char *rules = cli_rules_folder(arguments);
    ix_batch batch = {.rules = rules, .load_rules = load_rules, .context = (void *)arguments};
    cli_exit code = given(arguments, &batch) ? code_of(ix_batch_run(&batch)) : CLI_USAGE;
    free(rules);
    return code;
}
