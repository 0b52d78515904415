#include "quote.h"

#include "base/utf8.h"

/* Marks are read off into tokens block by block; then a stack pairs them. A mark that could be read two ways
 * (a straight one, a wrong closing one, an opening one inside the same marks) is settled by what stands
 * beside it and by how many of its kind are left in the block. */

enum { MAX_MARKS = 32, MAX_DEPTH = 8, MAX_ORPHAN_GAP = 6, ELISION_BYTES = 12 };

typedef struct mark {
    ix_str text;
    uint32_t closers; /* bit set of the marks that close it; 0: it opens nothing */
    int proper;       /* the closer that belongs to it */
    bool apostrophe;
} mark;

typedef struct habits {
    mark marks[MAX_MARKS];
    int n;
    bool first_byte[256];
    const ix_list *elisions;
    ix_str possessive; /* letters that a possessive apostrophe follows at a word's end */
} habits;

typedef struct token {
    uint32_t start, end;
    int mark;
    uint32_t before, after; /* code points beside it, emphasis left out; 0: the block's edge */
} token;

typedef struct opening {
    uint32_t start, words; /* where the mark and where the words after it begin */
    int mark;
    uint32_t closers;
    uint32_t until; /* token that must close it, or 0 */
} opening;

typedef struct scan {
    ix_document *doc;
    const habits *habits;
    int block;
    IX_ARRAY(token) tokens;
    uint32_t left[MAX_MARKS]; /* of the block's tokens, those still to come */
    opening stack[MAX_DEPTH];
    int depth;
    uint32_t pending;    /* the marks that would close the stretch that was last left open */
    bool no_apostrophes; /* an apostrophe-like mark that would close was looked for to the block's end in vain
                          */
    ix_stretches out;
} scan;

/* --- habits --- */

static int mark_id(habits *h, ix_str text) {
    for (int i = 0; i < h->n; i++)
        if (ix_str_eq(h->marks[i].text, text))
            return i;
    if (h->n == MAX_MARKS || !text.len)
        return -1;
    h->marks[h->n] = (mark){.text = text};
    h->first_byte[(unsigned char)text.ptr[0]] = true;
    return h->n++;
}

static void read_closers(habits *h, int opener, ix_str closers) {
    bool proper = true;
    for (size_t at = 0; at < closers.len;) {
        size_t end = at;
        while (end < closers.len && closers.ptr[end] != ' ')
            end++;
        int id = mark_id(h, ix_str_sub(closers, at, end));
        if (id >= 0) {
            h->marks[opener].closers |= 1u << id;
            h->marks[opener].proper = proper ? id : h->marks[opener].proper;
            proper = false;
        }
        at = end + 1;
    }
}

static habits read_habits(const ix_language *language) {
    habits h = {.elisions = ix_language_list(language, "quote_elisions"),
                .possessive = ix_language_setting(language, "quote_possessive")};
    const ix_list *pairs = ix_language_list(language, "quote_marks");
    const ix_list *apostrophes = ix_language_list(language, "quote_apostrophes");
    ix_str words, value;
    for (uint32_t i = 0; ix_list_at(pairs, i, &words, &value); i++) {
        int id = mark_id(&h, words);
        if (id >= 0)
            read_closers(&h, id, value);
    }
    for (uint32_t i = 0; ix_list_at(apostrophes, i, &words, &value); i++) {
        int id = mark_id(&h, words);
        if (id >= 0)
            h.marks[id].apostrophe = true;
    }
    return h;
}

static bool symmetrical(const mark *m, int id) {
    return m->closers && m->proper == id;
}

/* --- tokens --- */

static bool emphasis(char c) {
    return c == '*' || c == '_';
}

static uint32_t before(ix_str text, ix_span block, uint32_t at) {
    while (at > block.start && emphasis(text.ptr[at - 1]))
        at--;
    size_t i = at;
    return at > block.start ? ix_utf8_prev(text, &i) : 0;
}

static uint32_t after(ix_str text, ix_span block, uint32_t at) {
    while (at < block.end && emphasis(text.ptr[at]))
        at++;
    size_t i = at;
    return at < block.end ? ix_utf8_next(text, &i) : 0;
}

