/* Records as an SQLite database. */
#ifndef IX_BATCH_DATABASE_H
#define IX_BATCH_DATABASE_H

#include "model/document.h"

typedef struct ix_database ix_database;

/* NULL with `why` filled in. What is there under that name is replaced. */
ix_database *ix_database_open(const char *path, char why[256]);
bool ix_database_add(ix_database *database, const ix_document *doc);
/* Commits when `keep`. False when something went wrong, with `why` filled in. NULL is let be. */
bool ix_database_close(ix_database *database, bool keep, char why[256]);

#endif
