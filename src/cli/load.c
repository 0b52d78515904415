#include "cli/cli.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the rules lie as seen from the executable: installed, beside it, or in the source tree above
 * out/MODE. */
static const char *const surroundings[] = {"../share/ilex/rules", "rules", "../rules", "../../rules"};

static bool is_rules(const char *dir) {
    char path[PATH_MAX + 64];
    struct stat st;
    snprintf(path, sizeof path, "%s/README.md", dir);
    return stat(path, &st) == 0;
}

/* The path as seen from the working folder, when it is under it: shorter in messages. */
static const char *shortest(const char *path) {
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    return n && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

/* The rules folder near the executable, to be freed; NULL when there is none. */
static char *near_executable(void) {
    char self[PATH_MAX], dir[PATH_MAX + 32];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return NULL;
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++) {
        snprintf(dir, sizeof dir, "%s/%s", self, surroundings[i]);
        if (is_rules(dir))
            return realpath(dir, NULL);
    }
    return NULL;
}

static void report(const ilex_error *error, void *faults) {
    if (faults)
        ++*(int *)faults;
    cli_report(error, NULL);
}

static bool explains(const char *format) {
    const ilex_format *f;
    for (int i = 0; format && (f = ilex_format_at(i)); i++)
        if (strcmp(f->name, format) == 0)
            return f->explains;
    return false;
}

static unsigned flags_for(const cli_arguments *arguments) {
    return (arguments->option[CLI_no_gates] ? ILEX_NO_GATES : 0) |
           (arguments->option[CLI_no_jit] ? ILEX_NO_JIT : 0) |
           (explains(arguments->option[CLI_format]) ? ILEX_EXPLAIN : 0);
}

/* Whether --language names one that there are rules for. */
static bool has_language(const ilex_ruleset *rules, const char *asked) {
    char languages[256] = "";
    const char *last = "";
    ilex_rule rule;
    for (int i = 0; asked && ilex_ruleset_rule(rules, i, &rule); i++) {
        size_t n = strlen(languages);
        if (strcmp(rule.language, asked) == 0)
            return true;
        if (strcmp(rule.language, last) != 0)
            snprintf(languages + n, sizeof languages - n, "%s%s", n ? ", " : "", rule.language);
        last = rule.language;
    }
    if (asked)
        cli_complain("--language: there are no rules for '%s', only for %s", asked, languages);
    return !asked;
}

char *cli_rules_folder(const cli_arguments *arguments) {
    const char *asked = arguments->option[CLI_rules];
    char *found = asked || getenv("ILEX_RULES") ? NULL : near_executable();
    char *dir = asked ? strdup(asked) : found ? strdup(shortest(found)) : NULL;
    free(found);
    return dir;
}

ilex_ruleset *cli_load_rules(const cli_arguments *arguments, unsigned flags, int *faults) {
    char *dir = cli_rules_folder(arguments);
    ilex_ruleset *rules = ilex_ruleset_load(dir, flags | flags_for(arguments), report, faults);
    if (!rules)
        cli_complain("no usable rules%s%s; --rules DIR or $ILEX_RULES says where they are", dir ? " in " : "",
                     dir ? dir : "");
    free(dir);
    if (rules && !has_language(rules, arguments->option[CLI_language])) {
        ilex_ruleset_free(rules);
        return NULL;
    }
    return rules;
}