/* The next byte that a mark begins with, or `end`. */
static uint32_t next_first(const habits *h, ix_str text, uint32_t at, uint32_t end) {
    while (at < end && !h->first_byte[(unsigned char)text.ptr[at]])
        at++;
    return at;
}

/* The longest mark that stands at `at`, or -1. */
static int mark_at(const habits *h, ix_str text, uint32_t at, uint32_t end) {
    int best = -1;
    for (int i = 0; i < h->n; i++) {
        ix_str m = h->marks[i].text;
        if (m.ptr[0] == text.ptr[at] && at + m.len <= end && memcmp(text.ptr + at, m.ptr, m.len) == 0 &&
            (best < 0 || m.len > h->marks[best].text.len))
            best = i;
    }
    return best;
}

static void read_tokens(scan *s, ix_span block) {
    ix_str text = s->doc->text;
    s->tokens.n = 0;
    memset(s->left, 0, sizeof s->left);
    for (uint32_t at = block.start; (at = next_first(s->habits, text, at, block.end)) < block.end;) {
        int id = mark_at(s->habits, text, at, block.end);
        if (id < 0) {
            at++;
            continue;
        }
        uint32_t end = at + (uint32_t)s->habits->marks[id].text.len;
        *IX_PUSH(&s->doc->arena, &s->tokens) =
            (token){at, end, id, before(text, block, at), after(text, block, end)};
        s->left[id]++;
        at = end;
    }
}

/* --- what stands beside a mark --- */

static bool word_like(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
}

static bool dash(uint32_t cp) {
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015);
}

static bool edge(uint32_t cp) {
    return cp == 0 || ix_utf8_is_space(cp);
}

/* Can a quotation begin after this? */
static bool leads(uint32_t cp) {
    return edge(cp) || cp == '(' || cp == '[' || cp == '{' || cp == '/' || cp == 0xBF || cp == 0xA1 ||
           dash(cp);
}

static bool stops(uint32_t cp) {
    return cp == '.' || cp == ',' || cp == ':' || cp == ';' || cp == '!' || cp == '?' || cp == 0x2026;
}

/* --- stretches --- */

static ix_span trimmed(ix_str text, ix_span span) {
    for (;;) {
        ix_str s = ix_str_trim(ix_str_sub(text, span.start, span.end));
        if (!s.len)
            return (ix_span){span.start, span.start};
        span.start = (uint32_t)(s.ptr - text.ptr);
        span.end = span.start + (uint32_t)s.len;
        if (s.len > 1 && emphasis(s.ptr[0]))
            span.start++;
        else if (s.len > 1 && emphasis(s.ptr[s.len - 1]))
            span.end--;
        else
            return span;
    }
}

static ix_span with_emphasis(ix_str text, ix_span block, ix_span span) {
    while (span.start > block.start && span.end < block.end && emphasis(text.ptr[span.start - 1]) &&
           text.ptr[span.start - 1] == text.ptr[span.end]) {
        span.start--;
        span.end++;
    }
    return span;
}

static void put(scan *s, ix_span outer, ix_span inner, bool closed) {
    ix_str text = s->doc->text;
    ix_span words = trimmed(text, inner);
    if (ix_span_empty(words))
        return;
    if (!closed)
        outer.end = words.end;
    outer = with_emphasis(text, s->doc->blocks.v[s->block].span, outer);
    *IX_PUSH(&s->doc->arena, &s->out) =
        (ix_stretch){.outer = outer, .inner = words, .block = s->block, .quote = -1, .closed = closed};
}

/* --- pairing --- */

/* The innermost opening that the mark closes, or -1. */
static int closes(const scan *s, int mark) {
    int i = s->depth - 1;
    while (i >= 0 && !(s->stack[i].closers & 1u << mark))
        i--;
    return i;
}

static void push(scan *s, const token *t, uint32_t closers, uint32_t until) {
    if (s->depth < MAX_DEPTH)
        s->stack[s->depth++] = (opening){t->start, t->end, t->mark, closers, until};
}

