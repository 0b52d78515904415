#include "batch/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SYNC_EVERY = 256, MOST_RECORD = 1 << 30 };

static const char *place(const ix_store *store, const char *name, char path[4096]) {
    snprintf(path, 4096, "%s/%s", store->path, name);
    return path;
}

/* --- entries by key --- */

static uint32_t *slot_of(const ix_store *store, const ix_key *key) {
    uint64_t hash;
    memcpy(&hash, key->bytes, sizeof hash);
    uint32_t i = (uint32_t)hash & (store->n_slots - 1);
    while (store->slots[i] && memcmp(&store->entries[store->slots[i] - 1].key, key, sizeof *key) != 0)
        i = (i + 1) & (store->n_slots - 1);
    return &store->slots[i];
}

static void widen(ix_store *store) {
    free(store->slots);
    store->n_slots = store->n_slots ? store->n_slots * 2 : 1024;
    store->slots = ix_alloc(store->n_slots * sizeof *store->slots);
    for (uint32_t i = 0; i < store->n; i++)
        *slot_of(store, &store->entries[i].key) = i + 1;
}

uint32_t ix_store_entry(ix_store *store, const ix_key *key) {
    if (2 * (store->n + 1) > store->n_slots)
        widen(store);
    uint32_t *slot = slot_of(store, key);
    if (*slot)
        return *slot - 1;
    if (store->n == store->cap) {
        store->cap = store->cap ? store->cap * 2 : 256;
        store->entries = ix_realloc(store->entries, store->cap * sizeof *store->entries);
    }
    store->entries[store->n] = (ix_entry){.key = *key};
    *slot = ++store->n;
    return store->n - 1;
}

/* Whether a record of these rules is as good as new. */
static bool is_good(const ix_store *store, uint64_t rules) {
    for (int i = 0; i < store->today->n; i++)
        if (store->today->v[i] == rules)
            return true;
    return false;
}

/* --- the journal --- */

typedef struct journal_head {
    char mark[4];
    uint32_t length, facts, failed;
    ix_key key;
    uint64_t rules;
    uint64_t check; /* of the record */
    uint64_t seal;  /* of this head up to here */
} journal_head;

static uint64_t seal_of(const journal_head *head) {
    return ix_str_hash((ix_str){(const char *)head, offsetof(journal_head, seal)});
}

static ix_entry in_journal(const journal_head *head, uint64_t at) {
    return (ix_entry){.key = head->key,
                      .offset = at + sizeof *head,
                      .check = head->check,
                      .rules = head->rules,
                      .length = head->length,
                      .facts = head->facts,
                      .where = IX_IN_JOURNAL,
                      .failed = head->failed != 0};
}

/* Takes up what is whole; returns where that ends. */
static uint64_t scan_journal(ix_store *store) {
    journal_head head;
    ix_buf record = {0};
    uint64_t at = 0;
    while (ix_read_at(store->journal, &head, sizeof head, at) && memcmp(head.mark, "ixj2", 4) == 0 &&
           head.seal == seal_of(&head) && head.length < MOST_RECORD) {
        record.len = 0;
        ix_buf_reserve(&record, head.length);
        if (!ix_read_at(store->journal, record.ptr, head.length, at + sizeof head) ||
            ix_str_hash((ix_str){record.ptr, head.length}) != head.check)
            break;
        if (is_good(store, head.rules)) {
            uint32_t index = ix_store_entry(store, &head.key); /* entries may move */
            store->entries[index] = in_journal(&head, at);
        }
        at += sizeof head + head.length;
    }
    ix_buf_done(&record);
    return at;
}

/* The journal of an unfinished run, if there is one. */
static bool open_journal(ix_store *store, int creating) {
    char path[4096];
    store->journal = open(place(store, ".ilex/journal", path), O_RDWR | O_CLOEXEC | creating, 0666);
    if (store->journal < 0)
        return errno == ENOENT;
    store->journal_size = scan_journal(store);
    return ftruncate(store->journal, (off_t)store->journal_size) == 0 &&
           lseek(store->journal, (off_t)store->journal_size, SEEK_SET) >= 0;
}

