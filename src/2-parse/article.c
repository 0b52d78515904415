#include "page.h"

enum {
    PARAGRAPH = 60, /* weight of text that makes a paragraph whatever its end */
    SENTENCE = 20,  /* of text that ends like a sentence */
    CAPTION = 30,   /* of a caption that tells something */
    PENALTY = 12,   /* what a scrap of text costs */
    TEASER = 800,   /* a teaser for another article has at most so much text … */
    TEASERS = 3,    /* … and stands with at least so many in a row */
};

/* What is known of each element besides its marks. */
typedef struct score {
    int sum;         /* of the values of the passages inside that are not dropped */
    int good;        /* of those above zero, dropped or not */
    uint32_t linked; /* passages that are mostly link */
    bool headline;   /* a first-level heading inside … */
    bool body;       /* … and an element marked as an article's body */
} score;

typedef struct choice {
    ix_page *page;
    score *scores;
    bool precision, recall;
    uint32_t from, to; /* the article's passages stand in [from, to) */
} choice;

static bool out(const choice *c, uint32_t e) {
    return c->page->marks[e] & IX_MARK_OUT;
}

/* --- values --- */

/* Mostly link, and what is not is no sentence. */
static bool linked(const ix_passage *s) {
    return s->link * 2 > s->text && !(s->sentence && s->text - s->link >= 2 * SENTENCE);
}

/* Text that speaks for an article counts by its weight, scraps and links against it. */
static int value(const ix_passage *s) {
    int own = (int)(s->text - s->link);
    if (linked(s))
        return -PENALTY - (int)(s->link < 60 ? s->link / 2 : 30);
    if (s->notice)
        return -PENALTY;
    if (s->kind == IX_BLOCK_HEADING && !s->sentence)
        return 0;
    if (own >= PARAGRAPH || (own >= SENTENCE && s->sentence))
        return s->kind == IX_BLOCK_CAPTION ? 0 : own;
    return s->kind == IX_BLOCK_HEADING || s->kind == IX_BLOCK_TABLE_CELL ? 0 : -PENALTY;
}

static void count_good(choice *c) {
    const ix_tree *tree = &c->page->tree;
    for (uint32_t i = 0; i < c->page->passages.n; i++) {
        const ix_passage *s = &c->page->passages.v[i];
        int v = value(s);
        c->scores[s->element].good += v > 0 ? v : 0;
        c->scores[s->element].linked += linked(s);
    }
    for (uint32_t e = tree->all.n; e-- > 1;) {
        score *s = &c->scores[e], *parent = &c->scores[tree->all.v[e].parent];
        s->headline |= tree->all.v[e].tag == IX_TAG_h1;
        s->body |= (c->page->marks[e] & IX_MARK_BODY) != 0;
        parent->good += s->good;
        parent->linked += s->linked;
        parent->headline |= s->headline;
        parent->body |= s->body;
    }
}

static void count_sums(choice *c) {
    const ix_tree *tree = &c->page->tree;
    for (uint32_t i = 0; i < c->page->passages.n; i++)
        if (!out(c, c->page->passages.v[i].element))
            c->scores[c->page->passages.v[i].element].sum += value(&c->page->passages.v[i]);
    for (uint32_t e = tree->all.n; e-- > 1;)
        c->scores[tree->all.v[e].parent].sum += c->scores[e].sum;
}

/* --- what is no part of it --- */

static uint64_t likeness(const choice *c, uint32_t e) {
    ix_str names = ix_attribute_value(&c->page->tokens, ix_start_tag(&c->page->tree, e), "class");
    return ix_str_hash((ix_str){names.ptr, names.ptr ? names.len : 0}) ^ c->page->tree.all.v[e].tag;
}

static bool whole_article(const choice *c, uint32_t e) {
    return c->scores[e].headline && c->scores[e].body;
}

static bool teaser(const choice *c, uint32_t e) {
    const ix_element *element = &c->page->tree.all.v[e];
    return c->scores[e].linked && !whole_article(c, e) && element->text <= TEASER &&
           element->tag != IX_TAG_p && element->tag != IX_TAG_tr;
}

