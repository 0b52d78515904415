/* A rules folder as it lies on disk: what is in it, and digests over it. */
#include "rules/ruleset.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"

#ifndef IX_RULES_DIR
#define IX_RULES_DIR "/usr/local/share/ilex/rules"
#endif

static int visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

int ix_folder_names(const char *path, struct dirent ***names) {
    return scandir(path, names, visible, by_name);
}

void ix_folder_names_done(struct dirent **names, int n) {
    for (int i = 0; i < n; i++)
        free(names[i]);
    if (n >= 0)
        free(names);
}

bool ix_is_language_code(const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if (name[i] < 'a' || name[i] > 'z')
            return false;
    return n == 2 || n == 3;
}

const char *ix_rules_folder(const char *dir) {
    const char *environment = getenv("ILEX_RULES");
    return dir ? dir : environment && *environment ? environment : IX_RULES_DIR;
}

/* --- digests --- */

enum which { SHARED, OWN };

/* What releases of other languages depend on too, of a folder; the rest is read for its own alone. */
static bool is_shared(const char *folder, const char *name) {
    return !ix_is_language_code(folder) || strcmp(name, IX_EARLY_FILE ".yaml") == 0 ||
           ix_str_ends(ix_str_of(name), IX_STR(".tsv"));
}

static void add_file(ix_digest *digest, const char *path, const char *name) {
    char bytes[16384];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    ix_digest_add(digest, name, strlen(name) + 1);
    while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
        ix_digest_add(digest, bytes, n);
    fclose(f);
}

static void add_folder(ix_digest *digest, const char *dir, const char *folder, enum which which) {
    struct dirent **names;
    ix_arena scratch = {0};
    int n = ix_folder_names(ix_str_format(&scratch, "%s/%s", dir, folder).ptr, &names);
    if (n >= 0)
        ix_digest_add(digest, folder, strlen(folder) + 1);
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        bool counts =
            ix_str_ends(ix_str_of(name), IX_STR(".yaml")) || ix_str_ends(ix_str_of(name), IX_STR(".tsv"));
        if (counts && is_shared(folder, name) == (which == SHARED))
            add_file(digest, ix_str_format(&scratch, "%s/%s/%s", dir, folder, name).ptr, name);
    }
    ix_folder_names_done(names, n);
    ix_arena_done(&scratch);
}

static void tell(ix_digest *digest, const char *language, char hex[65], ilex_each_digest each,
                 void *context) {
    char text[72];
    ix_digest_end(digest, hex);
    snprintf(text, sizeof text, "sha256:%s", hex);
    each(language, text, context);
}

void ilex_rules_digests(const char *dir, ilex_each_digest each, void *context) {
    struct dirent **names;
    char shared[65], own[65];
    dir = ix_rules_folder(dir);
    int n = ix_folder_names(dir, &names);
    ix_digest *digest = ix_digest_new(), *all = ix_digest_new();
    for (int i = 0; i < n; i++)
        add_folder(digest, dir, names[i]->d_name, SHARED);
    tell(digest, "", shared, each, context);
    ix_digest_add(all, shared, sizeof shared);
    for (int i = 0; i < n; i++) {
        if (!ix_is_language_code(names[i]->d_name))
            continue;
        digest = ix_digest_new();
        ix_digest_add(digest, shared, sizeof shared);
        add_folder(digest, dir, names[i]->d_name, OWN);
        tell(digest, names[i]->d_name, own, each, context);
        ix_digest_add(all, own, sizeof own);
    }
    tell(all, NULL, own, each, context);
    ix_folder_names_done(names, n);
}

static void keep(const char *language, const char *digest, void *context) {
    ilex_ruleset *rules = context;
    ix_str code = language ? ix_str_copy(&rules->arena, ix_str_of(language)) : (ix_str){0};
    *IX_PUSH(&rules->arena, &rules->digests) =
        (ix_rules_digest){code, ix_str_copy(&rules->arena, ix_str_of(digest))};
}

void ix_take_digests(ilex_ruleset *rules) {
    ilex_rules_digests(rules->dir.ptr, keep, rules);
}

const char *ix_ruleset_digest(const ilex_ruleset *rules, ix_str language) {
    const char *shared = "";
    for (uint32_t i = 0; i < rules->digests.n; i++) {
        const ix_rules_digest *d = &rules->digests.v[i];
        if (d->language.ptr && ix_str_eq(d->language, language))
            return d->digest.ptr;
        if (d->language.ptr && !d->language.len)
            shared = d->digest.ptr;
    }
    return shared;
}

const char *ilex_ruleset_digest(const ilex_ruleset *rules, const char *language) {
    return language ? ix_ruleset_digest(rules, ix_str_of(language))
                    : rules->digests.v[rules->digests.n - 1].digest.ptr;
}
