#include "review/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "6-emit/json.h"
#include "base/error.h"

enum { CROWD = 64, ROOM = 256, PATIENCE = 10000, TICK = 1000 };

/* One that is open; fd -1: a free place. */
typedef struct client {
    int fd;
    bool ending; /* shut down; libmicrohttpd has still to notice */
    int64_t since;
} client;

struct ix_server {
    ix_service service;
    struct MHD_Daemon *daemon;
    int listening;
    unsigned port;
    client clients[ROOM];
    /* Milliseconds in which there was time to listen: a long answer to one is not held against the others. */
    int64_t clock, looked;
};

/* A request between its headers and its end. */
typedef struct pending {
    ix_buf body;
    size_t beyond; /* bytes of the body past what is taken */
} pending;

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- what a request says --- */

typedef struct look {
    const char *name, *value;
    unsigned n;
    bool equal;
} look;

static enum MHD_Result look_at(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    look *look = context;
    (void)kind;
    if (strcasecmp(name, look->name) != 0)
        return MHD_YES;
    look->n++;
    look->value = value;
    return MHD_YES;
}

const char *ix_request_header(const ix_request *request, const char *name) {
    look look = {.name = name};
    MHD_get_connection_values(request->handle, MHD_HEADER_KIND, look_at, &look);
    return look.n == 1 ? look.value : NULL;
}

const char *ix_request_query(const ix_request *request, const char *name) {
    look look = {.name = name};
    MHD_get_connection_values(request->handle, MHD_GET_ARGUMENT_KIND, look_at, &look);
    return look.n && !look.value ? "" : look.value;
}

static bool equal_in_constant_time(const char *a, const char *b) {
    unsigned char difference = 0;
    size_t n = strlen(b);
    if (strlen(a) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

static enum MHD_Result compare(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    look *look = context;
    (void)kind;
    if (strcmp(name, look->name) == 0 && value && equal_in_constant_time(value, look->value))
        look->equal = true;
    return MHD_YES;
}

bool ix_request_has_cookie(const ix_request *request, const char *name, const char *value) {
    look look = {.name = name, .value = value};
    MHD_get_connection_values(request->handle, MHD_COOKIE_KIND, compare, &look);
    return look.equal;
}

/* --- what is answered --- */

void ix_answer_error(ix_answer *answer, unsigned status, const char *code, const char *message) {
    answer->status = status;
    answer->type = NULL;
    answer->body.len = 0;
    ix_buf_format(&answer->body, "{\"error\":{\"code\":\"");
    ix_json_escape(&answer->body, ix_str_of(code));
    ix_buf_format(&answer->body, "\",\"message\":\"");
    ix_json_escape(&answer->body, ix_str_of(message));
    ix_buf_format(&answer->body, "\"}}\n");
}

static void head(struct MHD_Response *response, const ix_answer *answer) {
    const char *const lines[][2] = {
        {"Content-Type", answer->type ? answer->type : "application/json; charset=utf-8"},
        {"Content-Security-Policy", answer->csp ? answer->csp : "default-src 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cache-Control", "no-store"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Allow", answer->allow},
        {"Set-Cookie", *answer->cookie ? answer->cookie : NULL},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i][1])
            MHD_add_response_header(response, lines[i][0], lines[i][1]);
}

static client *client_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* Gives the client its time again: it is in the next phase of a request. */
static void restart(ix_server *server, struct MHD_Connection *connection) {
    client *client = client_of(connection);
    if (client)
        client->since = server->clock;
}

static enum MHD_Result send_answer(ix_server *server, struct MHD_Connection *connection, ix_answer *answer) {
    ix_buf_reserve(&answer->body, 0);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->body.len, answer->body.ptr, MHD_RESPMEM_MUST_FREE);
    if (!response) {
        ix_buf_done(&answer->body);
        return MHD_NO;
    }
    head(response, answer);
    enum MHD_Result queued = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    restart(server, connection);
    return queued;
}

/* --- taking requests --- */

static enum MHD_Result begin(ix_server *server, const ix_request *request, void **state) {
    ix_answer answer = {0};
    const char *length = ix_request_header(request, "Content-Length");
    server->service.admit(server->service.context, request, &answer);
    if (!answer.status && length && (strlen(length) > 7 || atol(length) > IX_BODY_MOST))
        ix_answer_error(&answer, MHD_HTTP_CONTENT_TOO_LARGE, "http.too_large", "The request has over 1 MiB.");
    if (answer.status)
        return send_answer(server, request->handle, &answer);
    *state = ix_alloc(sizeof(pending));
    *(pending *)*state = (pending){0};
    return MHD_YES;
}

/* What is too long is read to its end, so that its sender can hear why it is refused; but not for ever. */
static enum MHD_Result more(pending *pending, const char *bytes, size_t *n) {
    if (pending->beyond || pending->body.len + *n > IX_BODY_MOST)
        pending->beyond += *n;
    else
        ix_buf_add(&pending->body, bytes, *n);
    *n = 0;
    return pending->beyond > 4 * IX_BODY_MOST ? MHD_NO : MHD_YES;
}

static enum MHD_Result finish(ix_server *server, ix_request *request, const pending *pending) {
    ix_answer answer = {0};
    request->body = ix_buf_view(&pending->body);
    if (pending->beyond)
        ix_answer_error(&answer, MHD_HTTP_CONTENT_TOO_LARGE, "http.too_large", "The request has over 1 MiB.");
    else
        server->service.serve(server->service.context, request, &answer);
    return send_answer(server, request->handle, &answer);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *bytes, size_t *n,
                              void **state) {
    ix_request request = {.method = method, .path = path, .handle = connection};
    (void)version;
    if (!*state)
        return begin(context, &request, state);
    if (*n)
        return more(*state, bytes, n);
    return finish(context, &request, *state);
}

static void ended(void *context, struct MHD_Connection *connection, void **state,
                  enum MHD_RequestTerminationCode why) {
    pending *pending = *state;
    (void)why;
    restart(context, connection);
    if (pending)
        ix_buf_done(&pending->body);
    free(pending);
    *state = NULL;
}

/* The request line is there. */
static void *began(void *context, const char *address, struct MHD_Connection *connection) {
    (void)address;
    restart(context, connection);
    return NULL;
}

static size_t not_unescaped(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

/* --- the clients --- */

static void end_client(client *client) {
    client->ending = true;
    shutdown(client->fd, SHUT_RDWR);
}

/* Where there is a crowd, ends the one that has waited the longest. */
static void make_room(ix_server *server) {
    client *oldest = NULL;
    int n = 0;
    for (client *c = server->clients; c < server->clients + ROOM; c++) {
        if (c->fd < 0 || c->ending)
            continue;
        n++;
        if (!oldest || c->since < oldest->since)
            oldest = c;
    }
    if (n >= CROWD)
        end_client(oldest);
}

static void arrive(ix_server *server, int fd, void **place) {
    make_room(server);
    for (client *c = server->clients; c < server->clients + ROOM; c++)
        if (c->fd < 0) {
            *c = (client){.fd = fd, .since = server->clock};
            *place = c;
            return;
        }
}

static void come_or_go(void *context, struct MHD_Connection *connection, void **place,
                       enum MHD_ConnectionNotificationCode code) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    client *client = *place;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        arrive(context, info->connect_fd, place);
    else if (client)
        client->fd = -1;
}

static void end_the_late(ix_server *server) {
    int64_t now = milliseconds();
    server->clock += now - server->looked < TICK ? now - server->looked : TICK;
    server->looked = now;
    for (client *c = server->clients; c < server->clients + ROOM; c++)
        if (c->fd >= 0 && !c->ending && server->clock - c->since > PATIENCE)
            end_client(c);
}

/* --- opening and running --- */

/* A socket that listens at 127.0.0.1, or -1 with errno set. */
static int listen_at(unsigned *port) {
    struct sockaddr_in at = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, ROOM) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &n) != 0) {
        int trouble = errno;
        close(fd);
        errno = trouble;
        return -1;
    }
    *port = ntohs(at.sin_port);
    return fd;
}

