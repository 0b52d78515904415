#include "review/web.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/error.h"
#include "review/assets.h"

enum { SECRET = 64 };

struct ix_web {
    ix_server *server;
    ix_review *review;
    void (*admitted)(void *context, const char *address);
    void *context;
    char hosts[2][32], cookie_name[16];
    char token[SECRET + 1], cookie[SECRET + 1], address[160];
};

static const char page_csp[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

static bool make_secret(char secret[SECRET + 1]) {
    unsigned char bytes[SECRET / 2];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(secret + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool make_token(ix_web *web) {
    if (!make_secret(web->token))
        return false;
    snprintf(web->address, sizeof web->address, "http://%s/?token=%s", web->hosts[0], web->token);
    return true;
}

/* --- who may ask --- */

static bool ours(const ix_web *web, const char *host) {
    return host && (strcmp(host, web->hosts[0]) == 0 || strcmp(host, web->hosts[1]) == 0);
}

static bool same_origin(const ix_request *request) {
    const char *origin = ix_request_header(request, "Origin"), *host = ix_request_header(request, "Host");
    return origin && host && strncmp(origin, "http://", 7) == 0 && strcmp(origin + 7, host) == 0;
}

/* Another site's page, or another port's, has the browser ask: browsers say so, and pages cannot. */
static bool sent_from_elsewhere(const ix_request *request) {
    const char *site = ix_request_header(request, "Sec-Fetch-Site");
    return site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0;
}

static bool is_json(const char *type) {
    static const char json[] = "application/json";
    size_t n = sizeof json - 1;
    if (!type || strncasecmp(type, json, n) != 0)
        return false;
    type += n + strspn(type + n, " \t");
    return !*type || *type == ';';
}

static bool may_come_in(const ix_web *web, const ix_request *request) {
    return ix_request_has_cookie(request, web->cookie_name, web->cookie);
}

static bool reads(const ix_request *request) {
    return strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
}

static bool is_launch(const ix_request *request) {
    return reads(request) && strcmp(request->path, "/") == 0 && ix_request_query(request, "token");
}

static void admit(void *context, const ix_request *request, ix_answer *answer) {
    const ix_web *web = context;
    bool post = strcmp(request->method, "POST") == 0;
    if (!ours(web, ix_request_header(request, "Host")))
        ix_answer_error(answer, 421, "http.host", "This server does not go by that name.");
    else if (!reads(request) && !post) {
        ix_answer_error(answer, 405, "http.method", "Only GET, HEAD and POST are answered.");
        answer->allow = "GET, HEAD, POST";
    } else if (strcmp(request->path, "/") != 0 && sent_from_elsewhere(request))
        ix_answer_error(answer, 403, "http.origin", "Only pages of this server may ask.");
    else if (!is_launch(request) && !may_come_in(web, request))
        ix_answer_error(answer, 403, "http.cookie",
                        "Open the address that `ilex review` prints: it is good for one browser.");
    else if (post && !same_origin(request))
        ix_answer_error(answer, 403, "http.origin", "Only pages of this server may change anything.");
    else if (post && !is_json(ix_request_header(request, "Content-Type")))
        ix_answer_error(answer, 415, "http.type", "The request has to be application/json.");
}

/* --- what is answered --- */

static bool same_secret(const char *a, const char *b) {
    unsigned char difference = 0;
    if (strlen(a) != SECRET)
        return false;
    for (int i = 0; i < SECRET; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

/* Sent on by a page of ours: where a page of elsewhere has led here, a redirection would come without the
 * cookie, which is SameSite=Strict. */
static void launch(ix_web *web, const ix_request *request, ix_answer *answer) {
    if (!same_secret(ix_request_query(request, "token"), web->token)) {
        ix_answer_error(
            answer, 403, "http.token",
            "That address has been used, or is wrong: take the last one that `ilex review` printed.");
        return;
    }
    if (strcmp(request->method, "HEAD") != 0) {
        if (!make_token(web)) {
            ix_answer_error(answer, 500, "review.random", "The system gives no random numbers.");
            return;
        }
        snprintf(answer->cookie, sizeof answer->cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
                 web->cookie_name, web->cookie);
        web->admitted(web->context, web->address);
    }
    answer->status = 200;
    answer->type = "text/html; charset=utf-8";
    ix_buf_str(&answer->body, IX_STR("<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0;url=/\">"
                                     "<title>ilex review</title><p><a href=\"/\">ilex review</a></p>\n"));
}

static bool is_path(const ix_request *request, const char *path) {
    return strcmp(request->path, path) == 0;
}

static void not_found(ix_answer *answer) {
    ix_answer_error(answer, 404, "http.path", "There is nothing under that address.");
}

/* Digits alone, up to 2^53, which is as far as JavaScript counts. */
static bool number(const char *text, uint64_t *value) {
    size_t n = text ? strlen(text) : 0;
    if (n == 0 || n > 16 || strspn(text, "0123456789") != n || (n > 1 && *text == '0'))
        return false;
    *value = strtoull(text, NULL, 10);
    return *value <= UINT64_C(1) << 53;
}

/* An answer or, where there is none, its error; `fault` is the status when the asker is wrong. */
static void conclude(ix_answer *answer, bool good, const ilex_error *error, unsigned fault) {
    char message[sizeof error->message + 48];
    answer->status = 200;
    if (good)
        return;
    if (error->status == ILEX_E_IO)
        fault = 503;
    else if (error->status == ILEX_E_INTERNAL)
        fault = 500;
    snprintf(message, sizeof message, "%s", error->message);
    if (error->line > 0)
        snprintf(message, sizeof message, "event %d: %s", error->line, error->message);
    ix_answer_error(answer, fault, error->code, message);
}

static void take_events(ix_web *web, const ix_request *request, ix_answer *answer) {
    ilex_error error = {0};
    bool good = ix_review_post(web->review, request->body.ptr, request->body.len, &answer->body, &error);
    conclude(answer, good, &error, 400);
}

/* The number after `folder` in the request's path. */
static bool in_folder(const ix_request *request, const char *folder, uint64_t *n) {
    size_t length = strlen(folder);
    return strncmp(request->path, folder, length) == 0 && number(request->path + length, n) &&
           *n < UINT32_MAX;
}

static void give_part(ix_web *web, const ix_request *request, ix_answer *answer) {
    ilex_error error = {0};
    uint64_t n, start, end;
    bool good;
    if (in_folder(request, "/api/document/", &n))
        good = ix_review_document(web->review, (uint32_t)n, &answer->body, &error);
    else if (in_folder(request, "/api/source/", &n) && number(ix_request_query(request, "start"), &start) &&
             number(ix_request_query(request, "end"), &end))
        good = ix_review_source(web->review, (uint32_t)n, start, end, &answer->body, &error);
    else if (is_path(request, "/api/events") && number(ix_request_query(request, "after"), &n))
        good = ix_review_events(web->review, (int64_t)n, &answer->body, &error);
    else {
        not_found(answer);
        return;
    }
    conclude(answer, good, &error, 404);
}

static void give_data(ix_web *web, const ix_request *request, ix_answer *answer) {
    static const struct {
        const char *path;
        bool (*give)(ix_review *review, ix_buf *answer, ilex_error *error);
    } wholes[] = {{"/api/session", ix_review_session},
                  {"/api/documents", ix_review_documents},
                  {"/api/rules", ix_review_rules},
                  {"/api/agreement", ix_review_agreement}};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (is_path(request, wholes[i].path)) {
            ilex_error error = {0};
            bool good = wholes[i].give(web->review, &answer->body, &error);
            conclude(answer, good, &error, 404);
            return;
        }
    give_part(web, request, answer);
}

static void give_asset(const ix_request *request, ix_answer *answer) {
    ix_str name = ix_str_of(request->path + (*request->path == '/'));
    const ix_asset *asset = ix_asset_named(name.len ? name : IX_STR("index.html"));
    if (!asset) {
        not_found(answer);
        return;
    }
    answer->status = 200;
    answer->type = asset->type;
    answer->csp = page_csp;
    ix_buf_str(&answer->body, asset->bytes);
}

static void serve(void *context, const ix_request *request, ix_answer *answer) {
    ix_web *web = context;
    if (is_launch(request))
        launch(web, request, answer);
    else if (!reads(request) && is_path(request, "/api/events"))
        take_events(web, request, answer);
    else if (!reads(request)) {
        ix_answer_error(answer, 405, "http.method", "There is nothing to change under that address.");
        answer->allow = "GET, HEAD";
    } else if (strncmp(request->path, "/api/", 5) == 0)
        give_data(web, request, answer);
    else
        give_asset(request, answer);
}

/* --- opening --- */

/* Browsers leave out port 80. */
static void name_hosts(ix_web *web) {
    unsigned port = ix_server_port(web->server);
    char suffix[8] = "";
    if (port != 80)
        snprintf(suffix, sizeof suffix, ":%u", port);
    snprintf(web->hosts[0], sizeof *web->hosts, "127.0.0.1%s", suffix);
    snprintf(web->hosts[1], sizeof *web->hosts, "localhost%s", suffix);
    snprintf(web->cookie_name, sizeof web->cookie_name, "ilex-%u", port);
}

ix_web *ix_web_open(ix_review *review, unsigned port, void (*admitted)(void *context, const char *address),
                    void *context, ilex_error *error) {
    ix_web *web = ix_alloc(sizeof *web);
    *web = (ix_web){.review = review, .admitted = admitted, .context = context};
    web->server = ix_server_open(port, (ix_service){admit, serve, web}, error);
    if (!web->server) {
        free(web);
        return NULL;
    }
    name_hosts(web);
    if (make_secret(web->cookie) && make_token(web))
        return web;
    ix_error_set(error, ILEX_E_INTERNAL, "review.random", "the system gives no random numbers: %s",
                 strerror(errno));
    ix_web_close(web);
    return NULL;
}

const char *ix_web_address(const ix_web *web) {
    return web->address;
}

bool ix_web_run(ix_web *web, int stop) {
    return ix_server_run(web->server, stop);
}

void ix_web_close(ix_web *web) {
    if (!web)
        return;
    ix_server_close(web->server);
    free(web);
}
