/* Every fact proved again. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/map.h"
#include "batch/export.h"
#include "batch/reader.h"
#include "batch/revive.h"

typedef struct verifying {
    ix_complain complain;
    ix_arena arena;
    ix_map by_digest; /* of the releases in the store: how many records there are of each, or 0 when its
                         source was seen */
    uint64_t *counts;
    int failed;
    ix_buf again;
    const ix_document *doc;
} verifying;

static void fail(verifying *v, const char *where, const char *why) {
    v->failed++;
    v->complain(where, why);
}

static int to_buf(const void *bytes, size_t n, void *buf) {
    ix_buf_add(buf, bytes, n);
    return 0;
}

/* Where the program's version stands in a record, it may be another one: both are cut there before they are
 * compared. */
static bool same_record(ix_str a, ix_str b) {
    static const char mark[] = "\"version\":\"";
    const char *x = memmem(a.ptr, a.len, mark, sizeof mark - 1),
               *y = memmem(b.ptr, b.len, mark, sizeof mark - 1);
    if (!x || !y)
        return false;
    ix_str before_a = {a.ptr, (size_t)(x - a.ptr)}, before_b = {b.ptr, (size_t)(y - b.ptr)};
    const char *p = strchr(x + sizeof mark - 1, '"'), *q = strchr(y + sizeof mark - 1, '"');
    return ix_str_eq(before_a, before_b) && p && q &&
           ix_str_eq((ix_str){p, (size_t)(a.ptr + a.len - p)}, (ix_str){q, (size_t)(b.ptr + b.len - q)});
}

static bool record(const char *line, size_t n, void *context) {
    verifying *v = context;
    ilex_error error;
    ix_revived r = ix_revive(line, n);
    v->again.len = 0;
    v->counts[0]++;
    if (r.fault[0])
        fail(v, r.id, r.fault);
    else if (r.doc) {
        ilex_counts counts = ilex_document_counts(r.doc);
        v->counts[1] += counts.figures + counts.dates + counts.quotes + counts.organisations + counts.people;
        ilex_document_write(r.doc, "ndjson", to_buf, &v->again, &error);
        ix_str written = ix_buf_view(&v->again);
        if (written.len)
            written.len--; /* its line break */
        if (!same_record((ix_str){line, n}, written))
            fail(v, r.id, "it says more or less than a record does, or in another form");
        *ix_map_put(&v->arena, &v->by_digest, ix_str_copy(&v->arena, ix_str_of(r.doc->sha256))) = 1;
    }
    ix_document_free(r.doc);
    return true;
}

/* --- against the sources --- */

static bool seen(ix_release *release, void *context) {
    verifying *v = context;
    char hex[65];
    ix_digest_of(release->bytes, release->n, hex);
    ix_map_set(&v->by_digest, ix_str_of(hex), 0);
    return false;
}

/* A plain text's record is its source: the digest of the text itself, unless it was in another encoding or is
 * in no source. */
static bool unproved(const char *line, size_t n, void *context) {
    verifying *v = context;
    ix_revived r = ix_revive(line, n);
    if (r.doc && ix_map_get(&v->by_digest, ix_str_of(r.doc->sha256)) > 0)
        fail(v, r.id, "no release in the sources has its digest: it was changed, or is not there");
    else if (r.doc)
        v->counts[2]++;
    ix_document_free(r.doc);
    return true;
}

int ix_verify(const char *out, const ix_sources *sources, uint64_t counts[3], ix_complain complain) {
    static const ilex_input nothing = {0};
    verifying v = {.complain = complain, .counts = counts};
    bool read = ix_each_record(out, record, &v, complain);
    for (uint32_t i = 0; read && i < sources->list.n; i++)
        if (sources->list.v[i].trouble)
            fail(&v, sources->list.v[i].path.ptr, strerror(sources->list.v[i].trouble));
        else
            ix_read_source(sources->list.v[i].path, &nothing, seen, &v);
    if (read && sources->list.n)
        read = ix_each_record(out, unproved, &v, complain);
    ix_buf_done(&v.again);
    ix_arena_done(&v.arena);
    return read ? v.failed : -1;
}
