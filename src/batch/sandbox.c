#include "batch/sandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Every right that Landlock's first version knows, and none given to any folder. */
static bool deny_files(void) {
    struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    bool denied = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return denied;
}

static bool deny_calls(void) {
    static const int allowed[] = {
        SCMP_SYS(read),           SCMP_SYS(write),           SCMP_SYS(close),       SCMP_SYS(brk),
        SCMP_SYS(mmap),           SCMP_SYS(munmap),          SCMP_SYS(mremap),      SCMP_SYS(mprotect),
        SCMP_SYS(madvise),        SCMP_SYS(futex),           SCMP_SYS(setitimer),   SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),    SCMP_SYS(sigaltstack), SCMP_SYS(getpid),
        SCMP_SYS(gettid),         SCMP_SYS(tgkill),          SCMP_SYS(exit),        SCMP_SYS(exit_group),
        SCMP_SYS(clock_gettime),  SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),   SCMP_SYS(restart_syscall),
        SCMP_SYS(getrandom),      SCMP_SYS(fstat),           SCMP_SYS(newfstatat),  SCMP_SYS(lseek),
        SCMP_SYS(sched_yield),    SCMP_SYS(getrusage),
    };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool denied = filter != NULL;
    for (size_t i = 0; denied && i < sizeof allowed / sizeof *allowed; i++)
        denied = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    denied = denied && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return denied;
}

ix_cage ix_sandbox(void) {
    ix_cage cage = {.privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0};
    cage.landlock = cage.privileges && deny_files();
    cage.seccomp = cage.privileges && deny_calls();
    return cage;
}

static size_t address_space(void) {
    size_t pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%zu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static bool limited;

void ix_limit_memory(size_t bytes) {
    size_t has = bytes ? address_space() : 0;
    struct rlimit limit = {has + bytes, has + bytes};
    limited = has && setrlimit(RLIMIT_AS, &limit) == 0;
}

/* Some libraries go on without the memory they asked for, and give something else than they would have. So in
 * a limited process the first allocation that fails ends it: these stand before the C library's for all
 * libraries of the program. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);

static void *checked(void *got, size_t n) {
    if (!got && n && limited)
        _exit(IX_EXIT_MEMORY);
    return got;
}

__attribute__((visibility("default"))) void *malloc(size_t n) {
    return checked(__libc_malloc(n), n);
}

__attribute__((visibility("default"))) void *calloc(size_t n, size_t size) {
    return checked(__libc_calloc(n, size), n * size);
}

__attribute__((visibility("default"))) void *realloc(void *old, size_t n) {
    return checked(__libc_realloc(old, n), n);
}
#endif
