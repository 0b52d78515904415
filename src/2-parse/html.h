/* A web page to text, blocks, source map and metadata. */
#ifndef IX_PARSE_HTML_H
#define IX_PARSE_HTML_H

#include "model/document.h"
#include "rules/rules.h"

void ix_parse_html(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input);

#endif
