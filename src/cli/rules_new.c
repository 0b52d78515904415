/* ilex rules new: a rule with everything still to be filled in, at the end of its file's rules. What is in
 * the file stays as it is. */
#include "cli/rules_new.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/inputs.h"
#include "cli/output.h"

/* "en/figure/dozens" is id `dozens` in the file en/figure.yaml. */
typedef struct rule_name {
    char folder[16], file[64], id[64];
} rule_name;

static bool is_word(const char *s, const char *also) {
    for (const char *c = s; *c; c++)
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && !strchr(also, *c))
            return false;
    return *s != '\0';
}

static bool split(const char *name, rule_name *out) {
    int end = 0;
    if (sscanf(name, "%15[^/]/%63[^/]/%63[^/]%n", out->folder, out->file, out->id, &end) != 3 || name[end])
        return false;
    bool language = strlen(out->folder) >= 2 && strlen(out->folder) <= 3 && is_word(out->folder, "");
    return (language || strcmp(out->folder, "common") == 0) && is_word(out->file, "_") &&
           is_word(out->id, "._");
}

/* The layer's number, or -1 after complaining. */
static int find_layer(const char *name, ilex_layer *layer) {
    const char *names[64] = {NULL}, *near;
    for (int i = 0; ilex_layer_at(i, layer); i++) {
        if (strcmp(layer->name, name) == 0)
            return i;
        if (i < 63)
            names[i] = layer->name;
    }
    if ((near = cli_nearest(name, names)))
        cli_complain("rules: there is no layer '%s'; did you mean '%s'?", name, near);
    else
        cli_complain("rules: there is no layer '%s'; rules/README.md tells them", name);
    return -1;
}

/* --- the file as it is --- */

static ix_str line_at(ix_str text, size_t at) {
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    return ix_str_sub(text, at, end ? (size_t)(end - text.ptr) : text.len);
}

static bool has_id(ix_str text, const char *id) {
    char plain[80], single[80], twice[80];
    snprintf(plain, sizeof plain, "id: %s", id);
    snprintf(single, sizeof single, "id: '%s'", id);
    snprintf(twice, sizeof twice, "id: \"%s\"", id);
    for (size_t at = 0; at < text.len;) {
        ix_str line = line_at(text, at);
        at += line.len + 1;
        while (line.len && (*line.ptr == ' ' || *line.ptr == '-'))
            line = ix_str_sub(line, 1, line.len);
        line = ix_str_trim(line);
        if (ix_str_is(line, plain) || ix_str_is(line, single) || ix_str_is(line, twice))
            return true;
    }
    return false;
}

/* Where the list of rules ends: before the next key at the margin, and the comments and blanks before that.
 * *found: there is such a list. */
static size_t rules_end(ix_str text, bool *found) {
    size_t last = 0;
    *found = false;
    for (size_t at = 0; at < text.len;) {
        ix_str line = line_at(text, at);
        bool blank = ix_str_trim(line).len == 0, key = !blank && isalpha((unsigned char)*line.ptr);
        if (key && *found)
            break;
        *found = *found || ix_str_starts(line, IX_STR("rules:"));
        at += line.len + (at + line.len < text.len);
        if (!blank && *line.ptr != '#')
            last = at;
    }
    return *found ? last : text.len;
}

/* --- the rule to be filled in --- */

static void put_fields(ix_buf *to, int layer, const char *indent) {
    const char *name, *about;
    for (int i = 0; (name = ilex_layer_field(layer, i, &about)); i++)
        ix_buf_format(to, "%s%-12s %s\n", indent, name, about);
}

static void put_rule(ix_buf *to, const rule_name *name, int number, const ilex_layer *layer) {
    ix_buf_format(to,
                  "- id: %s\n"
                  "  layer: %s\n"
                  "  # %s; a pattern is matched in each %s.\n"
                  "  # Its fields, from a capture of that name or said under `emit` (emit: {FIELD: value or "
                  "capture}):\n",
                  name->id, layer->name, layer->about, layer->unit);
    put_fields(to, number, "  #   ");
    ix_buf_str(
        to, IX_STR("  # The pattern: PCRE2 in which blanks do not count (\\s+ is a blank of the text), with "
                   "{{lists}}, "
                   "{{fragments}} and\n"
                   "  # mentions of earlier {{layers}}. Put yours in place of (?!), which matches nothing, "
                   "and take\n  # these comments out.\n"
                   "  pattern: |-\n"
                   "    (?!)\n"
                   "  # Sentences that it must find, and what the record has to hold of them.\n"
                   "  examples:\n"
                   "  - text: ''\n"
                   "    gives: [{text: ''}]\n"
                   "  # Sentences that are nearly like them, in which it must find nothing.\n"
                   "  counterexamples:\n"
                   "  - ''\n"));
}

