#include "html.h"

#include "page.h"

void ix_parse_html(ix_document *doc, const ilex_ruleset *rules, const ilex_input *input) {
    ix_page page = {.doc = doc, .rules = rules, .input = input, .title = -1};
    page.tokens = ix_tokenize(&page.scratch, doc->source);
    page.tree = ix_build_tree(&page.scratch, &page.tokens);
    ix_mark_elements(&page);
    ix_cut_passages(&page);
    ix_choose_article(&page);
    ix_read_metadata(&page);
    ix_emit_page(&page);
    ix_arena_done(&page.scratch);
}
