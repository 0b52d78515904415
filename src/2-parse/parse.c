#include "stages.h"

#include "html.h"
#include "text.h"

void ix_parse(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input) {
    if (ix_str_is(doc->media_type, "text/html"))
        ix_parse_html(doc, rules, input);
    else
        ix_parse_text(doc);
}
