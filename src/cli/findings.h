/* What was found in an example, in the terms that `gives` compares with: one flat JSON object for each fact
 * or match. */
#ifndef ILEX_CLI_FINDINGS_H
#define ILEX_CLI_FINDINGS_H

#include <stdbool.h>

#include <jansson.h>

/* The facts of the record that a layer's rules make, or its matches where they make none. A new array. */
json_t *cli_findings(const json_t *record, const json_t *matches, const char *layer);
/* Whether a finding has everything that `expected` asks for: an object of strings, nulls, arrays and objects.
 */
bool cli_finding_is(const json_t *finding, const json_t *expected);
/* What the finding has where `expected` asks for something, as one line. To be freed. */
char *cli_finding_excerpt(const json_t *finding, const json_t *expected);

#endif
