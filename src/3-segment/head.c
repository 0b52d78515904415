/* The head of a release: what stands before its first sentence is told apart and gets blocks of its own. */
#include "segment.h"

enum { SUMMARY_BLOCKS = 4, SUMMARY_WORDS = 5 };

/* --- blocks --- */

/* Cuts a block in two at a byte and gives the halves their kinds; the whole block is the first half when
 * nothing follows. */
static void split_block(ix_document *doc, int block, uint32_t at, ix_block_kind first, ix_block_kind second) {
    ix_span whole = doc->blocks.v[block].span, tail = ix_span_trim(doc->text, (ix_span){at, whole.end}),
            bare = ix_bare_span(doc->text, tail);
    doc->blocks.v[block].kind = first;
    doc->blocks.v[block].level = 0;
    if (ix_span_empty(bare))
        return;
    IX_PUSH(&doc->arena, &doc->blocks);
    ix_block *b = doc->blocks.v;
    memmove(b + block + 2, b + block + 1, sizeof *b * (doc->blocks.n - (uint32_t)block - 2));
    b[block].span = ix_span_trim(doc->text, (ix_span){whole.start, at});
    b[block + 1] = (ix_block){.kind = second, .span = tail};
}

static int count_words(ix_str text, ix_span span) {
    ix_word word;
    int n = 0;
    for (uint32_t at = span.start; ix_next_word(text, at, span.end, &word); at = word.span.end)
        n++;
    return n;
}

static bool is_emphasised(ix_str text, ix_span span) {
    char c = text.ptr[span.start];
    return span.end - span.start > 2 && (c == '*' || c == '_') && text.ptr[span.end - 1] == c;
}

/* --- the title --- */

/* Without the dash, bar or colon that parts it from what follows. */
static ix_span title_span(ix_str text, uint32_t start, uint32_t end) {
    ix_span span = ix_bare_span(text, (ix_span){start, end});
    while (span.end > span.start) {
        size_t before = span.end;
        uint32_t cp = ix_utf8_prev(text, &before);
        if (!ix_utf8_is_space(cp) && cp != '|' && cp != ':' && cp != '-' && cp != 0x2013 && cp != 0x2014 &&
            cp != ',')
            break;
        span.end = (uint32_t)before;
    }
    return span;
}

static void cut_title(ix_head *head) {
    ix_document *doc = head->doc;
    uint32_t end = ix_headline_end(head, head->first), start = doc->blocks.v[head->first].span.start;
    ix_span span = end ? title_span(doc->text, start, end) : (ix_span){0, 0};
    if (count_words(doc->text, span) < 2)
        return;
    doc->title_span = span;
    doc->title = ix_doc_str(doc, span);
    split_block(doc, head->first, end, IX_BLOCK_TITLE, IX_BLOCK_PARAGRAPH);
    head->first++;
    ix_block *rest = doc->blocks.v + head->first;
    if (head->first < (int)doc->blocks.n && is_emphasised(doc->text, rest->span) &&
        count_words(doc->text, rest->span) < SUMMARY_WORDS)
        *rest = (ix_block){.kind = IX_BLOCK_HEADING, .span = ix_bare_span(doc->text, rest->span), .level = 2};
}

/* The block of a title that the page named. */
static void mark_title(ix_document *doc) {
    int block = ix_span_empty(doc->title_span) ? -1 : ix_block_at(doc, doc->title_span.start);
    if (block >= 0 && ix_span_within(doc->blocks.v[block].span, doc->title_span))
        doc->blocks.v[block].kind = IX_BLOCK_TITLE;
}

/* --- what stands around it --- */

static bool only_marks(ix_str text, uint32_t start, uint32_t end) {
    ix_word word;
    return !ix_next_word(text, start, end, &word);
}

