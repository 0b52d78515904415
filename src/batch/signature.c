#include "batch/signature.h"

#include <elf.h>
#include <link.h>

#include "base/digest.h"

/* A string with its length before it, so that nothing runs into what follows; NULL is told from "". */
static void add(ix_digest *digest, const char *s, size_t n) {
    uint64_t size = s ? n : UINT64_MAX;
    ix_digest_add(digest, &size, sizeof size);
    if (s)
        ix_digest_add(digest, s, n);
}

static void add_string(ix_digest *digest, const char *s) {
    add(digest, s, s ? strlen(s) : 0);
}

static void add_given(ix_digest *digest, const ilex_input *given) {
    add_string(digest, given->id);
    add_string(digest, given->path);
    add_string(digest, given->url);
    add_string(digest, given->language);
    add_string(digest, given->published);
    add_string(digest, given->media_type);
    add_string(digest, given->charset);
    add_string(digest, given->favour);
}

/* The linker's build id of the program itself, which is the first object. */
static int add_build(struct dl_phdr_info *object, size_t size, void *digest) {
    (void)size;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_NOTE)
            continue;
        const char *at = (const char *)(object->dlpi_addr + segment->p_vaddr), *end = at + segment->p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
            const char *bytes = at + sizeof *note + ((note->n_namesz + 3) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID)
                add(digest, bytes, note->n_descsz);
            at = bytes + ((note->n_descsz + 3) & ~3u);
        }
    }
    return 1;
}

void ix_signature_of(const ilex_input *given, char signature[65]) {
    ix_digest *digest = ix_digest_new();
    add_string(digest, ilex_version());
    dl_iterate_phdr(add_build, digest);
    add_given(digest, given);
    ix_digest_end(digest, signature);
}

uint64_t ix_rules_number(const char *digest) {
    return ix_str_hash(ix_str_of(digest));
}

static void add_rules(const char *language, const char *digest, void *context) {
    ix_rules_today *today = context;
    (void)language;
    today->n -= today->n == IX_MOST_RULES; /* the last has to be there */
    today->v[today->n++] = ix_rules_number(digest);
}

void ix_rules_today_of(const char *folder, ix_rules_today *today) {
    today->n = 0;
    ilex_rules_digests(folder, add_rules, today);
}

static unsigned nibble(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

ix_key ix_key_of(const ix_release *release, const char *signature) {
    ix_digest *digest = ix_digest_new();
    char hex[65];
    ix_key key;
    add_string(digest, signature);
    add_given(digest, &release->given);
    if (release->error.status != ILEX_OK) {
        add_string(digest, release->error.code);
        add_string(digest, release->error.message);
    }
    add(digest, release->bytes, release->n);
    ix_digest_end(digest, hex);
    for (size_t i = 0; i < sizeof key.bytes; i++)
        key.bytes[i] = (unsigned char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
    return key;
}
