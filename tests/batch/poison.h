/* Only in the test build (tests/batch/poison.py): a marker in a release does to the worker what hostile input
 * might. */
#ifndef ILEX_TESTS_POISON_H
#define ILEX_TESTS_POISON_H

static bool holds(const ix_release *release, const char *marker) {
    return memmem(release->bytes, release->n, marker, strlen(marker)) != NULL;
}

static void poison(const ix_release *release) {
    static void *volatile sink;
    if (holds(release, "POISON-CRASH"))
        *(volatile int *)0 = 1;
    if (holds(release, "POISON-ABORT"))
        abort();
    while (holds(release, "POISON-LOOP"))
        ;
    while (holds(release, "POISON-SLEEP"))
        pause();
    while (holds(release, "POISON-MEMORY"))
        memset(sink = malloc(1 << 24), 1, 1 << 24);
}

#endif
