#include "batch/quarantine.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"

static bool place(const char *path, const void *bytes, size_t n) {
    ix_new_file file;
    ix_new_file_open(&file, path);
    ix_new_file_add(&file, bytes, n);
    return ix_new_file_place(&file);
}

static char *reason(const ix_release *release, const char *hex, const ilex_error *error) {
    const ilex_input *given = &release->given;
    json_t *json = json_pack("{s:s, s:s?, s:s?, s:s?, s:I, s:s, s:s}", "sha256", hex, "id", given->id, "path",
                             given->path, "url", given->url, "bytes", (json_int_t)release->n, "code",
                             error->code, "message", error->message);
    if (!json)
        json = json_pack("{s:s, s:s, s:s}", "sha256", hex, "code", error->code, "message", error->message);
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    json_decref(json);
    return text;
}

static void name_of(const ix_key *key, char name[33]) {
    for (size_t i = 0; i < sizeof key->bytes; i++)
        snprintf(name + 2 * i, 3, "%02x", key->bytes[i]);
}

bool ix_quarantine(const char *out, const ix_key *key, const ix_release *release, const ilex_error *error) {
    char hex[65], name[33], path[4096];
    name_of(key, name);
    ix_digest_of(release->bytes, release->n, hex);
    snprintf(path, sizeof path, "%s/quarantine", out);
    if (!ix_make_folder(path))
        return false;
    snprintf(path, sizeof path, "%s/quarantine/%s.input", out, name);
    if (!place(path, release->bytes, release->n))
        return false;
    char *why = reason(release, hex, error);
    snprintf(path, sizeof path, "%s/quarantine/%s.json", out, name);
    bool placed = why && place(path, why, strlen(why));
    free(why);
    return placed;
}

/* Whether a file's name is the key of a failure. */
static bool stands(const ix_store *store, const char *file) {
    char name[33];
    for (uint32_t i = 0; i < store->n_order; i++) {
        const ix_entry *e = &store->entries[store->order[i]];
        if (!e->failed)
            continue;
        name_of(&e->key, name);
        if (strncmp(file, name, 32) == 0)
            return true;
    }
    return false;
}

void ix_quarantine_sweep(const ix_store *store) {
    char path[4096];
    struct dirent **names;
    snprintf(path, sizeof path, "%s/quarantine", store->path);
    int n = scandir(path, &names, NULL, NULL);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/quarantine/%s", store->path, names[i]->d_name);
        if (names[i]->d_name[0] != '.' && !stands(store, names[i]->d_name))
            unlink(path);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    snprintf(path, sizeof path, "%s/quarantine", store->path);
    rmdir(path); /* when it is empty */
}
