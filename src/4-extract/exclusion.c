#include "stages.h"

void ix_extract_exclusions(ix_document *doc, ix_matcher *matcher) { (void)doc, (void)matcher; }
