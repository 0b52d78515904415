/* Stage 3: the parts of a release. */
#include "segment.h"

/* Sections change the kinds of blocks, not their extent, so that one taking up of the document serves them
 * and all later layers. */
void ix_segment(ix_document *doc, const ix_language *language, ix_matcher *matcher,
                const ilex_ruleset *rules) {
    ix_segment_head(doc, language, matcher, rules);
    ix_lay_sentences(doc, language);
    ix_matcher_begin(matcher, rules, language, doc);
    ix_segment_sections(doc, matcher);
}
