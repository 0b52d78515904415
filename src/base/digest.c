#include "base/digest.h"

#include <sha256.h>
#include <stdlib.h>

#include "base/arena.h"

struct ix_digest {
    SHA2_CTX state;
};

ix_digest *ix_digest_new(void) {
    ix_digest *digest = ix_alloc(sizeof *digest);
    SHA256Init(&digest->state);
    return digest;
}

void ix_digest_add(ix_digest *digest, const void *bytes, size_t n) {
    SHA256Update(&digest->state, bytes, n);
}

void ix_digest_end(ix_digest *digest, char hex[65]) {
    SHA256End(&digest->state, hex);
    free(digest);
}

void ix_digest_of(const void *bytes, size_t n, char hex[65]) {
    ix_digest *digest = ix_digest_new();
    ix_digest_add(digest, bytes, n);
    ix_digest_end(digest, hex);
}
