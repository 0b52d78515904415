/* Where a headline ends that shares its line with the body. Whatever stands first decides: marks of a head,
 * emphasis, a question's end, a quotation, a link; else the capital of a word that opens a sentence in the
 * middle of a line; else the headline's own beginning, said again, or the name that a body defines by its
 * letters: "… World Health Organization (WHO) …". */
#include "segment.h"

enum {
    WORDS = 72,
    LONGEST_TITLE = 320,
    FEWEST_WORDS = 3,
    SENTENCE_WORDS = 5, /* a full stop before is no sentence's end: "Peru. The …" */
    CASE_WORDS = 14,    /* that tell how the headline uses capitals */
    LONG_EMPHASIS = 24, /* bytes: a sentence, not a word made bold */
    LONG_QUOTE = 24,
    BODY = 40,        /* bytes that must remain for the body, */
    LONG_BODY = 80,   /* and after a word that repeats the headline's first */
    WHOLE_TEXT = 400, /* of one block that is a release and no sentence */
    LONG_SPEECH = 60,
};

typedef struct line {
    const ix_head *head;
    ix_str text;
    ix_span block;
    ix_word words[WORDS];
    int n;
    int sentence; /* words of the first sentence */
    int last;     /* words before the first mark, emphasis or other sign of the body */
    bool titled;  /* most words have a capital, as English headlines do */
    const ix_list *openers, *article_names;
} line;

static char before(const line *l, uint32_t at) {
    return at > l->block.start ? l->text.ptr[at - 1] : '\n';
}

/* The first byte of the gap before word i that is no blank, or 0. */
static char gap_mark(const line *l, int i) {
    for (uint32_t at = l->words[i - 1].span.end; at < l->words[i].span.start; at++)
        if (l->text.ptr[at] != ' ' && l->text.ptr[at] != '\n' && (unsigned char)l->text.ptr[at] != 0xC2 &&
            (unsigned char)l->text.ptr[at] != 0xA0)
            return l->text.ptr[at];
    return 0;
}

static bool is_capital(const line *l, int i) {
    return i < l->n && l->words[i].capital;
}

static bool is_lower(const line *l, int i) {
    return i < l->n && !l->words[i].capital;
}

static ix_str word_text(const line *l, int from, int to) {
    return to < l->n ? ix_str_sub(l->text, l->words[from].span.start, l->words[to].span.end)
                     : (ix_str){"", 0};
}

static bool ends_sentence_before(const line *l, int i) {
    uint32_t end = l->words[i - 1].span.end;
    if (end < l->block.end && l->text.ptr[end] == ')')
        end++;
    return end < l->block.end && l->text.ptr[end] == '.' && ix_utf8_length(word_text(l, i - 1, i - 1)) > 3 &&
           is_capital(l, i);
}

static line read_line(const ix_head *head, int block) {
    line l = {.head = head, .text = head->doc->text, .block = head->doc->blocks.v[block].span};
    ix_word word;
    int capitals = 0, content = 0;
    for (uint32_t at = l.block.start; l.n < WORDS && ix_next_known_word(head, at, l.block.end, &word);
         at = word.span.end)
        l.words[l.n++] = word;
    for (l.sentence = l.n < SENTENCE_WORDS ? l.n : SENTENCE_WORDS;
         l.sentence < l.n && !ends_sentence_before(&l, l.sentence); l.sentence++)
        ;
    for (int i = 0; i < l.sentence && i < CASE_WORDS; i++)
        if (!l.words[i].function && !l.words[i].digits)
            content++, capitals += l.words[i].capital;
    l.titled = content > 2 && capitals * 4 > content * 3;
    l.openers = ix_language_list(head->language, "opener");
    l.article_names = ix_language_list(head->language, "article_name");
    return l;
}

/* --- marks --- */

/* The mark that begins in the gap before word i or with it. A date after a comma or a dash belongs to the
 * headline. */
