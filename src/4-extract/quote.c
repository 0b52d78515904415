#include "stages.h"

void ix_extract_quotes(ix_document *doc, const ix_language *language, ix_matcher *matcher) { (void)doc, (void)language, (void)matcher; }
