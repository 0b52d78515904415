#include "review/page.h"

#include "base/digest.h"
#include "base/error.h"
#include "review/assets.h"

static const char link_start[] = "<link rel=\"stylesheet\" href=\"", script_start[] = "<script src=\"";
static const char data_mark[] = "<!-- data -->", charset_line[] = "<meta charset=\"utf-8\">";

/* JSON that no reader of HTML can find an end in. */
static void add_escaped(ix_buf *page, const ix_buf *json) {
    for (size_t i = 0; i < json->len; i++)
        if (json->ptr[i] == '<')
            ix_buf_format(page, "\\u003c");
        else
            ix_buf_char(page, json->ptr[i]);
}

/* The session as one without a server. */
static void add_session(ix_buf *page, const ix_buf *session) {
    static const char mode[] = "\"mode\":\"server\"";
    const char *at = strstr(session->ptr, mode);
    ix_buf start = {.ptr = session->ptr, .len = at ? (size_t)(at - session->ptr) : session->len};
    add_escaped(page, &start);
    if (at) {
        ix_buf end = {.ptr = (char *)at + sizeof mode - 1};
        end.len = session->len - (size_t)(end.ptr - session->ptr);
        ix_buf_format(page, "\"mode\":\"file\"");
        add_escaped(page, &end);
    }
}

static bool add_documents(ix_review *review, ix_buf *page, ix_buf *one, ilex_error *error) {
    for (uint32_t n = 0;; n++) {
        one->len = 0;
        if (!ix_review_document(review, n, one, error))
            return n > 0 && error->status == ILEX_E_USAGE;
        ix_buf_format(page, n ? ",\n" : "");
        add_escaped(page, one);
    }
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
