#include "quote.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { MAX_APART = 24 }; /* stretches between one without a cue and its quotation */

/* Quotes are drafted in the order in which they are thought of, and put into text order at the end. */
typedef struct join {
    ix_document *doc;
    ix_stretches *stretches;
    IX_ARRAY(ix_quote) drafts;
    int speech;           /* the draft that takes all that follows, -1 */
    uint32_t min_words;   /* of marked words that a weak cue can make a quotation */
    uint32_t alone_words; /* of a stretch inside a sentence that no cue makes one */
} join;

/* --- what a stretch looks like --- */

uint32_t ix_quote_words(ix_str s) {
    uint32_t n = 0;
    bool inside = false;
    for (size_t at = 0; at < s.len;) {
        uint32_t cp = ix_utf8_next(s, &at);
        bool word = ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
        n += word && !inside;
        inside = word || (inside && !ix_utf8_is_space(cp));
    }
    return n;
}

uint32_t ix_quote_setting(const ix_language *language, const char *name) {
    int value = ix_str_int(ix_language_setting(language, name));
    return value > 0 ? (uint32_t)value : 1;
}

static bool ends_sentence(uint32_t cp) {
    return cp == '.' || cp == '!' || cp == '?' || cp == ':' || cp == 0x2026;
}

/* The nearest code point before `at` in the block that is no blank, 0 at its edge. */
static uint32_t near_before(const join *j, const ix_stretch *s) {
    size_t at = s->outer.start;
    uint32_t start = j->doc->blocks.v[s->block].span.start;
    while (at > start) {
        uint32_t cp = ix_utf8_prev(j->doc->text, &at);
        if (!ix_utf8_is_space(cp))
            return cp;
    }
    return 0;
}

static uint32_t near_after(const join *j, const ix_stretch *s) {
    size_t at = s->outer.end;
    uint32_t end = j->doc->blocks.v[s->block].span.end;
    while (at < end) {
        uint32_t cp = ix_utf8_next(j->doc->text, &at);
        if (!ix_utf8_is_space(cp))
            return cp;
    }
    return 0;
}

static uint32_t last_of(ix_str s) {
    size_t at = s.len;
    return s.len ? ix_utf8_prev(s, &at) : 0;
}

static bool touches(const join *j, const ix_stretch *s, int step) {
    int64_t i = s - j->stretches->v + step;
    return i >= 0 && i < j->stretches->n && j->stretches->v[i].block == s->block;
}

/* Does it make up a sentence, or several? */
static bool whole_sentence(const join *j, const ix_stretch *s) {
    size_t at = 0;
    ix_str words = ix_doc_str(j->doc, s->inner);
    uint32_t first = ix_utf8_next(words, &at), before = near_before(j, s), after = near_after(j, s);
    bool lower = ix_utf8_is_letter(first) && !ix_utf8_is_upper(first);
    bool begins = before == 0 || ends_sentence(before);
    bool follows = touches(j, s, -1) && s[-1].outer.end + 2 >= s->outer.start;
    bool ends = after == 0 || ends_sentence(after) || ends_sentence(last_of(words));
    return (begins || follows) && ends && !(lower && before == 0);
}

/* Capitals at the head of nearly all its longer words, and no full stop: a title or a name. Capitals in a
 * headline say nothing. */
static bool title_like(const join *j, const ix_stretch *s) {
    ix_block_kind kind = j->doc->blocks.v[s->block].kind;
    if (kind == IX_BLOCK_TITLE || kind == IX_BLOCK_HEADING)
        return false;
    ix_str words = ix_doc_str(j->doc, s->inner);
    const char *link = memmem(words.ptr, words.len, "](", 2);
    words.len = link ? (size_t)(link - words.ptr) : words.len;
    uint32_t longer = 0, capital = 0, letters = 0;
    bool upper = false;
    for (size_t at = 0; at <= words.len;) {
        uint32_t cp = at < words.len ? ix_utf8_next(words, &at) : (at++, (uint32_t)' ');
        if (ix_utf8_is_letter(cp)) {
            upper = letters++ ? upper : ix_utf8_is_upper(cp);
            continue;
        }
        longer += letters > 3;
        capital += letters > 3 && upper;
        letters = 0;
    }
    uint32_t last = last_of(words);
    bool enough = longer > 1 || (longer == 1 && ix_quote_words(words) < j->min_words);
    return enough && capital * 4 >= longer * 3 && !ends_sentence(last) && last != ',';
}

/* --- drafts --- */

static int new_draft(join *j, ix_quote quote) {
    *IX_PUSH(&j->doc->arena, &j->drafts) = quote;
    return (int)j->drafts.n - 1;
}

static ix_quote blank(ix_span span) {
    return (ix_quote){.span = span, .speaker = {.person = -1, .organisation = -1}, .rule = IX_STR("marks")};
}

static void take_stretches(join *j, ix_span within, int draft, uint32_t from) {
    for (uint32_t i = from; i < j->stretches->n && j->stretches->v[i].outer.start < within.end; i++) {
        ix_stretch *s = &j->stretches->v[i];
        if (ix_span_within(s->outer, within) && s->quote < 0 && !s->dismissed)
            s->quote = draft;
    }
}

