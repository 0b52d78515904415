/* The command line: one file a command, one table of options, from which help, man page and completions are
 * made. */
#ifndef ILEX_CLI_H
#define ILEX_CLI_H

#include <stdio.h>

#include "base/buf.h"
#include "ilex.h"

/* Exit codes. */
typedef enum cli_exit {
    CLI_DONE,
    CLI_FAILED_CHECK,
    CLI_USAGE,
    CLI_SOME_FAILED,
    CLI_INTERNAL,
    CLI_INTERRUPTED = 130
} cli_exit;

typedef enum cli_option {
#define CLI_OPTION(id, name, letter, argument, about) CLI_##id,
#include "cli/options.def"
#undef CLI_OPTION
    CLI_OPTIONS
} cli_option;

typedef struct cli_option_info {
    const char *name;
    char letter;
    const char *argument; /* NULL: a flag */
    const char *about;
} cli_option_info;
extern const cli_option_info cli_options[CLI_OPTIONS];

struct cli_arguments;

typedef struct cli_command {
    const char *name, *operands, *about;
    const char *details; /* paragraphs for help and man page */
    uint64_t options;    /* a bit for each option it takes */
    cli_exit (*run)(const struct cli_arguments *arguments);
    bool hidden;
} cli_command;
/* Ended by a NULL name. */
extern const cli_command cli_commands[];
#define CLI_TAKES(option) (UINT64_C(1) << CLI_##option)

/* What the command line said. */
typedef struct cli_arguments {
    const cli_command *command;
    const char *option[CLI_OPTIONS]; /* NULL: not given; "" for a flag */
    const char **operands;
    int n_operands;
} cli_arguments;

cli_exit cli_extract(const cli_arguments *arguments);
cli_exit cli_pipe(const cli_arguments *arguments);
cli_exit cli_batch(const cli_arguments *arguments);
cli_exit cli_export(const cli_arguments *arguments);
cli_exit cli_series(const cli_arguments *arguments);
cli_exit cli_eval(const cli_arguments *arguments);
cli_exit cli_verify(const cli_arguments *arguments);
cli_exit cli_review(const cli_arguments *arguments);
cli_exit cli_explain(const cli_arguments *arguments);
cli_exit cli_rules(const cli_arguments *arguments);
cli_exit cli_manual(const cli_arguments *arguments);
cli_exit cli_help_command(const cli_command *command, FILE *out);
cli_exit cli_help_all(FILE *out);

/* Fills in options and operands (`operands` has room for argc); false after complaining. */
bool cli_parse(cli_arguments *arguments, char **argv, int argc);

/* One line on stderr: "ilex: message". */
void cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* An error with its place, and the excerpt with a caret where there is one. */
void cli_report(const ilex_error *error, void *context);
/* The one of `names` (ended by NULL) that `word` is most likely a slip of, or NULL. */
const char *cli_nearest(const char *word, const char *const *names);

/* The rules as --rules, $ILEX_RULES, the executable's surroundings or the installation give them; NULL after
 * complaining. `faults`, if not NULL, counts what was reported. */
ilex_ruleset *cli_load_rules(const cli_arguments *arguments, unsigned flags, int *faults);

/* The folder that cli_load_rules would take, to be freed; NULL: the installed one, or $ILEX_RULES. */
char *cli_rules_folder(const cli_arguments *arguments);

/* What the options say about an input; "-" has no path. */
ilex_input cli_input(const cli_arguments *arguments, const char *path);
/* The exit code for an input or output that failed so. */
cli_exit cli_exit_for(ilex_status status);

/* An ilex_sink to a FILE. */
int cli_to_file(const void *bytes, size_t n, void *file);

/* Tells on standard error what rules cost the worker, the dearest first; nothing unless it was profiling. */
void cli_show_costs(const ilex_worker *worker);

#endif
