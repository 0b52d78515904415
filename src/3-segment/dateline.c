/* Datelines and the other marks of a head. The rules of layer `dateline` say how they look; where a headline runs straight
 * into the place's name, this file finds where the name begins: at a known city, at a change to capitals, at a repeated
 * word, or at the last word. */
#include "3-segment/segment.h"

enum { HEAD_BLOCKS = 8, PLACE_WORDS = 12, NAME_WORDS = 5, WEAK_REST = 60 };

static const char *const kinds[IX_HEAD_KINDS] = {"dateline", "line", "byline", "symbol", "header"};

typedef struct finder {
    ix_head *head;
    ix_str text;
    const ix_list *months, *cities, *place_beginnings;
} finder;

/* --- the date --- */

static int number_of(const ix_match *m, ix_field field) {
    return ix_str_int(ix_match_text(m, field));
}

static ix_day day_of(const finder *f, const ix_match *m) {
    int month = number_of(m, IX_FIELD_month);
    if (month < 0)
        month = ix_str_int(ix_list_value(f->months, ix_match_text(m, IX_FIELD_month)));
    ix_day day = {number_of(m, IX_FIELD_year), month, number_of(m, IX_FIELD_day)};
    return day.year > 0 && ix_day_valid(day) ? day : (ix_day){0};
}

/* --- the place --- */

typedef struct place {
    ix_word words[PLACE_WORDS];
    int n;
    ix_word before; /* the word before the place; empty: none */
    bool parted;    /* a mark stands between that word and the place */
} place;

static bool blank_between(ix_str text, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (text.ptr[i] != ' ' && text.ptr[i] != '\n' && (unsigned char)text.ptr[i] < 0x80)
            return false;
    return true;
}

/* The words of the place's first part and the one before it. */
static place read_place(const finder *f, ix_span block, ix_span span) {
    place p = {0};
    uint32_t end = span.start;
    ix_word word;
    while (end < span.end && !strchr(",/;", f->text.ptr[end]))
        end++;
    for (uint32_t at = span.start; p.n < PLACE_WORDS && ix_next_known_word(f->head, at, end, &word); at = word.span.end)
        p.words[p.n++] = word;
    uint32_t from = span.start - block.start > 64 ? span.start - 64 : block.start;
    while (from > block.start && ((unsigned char)f->text.ptr[from] & 0xC0) == 0x80)
        from--;
    for (uint32_t at = from; ix_next_known_word(f->head, at, span.start, &word); at = word.span.end)
        p.before = word;
    p.parted = !blank_between(f->text, p.before.span.end, span.start);
    return p;
}

static ix_str words_text(const finder *f, const place *p, int from, int to) {
    return ix_str_sub(f->text, p->words[from].span.start, p->words[to].span.end);
}

/* The first word of the longest known city that ends the place, or -1. */
static int city_start(const finder *f, const place *p) {
    for (int i = 0; i < p->n; i++)
        if (ix_list_value(f->cities, words_text(f, p, i, p->n - 1)).ptr)
            return i;
    return -1;
}

/* Where the words change from a headline's to a name all in capitals, or -1. */
static int capitals_start(const place *p) {
    int i = p->n;
    while (i > 0 && p->words[i - 1].capitals)
        i--;
    return i > 0 && i < p->n ? i : -1;
}

/* The second of two equal words: a headline that ends in the place's name. */
static int repeat_start(const finder *f, const place *p) {
    for (int i = p->n - 1; i > 0; i--)
        if (ix_same_words(words_text(f, p, i - 1, i - 1), words_text(f, p, i, i)))
            return i;
    return -1;
}

/* The last word, with what names begin with before it: "San José", "Ciudad de Guatemala". */
static int last_name_start(const finder *f, const place *p) {
    int i = p->n - 1;
    while (i > 0 && ((!p->words[i - 1].capital && p->words[i - 1].function) ||
                     ix_list_value(f->place_beginnings, words_text(f, p, i - 1, i - 1)).ptr))
        i--;
    return i;
}

