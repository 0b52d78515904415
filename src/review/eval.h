/* ilex eval: records held against annotated releases, as shared/bench/score.py gold does. */
#ifndef IX_REVIEW_EVAL_H
#define IX_REVIEW_EVAL_H

#include <jansson.h>

#include "base/buf.h"
#include "ilex.h"

/* {"documents": N, "missing": N, "figures": {language or "all": {measure: {"tp", "fp", "fn", "P", "R",
 * "F1"}}}, "kinds": {kind of figure: {measure: …}}, "rules": {rule: {measure: …}}, "errors": [{"measure",
 * "what", "document", "language", "rule", "text", "gold", "got"}…]}. A measure of a field counts the facts
 * that were found and are right in it. What is "missed" has no "got", what is "invented" no "gold", and what
 * is "wrong" has both, of the fact "text". Measures of several fields have no errors of their own. `gold` is
 * a folder of NAME.json, `out` a store or a file of records, of which the one is taken whose id or file has
 * that NAME; "missing" counts annotations that cannot be read or have no record. `rules` knows when words are
 * the same in a release's language. NULL with `error` filled in. */
json_t *ix_eval(const ilex_ruleset *rules, const char *gold, const char *out, ilex_error *error);

/* As "text", "json" or "html" (one page that needs nothing else); false when there is no such form. */
bool ix_eval_write(const json_t *result, const char *form, ix_buf *to);

/* --- what the forms share --- */

/* Errors by what is measured, and rules by how much they got wrong, the worst first: [name, measures]. */
json_t *ix_eval_by_measure(const json_t *errors);
json_t *ix_eval_worst_first(const json_t *rules);
void ix_eval_html(const json_t *result, ix_buf *to);

#endif
