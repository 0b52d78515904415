#include "stages.h"

void ix_parse(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input) {
    (void)rules, (void)input;
    doc->text = doc->source;
    uint32_t start = 0;
    for (uint32_t i = 0; i <= doc->text.len; i++)
        if (i == doc->text.len || doc->text.ptr[i] == 10) {
            if (i > start)
                *IX_PUSH(&doc->arena, &doc->blocks) = (ix_block){.kind = IX_BLOCK_PARAGRAPH, .span = {start, i}};
            start = i + 1;
        }
}
