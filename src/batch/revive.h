/* A stored record made a document again, so that whatever a fresh document can be written as, a stored one
 * can. */
#ifndef IX_BATCH_REVIVE_H
#define IX_BATCH_REVIVE_H

#include "model/document.h"

typedef struct ix_revived {
    ix_document *doc; /* NULL: an error record, or no record at all */
    bool is_error;    /* the record stands for a release that could not be read */
    char id[256];
    char fault[256]; /* the first thing wrong with the record: its shape, or words that are not where it says;
                        or "" */
} ix_revived;

/* Every span is checked against the text on the way. Free with ix_document_free(revived.doc). */
ix_revived ix_revive(const char *record, size_t n);

#endif