bool ix_store_keep(ix_store *store, uint32_t index, const ix_kept *kept) {
    ix_entry *entry = &store->entries[index];
    journal_head head = {.mark = {'i', 'x', 'j', '2'},
                         .length = (uint32_t)kept->n,
                         .facts = kept->facts,
                         .failed = kept->failed,
                         .key = entry->key,
                         .rules = kept->rules};
    if (kept->n >= MOST_RECORD) {
        errno = EFBIG;
        return false;
    }
    if (store->journal < 0 && !open_journal(store, O_CREAT))
        return false;
    head.check = ix_str_hash((ix_str){kept->record, kept->n});
    head.seal = seal_of(&head);
    if (!ix_write_all(store->journal, &head, sizeof head) ||
        !ix_write_all(store->journal, kept->record, kept->n)) {
        int trouble = errno;
        if (ftruncate(store->journal, (off_t)store->journal_size) == 0)
            lseek(store->journal, (off_t)store->journal_size, SEEK_SET);
        errno = trouble;
        return false;
    }
    *entry = in_journal(&head, store->journal_size);
    store->journal_size += sizeof head + kept->n;
    if (++store->unsynced < SYNC_EVERY)
        return true;
    store->unsynced = 0;
    return fdatasync(store->journal) == 0;
}

/* --- the state: its head, the entries, the sources each with its path, and a hash of all that --- */

typedef struct state_head {
    char mark[8];
    uint64_t n_sources, n_entries;
    uint64_t documents_size;
    int64_t documents_modified;
    char signature[65];
    char unused[7];
} state_head;

typedef struct state_source {
    uint64_t size;
    int64_t modified;
    uint32_t trouble, n_entries, path_len, unused;
} state_source;

static const char state_mark[8] = {'i', 'x', 's', 't', 'a', 't', 'e', '3'};

static int64_t modified(const struct stat *st) {
    return st->st_mtim.tv_sec * INT64_C(1000000000) + st->st_mtim.tv_nsec;
}

/* Whether the file from its head on, which is read, has the hash that it ends with. */
static bool is_whole(FILE *file, const state_head *head) {
    char piece[16384];
    uint64_t hash = ix_str_hash((ix_str){(const char *)head, sizeof *head}), check;
    size_t kept = 0, n; /* of what is read, what may be the hash at the end is kept back */
    while ((n = fread(piece + kept, 1, sizeof piece - kept, file))) {
        kept += n;
        if (kept <= sizeof check)
            continue;
        hash = ix_str_hash_on(hash, (ix_str){piece, kept - sizeof check});
        memmove(piece, piece + kept - sizeof check, sizeof check);
        kept = sizeof check;
    }
    memcpy(&check, piece, sizeof check);
    return kept == sizeof check && check == hash;
}

/* The file behind its head; NULL when it is not whole. */
static FILE *open_state(const char *path, state_head *head) {
    FILE *file = fopen(path, "rbe");
    if (file && fread(head, sizeof *head, 1, file) == 1 && memcmp(head->mark, state_mark, 8) == 0 &&
        !head->signature[64] && is_whole(file, head) && fseek(file, sizeof *head, SEEK_SET) == 0)
        return file;
    if (file)
        fclose(file);
    return NULL;
}

static bool is_in_place(const ix_store *store, const ix_entry *e, ix_buf *record) {
    record->len = 0;
    ix_buf_reserve(record, e->length);
    return ix_read_at(store->documents, record->ptr, e->length, e->offset) &&
           ix_str_hash((ix_str){record->ptr, e->length}) == e->check;
}

/* The past order is by keys: entries may be shared, or gone. */
static void take_entries(ix_store *store, FILE *file, uint64_t n) {
    ix_buf record = {0};
    ix_entry e;
    store->past_entries = ix_arena_alloc(&store->arena, n * sizeof *store->past_entries);
    while (store->n_past_entries < n && fread(&e, sizeof e, 1, file) == 1) {
        uint32_t at = ix_store_entry(store, &e.key);
        store->past_entries[store->n_past_entries++] = at;
        if (!is_good(store, e.rules))
            store->n_outdated++;
        else if (!store->altered || is_in_place(store, &e, &record))
            store->entries[at] = e;
    }
    ix_buf_done(&record);
}

static void take_sources(ix_store *store, FILE *file, uint64_t n) {
    state_source s;
    uint32_t first = 0;
    store->past.v = ix_arena_alloc(&store->arena, n * sizeof *store->past.v);
    for (uint64_t i = 0; i < n && fread(&s, sizeof s, 1, file) == 1; i++) {
        char *path = ix_arena_alloc(&store->arena, s.path_len + 1);
        if (fread(path, 1, s.path_len, file) != s.path_len)
            break;
        ix_source source = {{path, s.path_len}, (int)s.trouble, s.size, s.modified};
        *ix_map_put(&store->arena, &store->past_by_path, source.path) = (int)store->past.n;
        store->past.v[store->past.n++] = (ix_past_source){source, first, s.n_entries, false};
        first += s.n_entries;
    }
}

