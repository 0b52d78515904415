#include "stages.h"

/* What rules of layer `exclude` find stays as matches: later layers see one character, the ledger takes the
 * reasons. */
void ix_extract_exclusions(ix_document *doc, ix_matcher *matcher) {
    ix_match_layer(matcher, IX_LAYER_exclude, ix_keep_match, NULL);
    (void)doc;
}
