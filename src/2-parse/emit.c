#include "page.h"

#include <stdlib.h>

#include "base/buf.h"
#include "entities.h"

/* White space and line breaks wait here until visible text follows in the same block. */
typedef struct gap {
    uint32_t source, len; /* 0: none */
    bool line;            /* a line break */
} gap;

typedef struct emitter {
    ix_page *page;
    ix_buf text;
    bool map;     /* keep a source map */
    size_t block; /* where the block began */
    gap gap;
    bool pre;
    bool cut;      /* text was left out since the last run */
    uint32_t done; /* tokens that are behind us */
} emitter;

static void add_run(emitter *em, const char *bytes, uint32_t n, uint32_t source, uint32_t source_len,
                    bool same) {
    ix_document *doc = em->page->doc;
    uint32_t at = (uint32_t)em->text.len;
    ix_buf_add(&em->text, bytes, n);
    if (!em->map)
        return;
    ix_source_run *last = doc->source_map.n ? &doc->source_map.v[doc->source_map.n - 1] : NULL;
    if (same && !em->cut && last && last->same && last->text + last->text_len == at &&
        last->source + last->source_len == source) {
        last->text_len += n;
        last->source_len += n;
    } else {
        *IX_PUSH(&doc->arena, &doc->source_map) = (ix_source_run){at, n, source, source_len, same, em->cut};
    }
    em->cut = false;
}

static void close_gap(emitter *em) {
    gap g = em->gap;
    bool cut = em->cut;
    em->gap = (gap){0};
    if (!g.len || em->text.len == em->block)
        return;
    em->cut = false; /* the gap began before what was left out */
    const char *source = em->page->tokens.source.ptr + g.source;
    if (em->pre && !g.line)
        add_run(em, source, g.len, g.source, g.len, true);
    else if (g.line)
        add_run(em, "\n", 1, g.source, g.len, false);
    else
        add_run(em, " ", 1, g.source, g.len, g.len == 1 && *source == ' ');
    em->cut = cut;
}

static bool blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void add_gap(emitter *em, uint32_t source, uint32_t len, bool line) {
    if (line || !em->gap.len)
        em->gap = (gap){source, len, line};
}

/* Bytes of a character that only marks where a line may break (soft hyphen, zero-width space, zero-width
 * no-break space), else 0. It is no part of the text: words would not be found with it. */
static uint32_t invisible(const char *p, size_t left) {
    if (left >= 2 && memcmp(p, "\xC2\xAD", 2) == 0)
        return 2;
    return left >= 3 && (memcmp(p, "\xE2\x80\x8B", 3) == 0 || memcmp(p, "\xEF\xBB\xBF", 3) == 0) ? 3 : 0;
}

/* The end of the plain characters that begin at `at`. */
static uint32_t plain_end(ix_str s, uint32_t at) {
    while (at < s.len && !blank(s.ptr[at]) && s.ptr[at] != '&' &&
           !((s.ptr[at] & 0x80) && invisible(s.ptr + at, s.len - at)))
        at++;
    return at;
}

/* Add the character reference at `at`, if it is one; returns its length in the page. */
static uint32_t add_reference(emitter *em, ix_str s, uint32_t at) {
    char bytes[IX_ENTITY_BYTES];
    size_t n, used = s.ptr[at] == '&' ? ix_entity(s, at, false, bytes, &n) : 0;
    if (used && !invisible(bytes, n)) {
        close_gap(em);
        add_run(em, bytes, (uint32_t)n, at, (uint32_t)used, false);
    }
    return (uint32_t)used;
}

static void add_text(emitter *em, const ix_token *t) {
    ix_str s = ix_str_sub(em->page->tokens.source, 0, t->end);
    for (uint32_t at = t->start, used; at < t->end;) {
        uint32_t from = at;
        while (at < t->end && blank(s.ptr[at]))
            at++;
        if (at > from) {
            add_gap(em, from, at - from, false);
        } else if ((used = invisible(s.ptr + at, t->end - at)) || (used = add_reference(em, s, at))) {
            at += used;
        } else {
            at = plain_end(s, at + 1);
            close_gap(em);
            add_run(em, s.ptr + from, at - from, from, at - from, true);
        }
    }
}

