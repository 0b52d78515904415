#include "stages.h"

void ix_resolve_ledger(ix_document *doc, const ix_language *language, ix_matcher *matcher) { (void)doc, (void)language, (void)matcher; }
