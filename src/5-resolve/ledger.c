/* The ledger: every numeral and number word that lies in no figure and no date, with the reason why.
 *
 * One sweep over the text meets the numerals; what covers them (figures, dates, exclusions, names) lies
 * sorted beside it, so the whole takes linear time but for the sorting. */
#include "stages.h"

#include <stdlib.h>

#include "base/utf8.h"

typedef enum cover_kind { FACT, EXCLUDED, NAMED, COUNTED } cover_kind;

/* A stretch that accounts for the numerals in it. */
typedef struct cover {
    ix_span span;
    cover_kind kind;
    ix_str reason;
} cover;

/* Lists whose words are numbers. */
static const char *const word_lists[] = {"number_word", "number_ten", "number_hundred",
                                         "scale",       "some_tens",  "vague_number"};
enum { WORD_LISTS = sizeof word_lists / sizeof *word_lists, LONGEST_WORD = 40, BEGINNINGS = 4096 };

typedef struct sweep {
    ix_document *doc;
    ix_str text;
    IX_ARRAY(cover) covers;
    uint32_t next;        /* of covers: all before it end before the numeral at hand */
    uint32_t block, told; /* the block at hand; end of the last entry */
    const ix_list *words[WORD_LISTS], *articles, *endings, *vague;
    bool beginnings[BEGINNINGS]; /* how number words begin, to pass most others by */
} sweep;

/* --- what covers --- */

static void cover_span(sweep *s, ix_span span, cover_kind kind, ix_str reason) {
    if (!ix_span_empty(span))
        *IX_PUSH(&s->doc->arena, &s->covers) = (cover){span, kind, reason};
}

static int by_start(const void *a, const void *b) {
    const cover *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind
                              : (x->span.end < y->span.end) - (x->span.end > y->span.end);
}

static void gather(sweep *s) {
    const ix_document *doc = s->doc;
    for (uint32_t i = 0; i < doc->figures.n; i++)
        cover_span(s, doc->figures.v[i].span, FACT, (ix_str){"", 0});
    for (uint32_t i = 0; i < doc->dates.n; i++)
        cover_span(s, doc->dates.v[i].span, FACT, (ix_str){"", 0});
    for (uint32_t i = 0; i < doc->matches.n; i++)
        if (doc->matches.v[i].layer == IX_LAYER_exclude)
            cover_span(s, doc->matches.v[i].span, EXCLUDED,
                       ix_match_text(&doc->matches.v[i], IX_FIELD_reason));
    for (uint32_t i = 0; i < doc->organisation_mentions.n; i++)
        cover_span(s, doc->organisation_mentions.v[i].span, NAMED, IX_STR("name:organisation"));
    for (uint32_t i = 0; i < doc->person_mentions.n; i++) {
        cover_span(s, doc->person_mentions.v[i].span, NAMED, IX_STR("name:person"));
        cover_span(s, doc->person_mentions.v[i].role, NAMED, IX_STR("name:role"));
    }
    for (uint32_t i = 0; i < doc->numbers.n; i++)
        cover_span(s, doc->numbers.v[i].span, COUNTED, IX_STR("unclaimed:number"));
    if (s->covers.n)
        qsort(s->covers.v, s->covers.n, sizeof *s->covers.v, by_start);
}

/* --- the sweep --- */

static void enter(sweep *s, ix_span span, ix_str reason) {
    *IX_PUSH(&s->doc->arena, &s->doc->ledger) = (ix_ledger_entry){span, reason};
    s->told = span.end;
}

/* The first of the strongest kind that overlaps the numeral, or NULL. Covers that end before it are done
 * with, save those under which later ones begin: what is longest comes first. */
static const cover *cover_of(sweep *s, ix_span numeral) {
    const cover *best = NULL;
    while (s->next < s->covers.n && s->covers.v[s->next].span.end <= numeral.start)
        s->next++;
    for (uint32_t i = s->next; i < s->covers.n && s->covers.v[i].span.start < numeral.end; i++)
        if (ix_span_overlap(s->covers.v[i].span, numeral) && (!best || s->covers.v[i].kind < best->kind))
            best = &s->covers.v[i];
    return best;
}

/* Is the numeral outside all blocks: the number of a list's item, a mark of layout? */
static bool outside_blocks(sweep *s, ix_span numeral) {
    while (s->block < s->doc->blocks.n && s->doc->blocks.v[s->block].span.end <= numeral.start)
        s->block++;
    return s->block >= s->doc->blocks.n || s->doc->blocks.v[s->block].span.start >= numeral.end;
}

static uint32_t word_end(const sweep *s, uint32_t at) {
    size_t next = at;
    while (next < s->text.len) {
        size_t from = next;
        if (!ix_utf8_is_letter(ix_utf8_next(s->text, &next)))
            return (uint32_t)from;
    }
    return (uint32_t)s->text.len;
}

/* A numeral with letters glued to it: an ordinal, a note's number behind a word, or a code. */
static bool settle_glued(sweep *s, ix_span numeral) {
    size_t before = numeral.start;
    uint32_t end = word_end(s, numeral.end), cp = before ? ix_utf8_prev(s->text, &before) : 0;
    ix_str ending = ix_list_value(s->endings, ix_str_sub(s->text, numeral.end, end));
    if (end == numeral.end && !ix_utf8_is_letter(cp))
        return false;
    if (ending.ptr && !ix_utf8_is_letter(cp))
        enter(s, (ix_span){numeral.start, end}, ending);
    else if (end == numeral.end && !ix_utf8_is_upper(cp))
        enter(s, numeral, IX_STR("layout:note mark"));
    else
        enter(s, numeral, IX_STR("identifier:code"));
    return true;
}

