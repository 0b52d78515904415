#include "cli/cli.h"

#include "base/utf8.h"

static void options(const cli_command *command, FILE *out) {
    for (int i = 0; i < CLI_OPTIONS; i++) {
        const cli_option_info *o = &cli_options[i];
        char name[64];
        if (!(command->options >> i & 1))
            continue;
        snprintf(name, sizeof name, "--%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        if (o->letter)
            fprintf(out, "  -%c, %-18s %s\n", o->letter, name, o->about);
        else
            fprintf(out, "      %-18s %s\n", name, o->about);
    }
}

/* The paragraph in lines of at most 78 columns. */
static void wrapped(const char *text, FILE *out) {
    size_t column = 0;
    while (*text) {
        size_t n = strcspn(text, " "), width = ix_utf8_length((ix_str){text, n});
        if (column && column + 1 + width > 78) {
            fputc('\n', out);
            column = 0;
        }
        fprintf(out, "%s%.*s", column ? " " : "", (int)n, text);
        column += width + (column > 0);
        text += n + (text[n] == ' ');
    }
    fputc('\n', out);
}

static void formats(FILE *out) {
    fputs("\nFormats:\n", out);
    const ilex_format *f;
    for (int i = 0; (f = ilex_format_at(i)); i++)
        fprintf(out, "  %-10s %s\n", f->name, f->about);
}

cli_exit cli_help_command(const cli_command *command, FILE *out) {
    fprintf(out, "Usage: ilex %s [OPTION…]%s%s\n\n", command->name, *command->operands ? " " : "",
            command->operands);
    wrapped(command->details, out);
    fputs("\nOptions:\n", out);
    options(command, out);
    if (command->options & CLI_TAKES(format))
        formats(out);
    return CLI_DONE;
}

cli_exit cli_help_all(FILE *out) {
    fputs("ilex: dated figures, quotations with their speakers and organisations out of press releases\n\n"
          "Usage: ilex COMMAND [OPTION…] …\n\n",
          out);
    for (const cli_command *c = cli_commands; c->name; c++)
        if (!c->hidden)
            fprintf(out, "  %-10s %s\n", c->name, c->about);
    fputs("\n'ilex COMMAND --help' says more. Exit codes: 0 done, 1 a check failed, 2 usage or rules,\n"
          "3 some inputs failed, 4 a fault in ilex, 130 interrupted.\n",
          out);
    return CLI_DONE;
}
