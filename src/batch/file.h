/* Files that are there whole or not at all. Functions return false with errno set. */
#ifndef IX_BATCH_FILE_H
#define IX_BATCH_FILE_H

#include "base/buf.h"

bool ix_write_all(int fd, const void *bytes, size_t n);
/* False also when the file ends before n bytes. */
bool ix_read_at(int fd, void *to, size_t n, uint64_t offset);
/* The whole file; false when there is none. */
bool ix_read_file(const char *path, ix_buf *out);
bool ix_make_folder(const char *path);
bool ix_sync_folder(const char *path);

/* A file being written under a temporary name beside its place. */
typedef struct ix_new_file {
    int fd; /* -1: it failed; what else is written is ignored */
    int trouble;
    uint64_t size;
    char path[4096], temporary[4096];
    ix_buf buf;
} ix_new_file;

void ix_new_file_open(ix_new_file *file, const char *path);
void ix_new_file_add(ix_new_file *file, const void *bytes, size_t n);
/* Writes what is left, syncs and closes; the file is complete under its temporary name. On failure it is
 * gone. */
bool ix_new_file_close(ix_new_file *file);
/* Closes it and gives it its name, then syncs the folder. */
bool ix_new_file_place(ix_new_file *file);
void ix_new_file_drop(ix_new_file *file);

#endif
