/* Datelines and the other marks of a head. The rules of layer `dateline` say how they look; where a headline
 * runs straight into the place's name, this file finds where the name begins: at a known city, at a change to
 * capitals, at a repeated word, or at the last word. */
#include "segment.h"

enum {
    HEAD_BLOCKS = 6,
    FIRST_BLOCK = 400 /* bytes looked at */,
    OTHER_BLOCK = 112,
    PLACE_WORDS = 12,
    NAME_WORDS = 5,
    WEAK_REST = 60,
    NEAR = 64 /* bytes */
};

static const char *const kinds[IX_HEAD_KINDS] = {"dateline", "line", "byline", "symbol", "header"};

typedef struct finder {
    ix_head *head;
    ix_span blocks[HEAD_BLOCKS]; /* whole, while the document has but their beginnings */
    ix_str text;
    const ix_list *months, *weekdays, *cities, *place_beginnings;
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
    bool country;   /* a comma and more follow */
} place;

/* Does a comma, a dash or another mark that parts stand between? */
static bool parted_between(ix_str text, uint32_t from, uint32_t to) {
    for (size_t at = from; at < to;) {
        uint32_t cp = ix_utf8_next(text, &at);
        if (cp == 0x2013 || cp == 0x2014 || (cp && cp < 0x80 && strchr(",;:-|/(*_", (int)cp)))
            return true;
    }
    return false;
}

/* The last word of the block before `at`, if it is near. */
static ix_word word_before(const finder *f, ix_span block, uint32_t at) {
    ix_word word, last = {0};
    uint32_t from = at - block.start > NEAR ? at - NEAR : block.start;
    while (from > block.start && ((unsigned char)f->text.ptr[from] & 0xC0) == 0x80)
        from--;
    for (uint32_t i = from; ix_next_known_word(f->head, i, at, &word); i = word.span.end)
        last = word;
    return last;
}

/* The words of one part of the place: up to a comma, a slash or a semicolon. */
static place read_place(const finder *f, ix_span block, ix_span span) {
    place p = {.before = word_before(f, block, span.start)};
    uint32_t end = span.start;
    ix_word word;
    while (end < span.end && !strchr(",/;", f->text.ptr[end]))
        end++;
    for (uint32_t at = span.start; p.n < PLACE_WORDS && ix_next_known_word(f->head, at, end, &word);
         at = word.span.end)
        p.words[p.n++] = word;
    p.parted = parted_between(f->text, p.before.span.end, span.start);
    p.country = end < span.end && f->text.ptr[end] == ',';
    return p;
}

static ix_str words_text(const finder *f, const place *p, int from, int to) {
    return ix_str_sub(f->text, p->words[from].span.start, p->words[to].span.end);
}

/* The first word of the longest known city that ends the place, or -1. */
static int city_start(const finder *f, const place *p) {
    for (int i = 0; i < p->n; i++)
        if (ix_list_has(f->cities, words_text(f, p, i, p->n - 1)))
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
                     ix_list_has(f->place_beginnings, words_text(f, p, i - 1, i - 1))))
        i--;
    while (i < p->n - 1 && !p->words[i].capital)
        i++;
    return i;
}

/* Where the words themselves show that a name begins inside a part; -1: nowhere. */
static int shown_start(const finder *f, const place *p) {
    int at = city_start(f, p);
    if (at < 0)
        at = capitals_start(p);
    return at >= 0 ? at : repeat_start(f, p);
}

/* The word with which the place begins in a line that began with a headline; -1: this is no place. */
static int place_start(const finder *f, const place *p) {
    int at = shown_start(f, p);
    bool follows = p->before.function || p->parted;
    if (at < 0 && !follows && p->n <= NAME_WORDS &&
        (!p->before.capital || (p->words[0].capitals && p->words[p->n - 1].capitals)))
        at = 0;
    if (at < 0)
        at = last_name_start(f, p);
    bool city = city_start(f, p) == 0;
    if (at == 0 && ((p->before.function && !(city && p->words[0].capitals)) || (p->parted && !city)))
        return -1;
    return p->n - at <= NAME_WORDS ? at : -1;
}

/* The place without a headline's words before it; empty: no place. */
static ix_span cut_place(const finder *f, ix_span block, ix_span span) {
    for (uint32_t i = span.end; i > span.start; i--)
        if (i - 1 == span.start || strchr(",/;", f->text.ptr[i - 1])) {
            place part = read_place(f, block, (ix_span){i - (i - 1 == span.start), span.end});
            int at = part.n ? shown_start(f, &part) : -1;
            if (at > 0)
                return (ix_span){part.words[at].span.start, span.end};
        }
    place first = read_place(f, block, span);
    int at = first.n ? place_start(f, &first) : -1;
    return at < 0 ? (ix_span){0, 0} : (ix_span){first.words[at].span.start, span.end};
}

