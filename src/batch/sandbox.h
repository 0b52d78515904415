/* What a worker process may do: compute, and talk over one socket. The one door to libseccomp. */
#ifndef IX_BATCH_SANDBOX_H
#define IX_BATCH_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ix_cage {
    bool privileges, landlock, seccomp; /* what the kernel gave */
} ix_cage;

/* Ends the process that asks for more than `bytes` beyond what it has; 0: no limit. */
void ix_limit_memory(size_t bytes);
/* No new privileges, no files (Landlock), none of the kernel but memory, time, reading, writing and ending
 * (seccomp). Cannot be undone. */
ix_cage ix_sandbox(void);

/* The exit code of a worker that ran out of memory. */
enum { IX_EXIT_MEMORY = 42 };

#endif