/* Children of one parent that are alike and each lead, with a link, to something else. */
static void drop_teasers(choice *c, uint32_t parent) {
    const ix_element *all = c->page->tree.all.v;
    uint32_t run = 0, first = 0;
    uint64_t like = 0;
    int good = 0;
    for (uint32_t e = parent + 1; e <= all[parent].after; e = e < all[parent].after ? all[e].after : e + 1) {
        bool one = e < all[parent].after && teaser(c, e);
        uint64_t own = one ? likeness(c, e) : 0;
        if (run && (!one || own != like)) {
            if (run >= TEASERS && good * 2 < c->scores[0].good)
                for (uint32_t t = first; t < e; t = all[t].after)
                    c->page->marks[t] |= IX_MARK_OUT;
            run = 0;
        }
        if (one) {
            first = run++ ? first : e;
            good = (run > 1 ? good : 0) + c->scores[e].good;
            like = own;
        }
    }
}

/* Where whole articles follow each other, as on pages that never end, only the first is the page's own. */
static void drop_later_articles(choice *c, uint32_t parent) {
    const ix_element *all = c->page->tree.all.v;
    uint64_t first = 0;
    for (uint32_t e = parent + 1; e < all[parent].after; e = all[e].after) {
        if (!whole_article(c, e))
            continue;
        if (first && first == likeness(c, e))
            c->page->marks[e] |= IX_MARK_OUT;
        first = first ? first : likeness(c, e);
    }
}

/* A name that says so counts unless most of the text, or the page's headline, is inside. */
static bool dropped_by_name(const choice *c, uint32_t e) {
    const ix_element *all = c->page->tree.all.v;
    if (!(c->page->marks[e] & IX_MARK_DROP) || c->scores[e].good * 2 >= c->scores[0].good)
        return false;
    if (all[e].tag == IX_TAG_article && c->scores[e].good * 4 >= c->scores[0].good)
        return false;
    return true;
}

static void drop(choice *c) {
    const ix_element *all = c->page->tree.all.v;
    for (uint32_t e = 0; e < c->page->tree.all.n; e++) {
        score *s = &c->scores[e];
        if ((e && out(c, all[e].parent)) || (dropped_by_name(c, e)))
            c->page->marks[e] |= IX_MARK_OUT;
        else if (s->linked >= TEASERS)
            drop_teasers(c, e);
        if (s->headline && s->body)
            drop_later_articles(c, e);
    }
}

/* --- where it stands --- */

static uint32_t best_element(const choice *c, uint16_t marks) {
    uint32_t best = 0;
    for (uint32_t e = 0; e < c->page->tree.all.n; e++) {
        if (out(c, e) || (marks && !(c->page->marks[e] & marks)))
            continue;
        if (c->scores[e].sum > c->scores[best].sum || (c->scores[e].sum == c->scores[best].sum && !marks) ||
            (marks && !best))
            best = e;
    }
    return best;
}

static void set_range(choice *c, uint32_t first_element, uint32_t after) {
    const ix_page *page = c->page;
    c->from = page->passages.n;
    c->to = 0;
    for (uint32_t i = 0; i < page->passages.n; i++)
        if (page->passages.v[i].element >= first_element && page->passages.v[i].element < after) {
            c->from = c->from < i ? c->from : i;
            c->to = i + 1;
        }
}

/* From the first to the last of the elements marked as the article's body, if they hold most of what `best`
 * has. */
static bool marked_range(choice *c, uint32_t best) {
    const ix_element *all = c->page->tree.all.v;
    uint32_t first = 0, after = 0;
    int sum = 0;
    for (uint32_t e = best; e < all[best].after;) {
        bool body = (c->page->marks[e] & IX_MARK_BODY) && !out(c, e) && c->scores[e].sum > 0;
        if (body) {
            first = first ? first : e;
            after = all[e].after;
            sum += c->scores[e].sum;
        }
        e = body ? all[e].after : e + 1;
    }
    if (!first || sum * 10 < c->scores[best].sum * 6)
        return false;
    set_range(c, first, after);
    return true;
}

static void find_range(choice *c) {
    uint32_t best = best_element(c, 0), body = best_element(c, IX_MARK_BODY);
    if (marked_range(c, best))
        return;
    if (body && c->scores[body].sum * 10 > c->scores[best].sum * 6)
        best = body;
    if (c->page->tree.all.v[best].tag == IX_TAG_p)
        best = c->page->tree.all.v[best]
                   .parent; /* where one paragraph says it all, tables and lists may stand beside it */
    set_range(c, best, c->page->tree.all.v[best].after);
}