/* Was there text between the last passage and this one, or does this one stand before it? */
static bool left_out(const emitter *em, const ix_passage *s) {
    bool some = s->first < em->done;
    for (uint32_t i = em->done; i < s->first && !some; i++) {
        const ix_token *t = &em->page->tokens.all.v[i];
        some = t->weight && (t->kind == IX_TOKEN_TEXT || t->kind == IX_TOKEN_HIDDEN);
    }
    return some;
}

static void add_passage(emitter *em, const ix_passage *s) {
    em->cut |= left_out(em, s);
    em->done = s->last;
    em->block = em->text.len;
    em->pre = s->pre;
    em->gap = (gap){0};
    for (uint32_t i = s->first; i < s->last; i++) {
        const ix_token *t = &em->page->tokens.all.v[i];
        if (t->kind == IX_TOKEN_TEXT)
            add_text(em, t);
        else if (t->kind == IX_TOKEN_HIDDEN)
            em->cut |= t->weight > 0;
        else if (t->tag == IX_TAG_br)
            add_gap(em, t->start, t->end - t->start, true);
    }
}

ix_str ix_passage_text(ix_page *page, const ix_passage *passage) {
    emitter em = {.page = page};
    add_passage(&em, passage);
    ix_str text = ix_str_copy(&page->scratch, ix_buf_view(&em.text));
    ix_buf_done(&em.text);
    return text;
}

/* Items of a list and cells of a row stand on lines of their own, other blocks a blank line apart. */
static void separate(emitter *em, const ix_passage *before, const ix_passage *s) {
    bool close = before && before->kind == s->kind &&
                 (s->kind == IX_BLOCK_LIST_ITEM || s->kind == IX_BLOCK_TABLE_CELL);
    if (em->text.len)
        ix_buf_add(&em->text, "\n\n", close ? 1 : 2);
}

/* False when the passage has no visible text; then nothing is left of it. */
static bool emit_block(emitter *em, const ix_passage *before, const ix_passage *s, bool title) {
    ix_document *doc = em->page->doc;
    size_t length = em->text.len;
    uint32_t runs = doc->source_map.n;
    separate(em, before, s);
    add_passage(em, s);
    ix_str text = ix_str_trim(ix_str_sub(ix_buf_view(&em->text), em->block, em->text.len));
    if (!text.len) {
        em->text.len = length;
        doc->source_map.n = runs;
        return false;
    }
    uint32_t start = (uint32_t)(text.ptr - em->text.ptr);
    ix_block block = {.kind = s->kind,
                      .span = {start, start + (uint32_t)text.len},
                      .level = s->level,
                      .row = s->row,
                      .column = s->column,
                      .cite = s->cite};
    if (title)
        block.kind = IX_BLOCK_TITLE, block.level = 0;
    *IX_PUSH(&doc->arena, &doc->blocks) = block;
    return true;
}

void ix_emit_page(ix_page *page) {
    emitter em = {.page = page, .map = true};
    ix_document *doc = page->doc;
    const ix_passage *before = NULL;
    for (int i = page->title >= 0 ? -1 : 0; i < (int)page->passages.n; i++) {
        const ix_passage *s = &page->passages.v[i < 0 ? page->title : i];
        if (i >= 0 && (!s->keep || i == page->title))
            continue;
        if (emit_block(&em, before, s, i < 0))
            before = s;
    }
    doc->text = ix_str_copy(&doc->arena, ix_buf_view(&em.text));
    ix_buf_done(&em.text);
    if (doc->blocks.n && doc->blocks.v[0].kind == IX_BLOCK_TITLE)
        doc->title_span = doc->blocks.v[0].span;
}
