/* A web server for the people at this machine: 127.0.0.1 only, one thread, small bodies, no patience. The one
 * door to libmicrohttpd, which parses HTTP; whom to answer, and what, is its owner's.
 *
 * A connection has 10 seconds to send a request line, 10 more for the rest of the request and 10 to take the
 * answer, however little by little it sends (libmicrohttpd's own limit only knows silence). When there are
 * too many, the one that has waited the longest makes room. */
#ifndef IX_REVIEW_SERVER_H
#define IX_REVIEW_SERVER_H

#include "base/buf.h"
#include "ilex.h"

enum { IX_BODY_MOST = 1 << 20 };

/* Good for the call it is handed to. Nothing in it is unescaped. */
typedef struct ix_request {
    const char *method, *path;
    ix_str body;
    void *handle;
} ix_request;

/* NULL when it is not there, or there more than once. */
const char *ix_request_header(const ix_request *request, const char *name);
/* "" for a name without value; NULL when it is not in the address. */
const char *ix_request_query(const ix_request *request, const char *name);
/* Whether one of the cookies of that name has this value; takes as long for any wrong one of its length. */
bool ix_request_has_cookie(const ix_request *request, const char *name, const char *value);

/* Zeroed; `status` 0 is none yet. */
typedef struct ix_answer {
    unsigned status;
    const char *type; /* of the body; NULL: JSON */
    const char *csp;  /* NULL: nothing may be loaded */
    ix_buf body;      /* the server takes it */
    const char *allow;
    char cookie[160];
} ix_answer;

/* {"error": {"code": …, "message": …}}. */
void ix_answer_error(ix_answer *answer, unsigned status, const char *code, const char *message);

typedef struct ix_service {
    /* The headers are there, the body is not: an answer with a status refuses the request unread. */
    void (*admit)(void *context, const ix_request *request, ix_answer *answer);
    void (*serve)(void *context, const ix_request *request, ix_answer *answer);
    void *context;
} ix_service;

typedef struct ix_server ix_server;

/* Port 0: any that is free. NULL with `error` filled in. */
ix_server *ix_server_open(unsigned port, ix_service service, ilex_error *error);
unsigned ix_server_port(const ix_server *server);
/* Answers until `stop` can be read from; false with errno set when it cannot go on. */
bool ix_server_run(ix_server *server, int stop);
void ix_server_close(ix_server *server);

#endif