/* The state that describes documents.ndjson as it is; when none does, the older one, and every record is
 * checked. A run that was killed between putting the two in place leaves the right state as state.new. */
static void load_state(ix_store *store) {
    static const char *const names[] = {".ilex/state", ".ilex/state.new", ".ilex/state"};
    char path[4096];
    struct stat st = {0};
    state_head head;
    store->documents = open(place(store, "documents.ndjson", path), O_RDONLY | O_CLOEXEC);
    if (store->documents < 0 || fstat(store->documents, &st) != 0)
        return;
    bool taken = false;
    for (int i = 0; i < 3 && !taken; i++) {
        FILE *file = open_state(place(store, names[i], path), &head);
        bool fits =
            file && head.documents_size == (uint64_t)st.st_size && head.documents_modified == modified(&st);
        store->altered = !fits;
        store->unfinished = i == 1;
        taken = file && (fits || i == 2);
        if (taken) {
            memcpy(store->signature, head.signature, sizeof store->signature);
            take_entries(store, file, head.n_entries);
            take_sources(store, file, head.n_sources);
        }
        if (file)
            fclose(file);
    }
}

static void put_state(ix_new_file *file, uint64_t *hash, const void *bytes, size_t n) {
    *hash = ix_str_hash_on(*hash, (ix_str){bytes, n});
    ix_new_file_add(file, bytes, n);
}

/* An entry as it stands in documents.ndjson, `offset` being its place there. */
static ix_entry in_documents(const ix_entry *entry, uint64_t offset) {
    ix_entry placed = *entry;
    placed.offset = offset;
    placed.where = IX_IN_DOCUMENTS;
    placed.asked = 0;
    return placed;
}

static void write_state(ix_new_file *file, const ix_store *store, const state_head *head) {
    uint64_t hash = ix_str_hash((ix_str){0}), offset = 0;
    put_state(file, &hash, head, sizeof *head);
    for (uint32_t i = 0; i < store->n_order; i++) {
        ix_entry placed = in_documents(&store->entries[store->order[i]], offset);
        put_state(file, &hash, &placed, sizeof placed);
        offset += placed.length;
    }
    for (uint32_t i = 0; i < store->n_run; i++) {
        const ix_past_source *s = &store->run[i];
        state_source out = {s->source.size, s->source.modified,           (uint32_t)s->source.trouble,
                            s->n,           (uint32_t)s->source.path.len, 0};
        put_state(file, &hash, &out, sizeof out);
        put_state(file, &hash, s->source.path.ptr, s->source.path.len);
    }
    ix_new_file_add(file, &hash, sizeof hash);
}

/* --- opening --- */

