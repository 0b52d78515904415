#include "cli/cli.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the rules lie as seen from the executable: installed, beside it, or in the source tree above out/MODE. */
static const char *const surroundings[] = {"../share/ilex/rules", "rules", "../rules", "../../rules"};

static bool is_rules(const char *dir) {
    char path[4200];
    struct stat st;
    snprintf(path, sizeof path, "%s/README.md", dir);
    return stat(path, &st) == 0;
}

/* The rules folder near the executable, into `dir`. */
static bool near_executable(char *dir, size_t size) {
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return false;
    self[n] = '\0';
    *strrchr(self, '/') = '\0';
    for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++)
        if ((size_t)snprintf(dir, size, "%s/%s", self, surroundings[i]) < size && is_rules(dir))
            return true;
    return false;
}

static void report(const ilex_error *error, void *faults) {
    if (faults)
        ++*(int *)faults;
    cli_report(error, NULL);
}

static unsigned test_flags(const cli_arguments *arguments) {
    return (arguments->option[CLI_no_gates] ? ILEX_NO_GATES : 0) | (arguments->option[CLI_no_jit] ? ILEX_NO_JIT : 0);
}

ilex_ruleset *cli_load_rules(const cli_arguments *arguments, unsigned flags, int *faults) {
    char found[4128];
    const char *dir = arguments->option[CLI_rules];
    if (!dir && !getenv("ILEX_RULES") && near_executable(found, sizeof found))
        dir = found;
    ilex_ruleset *rules = ilex_ruleset_load(dir, flags | test_flags(arguments), report, faults);
    if (!rules)
        cli_complain("no usable rules%s%s; --rules DIR or $ILEX_RULES says where they are", dir ? " in " : "",
                     dir ? dir : "");
    return rules;
}
