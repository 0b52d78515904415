/* SHA-256. The one door to nettle (which uses the processor's SHA instructions: six times libmd's speed). */
#ifndef IX_BASE_DIGEST_H
#define IX_BASE_DIGEST_H

#include <stddef.h>

typedef struct ix_digest ix_digest;

ix_digest *ix_digest_new(void);
void ix_digest_add(ix_digest *digest, const void *bytes, size_t n);
/* 64 lower-case hexadecimal digits and a NUL; frees the digest. */
void ix_digest_end(ix_digest *digest, char hex[65]);
void ix_digest_of(const void *bytes, size_t n, char hex[65]);
/* In base64, with a NUL. */
enum { IX_DIGEST_BASE64 = 45 };
void ix_digest_base64(const void *bytes, size_t n, char out[IX_DIGEST_BASE64]);

#endif
