#include "stages.h"

void ix_resolve_organisations(ix_document *doc, const ix_language *language) { (void)doc, (void)language; }
