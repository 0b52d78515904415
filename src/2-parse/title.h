/* Which heading is the headline, and which text under it the summary. */
#ifndef IX_PARSE_TITLE_H
#define IX_PARSE_TITLE_H

#include "facts.h"

/* Sets doc->title and, when the headline stands in the page, page->title. */
void ix_choose_title(ix_page *page, const ix_facts *facts);

/* Keeps the summary between headline and article, as a block of that kind. */
void ix_choose_summary(ix_page *page, const ix_facts *facts);

#endif
