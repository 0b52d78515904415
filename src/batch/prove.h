/* A stored record held against the release that it was made from. */
#ifndef IX_BATCH_PROVE_H
#define IX_BATCH_PROVE_H

#include "batch/release.h"
#include "model/document.h"

/* Reads the release's bytes again, which have the record's digest. A plain text must be the record's text; of
 * a page, the bytes that each fact gives as its source, without tags and with character references decoded,
 * must be the fact's words. Where the text leaves out what stands between them (a hidden element), the words
 * must stand there in order, and the bytes must begin and end with them. False with `why`: which fact, and
 * where. */
bool ix_prove(const ix_document *record, const ix_release *release, char why[256]);

#endif
