#include "title.h"

#include "base/utf8.h"

enum {
    SUMMARY = 40,     /* the least weight of a summary */
    MAX_TITLE = 1000, /* bytes of a title that are looked at */
    AGREED = 40,      /* the least merit of a heading that the page's titles bear out */
    OPENING = 20, /* the least weight of a heading that is the headline because the article opens with it */
};

static bool contains(ix_str all, ix_str part) {
    return part.len && part.len <= all.len && memmem(all.ptr, all.len, part.ptr, part.len);
}

/* --- the page's <title>, less the name of the site --- */

/* Length of a separator such as " | " or " – " at `at`, else 0. */
static size_t separator(ix_str s, size_t at) {
    static const char *const signs[] = {"|", "-", "–", "—", "::", "«", "»", "·", "•", "/", "<", ">", ":"};
    if (s.ptr[at] != ' ')
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if (s.len - at > n + 1 && memcmp(s.ptr + at + 1, signs[i], n) == 0 && s.ptr[at + 1 + n] == ' ')
            return n + 2;
    }
    return 0;
}

/* Is the part the site's name, or as good as that? */
static bool names_site(ix_arena *arena, ix_str part, ix_str bare_site) {
    ix_str name = ix_utf8_bare(arena, part);
    return contains(bare_site, name) || contains(name, bare_site);
}

/* At most MAX_TITLE bytes, whole characters. */
static ix_str shortened(ix_str s) {
    size_t n = s.len < MAX_TITLE ? s.len : MAX_TITLE;
    while (n < s.len && n > 0 && (s.ptr[n] & 0xC0) == 0x80)
        n--;
    return ix_str_sub(s, 0, n);
}

/* The title without parts at its ends that name the site, or that are much shorter than what stands before
 * them. */
static ix_str without_site(ix_arena *arena, ix_str title, ix_str site) {
    ix_str bare_site = ix_utf8_bare(arena, site);
    size_t n;
    title = shortened(title);
    for (size_t at = title.len; at-- > 1;) {
        if (!(n = separator(title, at)))
            continue;
        ix_str tail = ix_str_sub(title, at + n, title.len);
        if (!names_site(arena, tail, bare_site) && tail.len * 3 >= at)
            break;
        title = ix_str_sub(title, 0, at);
    }
    for (size_t at = 1; at < title.len; at++)
        if ((n = separator(title, at)) && names_site(arena, ix_str_sub(title, 0, at), bare_site))
            return ix_str_trim(ix_str_sub(title, at + n, title.len));
    return ix_str_trim(title);
}

/* --- headings --- */

typedef struct rivals {
    ix_page *page;
    ix_str told;       /* og:title or JSON-LD headline, bare */
    ix_str page_title; /* <title>, bare */
    ix_str site;       /* bare */
    uint32_t first;    /* the first passage of the article */
} rivals;

/* How well a heading's text agrees with what the page says of its title, 0 to 100. */
static int agreement(const rivals *r, ix_str text) {
    if (!text.len)
        return 0;
    if (ix_str_eq(text, r->told))
        return 100;
    if (contains(r->site, text) || (r->site.len && ix_str_eq(text, r->site)))
        return 0;
    if (ix_str_eq(text, r->page_title))
        return 95;
    const ix_str *said = r->told.len ? &r->told : &r->page_title;
    for (int i = 0; i < 2; i++, said = &r->page_title) {
        size_t shorter = text.len < said->len ? text.len : said->len, longer = text.len + said->len - shorter;
        if (shorter && (contains(*said, text) || contains(text, *said)) && shorter * 4 >= longer)
            return 40 + (int)(50 * shorter / longer);
    }
    return 0;
}

static bool heading_like(const ix_page *page, const ix_passage *s) {
    uint16_t marks = page->marks[s->element];
    for (uint32_t e = s->element, n = 0; e && n < 2; e = page->tree.all.v[e].parent, n++)
        marks |= page->marks[e];
    return s->kind == IX_BLOCK_HEADING || (marks & IX_MARK_TITLE);
}

