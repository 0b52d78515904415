/* Only in the test build (tests/batch/poison.py): a marker in a release does to the worker what hostile input
 * might. */
#ifndef ILEX_TESTS_POISON_H
#define ILEX_TESTS_POISON_H

#include <fcntl.h>
#include <sys/socket.h>

#include "base/arena.h"

/* Asks as a library would, which sandbox.c's own malloc watches. AddressSanitizer has its own instead, so
 * there as the program does. */
static void *take_memory(size_t n) {
#ifdef __SANITIZE_ADDRESS__
    return ix_alloc(n);
#else
    return malloc(n);
#endif
}

static bool holds(const ix_release *release, const char *marker) {
    return memmem(release->bytes, release->n, marker, strlen(marker)) != NULL;
}

/* What a worker is not allowed; that it could is a crash. */
static void try_to_escape(void) {
    if (open("/etc/passwd", O_RDONLY) >= 0 || open("escaped", O_WRONLY | O_CREAT, 0666) >= 0 ||
        socket(AF_INET, SOCK_STREAM, 0) >= 0 || fork() >= 0)
        abort();
}

static void poison(const ix_release *release) {
    static void *volatile sink;
    if (holds(release, "POISON-CRASH"))
        *(volatile int *)0 = 1;
    if (holds(release, "POISON-ABORT"))
        abort();
    if (holds(release, "POISON-ESCAPE"))
        try_to_escape();
    while (holds(release, "POISON-LOOP"))
        ;
    while (holds(release, "POISON-SLEEP"))
        pause();
    while (holds(release, "POISON-MEMORY"))
        memset(sink = take_memory(1 << 24), 1, 1 << 24);
}

#endif
