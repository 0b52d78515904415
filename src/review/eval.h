/* ilex eval: records held against annotated releases, as shared/bench/score.py gold does. */
#ifndef IX_REVIEW_EVAL_H
#define IX_REVIEW_EVAL_H

#include <jansson.h>

#include "base/buf.h"
#include "ilex.h"

/* {"documents": N, "figures": {language or "all": {measure: {"tp", "fp", "fn", "P", "R", "F1"}}}, "rules":
 * {rule: {measure: …}}, "errors": [{"measure", "document", "language", "rule", "gold", "got"}…]}. A measure
 * of a field counts the facts that were found and are right in it. `gold` is a folder of NAME.json, `out` a
 * store or a file of records, of which the one is taken whose id or file has that NAME. NULL with `error`
 * filled in. */
json_t *ix_eval(const char *gold, const char *out, ilex_error *error);

/* As "text", "json" or "html" (one page that needs nothing else); false when there is no such form. */
bool ix_eval_write(const json_t *result, const char *form, ix_buf *to);

#endif