static int merit(const rivals *r, uint32_t i) {
    const ix_passage *s = &r->page->passages.v[i];
    int score = agreement(r, ix_utf8_bare(&r->page->scratch, ix_passage_text(r->page, s)));
    bool first_level = s->kind == IX_BLOCK_HEADING && s->level == 1;
    if (!score && !first_level)
        return 0;
    score += first_level ? 12 : s->kind == IX_BLOCK_HEADING ? 6 : 4;
    score += i <= r->first ? 8 : 0;
    score -= s->link * 2 > s->text ? 6 : 0;
    return score;
}

static int best_heading(const rivals *r, int *merit_out) {
    int best = -1, most = 0;
    for (uint32_t i = 0; i < r->page->passages.n; i++) {
        int score = heading_like(r->page, &r->page->passages.v[i]) ? merit(r, i) : 0;
        if (score > most)
            best = (int)i, most = score;
    }
    *merit_out = most;
    return best;
}

static uint32_t first_kept(const ix_page *page) {
    uint32_t i = 0;
    while (i < page->passages.n && !page->passages.v[i].keep)
        i++;
    return i;
}

/* A heading of any level that the article opens with, or -1. */
static int opening_heading(const ix_page *page, uint32_t first) {
    const ix_passage *s = first < page->passages.n ? &page->passages.v[first] : NULL;
    if (s && s->kind == IX_BLOCK_HEADING && s->text >= OPENING)
        return (int)first;
    s = first > 0 && s ? s - 1 : NULL;
    return s && s->kind == IX_BLOCK_HEADING && s->text >= OPENING && s->link * 2 <= s->text ? (int)first - 1
                                                                                            : -1;
}

void ix_choose_title(ix_page *page, const ix_facts *facts) {
    ix_arena *scratch = &page->scratch;
    ix_str told = facts->og_title.len ? facts->og_title : facts->headline;
    ix_str cut = without_site(scratch, facts->page_title, facts->site_name);
    rivals r = {page, ix_utf8_bare(scratch, without_site(scratch, told, facts->site_name)),
                ix_utf8_bare(scratch, cut), ix_utf8_bare(scratch, facts->site_name), first_kept(page)};
    int merit;
    int heading = best_heading(&r, &merit);
    ix_str title = told.len ? without_site(scratch, told, facts->site_name) : cut;
    if (merit < AGREED && !told.len)
        heading = heading >= 0 ? heading : opening_heading(page, r.first);
    if (heading >= 0 && (merit >= AGREED || !told.len)) {
        page->title = heading;
        title = ix_passage_text(page, &page->passages.v[heading]);
    }
    page->doc->title = ix_str_copy(&page->doc->arena, ix_str_trim(title));
}

/* --- the summary --- */

static uint16_t marks_around(const ix_page *page, uint32_t e) {
    uint16_t marks = 0;
    for (int n = 0; e && n < 3; e = page->tree.all.v[e].parent, n++)
        marks |= page->marks[e];
    return marks;
}

static bool summary_like(ix_page *page, const ix_passage *s, ix_str description) {
    uint16_t own = page->marks[s->element];
    if (s->text < SUMMARY || s->link * 2 > s->text || s->kind == IX_BLOCK_CAPTION || (own & IX_MARK_OUT))
        return false;
    if (marks_around(page, s->element) & IX_MARK_SUMMARY)
        return true;
    ix_str text = ix_utf8_bare(&page->scratch, ix_passage_text(page, s));
    return contains(description, text) || (description.len >= SUMMARY && contains(text, description));
}

static void make_summary(ix_passage *s) {
    s->keep = true;
    s->kind = IX_BLOCK_SUMMARY;
    s->level = 0;
}

void ix_choose_summary(ix_page *page, const ix_facts *facts) {
    uint32_t end = first_kept(page),
             start = page->title >= 0 && page->title < (int)end ? (uint32_t)page->title + 1 : end;
    ix_str description = ix_utf8_bare(&page->scratch, facts->description);
    for (uint32_t i = start; i < end && i < page->passages.n; i++) {
        ix_passage *s = &page->passages.v[i];
        if (summary_like(page, s, description))
            make_summary(s);
    }
    for (uint32_t i = end; i < page->passages.n && i < end + 3; i++)
        if ((int)i != page->title && page->passages.v[i].keep &&
            (page->marks[page->passages.v[i].element] & IX_MARK_SUMMARY))
            make_summary(&page->passages.v[i]);
}
