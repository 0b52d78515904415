/* A record as an annotated release: what a careful reader finds in it, without offsets. */
#ifndef IX_REVIEW_GOLD_H
#define IX_REVIEW_GOLD_H

#include <jansson.h>

/* {"id", "language", "title", "published", "dates", "figures", "quotes", "organisations", "people"}. */
json_t *ix_gold_of(const json_t *record, const char *id);

#endif
