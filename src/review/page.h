/* A review as one page that needs no server: to be mailed, or kept with what it shows. */
#ifndef IX_REVIEW_PAGE_H
#define IX_REVIEW_PAGE_H

#include "review/review.h"

/* Appends the page with all its scripts, its style and the documents' data. Its policy, by the digests of
 * what stands in it, lets nothing else run, and nothing be loaded. */
bool ix_page_write(ix_review *review, ix_buf *page, ilex_error *error);

#endif
