#include "stages.h"

void ix_extract_dates(ix_document *doc, const ix_language *language, ix_matcher *matcher) { (void)doc, (void)language, (void)matcher; }
