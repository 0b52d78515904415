#include "batch/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "batch/file.h"

enum { PIECE = 256 * 1024, TRIES_ALONE = 2, PATIENCE = 4, TICK = 100 };

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* --- hands --- */

/* The child keeps its socket and standard error, nothing else: it must not hold the store's lock, nor others'
 * sockets open. */
static void become_worker(const ix_pool *pool, int socket) {
    dup2(socket, STDIN_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    ix_worker_serve(STDIN_FILENO, pool->rules, &pool->limits);
}

static bool hire(ix_pool *pool, ix_hand *hand) {
    int ends[2];
    hand->pid = -1;
    hand->fd = -1;
    hand->busy = false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fflush(NULL);
    hand->pid = fork();
    if (hand->pid == 0)
        become_worker(pool, ends[1]);
    close(ends[1]);
    hand->fd = ends[0];
    ssize_t n = hand->pid > 0 ? recv(hand->fd, &pool->cage, sizeof pool->cage, MSG_WAITALL) : -1;
    if (n == sizeof pool->cage)
        return true;
    close(hand->fd);
    hand->fd = -1;
    return false;
}

/* Ends the worker and says of what it died. */
static int dismiss(ix_hand *hand, bool now) {
    int status = 0;
    if (hand->fd >= 0)
        close(hand->fd);
    hand->fd = -1;
    if (hand->pid > 0) {
        if (now)
            kill(hand->pid, SIGKILL);
        while (waitpid(hand->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    hand->pid = -1;
    hand->busy = false;
    return status;
}

static void reason_of(ix_job *job, int status, bool overdue) {
    if (overdue || (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)) {
        snprintf(job->code, sizeof job->code, "document.timeout");
        snprintf(job->reason, sizeof job->reason, "it took longer than --timeout allows");
    } else if (WIFEXITED(status) && (WEXITSTATUS(status) == IX_EXIT_MEMORY || WEXITSTATUS(status) == 4)) {
        snprintf(job->code, sizeof job->code, "document.memory");
        snprintf(job->reason, sizeof job->reason, "it took more memory than --memory allows");
    } else {
        snprintf(job->code, sizeof job->code, "document.crash");
        if (WIFSIGNALED(status))
            snprintf(job->reason, sizeof job->reason, "its worker died of SIG%s",
                     sigabbrev_np(WTERMSIG(status)));
        else
            snprintf(job->reason, sizeof job->reason, "its worker ended with code %d", WEXITSTATUS(status));
    }
}

/* --- jobs --- */

static void swap_frames(ix_job *a, ix_job *b) {
    ix_job keep = *a;
    *a = *b;
    *b = keep;
}

static void give(ix_hand *hand) {
    hand->busy = true;
    hand->since = milliseconds();
    hand->reply.len = 0;
    /* when the worker is gone, the hand is found dead when it is read */
    struct timeval patience = {.tv_sec = 10};
    setsockopt(hand->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ix_write_all(hand->fd, hand->job.frame.ptr, hand->job.frame.len);
}

/* 1: the reply is whole, 0: not yet, -1: the worker is gone. */
static int listen_to(ix_hand *hand) {
    ix_reply_head head;
    ix_buf_reserve(&hand->reply, PIECE);
    ssize_t n = recv(hand->fd, hand->reply.ptr + hand->reply.len, PIECE, MSG_DONTWAIT);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return 0;
    if (n <= 0)
        return -1;
    hand->reply.len += (size_t)n;
    if (hand->reply.len < sizeof head)
        return 0;
    memcpy(&head, hand->reply.ptr, sizeof head);
    return hand->reply.len >= sizeof head + head.n;
}

static void report(ix_pool *pool, ix_hand *hand) {
    ix_reply_head head;
    ix_release release;
    memcpy(&head, hand->reply.ptr, sizeof head);
    ix_frame_unpack(&hand->job.frame, &release);
    ix_outcome outcome = {.ticket = hand->job.ticket, .facts = head.facts, .given = &release.given};
    const char *body = hand->reply.ptr + sizeof head;
    if (head.status == ILEX_OK) {
        outcome.record = body;
        outcome.n = head.n;
        outcome.rules = head.rules;
    } else if (head.n == sizeof outcome.error) {
        memcpy(&outcome.error, body, sizeof outcome.error);
    }
    hand->busy = false;
    pool->done(&outcome, pool->context);
}

static void give_up(ix_pool *pool, ix_job *job) {
    ix_release release;
    ix_frame_unpack(&job->frame, &release);
    ix_outcome outcome = {.ticket = job->ticket, .given = &release.given, .lost = &release};
    ix_error_set(&outcome.error, ILEX_E_INTERNAL, job->code, "given up after %d tries: %s", TRIES_ALONE + 1,
                 job->reason);
    pool->done(&outcome, pool->context);
}

/* The worker is dead, or is killed here; its release becomes a suspect. A new worker takes its place. */
static void lose(ix_pool *pool, ix_hand *hand, bool overdue) {
    bool busy = hand->busy;
    reason_of(&hand->job, dismiss(hand, true), overdue);
    pool->deaths++;
    if (busy)
        swap_frames(&hand->job, &pool->suspects[pool->n_suspects++]);
    hire(pool, hand);
}

static bool overdue(const ix_pool *pool, const ix_hand *hand) {
    return milliseconds() - hand->since > PATIENCE * (int64_t)(pool->limits.seconds * 1000) + 1000;
}

/* Waits a moment, and takes what has come in. */
static void attend(ix_pool *pool) {
    struct pollfd fds[IX_MOST_HANDS];
    for (int i = 0; i < pool->n; i++)
        fds[i] = (struct pollfd){.fd = pool->hands[i].busy ? pool->hands[i].fd : -1, .events = POLLIN};
    int ready = poll(fds, (nfds_t)pool->n, TICK);
    for (int i = 0; i < pool->n; i++) {
        ix_hand *hand = &pool->hands[i];
        int heard = ready > 0 && fds[i].revents ? listen_to(hand) : 0;
        if (heard > 0)
            report(pool, hand);
        else if (heard < 0)
            lose(pool, hand, false);
        else if (hand->busy && overdue(pool, hand))
            lose(pool, hand, true);
    }
    if (pool->tick)
        pool->tick(pool->context);
}

static int busy(const ix_pool *pool) {
    int n = 0;
    for (int i = 0; i < pool->n; i++)
        n += pool->hands[i].busy;
    return n;
}

static ix_hand *free_hand(ix_pool *pool) {
    for (int i = 0; i < pool->n; i++) {
        ix_hand *hand = &pool->hands[i];
        if (!hand->busy && (hand->fd >= 0 || hire(pool, hand)))
            return hand;
    }
    return NULL;
}

/* Tries a suspect with nothing else under way; a fresh worker each time, since what it broke may be the
 * worker. */
static void try_alone(ix_pool *pool, ix_job *suspect) {
    ix_hand *hand = &pool->hands[0];
    for (int i = 0; i < TRIES_ALONE; i++) {
        int heard = 0;
        dismiss(hand, true);
        if (!hire(pool, hand))
            break;
        swap_frames(&hand->job, suspect);
        give(hand);
        bool late = false;
        while (heard == 0 && !(late = overdue(pool, hand))) {
            struct pollfd fd = {.fd = hand->fd, .events = POLLIN};
            if (poll(&fd, 1, TICK) > 0)
                heard = listen_to(hand);
        }
        if (heard > 0) {
            report(pool, hand);
            return;
        }
        reason_of(&hand->job, dismiss(hand, true), late);
        swap_frames(&hand->job, suspect);
        hire(pool, hand);
    }
    give_up(pool, suspect);
}

static void judge(ix_pool *pool) {
    while (busy(pool))
        attend(pool);
    for (int i = 0; i < pool->n_suspects; i++)
        try_alone(pool, &pool->suspects[i]);
    pool->n_suspects = 0;
}

bool ix_pool_start(ix_pool *pool) {
    int hired = 0;
    for (int i = 0; i < pool->n; i++)
        hired += hire(pool, &pool->hands[i]);
    return hired > 0;
}

void ix_pool_submit(ix_pool *pool, const ix_release *release, uint32_t ticket) {
    ix_hand *hand;
    if (pool->n_suspects >= IX_MOST_SUSPECTS - IX_MOST_HANDS)
        judge(pool);
    while (!(hand = free_hand(pool)))
        attend(pool);
    ix_frame_pack(&hand->job.frame, release);
    hand->job.ticket = ticket;
    give(hand);
}

void ix_pool_drain(ix_pool *pool) {
    do
        judge(pool);
    while (busy(pool) || pool->n_suspects);
}

void ix_pool_stop(ix_pool *pool) {
    for (int i = 0; i < pool->n; i++) {
        dismiss(&pool->hands[i], false);
        ix_buf_done(&pool->hands[i].job.frame);
        ix_buf_done(&pool->hands[i].reply);
    }
    for (int i = 0; i < IX_MOST_SUSPECTS; i++)
        ix_buf_done(&pool->suspects[i].frame);
}