/* A mark at the head of its block becomes a block of its own. */
static void split_mark(ix_head *head, const ix_head_mark *mark) {
    ix_document *doc = head->doc;
    int block = ix_block_at(doc, mark->span.start);
    if (block < 0 || doc->blocks.v[block].kind == IX_BLOCK_TITLE ||
        !only_marks(doc->text, doc->blocks.v[block].span.start, mark->span.start))
        return;
    uint32_t end = doc->blocks.v[block].span.end;
    split_block(doc, block, mark->span.end < end ? mark->span.end : end, IX_BLOCK_DATELINE,
                IX_BLOCK_PARAGRAPH);
}

/* What stands before the headline: a header's field, or a date on a line of its own. */
static void split_before_title(ix_head *head) {
    ix_document *doc = head->doc;
    for (uint32_t i = 0; i < head->marks.n; i++) {
        const ix_head_mark *mark = &head->marks.v[i];
        ix_span bare = ix_bare_span(doc->text, doc->blocks.v[head->first].span);
        bool line = mark->kind == IX_HEAD_LINE && ix_span_within(bare, mark->span) &&
                    doc->blocks.n > (uint32_t)head->first + 1;
        if (!line &&
            (mark->kind != IX_HEAD_HEADER || mark->span.start < bare.start || mark->span.start >= bare.end))
            continue;
        split_mark(head, mark);
        head->first++;
    }
}

static void split_marks(ix_head *head) {
    bool dateline = false;
    for (uint32_t i = 0; i < head->marks.n; i++) {
        const ix_head_mark *mark = &head->marks.v[i];
        if (mark->kind == IX_HEAD_LINE || (mark->kind == IX_HEAD_DATELINE && !dateline))
            split_mark(head, mark);
        dateline |= mark->kind == IX_HEAD_DATELINE && !ix_span_within(mark->span, head->doc->title_span);
        if (mark->kind == IX_HEAD_BYLINE && !head->doc->byline.len)
            head->doc->byline = ix_doc_str(head->doc, mark->name);
    }
}

/* Is it all in capitals, as headings are? */
static bool in_capitals(ix_str text, ix_span span) {
    for (size_t at = span.start; at < span.end;)
        if (ix_is_small(ix_utf8_next(text, &at)))
            return false;
    return true;
}

/* A paragraph under the title that is all emphasis, or the short ones between title and dateline. */
static void mark_summary(ix_head *head) {
    ix_document *doc = head->doc;
    int dateline = ix_span_empty(doc->dateline) ? -1 : ix_block_at(doc, doc->dateline.start);
    for (int b = head->first; b < (int)doc->blocks.n && b < head->first + SUMMARY_BLOCKS; b++) {
        ix_block *block = &doc->blocks.v[b];
        bool emphasised =
            is_emphasised(doc->text, block->span) || (block->kind == IX_BLOCK_HEADING && block->span.start &&
                                                      strchr("*_", doc->text.ptr[block->span.start - 1]));
        if (block->kind == IX_BLOCK_DATELINE && b != dateline)
            continue;
        if ((block->kind != IX_BLOCK_PARAGRAPH && block->kind != IX_BLOCK_HEADING) ||
            !(emphasised || b < dateline))
            return;
        if (in_capitals(doc->text, block->span))
            return;
        if (count_words(doc->text, block->span) >= SUMMARY_WORDS)
            block->kind = IX_BLOCK_SUMMARY;
    }
}

void ix_segment_head(ix_document *doc, const ix_language *language, ix_matcher *matcher,
                     const ilex_ruleset *rules) {
    ix_head head = {
        .doc = doc, .language = language, .function_words = ix_language_list(language, "function_word")};
    if (!doc->blocks.n)
        return;
    ix_find_head_marks(&head, matcher, rules);
    split_before_title(&head);
    if (doc->title.len)
        mark_title(doc);
    else
        cut_title(&head);
    ix_take_dateline(&head);
    split_marks(&head);
    if (doc->title.len)
        mark_summary(&head);
}
