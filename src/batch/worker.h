/* The worker's side of the socket, and the frames that go over it. */
#ifndef IX_BATCH_WORKER_H
#define IX_BATCH_WORKER_H

#include "base/buf.h"
#include "batch/release.h"
#include "batch/sandbox.h"

typedef struct ix_limits {
    double seconds; /* of processor time for a release */
    size_t memory;  /* bytes beyond the rules; 0: none */
} ix_limits;

/* A request is its head, the strings that are there, each ended by NUL, and the release's bytes. */
enum { IX_FRAME_STRINGS = 8 };
typedef struct ix_request_head {
    uint32_t n, strings[IX_FRAME_STRINGS]; /* bytes; UINT32_MAX: NULL */
} ix_request_head;

/* A reply is its head and the record with its line break; for an error, an ilex_error. The first reply says
 * what the cage is. */
typedef struct ix_reply_head {
    uint32_t n, facts;
    uint64_t rules; /* the number of the rules that made the record (store.h) */
    int32_t status; /* ilex_status */
} ix_reply_head;

void ix_frame_pack(ix_buf *frame, const ix_release *release);
/* Borrows the frame, which must be whole. */
void ix_frame_unpack(const ix_buf *frame, ix_release *release);

/* Serves until the socket closes. Call in a forked process; does not return. */
_Noreturn void ix_worker_serve(int socket, const ilex_ruleset *rules, const ix_limits *limits);

#endif