static void take_block(join *j, int block, int draft) {
    ix_quote *q = &j->drafts.v[draft];
    ix_span span = j->doc->blocks.v[block].span;
    *IX_PUSH(&j->doc->arena, &q->segments) = span;
    if (ix_span_empty(q->span))
        q->span.start = span.start;
    q->span.end = span.end;
}

static bool body(ix_block_kind kind) {
    return kind == IX_BLOCK_PARAGRAPH || kind == IX_BLOCK_QUOTE || kind == IX_BLOCK_LIST_ITEM;
}

/* What a sentence that ends in a colon introduces: the marked words that begin the next block, else the whole
 * block. */
static void take_next(join *j, uint32_t block, ix_reach reach, int draft) {
    ix_span span = j->doc->blocks.v[block].span;
    uint32_t i = ix_stretch_after(j->stretches, span.start);
    ix_stretch *s =
        i < j->stretches->n && j->stretches->v[i].outer.start < span.end ? &j->stretches->v[i] : NULL;
    if (s && s->outer.start == span.start && s->quote < 0)
        s->quote = draft;
    else if (!s && reach == IX_SAID_NEXT && j->doc->blocks.v[block].kind == IX_BLOCK_PARAGRAPH)
        take_block(j, (int)block, draft);
}

/* A speech: all that follows, but for what others say in it. */
static void take_rest(join *j, uint32_t block, int draft) {
    j->speech = draft;
    for (; block < j->doc->blocks.n && body(j->doc->blocks.v[block].kind); block++) {
        ix_span span = j->doc->blocks.v[block].span;
        uint32_t i = ix_stretch_after(j->stretches, span.start);
        if (i >= j->stretches->n || j->stretches->v[i].outer.start != span.start)
            take_block(j, (int)block, draft);
    }
}

static void take_following(join *j, const ix_claim *claim, int draft) {
    uint32_t block = (uint32_t)(ix_block_at(j->doc, claim->cue.start) + 1);
    if (block >= j->doc->blocks.n || !body(j->doc->blocks.v[block].kind))
        return;
    if (claim->reach == IX_SAID_REST)
        take_rest(j, block, draft);
    else
        take_next(j, block, claim->reach, draft);
}

/* Is something said in it already? In a speech others may speak. */
static bool overlaps_last(const join *j, ix_span content) {
    return (int)j->drafts.n - 1 > j->speech && ix_span_overlap(j->drafts.v[j->drafts.n - 1].span, content);
}

/* A few marked words after a cue that may be none, or with the capitals of a title, and nobody who says them.
 */
static bool doubtful(const join *j, const ix_claim *claim) {
    uint32_t longest = 0, n = 0, titles = 0;
    for (uint32_t i = ix_stretch_after(j->stretches, claim->content.start); i < j->stretches->n; i++, n++) {
        const ix_stretch *s = &j->stretches->v[i];
        if (s->outer.start >= claim->content.end)
            break;
        uint32_t words = ix_quote_words(ix_doc_str(j->doc, s->inner));
        longest = words > longest ? words : longest;
        titles += title_like(j, s);
    }
    bool title = titles == n && (claim->anonymous || !claim->weak);
    return n > 0 && (title || (claim->weak && claim->anonymous && longest < j->min_words));
}

/* The quotation that a name on a line of its own signs. */
static void sign(join *j, const ix_claim *claim, int draft) {
    int block = ix_block_at(j->doc, claim->speaker.start) - 1;
    uint32_t i =
        block < 0 ? j->stretches->n : ix_stretch_after(j->stretches, j->doc->blocks.v[block].span.start);
    if (i >= j->stretches->n || j->stretches->v[i].block != block || near_before(j, &j->stretches->v[i]))
        return;
    uint32_t last = i;
    while (last + 1 < j->stretches->n && j->stretches->v[last + 1].block == block)
        last++;
    for (; !near_after(j, &j->stretches->v[last]) && i <= last; i++)
        if (j->stretches->v[i].quote < 0)
            j->stretches->v[i].quote = draft;
}

static void draft_claim(join *j, const ix_claim *claim) {
    if (doubtful(j, claim) || (!ix_span_empty(claim->content) && overlaps_last(j, claim->content)))
        return;
    ix_quote quote = blank(claim->content);
    quote.cue = claim->cue;
    quote.speaker.span = claim->speaker;
    quote.rule = claim->rule;
    int draft = new_draft(j, quote);
    if (claim->reach == IX_SAID_BEFORE)
        sign(j, claim, draft);
    else if (claim->reach != IX_SAID_HERE)
        take_following(j, claim, draft);
    else {
        take_stretches(j, claim->content, draft, ix_stretch_after(j->stretches, claim->content.start));
        take_stretches(j, claim->next, draft, ix_stretch_after(j->stretches, claim->next.start));
    }
}

/* --- stretches that no claim holds --- */