static void close_at(scan *s, int level, const token *t) {
    opening o = s->stack[level];
    s->depth = level;
    if (level == 0)
        put(s, (ix_span){o.start, t->end}, (ix_span){o.words, t->start}, true);
}

/* The block, or a new quotation, begins at `end` while one is still open. */
static void abandon(scan *s, uint32_t end) {
    if (s->depth > 0) {
        put(s, (ix_span){s->stack[0].start, end}, (ix_span){s->stack[0].words, end}, false);
        s->pending = s->stack[0].closers;
    }
    s->depth = 0;
}

static bool elided(const scan *s, const token *t) {
    ix_str text = s->doc->text;
    uint32_t end = t->end;
    while (end < text.len && end - t->start < ELISION_BYTES && !stops((unsigned char)text.ptr[end]) &&
           !ix_utf8_is_space((unsigned char)text.ptr[end]))
        end++;
    ix_str word = ix_utf8_fold(&s->doc->arena, ix_str_sub(text, t->end, end));
    return ix_list_has(s->habits->elisions, word);
}

/* Could this apostrophe-like mark close what `opener` opens? */
static bool single_closer(const mark *opener, const token *t) {
    return (opener->closers & 1u << t->mark) && !leads(t->before) && !word_like(t->after);
}

static bool possessive(const scan *s, const token *t) {
    return edge(t->after) && t->before < 0x80 && t->before &&
           memchr(s->habits->possessive.ptr, (int)t->before, s->habits->possessive.len);
}

/* The token that closes the apostrophe-like mark of token `at`, or 0: the first that can, but rather a later
 * one than what may be a possessive. */
static uint32_t single_close(scan *s, uint32_t at) {
    const token *open = &s->tokens.v[at];
    uint32_t maybe = 0;
    for (uint32_t i = at + 1; i < s->tokens.n; i++) {
        const token *t = &s->tokens.v[i];
        if (maybe && t->mark == open->mark && leads(t->before))
            break;
        if (!single_closer(&s->habits->marks[open->mark], t))
            continue;
        if (!possessive(s, t))
            return i;
        maybe = maybe ? maybe : i;
    }
    s->no_apostrophes = !maybe;
    return maybe;
}

static void open_single(scan *s, uint32_t at) {
    const token *t = &s->tokens.v[at];
    const mark *m = &s->habits->marks[t->mark];
    if (s->depth || s->no_apostrophes || !m->closers || !leads(t->before) || edge(t->after) ||
        stops(t->after))
        return;
    if (ix_utf8_is_digit(t->after) || elided(s, t))
        return;
    uint32_t until = single_close(s, at);
    if (until)
        push(s, t, 0, until);
}

/* An opening mark while the same one is open: does it stand inside, or was the first never closed? */
static bool nests(const scan *s, const token *t) {
    const mark *m = &s->habits->marks[t->mark];
    if (symmetrical(m, t->mark))
        return s->left[t->mark] % 2 == 0;
    return s->left[m->proper] >= s->left[t->mark] + 2;
}

static bool begins(const scan *s, const token *t) {
    const mark *m = &s->habits->marks[t->mark];
    bool padded = edge(t->before) && s->depth == 0 && t->after != 0; /* " words ", as French has them */
    if (stops(t->after) && symmetrical(m, t->mark))
        return false;
    if (edge(t->after) && symmetrical(m, t->mark))
        return padded;
    if (symmetrical(m, t->mark))
        return leads(t->before) || (s->depth == 0 && stops(t->before) && ix_utf8_is_letter(t->after));
    return t->after != 0 && (m->closers || (leads(t->before) && word_like(t->after)));
}

/* A mark that both could close what is open and could open: does it close? */
static bool rather_closes(const scan *s, const token *t) {
    const mark *m = &s->habits->marks[t->mark];
    if (!begins(s, t) || !m->closers)
        return true;
    return !symmetrical(m, t->mark) && !edge(t->before) && !word_like(t->after);
}

