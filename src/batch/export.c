#include "batch/export.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "ilex.h"
#include "batch/database.h"
#include "batch/file.h"
#include "batch/revive.h"
#include "batch/stream.h"

enum { MOST_RECORD = 1 << 30 };

static const struct {
    const char *format, *name;
} names[] = {
    {"ndjson", "documents.ndjson"},    {"facts", "facts.ndjson"}, {"csv", "facts.csv"},
    {"sqlite", "documents.sqlite"},    {"files", "documents"},    {"webannotation", "annotations.ndjson"},
    {"schemaorg", "schemaorg.ndjson"}, {"brat", "brat"}};

const char *ix_export_name(const char *format, char name[64]) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].format, format) == 0)
            return snprintf(name, 64, "%s", names[i].name), name;
    return NULL;
}

const char *ix_export_names(void) {
    static char all[256];
    size_t at = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        at += (size_t)snprintf(all + at, sizeof all - at, "%s%s", i ? ", " : "", names[i].format);
    return all;
}

bool ix_each_record(const char *out, bool (*each)(const char *line, size_t n, void *context), void *context,
                    ix_complain complain) {
    char path[4096];
    ix_stream stream;
    ix_str line;
    bool cut, going = true;
    snprintf(path, sizeof path, "%s/documents.ndjson", out);
    bool opened = ix_stream_open(&stream, path);
    while (opened && going && ix_stream_line(&stream, MOST_RECORD, &line, &cut))
        going = each(line.ptr, line.len, context);
    if (stream.failure)
        complain(path, stream.failure);
    bool read = opened && !stream.failure && going;
    ix_stream_close(&stream);
    return read;
}

/* One export under way. */
typedef struct export {
    const char *format;
    ix_new_file file; /* of all records, or of the present one */
    char folder[4096];
    ix_database *database;
    ix_complain complain;
    bool to_stdout;
}
export;

static int put(const void *bytes, size_t n, void *context) {
    export *e = context;
    if (e->to_stdout)
        return fwrite(bytes, 1, n, stdout) != n;
    ix_new_file_add(&e->file, bytes, n);
    return e->file.fd < 0;
}

/* A name that any file system takes: what is not plain in the id becomes '_', and the digest tells apart what
 * then is the same. */
static void file_name(const ix_document *doc, char name[128]) {
    size_t n = 0;
    for (size_t i = 0; i < doc->id.len && n < 90; i++) {
        char c = doc->id.ptr[i];
        bool plain = isalnum((unsigned char)c) || (n && strchr(".-_", c));
        name[n++] = plain ? c : '_';
    }
    snprintf(name + n, 128 - n, "-%.8s", doc->sha256);
}

static bool place_one(export *e, const ix_document *doc, const char *ending, const char *format) {
    char name[128], path[4352];
    ilex_error error;
    file_name(doc, name);
    snprintf(path, sizeof path, "%s/%s.%s", e->folder, name, ending);
    ix_new_file_open(&e->file, path);
    if (format)
        ilex_document_write(doc, format, put, e, &error);
    else
        put(doc->text.ptr, doc->text.len, e);
    bool written = ix_new_file_close(&e->file) && rename(e->file.temporary, e->file.path) == 0;
    if (!written)
        e->complain(path, strerror(errno));
    return written;
}

static bool put_document(export *e, const ix_document *doc) {
    ilex_error error;
    if (e->database)
        return ix_database_add(e->database, doc);
    if (strcmp(e->format, "files") == 0)
        return place_one(e, doc, "json", "json");
    if (strcmp(e->format, "brat") == 0)
        return place_one(e, doc, "txt", NULL) && place_one(e, doc, "ann", "brat");
    if (ilex_document_write(doc, e->format, put, e, &error) == ILEX_OK)
        return true;
    if (error.status == ILEX_E_USAGE)
        e->complain("--format", error.message);
    return false;
}

static bool put_record(const char *line, size_t n, void *context) {
    export *e = context;
    ix_revived r = ix_revive(line, n);
    bool good = true;
    if (r.fault[0])
        e->complain(r.id, r.fault);
    if (strcmp(e->format, "ndjson") == 0)
        good = !put(line, n, e) && !put("\n", 1, e);
    else if (r.doc && !r.fault[0])
        good = put_document(e, r.doc);
    ix_document_free(r.doc);
    return good && !r.fault[0];
}

static bool put_all(export *e, const char *out) {
    ilex_error error;
    bool plain = !e->database && !e->folder[0] && strcmp(e->format, "ndjson") != 0;
    if (plain && ilex_format_header(e->format, put, e, &error) != ILEX_OK)
        return e->complain("--format", error.message), false;
    return ix_each_record(out, put_record, e, e->complain);
}

static bool to_database(export *e, const char *out, const char *path) {
    char temporary[4200], why[256] = "";
    snprintf(temporary, sizeof temporary, "%s.new", path);
    e->database = ix_database_open(temporary, why);
    bool done = e->database && put_all(e, out);
    done = ix_database_close(e->database, done, why) && done;
    if (!done && why[0])
        e->complain(path, why);
    if (!done)
        unlink(temporary);
    else if (rename(temporary, path) != 0)
        return e->complain(path, strerror(errno)), false;
    return done;
}

bool ix_export(const char *out, const char *format, const char *path, ix_complain complain) {
    export e = {.format = format, .complain = complain, .to_stdout = path && strcmp(path, "-") == 0};
    char name[64], own[4096];
    if (!path) {
        const char *named = ix_export_name(format, name);
        snprintf(own, sizeof own, "%s/%s.%s", out, named ? "" : "documents", format);
        if (named)
            snprintf(own, sizeof own, "%s/%s", out, named);
        path = own;
    }
    if (strcmp(format, "sqlite") == 0)
        return !e.to_stdout ? to_database(&e, out, path)
                            : (complain("--output", "a database needs a file"), false);
    if (strcmp(format, "files") == 0 || strcmp(format, "brat") == 0) {
        snprintf(e.folder, sizeof e.folder, "%s", path);
        if (!ix_make_folder(path))
            return complain(path, strerror(errno)), false;
        return put_all(&e, out) && ix_sync_folder(path);
    }
    if (e.to_stdout)
        return put_all(&e, out);
    ix_new_file_open(&e.file, path);
    if (e.file.fd < 0)
        return complain(path, strerror(errno)), false;
    bool written = put_all(&e, out);
    if (!written)
        ix_new_file_drop(&e.file);
    else if (!ix_new_file_place(&e.file))
        return complain(path, strerror(errno)), false;
    return written;
}
