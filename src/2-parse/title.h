/* Which heading is the headline. */
#ifndef IX_PARSE_TITLE_H
#define IX_PARSE_TITLE_H

#include "facts.h"

/* Sets doc->title and, when the headline stands in the page, page->title. */
void ix_choose_title(ix_page *page, const ix_facts *facts);

#endif
