#include "batch/watch.h"

#include <fts.h>
#include <libgen.h>
#include <poll.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    QUIET = 300,
    PATIENCE = 1000,
    EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR
};

static void watch_folder(int watch, const char *folder) {
    FTS *tree = fts_open((char *[]){(char *)folder, NULL}, FTS_COMFOLLOW | FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *e; tree && (e = fts_read(tree));) {
        if (e->fts_info != FTS_D)
            continue;
        if ((e->fts_level > 0 && e->fts_name[0] == '.') || ix_is_store(e->fts_path))
            fts_set(tree, e, FTS_SKIP);
        else
            inotify_add_watch(watch, e->fts_path, EVENTS);
    }
    if (tree)
        fts_close(tree);
}

static void watch_operand(int watch, const char *path) {
    char copy[4096];
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        watch_folder(watch, path);
        return;
    }
    snprintf(copy, sizeof copy, "%s", path);
    inotify_add_watch(watch, dirname(copy), EVENTS);
}

int ix_watch_begin(const ix_selection *selection) {
    int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    for (int i = 0; watch >= 0 && i < selection->n_operands; i++)
        watch_operand(watch, selection->operands[i]);
    return watch;
}

static bool drain(int watch) {
    char events[16384];
    bool any = false;
    while (read(watch, events, sizeof events) > 0)
        any = true;
    return any;
}

bool ix_watch_wait(int watch, const volatile sig_atomic_t *stop) {
    struct pollfd fd = {.fd = watch, .events = POLLIN};
    bool changed = false;
    while (!*stop) {
        bool came = poll(&fd, 1, changed ? QUIET : PATIENCE) > 0 && drain(watch);
        if (changed && !came)
            break;
        changed |= came;
    }
    close(watch);
    return !*stop;
}
