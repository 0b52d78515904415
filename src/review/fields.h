/* What a fact is judged on: the columns of its flat row that a reviewer sees. */
#ifndef IX_REVIEW_FIELDS_H
#define IX_REVIEW_FIELDS_H

#include <jansson.h>

#include "6-emit/facts.h"

/* As a JSON object, keys in the order of facts.def, null where there is none; numbers as decimal strings but
 * for start and end. */
void ix_fields_write(const ix_fact *fact, ix_buf *buf);
/* The same, to be freed. */
json_t *ix_fields_json(const ix_fact *fact);
/* Equal for two facts that say the same. Of a fact; of its JSON object, where a missing key is a null. */
uint64_t ix_fields_hash(const ix_fact *fact);
uint64_t ix_fields_hash_json(ix_str object);

#endif