/* --- what of it is text --- */

/* A caption that says something, not only who took the picture. */
static bool telling(const ix_passage *s) {
    return s->sentence && s->text >= CAPTION;
}

static bool wanted(const choice *c, const ix_passage *s) {
    uint16_t marks = c->page->marks[s->element];
    if (out(c, s->element) || linked(s) || s->notice)
        return false;
    if (s->kind == IX_BLOCK_CAPTION)
        return c->recall || (telling(s) && !c->precision);
    if (c->precision && s->kind == IX_BLOCK_PARAGRAPH)
        return value(s) > 0;
    return value(s) > 0 || !(marks & (IX_MARK_BYLINE | IX_MARK_DATE | IX_MARK_UNLIKELY));
}

/* Does a passage that is no sentence go on with the article, after its last paragraph? Cells, items and lines
 * without links do, such as tables of figures and contact lines. */
static bool goes_on(const ix_page *page, const ix_passage *s) {
    if (s->kind == IX_BLOCK_TABLE_CELL)
        return true;
    return !s->link && (s->kind == IX_BLOCK_LIST_ITEM || page->tree.all.v[s->element].tag == IX_TAG_p);
}

/* The last passage of the article's tail, which stands in the same element as its last paragraph. */
static uint32_t tail(const choice *c, uint32_t last) {
    const ix_page *page = c->page;
    uint32_t around = page->tree.all.v[page->passages.v[last].element].parent;
    for (uint32_t i = last + 1; i < c->to; i++) {
        const ix_passage *s = &page->passages.v[i];
        if (!s->keep || !ix_inside(page, s->element, around))
            break;
        if (goes_on(page, s))
            last = i;
        else if (s->kind != IX_BLOCK_HEADING)
            break;
    }
    return last;
}

/* A caption that stands under each of a page's pictures is kept once. */
static void drop_repeated_captions(ix_page *page, uint32_t from, uint32_t to) {
    uint32_t size = 16;
    while (size < (to - from) * 2)
        size *= 2;
    uint64_t *seen = IX_NEW_ARRAY(&page->scratch, uint64_t, size);
    for (uint32_t i = from; i < to; i++) {
        ix_passage *s = &page->passages.v[i];
        if (!s->keep || s->kind != IX_BLOCK_CAPTION)
            continue;
        uint64_t hash = ix_str_hash(ix_passage_text(page, s)) | 1;
        uint32_t slot = (uint32_t)(hash >> 1) & (size - 1);
        while (seen[slot] && seen[slot] != hash)
            slot = (slot + 1) & (size - 1);
        s->keep = !seen[slot];
        seen[slot] = hash;
    }
}

/* Headings under which nothing is kept before the next one of their rank are none of the article's. */
static void drop_empty_headings(ix_page *page, uint32_t from, uint32_t to) {
    const ix_passage *next = NULL;
    for (uint32_t i = to; i-- > from;) {
        ix_passage *s = &page->passages.v[i];
        if (!s->keep)
            continue;
        if (s->kind == IX_BLOCK_HEADING && next && next->kind == IX_BLOCK_HEADING && next->level <= s->level)
            s->keep = false;
        else
            next = s;
    }
}

static void keep_passages(choice *c) {
    ix_page *page = c->page;
    uint32_t first = page->passages.n, last = 0;
    for (uint32_t i = c->from; i < c->to; i++) {
        ix_passage *s = &page->passages.v[i];
        s->keep = wanted(c, s);
        if (s->keep && value(s) > 0) {
            first = first < i ? first : i;
            last = i;
        }
    }
    last = first < page->passages.n ? tail(c, last) : last;
    for (uint32_t i = c->from; i < c->to; i++)
        if (i < first || i > last)
            page->passages.v[i].keep = false;
    if (c->from < c->to)
        drop_repeated_captions(page, c->from, c->to);
    drop_empty_headings(page, c->from, c->to);
}

void ix_choose_article(ix_page *page) {
    choice c = {.page = page, .scores = IX_NEW_ARRAY(&page->scratch, score, page->tree.all.n)};
    ix_str favour = ix_str_of(page->input->favour);
    c.precision = ix_str_is(favour, "precision");
    c.recall = ix_str_is(favour, "recall");
    count_good(&c);
    drop(&c);
    count_sums(&c);
    find_range(&c);
    keep_passages(&c);
}
