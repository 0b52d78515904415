#include "stages.h"

#include "text.h"

void ix_parse(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input) {
    (void)rules, (void)input;
    ix_parse_text(doc);
}
