/* The files of src/review/page, which the program carries in itself. */
#ifndef IX_REVIEW_ASSETS_H
#define IX_REVIEW_ASSETS_H

#include "base/str.h"

typedef struct ix_asset {
    const char *name, *type;
    ix_str bytes;
} ix_asset;

/* NULL when there is none of that name. */
const ix_asset *ix_asset_named(ix_str name);

#endif