/* Does the block begin at `at`, marks aside, or do emphasis or brackets open there? */
static bool begins_block(const finder *f, ix_span block, uint32_t at) {
    ix_word word;
    bool opened = at < block.end && strchr("*_(", f->text.ptr[at]);
    return opened || (at > block.start && strchr("*_(", f->text.ptr[at - 1])) ||
           !ix_next_word(f->text, block.start, at, &word);
}

/* Does the name in capitals also stand in the text as names are written? */
static bool written_elsewhere(const finder *f, const place *p) {
    ix_str capitals = words_text(f, p, 0, p->n - 1), name = ix_name_case(f->head, capitals);
    return !ix_str_eq(name, capitals) && memmem(f->text.ptr, f->text.len, name.ptr, name.len) != NULL;
}

/* A place without date and agency: is it surely one? */
static bool sure_place(const finder *f, ix_span block, const ix_match *m, ix_span span) {
    place p = read_place(f, block, span);
    if (!p.n)
        return false;
    if (city_start(f, &p) == 0)
        return true;
    if (ix_str_is(ix_match_text(m, IX_FIELD_mod), "sure"))
        return true;
    if (p.words[0].capitals)
        return p.country || written_elsewhere(f, &p);
    return begins_block(f, block, span.start) && p.country && m->unit > f->head->first &&
           block.end - span.end >= WEAK_REST;
}

static bool holds_calendar_word(const finder *f, ix_span span) {
    ix_word word;
    for (uint32_t at = span.start; ix_next_word(f->text, at, span.end, &word); at = word.span.end)
        if (ix_list_has(f->weekdays, ix_doc_str(f->head->doc, word.span)) ||
            ix_list_has(f->months, ix_doc_str(f->head->doc, word.span)))
            return true;
    return false;
}

/* Is there no mark after the place? Then it may be the headline's last word before a date. */
static bool runs_into_date(const finder *f, uint32_t at) {
    if (at > 0 && f->text.ptr[at - 1] == '.')
        return false;
    while (at < f->text.len && f->text.ptr[at] == ' ')
        at++;
    return at < f->text.len && (ix_utf8_is_letter((unsigned char)f->text.ptr[at]) ||
                                ix_utf8_is_digit((unsigned char)f->text.ptr[at]));
}

/* Lets the mark begin with the place itself. False when the match is no dateline. */
static bool settle_place(const finder *f, const ix_match *m, ix_head_mark *mark) {
    ix_span block = f->blocks[m->unit];
    bool begins = begins_block(f, block, mark->span.start);
    if (ix_span_empty(mark->place)) {
        ix_word word = word_before(f, block, mark->span.start);
        return begins || (!word.function && !parted_between(f->text, word.span.end, mark->span.start));
    }
    bool date_first = ix_match_span(m, IX_FIELD_month).start < mark->place.start &&
                      !ix_span_empty(ix_match_span(m, IX_FIELD_month));
    if (holds_calendar_word(f, mark->place) ||
        (date_first && word_before(f, block, mark->span.start).function))
        return false;
    place whole = read_place(f, block, mark->place);
    if (!begins || whole.n > NAME_WORDS)
        mark->place = cut_place(f, block, mark->place);
    if (ix_span_empty(mark->place))
        return false;
    ix_span month = ix_match_span(m, IX_FIELD_month);
    bool agency = begins && !ix_span_empty(mark->agency);
    bool dated = !ix_span_empty(month) && (date_first || !runs_into_date(f, mark->place.end));
    if (!dated && !agency && !sure_place(f, block, m, mark->place))
        return false;
    if (mark->span.start < mark->place.start && mark->place.start > whole.words[0].span.start)
        mark->span.start = mark->place.start;
    return true;
}

/* --- the marks --- */

static int kind_of(const ix_match *m) {
    for (int k = 0; k < IX_HEAD_KINDS; k++)
        if (ix_str_is(ix_match_text(m, IX_FIELD_kind), kinds[k]))
            return k;
    return -1;
}

/* A date alone has its block, or ends the headline's line. */
static bool settle_line(const finder *f, const ix_match *m, const ix_head_mark *mark) {
    ix_span block = f->blocks[m->unit];
    if (begins_block(f, block, mark->span.start))
        return true;
    ix_word word = word_before(f, block, mark->span.start);
    bool range = word.digits && parted_between(f->text, word.span.end, mark->span.start);
    return m->unit == f->head->first && mark->day.year && !word.function && !range &&
           f->text.ptr[block.end - 1] != '.';
}