static void put_head(ix_buf *to, const rule_name *name) {
    ix_buf_str(to, IX_STR("schema: ilex-rules/1\n"));
    if (strcmp(name->folder, "common") != 0)
        ix_buf_format(to, "language: %s\n", name->folder);
}

/* The file with the rule in it; *line is where that begins. */
static void compose(ix_buf *to, ix_str text, const rule_name *name, int number, const ilex_layer *layer,
                    int *line) {
    bool listed;
    size_t end = rules_end(text, &listed);
    if (!text.len)
        put_head(to, name);
    ix_buf_str(to, ix_str_sub(text, 0, end));
    if (to->len && to->ptr[to->len - 1] != '\n')
        ix_buf_char(to, '\n');
    ix_buf_str(to, listed ? IX_STR("\n") : IX_STR("\nrules:\n"));
    *line = 1;
    for (size_t i = 0; i < to->len; i++)
        *line += to->ptr[i] == '\n';
    put_rule(to, name, number, layer);
    ix_buf_str(to, ix_str_sub(text, end, text.len));
}

/* --- the command --- */

static cli_exit write_rule(const char *path, const rule_name *name, int number, const ilex_layer *layer) {
    ix_buf before = {0}, after = {0};
    cli_output output;
    cli_exit result = CLI_DONE;
    int line, trouble = cli_read(path, &before);
    if (trouble && trouble != ENOENT) {
        cli_complain("%s: %s", path, cli_trouble(trouble));
        result = CLI_SOME_FAILED;
    } else if (has_id(ix_buf_view(&before), name->id)) {
        cli_complain("rules: %s has a rule '%s' already", path, name->id);
        result = CLI_USAGE;
    } else {
        compose(&after, ix_buf_view(&before), name, number, layer, &line);
        bool written = cli_output_open(&output, path) &&
                       cli_to_file(after.ptr, after.len, output.file) == 0 && cli_output_close(&output, true);
        result = written ? CLI_DONE : CLI_SOME_FAILED;
        if (written)
            printf(
                "%s:%d: fill in its pattern, examples and counterexamples; `ilex rules lint` tells what is "
                "missing, `ilex rules test %s/%s/%s` tries it\n",
                path, line, name->folder, name->file, name->id);
    }
    ix_buf_done(&before);
    ix_buf_done(&after);
    return result;
}

cli_exit cli_rules_new(const cli_arguments *arguments) {
    rule_name name;
    ilex_layer layer;
    char path[4096];
    if (arguments->n_operands != 3)
        return cli_complain("rules: new takes a layer, and a name such as en/figure/dozens"), CLI_USAGE;
    int number = find_layer(arguments->operands[1], &layer);
    if (number < 0)
        return CLI_USAGE;
    if (!split(arguments->operands[2], &name))
        return cli_complain(
                   "rules: '%s' is no name such as en/figure/dozens: the folder of a language or common, a "
                   "file, and the rule, in small letters",
                   arguments->operands[2]),
               CLI_USAGE;
    char *found = cli_rules_folder(arguments);
    const char *dir = found ? found : getenv("ILEX_RULES");
    cli_exit result = CLI_USAGE;
    if (!dir || !cli_is_folder(dir)) {
        cli_complain("rules: there is no folder of rules%s%s; --rules DIR says where it is", dir ? " " : "",
                     dir ? dir : "");
    } else {
        snprintf(path, sizeof path, "%s/%s", dir, name.folder);
        mkdir(path, 0777); /* may be there; where it cannot be made, the file cannot either, which is told */
        snprintf(path, sizeof path, "%s/%s/%s.yaml", dir, name.folder, name.file);
        result = write_rule(path, &name, number, &layer);
    }
    free(found);
    return result;
}

cli_exit cli_rules_layers(const cli_arguments *arguments) {
    ix_buf told = {0};
    ilex_layer layer;
    int only = -1;
    if (arguments->n_operands > 2)
        return cli_complain("rules: layers takes the name of one, or none"), CLI_USAGE;
    if (arguments->n_operands == 2 && (only = find_layer(arguments->operands[1], &layer)) < 0)
        return CLI_USAGE;
    for (int i = 0; ilex_layer_at(i, &layer); i++) {
        if (only >= 0 && i != only)
            continue;
        ix_buf_format(&told, "%-12s each %-8s  %s\n", layer.name, layer.unit, layer.about);
        if (i == only)
            put_fields(&told, i, "  ");
    }
    cli_to_file(told.ptr, told.len, stdout);
    ix_buf_done(&told);
    return CLI_DONE;
}