/* The word with which the place begins in a line that began with a headline; -1: this is no place. *sure: known by more
 * than its capital. */
static int place_start(const finder *f, const place *p, bool *sure) {
    int at = city_start(f, p);
    bool follows = p->before.function || p->parted;
    *sure = at >= 0;
    if (at < 0)
        at = capitals_start(p), *sure = at >= 0;
    if (at < 0)
        at = repeat_start(f, p);
    if (at < 0 && p->n && p->words[0].capitals && p->words[p->n - 1].capitals && !follows)
        at = 0, *sure = true;
    if (at < 0 && p->n <= NAME_WORDS && !follows && !p->before.capital)
        at = 0;
    if (at < 0)
        at = last_name_start(f, p);
    if (at == 0 && follows && !(p->parted && *sure))
        return -1;
    return at < p->n && p->n - at <= NAME_WORDS ? at : -1;
}

/* Is there nothing but marks between the block's start and `at`? */
static bool begins_block(const finder *f, ix_span block, uint32_t at) {
    ix_word word;
    return !ix_next_word(f->text, block.start, at, &word);
}

/* Lets the mark begin with the place itself. False when the match is no dateline. */
static bool settle_place(const finder *f, const ix_match *m, ix_head_mark *mark) {
    ix_span block = f->head->doc->blocks.v[m->unit].span;
    bool dated = ix_match_field(m, IX_FIELD_month) != NULL, told = dated || ix_match_field(m, IX_FIELD_agency), sure = false;
    bool begins = begins_block(f, block, mark->span.start);
    if (ix_span_empty(mark->place))
        return begins || !ix_match_field(m, IX_FIELD_place);
    place p = read_place(f, block, mark->place);
    int at = begins && p.n <= NAME_WORDS ? 0 : place_start(f, &p, &sure);
    if (at < 0 || !p.n)
        return false;
    if (begins && at == 0)
        sure = p.words[0].capitals || city_start(f, &p) == 0 ||
               (m->unit > f->head->first && block.end - mark->span.end >= WEAK_REST);
    if (!told && !sure)
        return false;
    if (at > 0) {
        mark->place.start = p.words[at].span.start;
        if (mark->span.start < mark->place.start)
            mark->span.start = mark->place.start;
    }
    return true;
}

/* --- the marks --- */

static int kind_of(const ix_match *m) {
    for (int k = 0; k < IX_HEAD_KINDS; k++)
        if (ix_str_is(ix_match_text(m, IX_FIELD_kind), kinds[k]))
            return k;
    return -1;
}

static int take_mark(ix_document *doc, const ix_match *m, void *context, const char **why) {
    finder *f = context;
    int kind = kind_of(m);
    ix_head_mark mark = {.span = m->span, .place = ix_match_span(m, IX_FIELD_place),
                         .agency = ix_match_span(m, IX_FIELD_agency),
                         .name = ix_match_span(m, IX_FIELD_name), .day = day_of(f, m), .block = m->unit};
    if (kind < 0)
        return IX_REFUSE;
    mark.kind = (ix_head_kind)kind;
    if (kind == IX_HEAD_DATELINE && !settle_place(f, m, &mark)) {
        *why = "no place begins here";
        return IX_REFUSE;
    }
    *IX_PUSH(&doc->arena, &f->head->marks) = mark;
    return IX_NO_LIFT;
}

void ix_find_head_marks(ix_head *head, ix_matcher *matcher, const ilex_ruleset *rules) {
    ix_document *doc = head->doc;
    finder f = {.head = head,
                .text = doc->text,
                .months = ix_language_list(head->language, "month"),
                .cities = ix_language_list(head->language, "city"),
                .place_beginnings = ix_language_list(head->language, "place_beginning")};
    uint32_t all = doc->blocks.n;
    doc->blocks.n = all > HEAD_BLOCKS ? HEAD_BLOCKS : all;
    ix_matcher_begin(matcher, rules, head->language, doc);
    ix_match_layer(matcher, IX_LAYER_dateline, take_mark, &f);
    doc->blocks.n = all;
}

