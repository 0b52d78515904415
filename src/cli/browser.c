#include "cli/browser.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* In a session of its own and with the signals as they were, so that Ctrl-C here is none for the browser. */
static void start(const char *page) {
    const char *words[] = {"xdg-open", page, NULL};
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

/* An absolute path, for whatever program takes it. */
static bool write_page(cli_launch *launch, const char *folder, const char *address) {
    char *whole = realpath(folder, NULL);
    int n = whole ? snprintf(launch->path, sizeof launch->path, "%s/launch-XXXXXX.html", whole) : -1;
    int fd = n > 0 && (size_t)n < sizeof launch->path ? mkstemps(launch->path, 5) : -1;
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    free(whole);
    if (!file) {
        launch->path[0] = '\0';
        return false;
    }
    fprintf(file,
            "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
            "<meta http-equiv=\"refresh\" content=\"0;url=%s\"><title>ilex review</title>"
            "<p><a href=\"%s\">ilex review</a></p>\n",
            address, address);
    return fclose(file) == 0;
}

void cli_browser_open(cli_launch *launch, const char *folder, const char *address) {
    if (has_display() && write_page(launch, folder, address))
        start(launch->path);
}

void cli_browser_forget(cli_launch *launch) {
    if (launch->path[0])
        unlink(launch->path);
    launch->path[0] = '\0';
}
