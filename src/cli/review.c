/* ilex review: a stored batch shown in the browser, and what people decide on its facts kept. */
#include "review/web.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli/cli.h"

static bool port_given(const cli_arguments *arguments, unsigned *port) {
    int n = arguments->option[CLI_port] ? ix_str_int(ix_str_of(arguments->option[CLI_port])) : 0;
    if (n < 0 || n > 65535)
        return cli_complain("--port: '%s' is no number from 0 to 65535", arguments->option[CLI_port]), false;
    *port = (unsigned)n;
    return true;
}

static void tell_next(const char *address) {
    printf("For another browser: %s\n", address);
    fflush(stdout);
}

/* In a session of its own and with the signals as they were, so that Ctrl-C here is none for the browser. */
static void open_browser(const char *address) {
    const char *words[] = {"xdg-open", address, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, all;
    pid_t child;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    for (int fd = 0; fd <= 2; fd++)
        posix_spawn_file_actions_addopen(&files, fd, "/dev/null", fd ? O_WRONLY : O_RDONLY, 0);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnp(&child, *words, &files, &how, (char **)words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
}

static bool has_display(void) {
    const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x && *x) || (wayland && *wayland);
}

/* A descriptor that can be read from when the program shall end. */
static int end_signals(void) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &ends, SFD_CLOEXEC);
}

static cli_exit serve(const cli_arguments *arguments, unsigned port) {
    ilex_error error;
    int stop = end_signals();
    ix_web *web = ix_web_open(port, tell_next, &error);
    if (!web) {
        cli_complain("review: %s", error.message);
        close(stop);
        return CLI_INTERNAL;
    }
    printf("Review: %s\n", ix_web_address(web));
    fflush(stdout);
    if (!arguments->option[CLI_no_open] && has_display())
        open_browser(ix_web_address(web));
    bool well = ix_web_run(web, stop);
    if (!well)
        cli_complain("review: %s", strerror(errno));
    ix_web_close(web);
    close(stop);
    return well ? CLI_DONE : CLI_INTERNAL;
}

cli_exit cli_review(const cli_arguments *arguments) {
    unsigned port;
    if (!port_given(arguments, &port))
        return CLI_USAGE;
    if (arguments->n_operands != 1)
        return cli_complain("review: it takes the folder that `ilex batch --out` made"), CLI_USAGE;
    return serve(arguments, port);
}
