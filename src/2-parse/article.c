#include "page.h"

enum {
    PARAGRAPH = 60,      /* weight of text that makes a paragraph whatever its end */
    SENTENCE = 20,       /* of text that ends like a sentence */
    PENALTY = 12,        /* what a scrap of text costs */
};

/* What is known of each element besides its marks. */
typedef struct score {
    int64_t sum;  /* of the values of the segments inside that are not dropped */
    int64_t good; /* of those above zero, dropped or not */
    bool dropped;
} score;

/* --- values --- */

static bool linked(const ix_segment *s) {
    return s->link * 2 > s->text;
}

/* Text that speaks for an article counts by its weight, scraps and links against it. */
static int value(const ix_segment *s) {
    int own = (int)(s->text - s->link);
    if (linked(s))
        return -PENALTY - (int)(s->link < 60 ? s->link / 2 : 30);
    if (own >= PARAGRAPH || (own >= SENTENCE && s->sentence))
        return s->kind == IX_BLOCK_CAPTION ? 0 : own;
    return s->kind == IX_BLOCK_HEADING || s->kind == IX_BLOCK_TABLE_CELL ? 0 : -PENALTY;
}

static void add_up(ix_page *page, score *scores) {
    for (uint32_t i = 0; i < page->segments.n; i++) {
        const ix_segment *s = &page->segments.v[i];
        int v = value(s);
        scores[s->element].good += v > 0 ? v : 0;
    }
    for (uint32_t e = page->tree.all.n; e-- > 1;)
        scores[page->tree.all.v[e].parent].good += scores[e].good;
    for (uint32_t e = 1; e < page->tree.all.n; e++) {
        uint32_t parent = page->tree.all.v[e].parent;
        bool drop = (page->marks[e] & IX_MARK_DROP) && scores[e].good * 2 < scores[0].good;
        scores[e].dropped = scores[parent].dropped || drop;
    }
    for (uint32_t i = 0; i < page->segments.n; i++)
        if (!scores[page->segments.v[i].element].dropped)
            scores[page->segments.v[i].element].sum += value(&page->segments.v[i]);
    for (uint32_t e = page->tree.all.n; e-- > 1;)
        scores[page->tree.all.v[e].parent].sum += scores[e].sum;
}

/* --- the element that holds the article --- */

static uint32_t best_element(const ix_page *page, const score *scores, uint16_t marks, uint32_t within) {
    uint32_t best = within;
    bool found = !marks;
    for (uint32_t e = within; e < page->tree.all.v[within].after; e++) {
        if (scores[e].dropped || (marks && !(page->marks[e] & marks)))
            continue;
        if (!found || scores[e].sum > scores[best].sum || (scores[e].sum == scores[best].sum && !marks))
            best = e, found = true;
    }
    return found ? best : 0;
}

static uint32_t article_element(const ix_page *page, const score *scores) {
    uint32_t best = best_element(page, scores, 0, 0);
    uint32_t body = best_element(page, scores, IX_MARK_BODY, 0);
    if (body && scores[body].sum * 10 > scores[best].sum * 6)
        return body;
    return best;
}

/* --- what of it is text --- */

static void keep_segments(ix_page *page, const score *scores, uint32_t article) {
    uint32_t first = page->segments.n, last = 0;
    for (uint32_t i = 0; i < page->segments.n; i++) {
        ix_segment *s = &page->segments.v[i];
        s->keep = ix_inside(page, s->element, article) && !scores[s->element].dropped && !linked(s);
        if (s->keep && value(s) > 0) {
            first = first < i ? first : i;
            last = i;
        }
    }
    for (uint32_t i = 0; i < page->segments.n; i++)
        if (i < first || i > last)
            page->segments.v[i].keep = false;
}

void ix_choose_article(ix_page *page) {
    score *scores = IX_NEW_ARRAY(&page->scratch, score, page->tree.all.n);
    add_up(page, scores);
    keep_segments(page, scores, article_element(page, scores));
}
