/* OUT/quarantine: releases that no worker came back from, each with the reason. */
#ifndef IX_BATCH_QUARANTINE_H
#define IX_BATCH_QUARANTINE_H

#include "batch/release.h"
#include "batch/store.h"

/* KEY.input and KEY.json; false with errno set. */
bool ix_quarantine(const char *out, const ix_key *key, const ix_release *release, const ilex_error *error);
/* Takes away those that no record in place stands for any more. */
void ix_quarantine_sweep(const ix_store *store);

#endif
