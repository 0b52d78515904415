/* Pre-forked workers, each given one release at a time. A release that its worker does not come back from,
 * because it crashed or ran out of time or memory, is tried twice more, alone, and then given up. */
#ifndef IX_BATCH_POOL_H
#define IX_BATCH_POOL_H

#include <sys/types.h>

#include "batch/worker.h"

/* What became of a release. */
typedef struct ix_outcome {
    uint32_t ticket;
    const char *record; /* with its line break; NULL: none, see error */
    size_t n;
    uint32_t facts;
    uint64_t rules; /* the number of those that made it */
    ilex_error error;
    const ix_release *lost; /* given up on after three tries, its bytes for the quarantine; else NULL */
    const ilex_input *given;
} ix_outcome;

typedef struct ix_job {
    ix_buf frame;
    uint32_t ticket;
    char reason[96]; /* why its worker died, or "" */
    char code[32];
} ix_job;

typedef struct ix_hand {
    pid_t pid;
    int fd;
    bool busy;
    int64_t since; /* milliseconds */
    ix_job job;
    ix_buf reply;
} ix_hand;

enum { IX_MOST_HANDS = 256, IX_MOST_SUSPECTS = 16 + IX_MOST_HANDS }; /* suspects wait until there are 16 */

typedef struct ix_pool {
    const ilex_ruleset *rules;
    ix_limits limits;
    int n;
    ix_hand hands[IX_MOST_HANDS];
    ix_job suspects[IX_MOST_SUSPECTS];
    int n_suspects;
    ix_cage cage;
    void (*done)(const ix_outcome *outcome, void *context);
    void (*tick)(void *context); /* now and then while waiting */
    void *context;
    uint64_t deaths;
} ix_pool;

/* False when no worker could be made. */
bool ix_pool_start(ix_pool *pool);
/* Gives the release to a worker, waiting for one to be free; outcomes of others come in meanwhile. */
void ix_pool_submit(ix_pool *pool, const ix_release *release, uint32_t ticket);
/* Waits until nothing is under way and every suspect is judged. */
void ix_pool_drain(ix_pool *pool);
void ix_pool_stop(ix_pool *pool);

#endif
