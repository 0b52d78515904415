#include "base/digest.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>

#include "base/arena.h"

struct ix_digest {
    struct sha256_ctx state;
};

ix_digest *ix_digest_new(void) {
    ix_digest *digest = ix_alloc(sizeof *digest);
    sha256_init(&digest->state);
    return digest;
}

void ix_digest_add(ix_digest *digest, const void *bytes, size_t n) {
    sha256_update(&digest->state, n, bytes);
}

static void finish(struct sha256_ctx *state, char hex[65]) {
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof bytes, bytes);
    for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[64] = '\0';
}

void ix_digest_end(ix_digest *digest, char hex[65]) {
    finish(&digest->state, hex);
    free(digest);
}

void ix_digest_of(const void *bytes, size_t n, char hex[65]) {
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, n, bytes);
    finish(&state, hex);
}

void ix_digest_base64(const void *bytes, size_t n, char out[IX_DIGEST_BASE64]) {
    struct sha256_ctx state;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&state);
    sha256_update(&state, n, bytes);
    sha256_digest(&state, sizeof digest, digest);
    base64_encode_raw(out, sizeof digest, digest);
    out[IX_DIGEST_BASE64 - 1] = '\0';
}
