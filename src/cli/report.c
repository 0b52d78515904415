#include "cli/cli.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/utf8.h"

void cli_complain(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("ilex: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void cli_report(const ilex_error *error, void *context) {
    (void)context;
    fputs("ilex: ", stderr);
    if (error->file[0])
        fprintf(stderr, "%s:", error->file);
    if (error->line)
        fprintf(stderr, "%d:%d:", error->line, error->column);
    fprintf(stderr, "%s%s%s%s\n", error->file[0] ? " " : "", error->rule, error->rule[0] ? ": " : "",
            error->message);
    if (error->excerpt[0])
        fprintf(stderr, "    %s\n    %*s^\n", error->excerpt, error->column > 0 ? error->column - 1 : 0, "");
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein's distance, two neighbours swapped counting one; words over 31 bytes are far from everything.
 */
static size_t distance(const char *a, const char *b) {
    enum { LONGEST = 32 };
    size_t d[LONGEST][LONGEST], n = strlen(a), m = strlen(b);
    if (n >= LONGEST || m >= LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] =
                smaller(smaller(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = smaller(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

const char *cli_nearest(const char *word, const char *const *names) {
    const char *best = NULL;
    size_t least = 3;
    for (; *names; names++) {
        size_t d = distance(word, *names);
        if (d < least && d < strlen(*names)) {
            least = d;
            best = *names;
        }
    }
    return best;
}

cli_exit cli_exit_for(ilex_status status) {
    switch (status) {
    case ILEX_OK:
        return CLI_DONE;
    case ILEX_E_USAGE:
    case ILEX_E_RULES:
        return CLI_USAGE;
    case ILEX_E_INPUT:
        return CLI_SOME_FAILED;
    default:
        return CLI_INTERNAL;
    }
}
