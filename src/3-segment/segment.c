/* Stage 3: the parts of a release. */
#include "segment.h"

void ix_segment(ix_document *doc, const ix_language *language, ix_matcher *matcher,
                const ilex_ruleset *rules) {
    ix_segment_head(doc, language, matcher, rules);
    ix_matcher_begin(matcher, rules, language, doc);
    ix_segment_sections(doc, matcher);
    ix_lay_sentences(doc, language);
    ix_matcher_begin(matcher, rules, language, doc);
}
