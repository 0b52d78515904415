/* Every fact proved again. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/map.h"
#include "batch/export.h"
#include "batch/file.h"
#include "batch/prove.h"
#include "batch/reader.h"
#include "batch/revive.h"

/* Where a record stands in documents.ndjson. */
typedef struct stored {
    uint64_t offset;
    size_t length;
    int next;  /* one with the same digest, -1 */
    bool seen; /* its release was among the sources */
} stored;

typedef struct verifying {
    ix_complain complain;
    ix_arena arena;
    IX_ARRAY(stored) records;
    ix_map by_digest; /* the last of the records of a release */
    int documents;    /* the file's descriptor */
    uint64_t at;      /* how far it is read */
    uint64_t *counts;
    int failed;
    ix_buf again;
} verifying;

static void fail(verifying *v, const char *where, const char *why) {
    v->failed++;
    v->complain(where, why);
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

static void remember(verifying *v, const char *sha256, size_t n) {
    int *last = ix_map_put(&v->arena, &v->by_digest, ix_str_copy(&v->arena, ix_str_of(sha256)));
    int next = *last;
    *last = (int)v->records.n;
    *IX_PUSH(&v->arena, &v->records) = (stored){v->at, n, next, false};
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
        ilex_document_write(r.doc, "ndjson", ix_buf_sink, &v->again, &error);
        ix_str written = ix_buf_view(&v->again);
        if (written.len)
            written.len--; /* its line break */
        if (!same_record((ix_str){line, n}, written))
            fail(v, r.id, "it says more or less than a record does, or in another form");
        if (v->documents >= 0)
            remember(v, r.doc->sha256, n);
    }
    v->at += n + 1;
    ix_document_free(r.doc);
    return true;
}

/* --- against the sources --- */

static void hold_against(verifying *v, stored *record, const ix_release *release) {
    char why[256];
    record->seen = true;
    v->again.len = 0;
    ix_buf_reserve(&v->again, record->length);
    if (!ix_read_at(v->documents, v->again.ptr, record->length, record->offset)) {
        fail(v, release->given.id, strerror(errno));
        return;
    }
    ix_revived r = ix_revive(v->again.ptr, record->length);
    if (r.doc && ix_prove(r.doc, release, why))
        v->counts[2]++;
    else if (r.doc)
        fail(v, r.id, why);
    ix_document_free(r.doc);
}

static bool seen(ix_release *release, void *context) {
    verifying *v = context;
    char hex[65];
    ix_digest_of(release->bytes, release->n, hex);
    for (int i = ix_map_get(&v->by_digest, ix_str_of(hex)); i >= 0; i = v->records.v[i].next)
        if (!v->records.v[i].seen)
            hold_against(v, &v->records.v[i], release);
    return false;
}

static void tell_unseen(verifying *v) {
    for (uint32_t i = 0; i < v->records.n; i++) {
        const stored *record = &v->records.v[i];
        v->again.len = 0;
        ix_buf_reserve(&v->again, record->length);
        if (record->seen || !ix_read_at(v->documents, v->again.ptr, record->length, record->offset))
            continue;
        ix_revived r = ix_revive(v->again.ptr, record->length);
        fail(v, r.id, "no release in the sources has its digest: it was changed, or is not there");
        ix_document_free(r.doc);
    }
}

int ix_verify(const char *out, const ix_sources *sources, uint64_t counts[3], ix_complain complain) {
    static const ilex_input nothing = {0};
    verifying v = {.complain = complain, .counts = counts, .documents = -1};
    char path[4096];
    snprintf(path, sizeof path, "%s/documents.ndjson", out);
    if (sources->list.n)
        v.documents = open(path, O_RDONLY | O_CLOEXEC);
    bool read = ix_each_record(out, record, &v, complain);
    for (uint32_t i = 0; read && i < sources->list.n; i++)
        if (sources->list.v[i].trouble)
            fail(&v, sources->list.v[i].path.ptr, strerror(sources->list.v[i].trouble));
        else
            ix_read_source(sources->list.v[i].path, &nothing, seen, &v);
    if (v.documents >= 0) {
        tell_unseen(&v);
        close(v.documents);
    }
    ix_buf_done(&v.again);
    ix_arena_done(&v.arena);
    return read ? v.failed : -1;
}
