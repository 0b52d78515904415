#include "facts.h"

#include "entities.h"
#include "title.h"

static void take_meta(ix_page *page, ix_facts *facts, ix_str role, ix_str value) {
    if (ix_str_is(role, "published"))
        ix_claim_stamp(page, facts, value, IX_CLAIM_META);
    else if (ix_str_is(role, "modified"))
        ix_claim_stamp(page, facts, value, IX_CLAIM_MODIFIED);
    else if (ix_str_is(role, "title"))
        ix_keep_first(&facts->og_title, value);
    else if (ix_str_is(role, "site"))
        ix_keep_first(&facts->site_name, value);
    else if (ix_str_is(role, "author"))
        ix_keep_first(&facts->author, value);
    else if (ix_str_is(role, "description"))
        ix_keep_first(&facts->description, value);
    else if (ix_str_is(role, "language"))
        ix_keep_first(&facts->language, value);
    else if (ix_str_is(role, "url"))
        ix_keep_first(&facts->url, value);
}

static void read_meta(ix_page *page, ix_facts *facts, const ix_token *tag) {
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const ix_language *language = page->rules ? ix_ruleset_language_at(page->rules, 0) : NULL;
    const ix_list *names = language ? ix_early_list(language, "page_meta") : NULL;
    ix_str content = ix_attribute_value(&page->tokens, tag, "content");
    for (size_t k = 0; k < sizeof keys / sizeof *keys && content.len; k++) {
        ix_str name = ix_attribute_value(&page->tokens, tag, keys[k]);
        ix_str role = name.len ? ix_list_value(names, name) : (ix_str){"", 0};
        if (role.len) {
            take_meta(page, facts, role, ix_decode_value(&page->scratch, content, true));
            return;
        }
    }
}

static void read_script(ix_page *page, ix_facts *facts, const ix_token *tag) {
    if (ix_str_same(ix_str_trim(ix_attribute_value(&page->tokens, tag, "type")), "application/ld+json"))
        ix_read_json_ld(page, facts, ix_str_sub(page->tokens.source, tag->end, tag->weight));
}

static void read_tags(ix_page *page, ix_facts *facts) {
    for (uint32_t i = 0; i < page->tokens.all.n; i++) {
        const ix_token *t = &page->tokens.all.v[i];
        if (t->kind != IX_TOKEN_OPEN)
            continue;
        if (t->tag == IX_TAG_html)
            ix_keep_first(&facts->language, ix_attribute_value(&page->tokens, t, "lang"));
        else if (t->tag == IX_TAG_title && !facts->page_title.ptr)
            facts->page_title =
                ix_decode_value(&page->scratch, ix_str_sub(page->tokens.source, t->end, t->weight), false);
        else if (t->tag == IX_TAG_meta)
            read_meta(page, facts, t);
        else if (t->tag == IX_TAG_link &&
                 ix_str_same(ix_attribute_value(&page->tokens, t, "rel"), "canonical"))
            ix_keep_first(&facts->url, ix_decode_value(&page->scratch,
                                                       ix_attribute_value(&page->tokens, t, "href"), true));
        else if (t->tag == IX_TAG_script)
            read_script(page, facts, t);
    }
}

/* "en-GB" → "en" */
static void settle_language(ix_page *page, const ix_facts *facts) {
    ix_document *doc = page->doc;
    ix_str l = facts->language;
    size_t n = 0;
    while (n < l.len && (l.ptr[n] | 32) >= 'a' && (l.ptr[n] | 32) <= 'z')
        n++;
    if (doc->language.len || (n != 2 && n != 3))
        return;
    char *code = ix_arena_copy(&doc->arena, l.ptr, n);
    for (size_t i = 0; i < n; i++)
        code[i] |= 32;
    doc->language = (ix_str){code, n};
}

void ix_read_metadata(ix_page *page) {
    ix_facts facts = {0};
    read_tags(page, &facts);
    ix_choose_title(page, &facts);
    ix_choose_summary(page, &facts);
    ix_choose_published(page, &facts);
    settle_language(page, &facts);
    page->doc->byline = ix_str_copy(&page->doc->arena, facts.author);
}
