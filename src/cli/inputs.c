#include "cli/inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 64 * 1024 * 1024 + 1, PIECE = 256 * 1024 };

static int read_all(int fd, ix_buf *bytes) {
    for (;;) {
        ix_buf_reserve(bytes, PIECE);
        ssize_t n = read(fd, bytes->ptr + bytes->len, PIECE);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes->len += (size_t)n;
        if (n == 0 || bytes->len >= MOST)
            return 0;
    }
}

int cli_read(const char *path, ix_buf *bytes) {
    bytes->len = 0;
    if (!path || strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, bytes);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int trouble = read_all(fd, bytes);
    close(fd);
    return trouble;
}

bool cli_is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* By its name; hidden files and a folder's README are none. */
static bool is_release(const char *name) {
    static const char *const endings[] = {".txt", ".text", ".md", ".html", ".htm", ".xhtml"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return name[0] != '.' && strncasecmp(name, "README.", 7) != 0;
    return false;
}

const char *cli_trouble(int trouble) {
    return trouble == CLI_NO_RELEASES ? "there are no releases in it" : strerror(trouble);
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void walk(const char *folder, cli_visit visit, void *context) {
    FTS *tree =
        fts_open((char *[]){(char *)folder, NULL}, FTS_COMFOLLOW | FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (!tree) {
        visit(folder, errno, context);
        return;
    }
    size_t visited = 0;
    for (FTSENT *e; (e = fts_read(tree));) {
        bool trouble = e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS;
        bool file = e->fts_info == FTS_F || e->fts_info == FTS_SL;
        if (e->fts_info == FTS_D && e->fts_level > 0 && e->fts_name[0] == '.')
            fts_set(tree, e, FTS_SKIP);
        if (!trouble && !(file && is_release(e->fts_name)))
            continue;
        visit(e->fts_path, trouble ? e->fts_errno : 0, context);
        visited++;
    }
    fts_close(tree);
    if (!visited)
        visit(folder, CLI_NO_RELEASES, context);
}

void cli_each_input(const char **operands, int n, cli_visit visit, void *context) {
    for (int i = 0; i < n; i++)
        if (cli_is_folder(operands[i]))
            walk(operands[i], visit, context);
        else
            visit(operands[i], 0, context);
}
