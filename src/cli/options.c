#include "cli/cli.h"

#include "base/calendar.h"

const cli_option_info cli_options[CLI_OPTIONS] = {
#define CLI_OPTION(id, name, letter, argument, about) {name, letter, argument, about},
#include "cli/options.def"
#undef CLI_OPTION
};

static bool takes(const cli_command *command, int option) {
    return command->options >> option & 1;
}

/* The option `--name` or `-n` of this command, or -1. */
static int find(const cli_command *command, const char *name, size_t n, bool letter) {
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const cli_option_info *o = &cli_options[i];
        bool same = letter ? o->letter == *name : strlen(o->name) == n && memcmp(o->name, name, n) == 0;
        if (same && takes(command, i))
            return i;
    }
    return -1;
}

static bool unknown(const cli_command *command, const char *word) {
    const char *names[CLI_OPTIONS + 1] = {0};
    int n = 0;
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (takes(command, i))
            names[n++] = cli_options[i].name;
    const char *near = word[1] == '-' ? cli_nearest(word + 2, names) : NULL;
    if (near)
        cli_complain("%s: there is no option '%s'; did you mean '--%s'?", command->name, word, near);
    else
        cli_complain("%s: there is no option '%s'; see 'ilex %s --help'", command->name, word, command->name);
    return false;
}

/* Takes up the option at argv[*at] and its argument; moves *at to the last word used. */
static bool take(cli_arguments *arguments, char **argv, int argc, int *at) {
    const char *word = argv[*at], *value = NULL;
    bool letter = word[1] != '-';
    const char *name = word + (letter ? 1 : 2), *equals = letter ? NULL : strchr(name, '=');
    int option = find(arguments->command, name, equals ? (size_t)(equals - name) : strlen(name), letter);
    if (option < 0)
        return unknown(arguments->command, word);
    if (equals)
        value = equals + 1;
    else if (letter && name[1])
        value = name + 1;
    if (!cli_options[option].argument) {
        if (value)
            return cli_complain("--%s takes no argument", cli_options[option].name), false;
        value = "";
    } else if (!value) {
        if (*at + 1 >= argc)
            return cli_complain("--%s needs %s", cli_options[option].name, cli_options[option].argument),
                   false;
        value = argv[++*at];
    }
    arguments->option[option] = value;
    return true;
}

/* What can be judged without reading anything. */
static bool sensible(const cli_arguments *arguments) {
    const char *published = arguments->option[CLI_published], *favour = arguments->option[CLI_favour];
    if (published && !ix_day_parse(ix_str_of(published)).year)
        return cli_complain("--published: '%s' is no date like 2025-03-29", published), false;
    if (favour && strcmp(favour, "precision") != 0 && strcmp(favour, "recall") != 0)
        return cli_complain("--favour: it is precision or recall, not '%s'", favour), false;
    return true;
}

bool cli_parse(cli_arguments *arguments, char **argv, int argc) {
    bool options = true;
    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (!options || argv[i][0] != '-' || !argv[i][1])
            arguments->operands[arguments->n_operands++] = argv[i];
        else if (!take(arguments, argv, argc, &i))
            return false;
    }
    return sensible(arguments);
}

ilex_input cli_input(const cli_arguments *arguments, const char *path) {
    return (ilex_input){.path = strcmp(path, "-") ? path : NULL,
                        .language = arguments->option[CLI_language],
                        .published = arguments->option[CLI_published],
                        .favour = arguments->option[CLI_favour]};
}