static uint32_t at_mark(const line *l, int i) {
    for (uint32_t m = 0; m < l->head->marks.n; m++) {
        const ix_head_mark *mark = &l->head->marks.v[m];
        uint32_t at = mark->span.start;
        if (at < l->words[i - 1].span.end || at > l->words[i].span.start || mark->kind == IX_HEAD_HEADER)
            continue;
        char gap = gap_mark(l, i);
        if (mark->kind != IX_HEAD_LINE || !gap || strchr("*_(\n", gap))
            return at;
    }
    return 0;
}

/* Emphasis that opens in the gap before word i and holds a sentence or the rest of the block. */
static uint32_t at_emphasis(const line *l, int i) {
    uint32_t at = l->words[i - 1].span.end, end = l->words[i].span.start;
    while (at < end && !((l->text.ptr[at] == '*' || l->text.ptr[at] == '_') &&
                         (before(l, at) == ' ' || (unsigned char)before(l, at) == 0xA0)))
        at++;
    if (at >= end)
        return 0;
    uint32_t inside = at;
    while (inside < end && (l->text.ptr[inside] == '*' || l->text.ptr[inside] == '_'))
        inside++;
    const char *close = memchr(l->text.ptr + inside, l->text.ptr[inside - 1], l->block.end - inside);
    if (inside < end && (l->text.ptr[inside] == ' ' || l->text.ptr[inside] == '\n'))
        return 0;
    return !close || close - (l->text.ptr + inside) >= LONG_EMPHASIS ||
                   l->block.end - (uint32_t)(close - l->text.ptr) < 8
               ? at
               : 0;
}

/* A question or an exclamation before word i. */
static uint32_t at_question(const line *l, int i) {
    uint32_t at = l->words[i].span.start;
    char gap = gap_mark(l, i);
    return (gap == '?' || gap == '!') && is_capital(l, i) && before(l, at) == ' ' ? at : 0;
}

/* Does a comma or the end of a sentence stand by the closing mark, or a verb behind a long quotation? Names
 * in quotation marks have none. */
static bool closes_speech(ix_str rest, size_t close) {
    size_t last = close, next = close;
    while (last > 0 && (rest.ptr[last - 1] == ' ' || (unsigned char)rest.ptr[last - 1] == 0xA0 ||
                        (unsigned char)rest.ptr[last - 1] == 0xC2))
        last--;
    ix_utf8_next(rest, &next);
    bool goes_on = close >= LONG_SPEECH && next + 1 < rest.len && rest.ptr[next] == ' ' &&
                   ix_is_small((unsigned char)rest.ptr[next + 1]);
    return goes_on || (last > 0 && strchr(",.!?", rest.ptr[last - 1])) ||
           (close + 3 < rest.len && memchr(rest.ptr + close + 1, ',', 3));
}

/* A quotation that opens before word i with a capital and is long enough for speech, or a link. */
static uint32_t at_quote_or_link(const line *l, int i) {
    uint32_t at = l->words[i - 1].span.end;
    ix_str gap = ix_str_sub(l->text, at, l->words[i].span.start);
    ix_str rest = ix_str_sub(l->text, l->words[i].span.start, l->block.end);
    if (!is_capital(l, i) || l->words[i - 1].function || gap.len < 2 || gap.ptr[0] != ' ')
        return 0;
    const char *close = NULL;
    if (ix_str_is(gap, " [")) {
        close = memchr(rest.ptr, ']', rest.len);
        return close && close + 1 < rest.ptr + rest.len && close[1] == '(' ? at + 1 : 0;
    }
    if (ix_str_is(gap, " \""))
        close = memchr(rest.ptr, '"', rest.len);
    else if (ix_str_is(gap, " “"))
        close = memmem(rest.ptr, rest.len, "”", 3);
    else if (ix_str_starts(gap, IX_STR(" «")))
        close = memmem(rest.ptr, rest.len, "»", 2);
    return close && close - rest.ptr >= LONG_QUOTE && closes_speech(rest, (size_t)(close - rest.ptr)) ? at + 1
                                                                                                      : 0;
}

/* --- words --- */

