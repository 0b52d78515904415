#include "facts.h"

#include <strings.h>

#include "entities.h"
#include "title.h"

enum { AROUND = 8 /* scraps looked at before and after the article for a date */ };

void ix_claim_day(ix_page *page, ix_facts *facts, ix_day day, ix_claim_source source) {
    if (day.year)
        *IX_PUSH(&page->scratch, &facts->claims) = (ix_claim){day, source};
}

static const char *const from[] = {
    [IX_CLAIM_MODIFIED] = "meta", [IX_CLAIM_NEARBY] = "text", [IX_CLAIM_TIME] = "time",     [IX_CLAIM_VISIBLE] = "text",
    [IX_CLAIM_URL] = "url",       [IX_CLAIM_MARKED] = "time", [IX_CLAIM_ITEMPROP] = "time", [IX_CLAIM_META] = "meta",
    [IX_CLAIM_JSON_LD] = "json-ld"};

static bool is(ix_str a, const char *b) {
    return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

static bool american(const ix_facts *facts) {
    ix_str l = facts->language;
    return l.len == 2 ? is(l, "en") : l.len == 5 && is(ix_str_sub(l, 0, 2), "en") && is(ix_str_sub(l, 3, 5), "us");
}

/* --- the head --- */

static void keep_first(ix_str *field, ix_str value) {
    if (!field->len)
        *field = value;
}

static void take_meta(ix_page *page, ix_facts *facts, ix_str role, ix_str value) {
    if (ix_str_is(role, "published"))
        ix_claim_day(page, facts, ix_find_date(page, value, american(facts)), IX_CLAIM_META);
    else if (ix_str_is(role, "modified"))
        ix_claim_day(page, facts, ix_find_date(page, value, american(facts)), IX_CLAIM_MODIFIED);
    else if (ix_str_is(role, "title"))
        keep_first(&facts->og_title, value);
    else if (ix_str_is(role, "site"))
        keep_first(&facts->site_name, value);
    else if (ix_str_is(role, "author"))
        keep_first(&facts->author, value);
    else if (ix_str_is(role, "description"))
        keep_first(&facts->description, value);
    else if (ix_str_is(role, "language"))
        keep_first(&facts->language, value);
    else if (ix_str_is(role, "url"))
        keep_first(&facts->url, value);
}

static void read_meta(ix_page *page, ix_facts *facts, const ix_token *tag) {
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const ix_language *language = page->rules ? ix_ruleset_language_at(page->rules, 0) : NULL;
    const ix_list *names = language ? ix_language_list(language, "page_meta") : NULL;
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
    if (is(ix_str_trim(ix_attribute_value(&page->tokens, tag, "type")), "application/ld+json"))
        ix_read_json_ld(page, facts, ix_str_sub(page->tokens.source, tag->end, tag->weight));
}

static void read_tags(ix_page *page, ix_facts *facts) {
    for (uint32_t i = 0; i < page->tokens.all.n; i++) {
        const ix_token *t = &page->tokens.all.v[i];
        if (t->kind != IX_TOKEN_OPEN)
            continue;
        if (t->tag == IX_TAG_html)
            keep_first(&facts->language, ix_attribute_value(&page->tokens, t, "lang"));
        else if (t->tag == IX_TAG_title && !facts->page_title.ptr)
            facts->page_title = ix_decode_value(&page->scratch, ix_str_sub(page->tokens.source, t->end, t->weight), false);
        else if (t->tag == IX_TAG_meta)
            read_meta(page, facts, t);
        else if (t->tag == IX_TAG_link && is(ix_attribute_value(&page->tokens, t, "rel"), "canonical"))
            keep_first(&facts->url, ix_decode_value(&page->scratch, ix_attribute_value(&page->tokens, t, "href"), true));
        else if (t->tag == IX_TAG_script)
            read_script(page, facts, t);
    }
}

/* --- dates in the page --- */

/* All text inside an element, at most a line of it. */
static ix_str inner_text(ix_page *page, uint32_t e) {
    const ix_element *element = &page->tree.all.v[e];
    uint32_t first = element->open + 1, last = element->end < first + 40 ? element->end : first + 40;
    ix_passage s = {.first = first, .last = last > first ? last : first};
    return ix_passage_text(page, &s);
}

static void read_date_element(ix_page *page, ix_facts *facts, uint32_t e) {
    const ix_token *tag = ix_start_tag(&page->tree, e);
    bool time = page->tree.all.v[e].tag == IX_TAG_time;
    uint16_t marks = page->marks[e];
    ix_str prop = ix_attribute_value(&page->tokens, tag, "itemprop");
    if (!time && !(marks & IX_MARK_DATE))
        return;
    ix_str machine = ix_attribute_value(&page->tokens, tag, time ? "datetime" : "content");
    ix_day day = ix_find_date(page, machine, false);
    ix_claim_source source = time && machine.len ? IX_CLAIM_TIME : IX_CLAIM_VISIBLE;
    if (!day.year)
        day = ix_find_date(page, inner_text(page, e), american(facts));
    if (is(prop, "datepublished"))
        source = IX_CLAIM_ITEMPROP;
    else if (is(prop, "datemodified"))
        source = IX_CLAIM_MODIFIED;
    else if (time && (marks & IX_MARK_DATE || ix_attribute_value(&page->tokens, tag, "pubdate").ptr))
        source = IX_CLAIM_MARKED;
    ix_claim_day(page, facts, day, source);
}

static bool dropped(const ix_page *page, uint32_t e) {
    for (; e; e = page->tree.all.v[e].parent)
        if (page->marks[e] & (IX_MARK_DROP | IX_MARK_HIDDEN))
            return true;
    return false;
}

static void read_dates(ix_page *page, ix_facts *facts) {
    for (uint32_t e = 1; e < page->tree.all.n; e++)
        if ((page->tree.all.v[e].tag == IX_TAG_time || (page->marks[e] & IX_MARK_DATE)) && !dropped(page, e))
            read_date_element(page, facts, e);
    ix_claim_day(page, facts, ix_find_url_date(page, page->doc->url), IX_CLAIM_URL);
    ix_claim_day(page, facts, ix_find_url_date(page, facts->url), IX_CLAIM_URL);
}

/* Dates in the scraps around the article: under the headline, or after the last paragraph. */
static void read_nearby(ix_page *page, ix_facts *facts) {
    int n = (int)page->passages.n, first = 0, last = n - 1;
    while (first < n && !page->passages.v[first].keep)
        first++;
    while (last > first && !page->passages.v[last].keep)
        last--;
    for (int i = first - AROUND < 0 ? 0 : first - AROUND; i < n && i <= last + AROUND; i++) {
        const ix_passage *s = &page->passages.v[i];
        if (s->text < 120 && i != page->title && (!s->keep || !s->sentence))
            ix_claim_day(page, facts, ix_find_date(page, ix_passage_text(page, s), american(facts)), IX_CLAIM_NEARBY);
    }
}

/* --- the outcome --- */

static void settle_published(ix_page *page, const ix_facts *facts) {
    ix_document *doc = page->doc;
    ix_claim best = {.source = IX_CLAIM_NONE};
    for (uint32_t i = 0; i < facts->claims.n; i++)
        if (facts->claims.v[i].source > best.source)
            best = facts->claims.v[i];
    if (!best.source || doc->published.len)
        return;
    doc->published = ix_str_format(&doc->arena, "%04d-%02d-%02d", best.day.year, best.day.month, best.day.day);
    doc->published_from = from[best.source];
    for (uint32_t i = 0; i < facts->claims.n; i++) {
        ix_claim c = facts->claims.v[i];
        int64_t apart = ix_day_number(c.day) - ix_day_number(best.day);
        if (c.source < IX_CLAIM_URL || (apart >= -1 && apart <= 1))
            continue;
        ix_diagnose(doc, "warning", "published.disagree", (ix_span){0, 0}, "%s says %.*s, %s says %04d-%02d-%02d", from[best.source],
                    IX_FMT(doc->published), from[c.source], c.day.year, c.day.month, c.day.day);
        return;
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
    read_dates(page, &facts);
    read_nearby(page, &facts);
    settle_published(page, &facts);
    settle_language(page, &facts);
    page->doc->byline = ix_str_copy(&page->doc->arena, facts.author);
}