/* What nothing accounts for. */
static void settle_bare(sweep *s, ix_span numeral, bool word) {
    ix_str text = ix_str_sub(s->text, numeral.start, numeral.end);
    if (outside_blocks(s, numeral))
        enter(s, numeral, IX_STR("layout:item number"));
    else if (word && ix_list_has(s->vague, text))
        enter(s, numeral, IX_STR("vague:no exact number"));
    else if (word)
        enter(s, numeral, IX_STR("unclaimed:number word"));
    else if (!settle_glued(s, numeral))
        enter(s, numeral, IX_STR("unclaimed:bare number"));
}

/* An entry for the numeral, or for what covers it, which may end inside the numeral or begin there. */
static void settle(sweep *s, ix_span numeral, bool word) {
    const cover *c = cover_of(s, numeral);
    if (!c) {
        settle_bare(s, numeral, word);
        return;
    }
    ix_span before = {numeral.start, c->span.start}, after = {c->span.end, numeral.end};
    if (c->kind != FACT) {
        enter(s,
              (ix_span){ix_span_empty(before) ? c->span.start : before.start,
                        ix_span_empty(after) ? c->span.end : after.end},
              c->reason);
        return;
    }
    if (!ix_span_empty(before))
        settle_bare(s, before, word);
    if (!ix_span_empty(after))
        settle_bare(s, after, word);
}

static bool is_digit(const sweep *s, uint32_t at) {
    return at < s->text.len && ix_utf8_is_digit((unsigned char)s->text.ptr[at]);
}

/* Digits with the points and commas between them. */
static uint32_t numeral_end(const sweep *s, uint32_t at) {
    while (is_digit(s, at) || ((s->text.ptr[at] == '.' || s->text.ptr[at] == ',') && is_digit(s, at + 1)))
        if (++at >= s->text.len)
            break;
    return at;
}

static uint32_t beginning(ix_str word) {
    uint32_t third = word.len > 2 ? (unsigned char)word.ptr[2] | 0x20 : 0;
    return (((uint32_t)((unsigned char)word.ptr[0] | 0x20) * 31 + ((unsigned char)word.ptr[1] | 0x20)) * 31 +
            third + (uint32_t)word.len * 67) %
           BEGINNINGS;
}

/* A word of a number list; articles that also count ("un", "una") are none. */
static bool is_number_word(const sweep *s, ix_str word) {
    if (word.len < 2 || word.len > LONGEST_WORD || !s->beginnings[beginning(word)])
        return false;
    for (int i = 0; i < WORD_LISTS; i++)
        if (ix_list_has(s->words[i], word))
            return !ix_list_has(s->articles, word);
    return false;
}

static void read_lists(sweep *s, const ix_language *language) {
    ix_str word, value;
    s->articles = ix_language_list(language, "function_word");
    s->endings = ix_language_list(language, "numeral_ending");
    s->vague = ix_language_list(language, "vague_number");
    for (int i = 0; i < WORD_LISTS; i++) {
        s->words[i] = ix_language_list(language, word_lists[i]);
        for (uint32_t n = 0; ix_list_at(s->words[i], n, &word, &value); n++)
            if (word.len > 1)
                s->beginnings[beginning(word)] = true;
    }
}

/* Past the ASCII letters at `at`: most words are nothing else. */
static uint32_t skip_letters(const sweep *s, uint32_t at) {
    while (at < s->text.len && ix_utf8_byte(s->text, at) & IX_BYTE_LETTER)
        at++;
    return at;
}

/* Past the numeral, word or mark at `at`, and whether it is a numeral or a number word. */
static uint32_t step(const sweep *s, uint32_t at, bool *digit, bool *word) {
    size_t end = at;
    uint32_t cp = (unsigned char)s->text.ptr[at];
    *digit = ix_utf8_is_digit(cp);
    *word = false;
    if (*digit)
        return numeral_end(s, at);
    if (cp >= 0x80)
        cp = ix_utf8_next(s->text, &end);
    else
        end = skip_letters(s, at);
    if (!ix_utf8_is_letter(cp))
        return (uint32_t)(end > at ? end : at + 1);
    if (end < s->text.len && ((unsigned char)s->text.ptr[end] >= 0x80 || cp >= 0x80))
        end = word_end(s, (uint32_t)end);
    *word = is_number_word(s, ix_str_sub(s->text, at, end));
    return (uint32_t)end;
}

void ix_resolve_ledger(ix_document *doc, const ix_language *language) {
    sweep s = {.doc = doc, .text = doc->text};
    read_lists(&s, language);
    gather(&s);
    for (uint32_t at = 0, end; at < s.text.len; at = end) {
        bool digit, word;
        end = at + 1;
        if (!ix_utf8_byte(s.text, at))
            continue;
        end = step(&s, at, &digit, &word);
        if (at >= s.told && (digit || word))
            settle(&s, (ix_span){at, end}, word);
    }
}