static bool names_an_article(const line *l, int i) {
    for (int to = i + 1; to <= i + 3; to++)
        if (ix_list_has(l->article_names, word_text(l, i, to)))
            return true;
    return false;
}

/* How many of the words after word i, up to the one at `to`, are in lower case; digits and words of grammar
 * count or not. */
static int lower_words(const line *l, int i, int to, bool content) {
    int n = 0;
    for (int w = i + 1; w <= to && w < l->last; w++)
        n += content ? !l->words[w].capital && !l->words[w].function
                     : !l->words[w].capital && !l->words[w].digits;
    return n;
}

static bool followed_by(const line *l, int i, char mark) {
    return l->words[i].span.end < l->block.end && l->text.ptr[l->words[i].span.end] == mark;
}

/* A bracket or quotation mark that closes before word i. */
static bool closed_before(const line *l, int i) {
    char gap = gap_mark(l, i);
    return gap && (strchr(")]\"", gap) || (unsigned char)gap >= 0x80);
}

/* Does word i open a sentence? Words in lower case must follow, the sooner the surer; in a line with capitals
 * all over, several. */
static bool opens(const line *l, int i, bool strict) {
    const ix_word *w = &l->words[i];
    ix_str word = word_text(l, i, i);
    bool known = w->function || w->elided || ix_list_has(l->openers, word);
    if (!w->capital || !known || (gap_mark(l, i) && !closed_before(l, i)) ||
        (l->words[i - 1].function && !closed_before(l, i)) || (w->capitals && l->words[i - 1].capitals) ||
        names_an_article(l, i) || followed_by(l, i, '.'))
        return false;
    bool soon = (i + 1 < l->last && l->words[i + 1].digits) ||
                lower_words(l, i, i + (strict && l->titled ? 3 : 6), false) > 0;
    return soon && (!l->titled || lower_words(l, i, i + (strict ? 8 : 14), true) > 1);
}

/* Does the headline's beginning, or its last word with a capital, come again as word i? One word is enough
 * for the beginning only when a long sentence follows. */
static bool repeats(const line *l, int i, bool one_word) {
    ix_str word = word_text(l, i, i);
    char gap = gap_mark(l, i);
    if (!is_capital(l, i) || (gap && gap != ')' && gap != ']'))
        return false;
    if (is_lower(l, i - 1) && ix_same_words(word_text(l, i - 1, i - 1), word))
        return true;
    if (!ix_same_words(word_text(l, 0, 0), word) || l->words[i - 1].function)
        return false;
    return ix_same_words(word_text(l, 1, 1), word_text(l, i + 1, i + 1)) ||
           (one_word && word.len > 4 && !l->titled && (!followed_by(l, i, ',') || l->words[i].capitals) &&
            (is_lower(l, i - 1) || !is_lower(l, i + 1)));
}

/* The word with which a name begins whose letters stand in brackets as word i, or 0. */
static int defined_name(const line *l, int i) {
    uint32_t at = l->words[i].span.start;
    if (!l->words[i].capitals || before(l, at) != '(')
        return 0;
    ix_str letters = word_text(l, i, i);
    int word = i;
    for (size_t left = letters.len; left > 0;) {
        uint32_t letter = ix_utf8_prev(letters, &left);
        size_t first;
        do {
            if (--word < FEWEST_WORDS)
                return 0;
            first = l->words[word].span.start;
        } while (l->words[word].function &&
                 ix_utf8_lower(ix_utf8_next(l->text, &first)) != ix_utf8_lower(letter));
        first = l->words[word].span.start;
        if (ix_utf8_next(l->text, &first) != letter)
            return 0;
    }
    return !l->words[word - 1].function && !gap_mark(l, word) ? word : 0;
}

/* --- the cut --- */

static bool leaves_body(const line *l, uint32_t at) {
    return l->block.end - at >= BODY || l->head->doc->blocks.n > (uint32_t)l->head->first + 1;
}

