#include "stages.h"

void ix_detect_language(ix_document *doc, const ilex_ruleset *rules) {
    (void)rules;
    if (!doc->language.len)
        doc->language = IX_STR("en");
}

void ix_segment(ix_document *doc, const ix_language *language, ix_matcher *matcher, const ilex_ruleset *rules) {
    for (uint32_t b = 0; b < doc->blocks.n; b++) {
        ix_span block = doc->blocks.v[b].span;
        uint32_t start = block.start;
        for (uint32_t i = block.start; i < block.end; i++)
            if (i + 1 == block.end || (doc->text.ptr[i] == 46 && doc->text.ptr[i + 1] == 32)) {
                *IX_PUSH(&doc->arena, &doc->sentences) = (ix_sentence){{start, i + 1}, (int)b};
                start = i + 2 < block.end ? i + 2 : block.end;
            }
    }
    ix_matcher_begin(matcher, rules, language, doc);
}
