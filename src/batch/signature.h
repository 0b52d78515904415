/* What a record depends on, as numbers: a run's signature and a release's key. */
#ifndef IX_BATCH_SIGNATURE_H
#define IX_BATCH_SIGNATURE_H

#include "batch/release.h"
#include "batch/store.h"

/* The program (its version and its build), the rules and what the command line says of every release. */
void ix_signature_of(const char *rules_digest, const ilex_input *given, char signature[65]);
/* The signature, the release's bytes and all that is said of it; of one that cannot be read, its error too.
 */
ix_key ix_key_of(const ix_release *release, const char *signature);

#endif