static struct MHD_Daemon *start(ix_server *server) {
    return MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, handle, server, MHD_OPTION_LISTEN_SOCKET,
                            server->listening, MHD_OPTION_CONNECTION_LIMIT, (unsigned)ROOM,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32768, MHD_OPTION_STRICT_FOR_CLIENT,
                            1, MHD_OPTION_UNESCAPE_CALLBACK, not_unescaped, NULL, MHD_OPTION_URI_LOG_CALLBACK,
                            began, server, MHD_OPTION_NOTIFY_COMPLETED, ended, server,
                            MHD_OPTION_NOTIFY_CONNECTION, come_or_go, server, MHD_OPTION_END);
}

ix_server *ix_server_open(unsigned port, ix_service service, ilex_error *error) {
    ix_server *server = ix_alloc(sizeof *server);
    *server = (ix_server){.service = service, .port = port, .looked = milliseconds()};
    for (int i = 0; i < ROOM; i++)
        server->clients[i].fd = -1;
    server->listening = listen_at(&server->port);
    if (server->listening < 0) {
        ix_error_set(error, ILEX_E_IO, "review.port", "127.0.0.1, port %u: %s", port, strerror(errno));
        free(server);
        return NULL;
    }
    server->daemon = start(server);
    if (!server->daemon) {
        ix_error_set(error, ILEX_E_INTERNAL, "review.server", "the server cannot be started: %s",
                     strerror(errno));
        close(server->listening);
        free(server);
        return NULL;
    }
    return server;
}

unsigned ix_server_port(const ix_server *server) {
    return server->port;
}

bool ix_server_run(ix_server *server, int stop) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    struct pollfd wait[2] = {{.fd = info->epoll_fd, .events = POLLIN}, {.fd = stop, .events = POLLIN}};
    for (;;) {
        MHD_UNSIGNED_LONG_LONG due = TICK;
        if (MHD_get_timeout(server->daemon, &due) != MHD_YES || due > TICK)
            due = TICK;
        if (poll(wait, 2, (int)due) < 0 && errno != EINTR)
            return false;
        if (wait[1].revents)
            return true;
        if (MHD_run(server->daemon) != MHD_YES)
            return false;
        end_the_late(server);
    }
}

void ix_server_close(ix_server *server) {
    if (!server)
        return;
    MHD_stop_daemon(server->daemon);
    free(server);
}
