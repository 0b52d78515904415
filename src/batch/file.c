#include "batch/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

bool ix_write_all(int fd, const void *bytes, size_t n) {
    const char *at = bytes;
    while (n) {
        ssize_t w = write(fd, at, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return false;
        at += w;
        n -= (size_t)w;
    }
    return true;
}

bool ix_read_at(int fd, void *to, size_t n, uint64_t offset) {
    char *at = to;
    while (n) {
        ssize_t r = pread(fd, at, n, (off_t)offset);
        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0) {
            errno = r ? errno : EIO;
            return false;
        }
        at += r;
        n -= (size_t)r;
        offset += (size_t)r;
    }
    return true;
}

bool ix_read_file(const char *path, ix_buf *out) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    out->len = 0;
    if (fd < 0)
        return false;
    bool done = fstat(fd, &st) == 0;
    if (done) {
        ix_buf_reserve(out, (size_t)st.st_size + 1);
        done = ix_read_at(fd, out->ptr, (size_t)st.st_size, 0);
        out->len = done ? (size_t)st.st_size : 0;
        out->ptr[out->len] = '\0';
    }
    close(fd);
    return done;
}

bool ix_make_folder(const char *path) {
    char parent[4096];
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    if (errno != ENOENT)
        return false;
    snprintf(parent, sizeof parent, "%s", path);
    const char *above = dirname(parent);
    return strcmp(above, path) != 0 && ix_make_folder(above) && (mkdir(path, 0777) == 0 || errno == EEXIST);
}

bool ix_sync_folder(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (fd >= 0)
        close(fd);
    return synced;
}

static void give_up(ix_new_file *file) {
    file->trouble = errno;
    if (file->fd >= 0) {
        close(file->fd);
        unlink(file->temporary);
    }
    file->fd = -1;
}

void ix_new_file_open(ix_new_file *file, const char *path) {
    *file = (ix_new_file){0};
    snprintf(file->path, sizeof file->path, "%s", path);
    int n = snprintf(file->temporary, sizeof file->temporary, "%s.new", path);
    file->fd = n < (int)sizeof file->temporary
                   ? open(file->temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)
                   : -1;
    if (file->fd < 0)
        give_up(file);
}

static void flush(ix_new_file *file) {
    if (file->fd >= 0 && !ix_write_all(file->fd, file->buf.ptr, file->buf.len))
        give_up(file);
    file->buf.len = 0;
}

void ix_new_file_add(ix_new_file *file, const void *bytes, size_t n) {
    if (file->fd < 0)
        return;
    ix_buf_add(&file->buf, bytes, n);
    file->size += n;
    if (file->buf.len >= PIECE)
        flush(file);
}

bool ix_new_file_close(ix_new_file *file) {
    flush(file);
    ix_buf_done(&file->buf);
    if (file->fd >= 0 && fsync(file->fd) != 0 && errno != EINVAL)
        give_up(file);
    if (file->fd >= 0 && close(file->fd) != 0) {
        file->fd = -1;
        give_up(file);
        unlink(file->temporary);
    }
    file->fd = -1;
    errno = file->trouble;
    return !file->trouble;
}

bool ix_new_file_place(ix_new_file *file) {
    char folder[4096];
    if (!ix_new_file_close(file))
        return false;
    if (rename(file->temporary, file->path) != 0) {
        file->trouble = errno;
        unlink(file->temporary);
        errno = file->trouble;
        return false;
    }
    snprintf(folder, sizeof folder, "%s", file->path);
    return ix_sync_folder(dirname(folder));
}

void ix_new_file_drop(ix_new_file *file) {
    if (file->fd >= 0)
        give_up(file);
    ix_buf_done(&file->buf);
}
