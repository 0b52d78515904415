/* When the article was published, out of all that the page claims. */
#include "facts.h"

enum {
    AROUND = 8,         /* scraps looked at around headline and article for a date */
    SCRAP = 120,        /* at most so much text */
    LATEST_WEST = 9,    /* hours in universal time at which it is still yesterday in America … */
    EARLIEST_EAST = 12, /* … and already tomorrow on the Pacific */
};

static const char *const from[] = {
    [IX_CLAIM_FAR] = "text",       [IX_CLAIM_MODIFIED] = "meta", [IX_CLAIM_NEARBY] = "text",
    [IX_CLAIM_TIME] = "time",      [IX_CLAIM_VISIBLE] = "text",  [IX_CLAIM_URL] = "url",
    [IX_CLAIM_MARKED] = "time",    [IX_CLAIM_ITEMPROP] = "time", [IX_CLAIM_META] = "meta",
    [IX_CLAIM_JSON_LD] = "json-ld"};

/* --- claims --- */

static bool american(const ix_facts *facts) {
    ix_str l = facts->language;
    return l.len == 2 ? ix_str_same(l, "en")
                      : l.len == 5 && ix_str_same(ix_str_sub(l, 0, 2), "en") &&
                            ix_str_same(ix_str_sub(l, 3, 5), "us");
}

static void claim_day(ix_page *page, ix_facts *facts, ix_day day, ix_claim_source source) {
    if (day.year)
        *IX_PUSH(&page->scratch, &facts->claims) = (ix_claim){day, source, -1};
}

/* The hour of a time stamp that counts in universal time ("…T23:10:00Z", "+00:00", "GMT"), else -1. */
static int universal_hour(ix_str s) {
    static const char *const zones[] = {"Z", "+00:00", "+0000", "GMT", "UTC"};
    const char *colon = s.len ? memchr(s.ptr, ':', s.len) : NULL;
    bool universal = false;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        universal |= ix_str_ends(s, ix_str_of(zones[i]));
    return universal && colon && colon - s.ptr >= 2 ? ix_str_int((ix_str){colon - 2, 2}) : -1;
}

void ix_claim_stamp(ix_page *page, ix_facts *facts, ix_str stamp, ix_claim_source source) {
    ix_day day = ix_find_date(page, stamp, american(facts));
    if (day.year)
        *IX_PUSH(&page->scratch, &facts->claims) = (ix_claim){day, source, universal_hour(stamp)};
}

/* --- dates in the page --- */

/* All text inside an element, at most a line of it. */
static ix_str inner_text(ix_page *page, uint32_t e) {
    const ix_element *element = &page->tree.all.v[e];
    uint32_t first = element->open + 1, last = element->end < first + 40 ? element->end : first + 40;
    ix_passage s = {.first = first, .last = last > first ? last : first};
    return ix_passage_text(page, &s);
}

/* The passages of the article: first and last that are kept, the headline included. */
static void article_range(const ix_page *page, int *first, int *last) {
    int n = (int)page->passages.n;
    for (*first = 0; *first < n && !page->passages.v[*first].keep; ++*first)
        ;
    for (*last = n - 1; *last > *first && !page->passages.v[*last].keep; --*last)
        ;
}

/* Where in the page a date element speaks for the article: tokens [start, end) from a little above the
 * headline to the second paragraph at full strength, to a little below the article as a scrap. */
typedef struct nearness {
    uint32_t start, end, below;
} nearness;

static nearness near_article(const ix_page *page) {
    int n = (int)page->passages.n, first, last;
    article_range(page, &first, &last);
    int head = page->title >= 0 && page->title < first ? page->title : first;
    head = head > AROUND / 2 ? head - AROUND / 2 : 0;
    if (first >= n)
        return (nearness){0, 0, 0};
    const ix_passage *all = page->passages.v;
    return (nearness){all[head].first, all[first + 2 < n ? first + 2 : n - 1].last,
                      all[last + AROUND < n ? last + AROUND : n - 1].last};
}

static ix_claim_source element_source(const ix_page *page, uint32_t e, ix_str prop, nearness near) {
    const ix_element *element = &page->tree.all.v[e];
    bool time = element->tag == IX_TAG_time,
         marked = (page->marks[e] | page->marks[element->parent]) & IX_MARK_DATE;
    if (ix_str_same(prop, "datepublished"))
        return IX_CLAIM_ITEMPROP;
    if (ix_str_same(prop, "datemodified"))
        return IX_CLAIM_MODIFIED;
    if (element->open < near.start || element->open >= near.below)
        return IX_CLAIM_FAR;
    if (element->open >= near.end)
        return IX_CLAIM_NEARBY;
    if (time && (marked || ix_attribute_value(&page->tokens, ix_start_tag(&page->tree, e), "pubdate").ptr))
        return IX_CLAIM_MARKED;
    return time ? IX_CLAIM_TIME : IX_CLAIM_VISIBLE;
}

