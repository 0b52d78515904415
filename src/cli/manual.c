/* ilex help: the man page and the shells' completions, from the same tables as --help. */
#include "cli/cli.h"

static bool takes(const cli_command *command, int option) {
    return command->options >> option & 1;
}

/* Text for troff: a leading dot or quote and backslashes kept from meaning anything. */
static void troff(const char *text) {
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++)
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else if (*text != '`')
            putchar(*text);
}

static void troff_option(const cli_option_info *o) {
    puts(".TP");
    if (o->letter)
        printf("\\fB\\-%c\\fR, ", o->letter);
    fputs("\\fB\\-\\-", stdout);
    troff(o->name);
    fputs("\\fR", stdout);
    if (o->argument)
        printf(" \\fI%s\\fR", o->argument);
    putchar('\n');
    troff(o->about);
    putchar('\n');
}

static void man_command(const cli_command *c) {
    printf(".SS ilex %s %s%s\n", c->name, *c->operands ? "[OPTION...] " : "[OPTION...]", c->operands);
    troff(c->details);
    putchar('\n');
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (takes(c, i))
            troff_option(&cli_options[i]);
}

static void man_formats(void) {
    const ilex_format *f;
    puts(".SH FORMATS");
    for (int i = 0; (f = ilex_format_at(i)); i++)
        printf(".TP\n.B %s\n%s\n", f->name, f->about);
}

static void man(void) {
    puts(
        ".TH ILEX 1 \"\" \"ilex " ILEX_VERSION "\" \"User Commands\"\n.SH NAME\n"
        "ilex \\- dated figures, quotations with their speakers and organisations out of press releases\n"
        ".SH SYNOPSIS\n.B ilex\n.I COMMAND\n[\\fIOPTION\\fR...] ...\n.SH DESCRIPTION\n"
        "ilex reads press releases, text or HTML, in English, French or Spanish, and writes what they say as "
        "structured\n"
        "JSON: every fact with the place of its words in the text and the rule that found it.\n.SH COMMANDS");
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            man_command(c);
    man_formats();
    puts(".SH ENVIRONMENT\n.TP\n.B ILEX_RULES\nThe rules folder, unless \\fB\\-\\-rules\\fR names one.\n"
         ".TP\n.B NO_COLOR\nNo colours, even on a terminal.\n.SH EXIT STATUS\n"
         "0 done, 1 a check failed, 2 usage or rules, 3 some inputs failed, 4 a fault in ilex or its output, "
         "130 interrupted.\n"
         ".SH SEE ALSO\n.BR ilex\\-rules (5)");
}

static void bash_command(const cli_command *c) {
    printf("    %s) words=\"", c->name);
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (takes(c, i))
            printf("--%s ", cli_options[i].name);
    puts("\" ;;");
}

static void formats_list(void) {
    const ilex_format *f;
    for (int i = 0; (f = ilex_format_at(i)); i++)
        printf("%s%s", i ? " " : "", f->name);
}

static void bash(void) {
    fputs(
        "_ilex() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n"
        "    if [ \"$before\" = --format ] || [ \"$before\" = -f ]; then\n        COMPREPLY=($(compgen -W \"",
        stdout);
    formats_list();
    fputs("\" -- \"$word\"))\n        return\n    fi\n    if [ \"$COMP_CWORD\" = 1 ]; then\n        "
          "COMPREPLY=($(compgen -W \"",
          stdout);
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            printf("%s ", c->name);
    puts("--help --version\" -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in");
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            bash_command(c);
    puts("    esac\n    COMPREPLY=($(compgen -f -W \"$words\" -- \"$word\"))\n}\ncomplete -o filenames -F "
         "_ilex ilex");
}

static void zsh(void) {
    puts("#compdef ilex\nlocal -a commands\ncommands=(");
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            printf("  \"%s:%s\"\n", c->name, c->about);
    puts(")\nif (( CURRENT == 2 )); then\n  _describe command commands\n  return\nfi\ncase $words[2] in");
    for (const cli_command *c = cli_commands; c->name; c++) {
        if (c->hidden)
            continue;
        printf("%s) _arguments", c->name);
        for (int i = 0; i < CLI_OPTIONS; i++)
            if (takes(c, i))
                printf(" '--%s[%s]%s%s'", cli_options[i].name, cli_options[i].name,
                       cli_options[i].argument ? ":" : "",
                       cli_options[i].argument ? cli_options[i].argument : "");
        puts(" '*:file:_files' ;;");
    }
    puts("esac");
}

static void fish(void) {
    for (const cli_command *c = cli_commands; c->name; c++) {
        if (c->hidden)
            continue;
        printf("complete -c ilex -n __fish_use_subcommand -a %s -d \"%s\"\n", c->name, c->about);
        for (int i = 0; i < CLI_OPTIONS; i++) {
            if (!takes(c, i))
                continue;
            printf("complete -c ilex -n '__fish_seen_subcommand_from %s' -l %s", c->name,
                   cli_options[i].name);
            if (cli_options[i].letter)
                printf(" -s %c", cli_options[i].letter);
            puts(cli_options[i].argument ? " -r" : "");
        }
    }
}

cli_exit cli_manual(const cli_arguments *arguments) {
    static const struct {
        const char *name;
        void (*print)(void);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    const char *shell = arguments->option[CLI_completion];
    if (arguments->option[CLI_man]) {
        man();
        return CLI_DONE;
    }
    for (size_t i = 0; shell && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shell, shells[i].name) == 0) {
            shells[i].print();
            return CLI_DONE;
        }
    if (!shell)
        return cli_help_all(stdout);
    cli_complain("help: completions are there for bash, zsh and fish, not for '%s'", shell);
    return CLI_USAGE;
}