static int take_mark(ix_document *doc, const ix_match *m, void *context, const char **why) {
    finder *f = context;
    int kind = kind_of(m);
    ix_head_mark mark = {.span = m->span,
                         .place = ix_match_span(m, IX_FIELD_place),
                         .agency = ix_match_span(m, IX_FIELD_agency),
                         .name = ix_match_span(m, IX_FIELD_name),
                         .day = day_of(f, m)};
    bool cut = m->whole.end == doc->blocks.v[m->unit].span.end && m->whole.end < f->blocks[m->unit].end;
    if (kind < 0 || (cut && kind != IX_HEAD_DATELINE))
        return IX_REFUSE; /* the end of what was looked at is not the end of the block */
    mark.kind = (ix_head_kind)kind;
    if (kind == IX_HEAD_LINE && !settle_line(f, m, &mark)) {
        *why = "not on a line of its own";
        return IX_REFUSE;
    }
    if (kind == IX_HEAD_DATELINE && !settle_place(f, m, &mark)) {
        *why = "no place begins here";
        return IX_REFUSE;
    }
    *IX_PUSH(&doc->arena, &f->head->marks) = mark;
    return IX_NO_LIFT;
}

/* The block's beginning, cut at a blank. */
static ix_span beginning(ix_str text, ix_span block, uint32_t longest) {
    if (ix_span_len(block) > longest)
        for (block.end = block.start + longest; block.end > block.start && text.ptr[block.end] != ' ';)
            block.end--;
    return block;
}

/* Only the beginnings of the first blocks are matched: that is a small part of a long text. */
void ix_find_head_marks(ix_head *head, ix_matcher *matcher, const ilex_ruleset *rules) {
    ix_document *doc = head->doc;
    finder f = {.head = head,
                .text = doc->text,
                .months = ix_language_list(head->language, "month"),
                .weekdays = ix_language_list(head->language, "weekday"),
                .cities = ix_language_list(head->language, "city"),
                .place_beginnings = ix_language_list(head->language, "place_beginning")};
    uint32_t all = doc->blocks.n;
    doc->blocks.n = all > HEAD_BLOCKS ? HEAD_BLOCKS : all;
    for (uint32_t b = 0; b < doc->blocks.n; b++) {
        f.blocks[b] = doc->blocks.v[b].span;
        doc->blocks.v[b].span = beginning(doc->text, f.blocks[b], b == 0 ? FIRST_BLOCK : OTHER_BLOCK);
    }
    ix_matcher_begin(matcher, rules, head->language, doc);
    ix_match_layer(matcher, IX_LAYER_dateline, take_mark, &f);
    for (uint32_t b = 0; b < doc->blocks.n; b++)
        doc->blocks.v[b].span = f.blocks[b];
    doc->blocks.n = all;
}

/* --- the document's dateline --- */

static void take_places(ix_head *head, ix_span span) {
    ix_document *doc = head->doc;
    uint32_t start = span.start;
    for (uint32_t i = span.start; i <= span.end; i++)
        if (i == span.end || doc->text.ptr[i] == '/' || doc->text.ptr[i] == ';') {
            ix_str part = ix_str_trim(ix_str_sub(doc->text, start, i));
            if (part.len && part.ptr[part.len - 1] == '.' && !memchr(part.ptr, '.', part.len - 1))
                part.len--;
            if (part.len)
                *IX_PUSH(&doc->arena, &doc->dateline_places) = ix_name_case(head, part);
            start = i + 1;
        }
}

static void take_published(ix_document *doc, const ix_head_mark *mark, const char *from) {
    ix_str value =
        ix_str_format(&doc->arena, "%04d-%02d-%02d", mark->day.year, mark->day.month, mark->day.day);
    if (!doc->published.len) {
        doc->published = value;
        doc->published_from = from;
    } else if (!ix_str_eq(doc->published, value)) {
        ix_diagnose(doc, "warning", "published.disagree", mark->span,
                    "published on %.*s, but the text says %.*s", IX_FMT(doc->published), IX_FMT(value));
    }
}

/* The first mark of a kind, dated if `dated`; NULL when there is none. */
static const ix_head_mark *first_mark(const ix_head *head, ix_head_kind kind, bool dated) {
    for (uint32_t i = 0; i < head->marks.n; i++) {
        const ix_head_mark *mark = &head->marks.v[i];
        bool in_title = kind == IX_HEAD_DATELINE && ix_span_within(mark->span, head->doc->title_span);
        if (mark->kind == kind && !in_title && (!dated || mark->day.year))
            return mark;
    }
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