static void take_mark(scan *s, const token *t) {
    const mark *m = &s->habits->marks[t->mark];
    int level = closes(s, t->mark);
    if (level >= 0 && rather_closes(s, t)) {
        close_at(s, level, t);
        return;
    }
    if (!begins(s, t))
        return;
    bool same = s->depth > 0 && s->stack[s->depth - 1].mark == t->mark && !s->stack[0].until;
    if (same && !nests(s, t))
        abandon(s, t->start);
    push(s, t, m->closers ? m->closers : 1u << t->mark, 0);
}

static void take_token(scan *s, uint32_t at) {
    const token *t = &s->tokens.v[at];
    s->left[t->mark]--;
    if (s->depth && s->stack[0].until == at && at)
        close_at(s, 0, t);
    else if (s->habits->marks[t->mark].apostrophe)
        open_single(s, at);
    else
        take_mark(s, t);
}

/* --- over blocks --- */

/* A closing mark without an opening one in its block: the quotation that an earlier block left open ends
 * here, and the blocks between are part of it. */
static bool joins_back(scan *s, const token *t) {
    ix_document *doc = s->doc;
    const mark *m = &s->habits->marks[t->mark];
    if (!s->out.n || m->closers || m->apostrophe || leads(t->before) || !(s->pending & 1u << t->mark))
        return false;
    ix_stretch *open = &s->out.v[s->out.n - 1];
    if (open->closed || open->block == s->block || s->block - open->block > MAX_ORPHAN_GAP)
        return false;
    open->carries = true;
    int last = s->block;
    for (s->block = open->block + 1; s->block < last; s->block++) {
        put(s, doc->blocks.v[s->block].span, doc->blocks.v[s->block].span, false);
        s->out.v[s->out.n - 1].carries = true;
    }
    uint32_t start = doc->blocks.v[last].span.start;
    put(s, (ix_span){start, t->end}, (ix_span){start, t->start}, true);
    return true;
}

/* A paragraph that opens the marks again which the one before it left open. */
static void link_reopened(scan *s, uint32_t first_new) {
    if (!first_new || first_new >= s->out.n)
        return;
    ix_stretch *old = &s->out.v[first_new - 1], *fresh = &s->out.v[first_new];
    const ix_block *blocks = s->doc->blocks.v;
    bool ends_block = old->outer.end == blocks[old->block].span.end;
    bool starts_block = fresh->outer.start == blocks[fresh->block].span.start;
    if (!old->closed && ends_block && starts_block && fresh->block == old->block + 1)
        old->carries = true;
}

/* "– Name": the line under a block quotation that says whose it is. */
static bool signs(const scan *s) {
    const ix_block *block = &s->doc->blocks.v[s->block];
    size_t at = block->span.start;
    bool under = s->block > 0 && block[-1].kind == IX_BLOCK_QUOTE && at < block->span.end;
    return block->cite || (under && dash(ix_utf8_next(s->doc->text, &at)));
}

static void scan_block(scan *s) {
    const ix_block *block = &s->doc->blocks.v[s->block];
    uint32_t first_new = s->out.n;
    s->depth = 0;
    s->no_apostrophes = false;
    read_tokens(s, block->span);
    uint32_t i = s->tokens.n && joins_back(s, &s->tokens.v[0]);
    for (; i < s->tokens.n; i++)
        take_token(s, i);
    abandon(s, block->span.end);
    if (block->kind == IX_BLOCK_QUOTE && !signs(s) && s->out.n == first_new)
        put(s, block->span, block->span, true);
    link_reopened(s, first_new);
}

ix_stretches ix_quote_stretches(ix_document *doc, const ix_language *language) {
    habits h = read_habits(language);
    scan s = {.doc = doc, .habits = &h};
    for (uint32_t b = 0; b < doc->blocks.n; b++) {
        s.block = (int)b;
        scan_block(&s);
    }
    return s.out;
}

int ix_stretch_at(const ix_stretches *stretches, uint32_t byte) {
    uint32_t low = 0, high = stretches->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (stretches->v[mid].outer.start <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return (int)low - 1;
}

uint32_t ix_stretch_after(const ix_stretches *stretches, uint32_t byte) {
    int i = ix_stretch_at(stretches, byte);
    return i >= 0 && stretches->v[i].outer.end > byte ? (uint32_t)i : (uint32_t)(i + 1);
}
