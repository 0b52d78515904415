#include "batch/sources.h"

#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/buf.h"

static const struct {
    const char *ending;
    ix_source_kind kind;
} endings[] = {
    {".txt", IX_SOURCE_RELEASE},  {".text", IX_SOURCE_RELEASE}, {".md", IX_SOURCE_RELEASE},
    {".html", IX_SOURCE_RELEASE}, {".htm", IX_SOURCE_RELEASE},  {".xhtml", IX_SOURCE_RELEASE},
    {".ndjson", IX_SOURCE_LINES}, {".jsonl", IX_SOURCE_LINES},  {".warc", IX_SOURCE_WARC},
    {".rss", IX_SOURCE_FEED},     {".atom", IX_SOURCE_FEED},    {".xml", IX_SOURCE_FEED},
};
static const char *const compressions[] = {".gz", ".zst", ".xz", ".bz2"};

static bool ends(ix_str s, const char *ending) {
    size_t n = strlen(ending);
    return s.len > n && strncasecmp(s.ptr + s.len - n, ending, n) == 0;
}

const char *ix_compression_of(ix_str path) {
    for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++)
        if (ends(path, compressions[i]))
            return compressions[i];
    return NULL;
}

ix_source_kind ix_source_kind_of(ix_str path) {
    const char *compression = ix_compression_of(path);
    if (compression)
        path.len -= strlen(compression);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(path, endings[i].ending))
            return endings[i].kind;
    return IX_SOURCE_UNKNOWN;
}

static void add(ix_sources *sources, const ix_selection *selection, const char *path, const struct stat *st,
                int trouble) {
    int64_t modified = st ? st->st_mtim.tv_sec * INT64_C(1000000000) + st->st_mtim.tv_nsec : 0;
    if (st && modified < selection->since)
        return;
    *IX_PUSH(&sources->arena, &sources->list) =
        (ix_source){.path = ix_str_copy(&sources->arena, ix_str_of(path)),
                    .trouble = trouble,
                    .size = st ? (uint64_t)st->st_size : 0,
                    .modified = modified};
}

static bool fits(const char *pattern, const char *path, const char *name) {
    return fnmatch(pattern, name, 0) == 0 || fnmatch(pattern, path, 0) == 0;
}

static bool wanted(const ix_selection *selection, const char *path, const char *name) {
    if (selection->exclude && fits(selection->exclude, path, name))
        return false;
    if (selection->include)
        return fits(selection->include, path, name);
    return name[0] != '.' && strncasecmp(name, "README.", 7) != 0 &&
           ix_source_kind_of(ix_str_of(name)) != IX_SOURCE_UNKNOWN;
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

bool ix_is_store(const char *path) {
    char inside[4096];
    struct stat st;
    snprintf(inside, sizeof inside, "%s/.ilex", path);
    return stat(inside, &st) == 0;
}

static void walk(ix_sources *sources, const ix_selection *selection, const char *folder) {
    FTS *tree =
        fts_open((char *[]){(char *)folder, NULL}, FTS_COMFOLLOW | FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (!tree) {
        add(sources, selection, folder, NULL, errno);
        return;
    }
    for (FTSENT *e; (e = fts_read(tree));) {
        if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS)
            add(sources, selection, e->fts_path, NULL, e->fts_errno);
        else if (e->fts_info == FTS_SLNONE && wanted(selection, e->fts_path, e->fts_name))
            add(sources, selection, e->fts_path, NULL, ENOENT);
        else if (e->fts_info == FTS_D && e->fts_level > 0 &&
                 (e->fts_name[0] == '.' || ix_is_store(e->fts_path)))
            fts_set(tree, e, FTS_SKIP);
        else if (e->fts_info == FTS_F && wanted(selection, e->fts_path, e->fts_name))
            add(sources, selection, e->fts_path, e->fts_statp, 0);
    }
    fts_close(tree);
}

static void operand(ix_sources *sources, const ix_selection *selection, const char *path) {
    struct stat st;
    if (strcmp(path, "-") == 0)
        add(sources, selection, path, NULL, 0);
    else if (stat(path, &st) != 0)
        add(sources, selection, path, NULL, errno); /* a pattern's too that nothing fits */
    else if (S_ISDIR(st.st_mode))
        walk(sources, selection, path);
    else if (!selection->exclude || !fits(selection->exclude, path, path))
        add(sources, selection, path, &st, 0);
}

static bool listed(ix_sources *sources, const ix_selection *selection) {
    FILE *list = strcmp(selection->files0_from, "-") ? fopen(selection->files0_from, "rb") : stdin;
    if (!list)
        return false;
    char *path = NULL;
    size_t size = 0;
    while (getdelim(&path, &size, '\0', list) > 0)
        if (*path)
            operand(sources, selection, path);
    free(path);
    if (list != stdin)
        fclose(list);
    return true;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What no shell has taken for a pattern, as more files fit than a command line may have, is taken for one
 * here. */
static void operand_or_pattern(ix_sources *sources, const ix_selection *selection, const char *path) {
    struct stat st;
    glob_t found = {0};
    if (strpbrk(path, "*?[") && lstat(path, &st) != 0 && glob(path, GLOB_NOSORT, NULL, &found) == 0) {
        qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
        for (size_t i = 0; i < found.gl_pathc; i++)
            operand(sources, selection, found.gl_pathv[i]);
    } else {
        operand(sources, selection, path);
    }
    globfree(&found);
}

bool ix_sources_find(ix_sources *sources, const ix_selection *selection) {
    for (int i = 0; i < selection->n_operands; i++)
        operand_or_pattern(sources, selection, selection->operands[i]);
    return !selection->files0_from || listed(sources, selection);
}

void ix_sources_done(ix_sources *sources) {
    ix_arena_done(&sources->arena);
}
