#include "cli/cli.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>

static const cli_command *command_named(const char *name) {
    for (const cli_command *c = cli_commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static cli_exit unknown_command(const char *word) {
    const char *names[32] = {0};
    int n = 0;
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            names[n++] = c->name;
    const char *near = cli_nearest(word, names);
    if (near)
        cli_complain("there is no command '%s'; did you mean '%s'?", word, near);
    else
        cli_complain("there is no command '%s'; see 'ilex --help'", word);
    return CLI_USAGE;
}

static cli_exit run(const cli_command *command, char **argv, int argc) {
    cli_arguments arguments = {.command = command, .operands = ix_alloc(sizeof(char *) * (size_t)(argc + 1))};
    cli_exit result = CLI_USAGE;
    if (cli_parse(&arguments, argv, argc))
        result = arguments.option[CLI_help] ? cli_help_command(command, stdout) : command->run(&arguments);
    free(arguments.operands);
    return result;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_DFL);
    if (argc < 2)
        return cli_help_all(stderr), CLI_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cli_help_all(stdout);
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        return printf("ilex %s\n", ilex_version()) < 0;
    const cli_command *command = command_named(argv[1]);
    cli_exit result = command ? run(command, argv + 2, argc - 2) : unknown_command(argv[1]);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        cli_complain("standard output could not be written");
        return CLI_INTERNAL;
    }
    return (int)result;
}
