#include "review/page.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/error.h"
#include "review/assets.h"

static const char link_start[] = "<link rel=\"stylesheet\" href=\"", script_start[] = "<script src=\"";
static const char data_mark[] = "<!-- data -->", charset_line[] = "<meta charset=\"utf-8\">";

/* JSON that no reader of HTML can find an end in. */
static void add_escaped(ix_buf *page, ix_str json) {
    for (size_t i = 0; i < json.len; i++)
        if (json.ptr[i] == '<')
            ix_buf_format(page, "\\u003c");
        else
            ix_buf_char(page, json.ptr[i]);
}

/* The session as one without a server. Where its store lay is nobody's business; a page made for no reviewer
 * by name asks who its reader is. */
static void add_session(ix_buf *page, const ix_buf *session) {
    json_t *object = json_loadb(session->ptr, session->len, 0, NULL);
    json_object_set_new(object, "mode", json_string("file"));
    json_object_set_new(object, "store", json_null());
    if (json_string_length(json_object_get(object, "reviewer")) == 0)
        json_object_set_new(object, "reviewer", json_null());
    char *text = json_dumps(object, JSON_COMPACT);
    if (text)
        add_escaped(page, ix_str_of(text));
    free(text);
    json_decref(object);
}

static bool add_documents(ix_review *review, ix_buf *page, ix_buf *one, ilex_error *error) {
    uint32_t n = 0;
    for (;; n++) {
        one->len = 0;
        if (!ix_review_document(review, n, one, error))
            break;
        ix_buf_format(page, n ? ",\n" : "");
        add_escaped(page, ix_buf_view(one));
    }
    if (n == 0 && error->status == ILEX_E_USAGE)
        ix_error_set(error, ILEX_E_USAGE, "review.empty", "there is no record to show");
    return n > 0 && error->status == ILEX_E_USAGE; /* past the last one */
}

static bool add_data(ix_review *review, ix_buf *page, ilex_error *error) {
    ix_buf one = {0};
    ix_buf_format(page, "<script id=\"ilex-data\" type=\"application/json\">{\"session\":");
    bool well = ix_review_session(review, &one, error);
    if (well) {
        add_session(page, &one);
        ix_buf_format(page, ",\"documents\":[");
        well = add_documents(review, page, &one, error);
        ix_buf_format(page, "]}</script>\n");
    }
    ix_buf_done(&one);
    return well;
}

/* The file that the line loads, by the name between `start` and the next quotation mark. */
static const ix_asset *loaded(ix_str line, const char *start) {
    ix_str name = ix_str_sub(line, strlen(start), line.len);
    const char *end = ix_str_starts(line, ix_str_of(start)) ? memchr(name.ptr, '"', name.len) : NULL;
    return end ? ix_asset_named(ix_str_sub(name, 0, (size_t)(end - name.ptr))) : NULL;
}

static void put_in(ix_buf *page, const char *tag, const ix_asset *asset) {
    ix_buf_format(page, "<%s>", tag);
    ix_buf_str(page, asset->bytes);
    ix_buf_format(page, "</%s>\n", tag);
}

static void add_digest(ix_buf *page, const ix_asset *asset) {
    char digest[IX_DIGEST_BASE64];
    ix_digest_base64(asset->bytes.ptr, asset->bytes.len, digest);
    ix_buf_format(page, " 'sha256-%s'", digest);
}

static ix_str next_line(ix_str *rest) {
    const char *end = memchr(rest->ptr, '\n', rest->len);
    ix_str line = ix_str_sub(*rest, 0, end ? (size_t)(end - rest->ptr) : rest->len);
    *rest = ix_str_sub(*rest, line.len + (end != NULL), rest->len);
    return line;
}

static void add_digests(ix_buf *page, ix_str html, const char *start) {
    while (html.len) {
        const ix_asset *asset = loaded(next_line(&html), start);
        if (asset)
            add_digest(page, asset);
    }
}

static void add_policy(ix_buf *page, ix_str html) {
    ix_buf_format(page,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src");
    add_digests(page, html, script_start);
    ix_buf_format(page, "; style-src");
    add_digests(page, html, link_start);
    ix_buf_format(page, "; img-src data:; base-uri 'none'; form-action 'none'\">\n");
}

bool ix_page_write(ix_review *review, ix_buf *page, ilex_error *error) {
    ix_str html = ix_asset_named(IX_STR("index.html"))->bytes, rest = html;
    while (rest.len) {
        ix_str line = next_line(&rest);
        const ix_asset *style = loaded(line, link_start), *script = loaded(line, script_start);
        if (style || script) {
            put_in(page, style ? "style" : "script", style ? style : script);
            continue;
        }
        if (ix_str_is(line, data_mark)) {
            if (!add_data(review, page, error))
                return false;
            continue;
        }
        ix_buf_str(page, line);
        ix_buf_char(page, '\n');
        if (ix_str_is(line, charset_line))
            add_policy(page, html);
    }
    return true;
}
