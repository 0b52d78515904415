#include "page.h"

#include "entities.h"

static void choose_title(ix_page *page) {
    for (uint32_t i = 0; i < page->segments.n && page->title < 0; i++)
        if (page->segments.v[i].kind == IX_BLOCK_HEADING && page->segments.v[i].level == 1)
            page->title = (int)i;
    if (page->title >= 0)
        page->doc->title = ix_str_copy(&page->doc->arena, ix_segment_text(page, &page->segments.v[page->title]));
}

void ix_read_metadata(ix_page *page) {
    choose_title(page);
}