static void read_date_element(ix_page *page, ix_facts *facts, uint32_t e, nearness near) {
    const ix_token *tag = ix_start_tag(&page->tree, e);
    bool time = page->tree.all.v[e].tag == IX_TAG_time;
    ix_str stamp = ix_attribute_value(&page->tokens, tag, time ? "datetime" : "content");
    if (!ix_find_date(page, stamp, false).year)
        stamp = inner_text(page, e);
    ix_str prop = ix_attribute_value(&page->tokens, tag, "itemprop");
    ix_claim_stamp(page, facts, stamp, element_source(page, e, prop, near));
}

static bool dropped(const ix_page *page, uint32_t e) {
    for (; e; e = page->tree.all.v[e].parent)
        if (page->marks[e] & (IX_MARK_DROP | IX_MARK_HIDDEN))
            return true;
    return false;
}

static void read_dates(ix_page *page, ix_facts *facts) {
    nearness near = near_article(page);
    for (uint32_t e = 1; e < page->tree.all.n; e++)
        if ((page->tree.all.v[e].tag == IX_TAG_time || (page->marks[e] & IX_MARK_DATE)) && !dropped(page, e))
            read_date_element(page, facts, e, near);
    claim_day(page, facts, ix_find_url_date(page, page->doc->url), IX_CLAIM_URL);
    claim_day(page, facts, ix_find_url_date(page, facts->url), IX_CLAIM_URL);
}

static void read_scraps(ix_page *page, ix_facts *facts, int from, int to) {
    for (int i = from < 0 ? 0 : from; i < to && i < (int)page->passages.n; i++) {
        const ix_passage *s = &page->passages.v[i];
        if (s->text < SCRAP && s->link * 2 <= s->text && i != page->title && !(s->keep && s->sentence))
            ix_claim_stamp(page, facts, ix_passage_text(page, s), IX_CLAIM_NEARBY);
    }
}

/* Dates in the scraps around the article: under the headline, over it, before the text, after its end. */
static void read_nearby(ix_page *page, ix_facts *facts) {
    int first, last, title = page->title;
    article_range(page, &first, &last);
    if (title >= 0) {
        read_scraps(page, facts, title + 1, title + AROUND);
        read_scraps(page, facts, title - AROUND / 2, title);
    }
    read_scraps(page, facts, first - AROUND / 2, first);
    read_scraps(page, facts, last, last + AROUND);
}

/* --- the outcome --- */

static int64_t days_apart(ix_claim a, ix_claim b) {
    return ix_day_number(a.day) - ix_day_number(b.day);
}

static ix_claim strongest(const ix_facts *facts) {
    ix_claim best = {.source = IX_CLAIM_NONE};
    for (uint32_t i = 0; i < facts->claims.n; i++)
        if (facts->claims.v[i].source > best.source)
            best = facts->claims.v[i];
    return best;
}

/* Can it be day `apart` (-1, 1) where it is `hour` in universal time? */
static bool other_day(int hour, int64_t apart) {
    return (apart == -1 && hour >= 0 && hour < LATEST_WEST) || (apart == 1 && hour >= EARLIEST_EAST);
}

/* What the strongest claim says, in the newsroom's own day: a stamp in universal time yields to the local
 * days next to it, when they all are. */
static ix_claim settled(const ix_facts *facts) {
    ix_claim best = strongest(facts), local = best;
    for (uint32_t i = 0; i < facts->claims.n && best.hour >= 0; i++) {
        ix_claim c = facts->claims.v[i];
        if (c.source < IX_CLAIM_TIME || c.hour >= 0)
            continue;
        if (days_apart(c, best) == 0)
            return best;
        if (other_day(best.hour, days_apart(c, best)))
            local.day = c.day;
    }
    return local;
}

static void report_disagreement(ix_document *doc, const ix_facts *facts, ix_claim best) {
    for (uint32_t i = 0; i < facts->claims.n; i++) {
        ix_claim c = facts->claims.v[i];
        int64_t apart = days_apart(c, best);
        if (c.source < IX_CLAIM_URL || (apart >= -1 && apart <= 1))
            continue;
        ix_diagnose(doc, "warning", "published.disagree", (ix_span){0, 0},
                    "%s says %.*s, %s says %04d-%02d-%02d", from[best.source], IX_FMT(doc->published),
                    from[c.source], c.day.year, c.day.month, c.day.day);
        return;
    }
}

void ix_choose_published(ix_page *page, ix_facts *facts) {
    ix_document *doc = page->doc;
    read_dates(page, facts);
    read_nearby(page, facts);
    ix_claim best = settled(facts);
    if (!best.source || doc->published.len)
        return;
    doc->published =
        ix_str_format(&doc->arena, "%04d-%02d-%02d", best.day.year, best.day.month, best.day.day);
    doc->published_from = from[best.source];
    report_disagreement(doc, facts, best);
}
