#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

/* Anything but a file: a terminal, a pipe, /dev/null. There is nothing to put in place. */
static bool is_device(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static bool open_in_place(cli_output *output) {
    output->file = fopen(output->path, "w");
    if (!output->file)
        cli_complain("%s: %s", output->path, strerror(errno));
    return output->file;
}

bool cli_output_open(cli_output *output, const char *path) {
    *output = (cli_output){.file = stdout, .path = path && strcmp(path, "-") ? path : NULL};
    if (!output->path)
        return true;
    if (is_device(path))
        return open_in_place(output);
    if (asprintf(&output->temporary, "%s.XXXXXX", path) < 0)
        return false;
    int fd = mkstemp(output->temporary);
    if (fd < 0) {
        cli_complain("%s: %s", path, strerror(errno));
        free(output->temporary);
        return false;
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    output->file = fdopen(fd, "w");
    return true;
}

bool cli_output_close(cli_output *output, bool keep) {
    if (!output->path)
        return true;
    bool written = fflush(output->file) == 0 && !ferror(output->file);
    written = fclose(output->file) == 0 && written;
    bool placed = written && keep && (!output->temporary || rename(output->temporary, output->path) == 0);
    if (!placed && output->temporary)
        unlink(output->temporary);
    if (!placed && keep)
        cli_complain("%s: %s", output->path, strerror(errno));
    free(output->temporary);
    return placed || !keep;
}
