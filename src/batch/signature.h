/* What a record depends on, as numbers: a run's signature, a release's key, and the rules. */
#ifndef IX_BATCH_SIGNATURE_H
#define IX_BATCH_SIGNATURE_H

#include "batch/release.h"
#include "batch/store.h"

/* The program (its version and its build) and what the command line says of every release. */
void ix_signature_of(const ilex_input *given, char signature[65]);
/* The rules in `folder` (NULL: as ilex_ruleset_load has it), and the number of those with this digest. */
void ix_rules_today_of(const char *folder, ix_rules_today *today);
uint64_t ix_rules_number(const char *digest);
/* The signature, the release's bytes and all that is said of it; of one that cannot be read, its error too.
 */
ix_key ix_key_of(const ix_release *release, const char *signature);

#endif