bool ix_store_open(ix_store *store, const char *path, bool looking, const ix_rules_today *today) {
    char name[4096];
    *store = (ix_store){.lock = -1, .documents = -1, .journal = -1, .today = today};
    snprintf(store->path, sizeof store->path, "%s", path);
    if (looking && !ix_is_store(path))
        return true;
    if (!ix_make_folder(place(store, ".ilex", name)))
        return false;
    store->lock = open(place(store, ".ilex/lock", name), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (store->lock < 0 || flock(store->lock, LOCK_EX | LOCK_NB) != 0)
        return false;
    load_state(store);
    return open_journal(store, 0);
}

void ix_store_close(ix_store *store) {
    int fds[] = {store->journal, store->documents, store->lock};
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(store->entries);
    free(store->slots);
    free(store->order);
    free(store->run);
    ix_arena_done(&store->arena);
}

static bool same_source(const ix_source *a, const ix_source *b) {
    return ix_str_eq(a->path, b->path) && a->trouble == b->trouble && a->size == b->size &&
           a->modified == b->modified && !ix_str_is(a->path, "-");
}

bool ix_store_current(const ix_store *store, const ix_sources *sources, const char *signature) {
    if (strcmp(store->signature, signature) != 0 || store->past.n != sources->list.n || store->altered ||
        store->n_outdated || store->journal_size || store->unfinished)
        return false;
    for (uint32_t i = 0; i < sources->list.n; i++)
        if (!same_source(&store->past.v[i].source, &sources->list.v[i]))
            return false;
    return true;
}

/* --- the order --- */

void ix_store_begin_source(ix_store *store, const ix_source *source) {
    int past = ix_map_get(&store->past_by_path, source->path);
    if (past >= 0)
        store->past.v[past].here = true;
    if ((store->n_run & (store->n_run + 1)) == 0)
        store->run = ix_realloc(store->run, 2 * (store->n_run + 1) * sizeof *store->run);
    store->run[store->n_run++] = (ix_past_source){*source, store->n_order, 0, true};
}

void ix_store_push(ix_store *store, uint32_t entry) {
    if (store->n_order == store->cap_order) {
        store->cap_order = store->cap_order ? store->cap_order * 2 : 256;
        store->order = ix_realloc(store->order, store->cap_order * sizeof *store->order);
    }
    store->order[store->n_order++] = entry;
    store->run[store->n_run - 1].n++;
}

static const ix_past_source *past_source(const ix_store *store, const ix_source *source) {
    int at = ix_map_get(&store->past_by_path, source->path);
    return at >= 0 && same_source(&store->past.v[at].source, source) ? &store->past.v[at] : NULL;
}

void ix_store_forget(ix_store *store, bool only_failed) {
    for (uint32_t i = 0; i < store->n; i++)
        if (!only_failed || store->entries[i].failed)
            store->entries[i].where = IX_NOWHERE;
}

bool ix_store_repeat_source(ix_store *store, const ix_source *source) {
    const ix_past_source *past = past_source(store, source);
    if (!past)
        return false;
    const uint32_t *entries = store->past_entries + past->first;
    for (uint32_t i = 0; i < past->n; i++)
        if (store->entries[entries[i]].where == IX_NOWHERE)
            return false;
    ix_store_begin_source(store, source);
    for (uint32_t i = 0; i < past->n; i++)
        ix_store_push(store, entries[i]);
    return true;
}

uint64_t ix_store_gone(const ix_store *store) {
    uint64_t n = 0;
    for (uint32_t i = 0; i < store->past.n; i++)
        n += store->past.v[i].here ? 0 : store->past.v[i].n;
    return n;
}

/* --- finishing --- */

static bool copy_records(ix_store *store, ix_new_file *file) {
    ix_buf record = {0};
    bool copied = true;
    for (uint32_t i = 0; i < store->n_order && copied; i++) {
        const ix_entry *e = &store->entries[store->order[i]];
        ix_buf_reserve(&record, e->length);
        copied = ix_read_at(e->where == IX_IN_JOURNAL ? store->journal : store->documents, record.ptr,
                            e->length, e->offset);
        ix_new_file_add(file, record.ptr, copied ? e->length : 0);
    }
    ix_buf_done(&record);
    return copied && file->fd >= 0;
}

/* A file changed within the clock's grain of being read may have changed after it: its time is not trusted.
 */
static void distrust_fresh(ix_store *store, int64_t started) {
    for (uint32_t i = 0; i < store->n_run; i++)
        if (store->run[i].source.modified > started - 20000000)
            store->run[i].source.modified = -1;
}

static bool place_both(ix_store *store, ix_new_file *documents, const char *signature) {
    char path[4096];
    struct stat st;
    ix_new_file state;
    state_head head = {.n_sources = store->n_run, .n_entries = store->n_order};
    if (!ix_new_file_close(documents))
        return false;
    if (stat(documents->temporary, &st) != 0)
        return false;
    head.documents_size = (uint64_t)st.st_size;
    head.documents_modified = modified(&st);
    memcpy(head.mark, state_mark, sizeof head.mark);
    memcpy(head.signature, signature, sizeof head.signature);
    ix_new_file_open(&state, place(store, ".ilex/state", path));
    write_state(&state, store, &head);
    if (!ix_new_file_close(&state))
        return false;
    return rename(documents->temporary, documents->path) == 0 && rename(state.temporary, state.path) == 0 &&
           ix_sync_folder(place(store, ".ilex", path)) && ix_sync_folder(store->path);
}

bool ix_store_finish(ix_store *store, const char *signature, int64_t started) {
    char path[4096];
    ix_new_file documents;
    ix_new_file_open(&documents, place(store, "documents.ndjson", path));
    distrust_fresh(store, started);
    bool done = copy_records(store, &documents) && place_both(store, &documents, signature);
    int trouble = documents.trouble ? documents.trouble : errno;
    if (!done)
        ix_new_file_drop(&documents);
    errno = trouble;
    return done && (unlink(place(store, ".ilex/journal", path)) == 0 || errno == ENOENT);
}