/* --- the document's dateline --- */

/* A run of letters as names are written: "TAW" Taw; a word of grammar inside a name in lower case; "DC" as it is. */
static size_t put_piece(const ix_head *head, char *out, ix_str piece, bool first) {
    bool capitals = true, function = ix_list_value(head->function_words, piece).ptr != NULL;
    size_t n = 0, at = 0;
    for (size_t i = 0; i < piece.len;)
        capitals &= !ix_is_small(ix_utf8_next(piece, &i));
    bool lower = capitals && (function || ix_utf8_length(piece) > 2);
    while (at < piece.len) {
        bool initial = at == 0 && (first || !function);
        uint32_t cp = ix_utf8_next(piece, &at);
        n += ix_utf8_put(out + n, lower && !initial ? ix_utf8_lower(cp) : cp);
    }
    return n;
}

/* "NAY PYI TAW" as "Nay Pyi Taw", "CIUDAD DE PANAMÁ" as "Ciudad de Panamá". */
static ix_str name_case(ix_head *head, ix_str name) {
    char *out = ix_arena_alloc(&head->doc->arena, name.len * 2 + 1);
    size_t n = 0, at = 0;
    while (at < name.len) {
        size_t start = at, next = at;
        while (next < name.len && ix_utf8_is_letter(ix_utf8_next(name, &next)))
            at = next;
        if (at > start)
            n += put_piece(head, out + n, ix_str_sub(name, start, at), start == 0);
        else
            n += ix_utf8_put(out + n, ix_utf8_next(name, &at));
    }
    return (ix_str){out, n};
}

static void take_places(ix_head *head, ix_span span) {
    ix_document *doc = head->doc;
    uint32_t start = span.start;
    for (uint32_t i = span.start; i <= span.end; i++)
        if (i == span.end || doc->text.ptr[i] == '/' || doc->text.ptr[i] == ';') {
            ix_str part = ix_str_trim(ix_str_sub(doc->text, start, i));
            if (part.len)
                *IX_PUSH(&doc->arena, &doc->dateline_places) = name_case(head, part);
            start = i + 1;
        }
}

static void take_published(ix_document *doc, const ix_head_mark *mark, const char *from) {
    ix_str value = ix_str_format(&doc->arena, "%04d-%02d-%02d", mark->day.year, mark->day.month, mark->day.day);
    if (!doc->published.len) {
        doc->published = value;
        doc->published_from = from;
    } else if (!ix_str_eq(doc->published, value)) {
        ix_diagnose(doc, "warning", "published.disagree", mark->span, "published on %.*s, but the text says %.*s",
                    IX_FMT(doc->published), IX_FMT(value));
    }
}

/* The first mark of a kind, dated if `dated`; NULL when there is none. */
static const ix_head_mark *first_mark(const ix_head *head, ix_head_kind kind, bool dated) {
    for (uint32_t i = 0; i < head->marks.n; i++)
        if (head->marks.v[i].kind == kind && (!dated || head->marks.v[i].day.year))
            return &head->marks.v[i];
    return NULL;
}

void ix_take_dateline(ix_head *head) {
    ix_document *doc = head->doc;
    const ix_head_mark *line = first_mark(head, IX_HEAD_DATELINE, false);
    if (line) {
        doc->dateline = line->span;
        take_places(head, line->place);
        doc->dateline_agency = ix_str_trim(ix_doc_str(doc, line->agency));
    }
    const ix_head_mark *dated = first_mark(head, IX_HEAD_DATELINE, true);
    const ix_head_mark *alone = first_mark(head, IX_HEAD_HEADER, true);
    if (!alone)
        alone = first_mark(head, IX_HEAD_LINE, true);
    if (dated)
        take_published(doc, dated, "dateline");
    else if (alone)
        take_published(doc, alone, "text");
}