static void follow_carries(join *j) {
    ix_stretch *v = j->stretches->v;
    for (uint32_t i = 0; i + 1 < j->stretches->n; i++)
        if (v[i].carries && v[i + 1].quote < 0)
            v[i + 1].quote = v[i].quote;
    for (uint32_t i = j->stretches->n; i-- > 1;)
        if (v[i - 1].carries && v[i - 1].quote < 0)
            v[i - 1].quote = v[i].quote;
}

/* The quote of the nearest stretch before or after in the same block, -1. */
static int neighbour(const join *j, uint32_t i, int step) {
    const ix_stretch *v = j->stretches->v;
    int64_t k = (int64_t)i + step;
    for (int left = MAX_APART; left > 0 && k >= 0 && k < j->stretches->n && v[k].block == v[i].block;
         left--, k += step)
        if (v[k].quote >= 0)
            return v[k].quote;
    return -1;
}

/* The quote that ends the block before, when this block is nothing but a quotation. */
static int floats_on(const join *j, uint32_t i) {
    const ix_stretch *v = j->stretches->v;
    if (i == 0 || v[i - 1].block != v[i].block - 1 || near_before(j, &v[i]) || v[i - 1].quote < 0)
        return -1;
    bool alone = near_after(j, &v[i]) == 0 || touches(j, &v[i], 1);
    return alone ? v[i - 1].quote : -1;
}

static void place(join *j, uint32_t i) {
    ix_stretch *s = &j->stretches->v[i];
    if (title_like(j, s))
        return;
    bool whole = whole_sentence(j, s);
    uint32_t words = ix_quote_words(ix_doc_str(j->doc, s->inner));
    if (whole || words > j->min_words)
        s->quote = neighbour(j, i, -1);
    if (whole && s->quote < 0)
        s->quote = neighbour(j, i, 1);
    if (whole && s->quote < 0)
        s->quote = floats_on(j, i);
    if (s->quote < 0 && words >= (whole ? j->min_words : j->alone_words))
        s->quote = new_draft(j, blank(s->outer));
}

/* --- the quotes --- */

static bool has_letters(const join *j, uint32_t start, uint32_t end) {
    for (size_t at = start; at < end;) {
        uint32_t cp = ix_utf8_next(j->doc->text, &at);
        if (ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp))
            return true;
    }
    return false;
}

/* Words outside the marks between the quote's start and its content's end make it mixed. */
static ix_quote_type type_of(const join *j, ix_quote *q, uint32_t first) {
    const ix_stretch *v = j->stretches->v;
    uint32_t at = q->span.start;
    int draft = v[first].quote;
    for (uint32_t i = first; i < j->stretches->n && v[i].outer.start < q->span.end; i++) {
        if (v[i].quote != draft || v[i].outer.start < q->span.start)
            continue;
        if (has_letters(j, at, v[i].outer.start))
            return IX_MIXED;
        at = v[i].outer.end;
    }
    return has_letters(j, at, q->span.end) ? IX_MIXED : IX_DIRECT;
}

static void fill_segments(join *j) {
    for (uint32_t i = 0; i < j->stretches->n; i++) {
        const ix_stretch *s = &j->stretches->v[i];
        if (s->quote < 0)
            continue;
        ix_quote *q = &j->drafts.v[s->quote];
        if (q->segments.n == 0)
            q->type = ix_span_empty(q->span) ? IX_DIRECT : type_of(j, q, i);
        *IX_PUSH(&j->doc->arena, &q->segments) = s->inner;
        if (ix_span_empty(q->span) || s->outer.start < q->span.start)
            q->span.start = s->outer.start;
        if (s->outer.end > q->span.end)
            q->span.end = s->outer.end;
    }
}

static int by_start(const void *a, const void *b) {
    const ix_quote *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end < y->span.end ? 1 : -1;
}

static void publish(join *j) {
    for (uint32_t i = 0; i < j->drafts.n; i++) {
        ix_quote *q = &j->drafts.v[i];
        if (ix_span_empty(q->span))
            continue;
        if (q->segments.n == 0) {
            q->type = IX_INDIRECT;
            *IX_PUSH(&j->doc->arena, &q->segments) = q->span;
        }
        *IX_PUSH(&j->doc->arena, &j->doc->quotes) = *q;
    }
    if (j->doc->quotes.n)
        qsort(j->doc->quotes.v, j->doc->quotes.n, sizeof *j->doc->quotes.v, by_start);
}

void ix_quote_join(ix_document *doc, const ix_language *language, ix_stretches *stretches,
                   const ix_claims *claims) {
    join j = {.doc = doc,
              .stretches = stretches,
              .speech = -1,
              .min_words = ix_quote_setting(language, "quote_min_words"),
              .alone_words = ix_quote_setting(language, "quote_alone_words")};
    for (uint32_t i = 0; i < claims->n; i++)
        draft_claim(&j, &claims->v[i]);
    follow_carries(&j);
    for (uint32_t i = 0; i < stretches->n; i++)
        if (stretches->v[i].quote < 0 && !stretches->v[i].dismissed)
            place(&j, i);
    fill_segments(&j);
    publish(&j);
}
