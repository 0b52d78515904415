/* The review as a web application: who may ask, and what is answered.
 *
 * Whoever knows the launch token may come in, once; the browser then has a cookie (its name holds the port,
 * as browsers keep cookies of all ports together), and the next token is made, for another browser. Every
 * request has to name this very server as its Host, so that no foreign name resolved to 127.0.0.1 reaches it,
 * and every change has to come from a page of this server, as JSON, so that no other page can make the
 * browser send one. */
#ifndef IX_REVIEW_WEB_H
#define IX_REVIEW_WEB_H

#include "review/review.h"
#include "review/server.h"

typedef struct ix_web ix_web;

/* The review is borrowed. `admitted` is called with the address for the next browser whenever one has come
 * in. NULL with `error` filled in. */
ix_web *ix_web_open(ix_review *review, unsigned port, void (*admitted)(void *context, const char *address),
                    void *context, ilex_error *error);
/* Good until a browser has used it. */
const char *ix_web_address(const ix_web *web);
/* As ix_server_run. */
bool ix_web_run(ix_web *web, int stop);
void ix_web_close(ix_web *web);

#endif