static uint32_t cut_at_mark(const line *l, int last) {
    for (int i = 1; i < last; i++) {
        uint32_t at = at_mark(l, i);
        if (!at)
            at = at_emphasis(l, i);
        if (!at && i >= FEWEST_WORDS)
            at = at_question(l, i);
        if (!at && i >= FEWEST_WORDS)
            at = at_quote_or_link(l, i);
        if (at && leaves_body(l, at))
            return at;
    }
    return 0;
}

/* Bytes from word i to the end of the sentence that it begins, as far as the line was read. */
static uint32_t sentence_length(const line *l, int i) {
    int end = i;
    while (end + 1 < l->n && !ends_sentence_before(l, end + 1))
        end++;
    return (end + 1 < l->n ? l->words[end].span.end : l->block.end) - l->words[i].span.start;
}

static int cut_at_word(const line *l, int last) {
    for (int strict = 1; strict >= !l->titled; strict--)
        for (int i = FEWEST_WORDS; i < last; i++) {
            int name = defined_name(l, i);
            uint32_t rest = sentence_length(l, name ? name : i);
            if (rest >= BODY && (name || opens(l, i, strict) || (strict && repeats(l, i, rest >= LONG_BODY))))
                return name ? name : i;
        }
    return 0;
}

/* The number of words that a cut at `at` leaves before it. */
static int words_before(const line *l, uint32_t at) {
    int i = 0;
    while (i < l->n && l->words[i].span.end <= at)
        i++;
    return i;
}

static bool ends_with_stop(ix_str s) {
    size_t at = s.len;
    while (at > 0) {
        uint32_t cp = ix_utf8_prev(s, &at);
        if (cp != ')' && cp != '"' && cp != 0x201D && cp != 0x2019 && cp != 0xBB && !ix_utf8_is_space(cp) &&
            cp != '*' && cp != '_')
            return cp == '.' || cp == ':' || cp == ';' || cp == ',';
    }
    return false;
}

/* Does the block go on in lower case, as the rest of a broken line does? */
static bool begins_small(const ix_document *doc, int block) {
    size_t at = doc->blocks.v[block].span.start;
    return ix_is_small(ix_utf8_next(doc->text, &at));
}

/* Does a dateline that is surely one begin the block? */
static bool begins_with_dateline(const ix_head *head, ix_span block) {
    ix_word word;
    for (uint32_t m = 0; m < head->marks.n; m++) {
        const ix_head_mark *mark = &head->marks.v[m];
        if (mark->kind != IX_HEAD_DATELINE || mark->span.start >= block.end ||
            ix_next_word(head->doc->text, block.start, mark->span.start, &word))
            continue;
        return mark->day.year || !ix_span_empty(mark->agency) ||
               (ix_next_word(head->doc->text, mark->span.start, mark->span.end, &word) && word.capitals);
    }
    return false;
}

uint32_t ix_headline_end(const ix_head *head, int block) {
    if (begins_with_dateline(head, head->doc->blocks.v[block].span))
        return 0;
    line l = read_line(head, block);
    bool heading = head->doc->blocks.v[block].kind == IX_BLOCK_HEADING;
    uint32_t mark = cut_at_mark(&l, l.n);
    l.last = mark ? words_before(&l, mark) : l.n;
    bool more = (uint32_t)block + 1 < head->doc->blocks.n;
    int word = more || ix_span_len(l.block) >= WHOLE_TEXT
                   ? cut_at_word(&l, l.last < l.sentence ? l.last : l.sentence)
                   : 0;
    uint32_t cut = word ? l.words[word].span.start : mark;
    if (cut && leaves_body(&l, cut))
        return cut - l.block.start <= LONGEST_TITLE ? cut : 0;
    ix_span bare = ix_bare_span(l.text, l.block);
    bool alone = more && ix_span_len(bare) <= LONGEST_TITLE && !ends_with_stop(ix_doc_str(head->doc, bare)) &&
                 !begins_small(head->doc, block + 1);
    return heading || (alone && l.n >= FEWEST_WORDS) ? l.block.end : 0;
}
