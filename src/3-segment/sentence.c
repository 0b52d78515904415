/* Sentences, in one pass over each block. A byte table finds the next mark that could end one; what stands
 * before and after it decides. The words that decide are the rules': `abbreviation` (value: what the full
 * stop after it means) and `function_word` (words that, written with a capital, begin a sentence). */
#include "segment.h"

enum { LONGEST = 8192, SHORT_LINE = 45, LONGEST_ABBREVIATION = 24, FURTHEST_LABEL = 16, LONGEST_LABEL = 8 };

typedef struct scanner {
    ix_document *doc;
    ix_str text;
    const ix_list *abbreviations, *function_words;
    bool hard_lines; /* every line break is meant: text out of a page */
    int block;
    uint32_t end;   /* of the block */
    uint32_t start; /* of the sentence at hand */
} scanner;

/* Bytes where a sentence may end; 0xE2 begins the ellipsis. */
static const bool stops[256] = {['.'] = true, ['?'] = true, ['!'] = true, ['\n'] = true, [0xE2] = true};

static bool is_closer(uint32_t cp) {
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == '*' || cp == '_' || cp == 0x201D ||
           cp == 0x2019 || cp == 0xBB || cp == 0x203A;
}

static bool is_opener(uint32_t cp) {
    return cp == '"' || cp == '\'' || cp == '(' || cp == '[' || cp == '*' || cp == '_' || cp == 0x201C ||
           cp == 0x2018 || cp == 0xAB || cp == 0x2039 || cp == 0x201E || cp == 0xBF || cp == 0xA1 ||
           cp == '-' || cp == 0x2013 || cp == 0x2014 || cp == 0x2022;
}

static bool is_markup(uint32_t cp) {
    return cp == '*' || cp == '_' || cp == '#' || cp == '>' || cp == '|' || cp == 0x2022;
}

static uint32_t skip_spaces(const scanner *s, uint32_t at) {
    while (at < s->end) {
        size_t next = at;
        if (!ix_utf8_is_space(ix_utf8_next(s->text, &next)))
            break;
        at = (uint32_t)next;
    }
    return at;
}

/* Past the opening marks before a word. */
static uint32_t skip_openers(const scanner *s, uint32_t at) {
    while (at < s->end) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(s->text, &next);
        if (!is_opener(cp) && !ix_utf8_is_space(cp))
            break;
        at = (uint32_t)next;
    }
    return at;
}

static void emit(scanner *s, uint32_t end) {
    ix_str text = s->text;
    size_t start = s->start, stop = end;
    bool told = false;
    while (start < stop) {
        size_t next = start;
        uint32_t cp = ix_utf8_next(text, &next);
        if (!ix_utf8_is_space(cp) && !is_markup(cp))
            break;
        start = next;
    }
    while (stop > start) {
        size_t before = stop;
        uint32_t cp = ix_utf8_prev(text, &before);
        if (!ix_utf8_is_space(cp) && cp != '*' && cp != '_')
            break;
        stop = before;
    }
    for (size_t i = start; i < stop && !told; i++)
        told = (unsigned char)text.ptr[i] >= 0x80 || ix_utf8_is_letter((unsigned char)text.ptr[i]) ||
               ix_utf8_is_digit((unsigned char)text.ptr[i]);
    if (told)
        *IX_PUSH(&s->doc->arena, &s->doc->sentences) =
            (ix_sentence){{(uint32_t)start, (uint32_t)stop}, s->block};
    s->start = end;
}

/* The word of letters, digits, points and hyphens that ends at `end`. */
static ix_str word_before(const scanner *s, uint32_t end) {
    size_t start = end, limit = end - s->start > LONGEST_ABBREVIATION ? end - LONGEST_ABBREVIATION : s->start;
    while (start > limit) {
        size_t before = start;
        uint32_t cp = ix_utf8_prev(s->text, &before);
        if (!ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp) && cp != '.' && cp != '-' && cp != 0xB0 &&
            cp != 0xBA)
            break;
        start = before;
    }
    return ix_str_sub(s->text, start, end);
}

static ix_str word_after(const scanner *s, uint32_t start) {
    size_t end = start;
    while (end < s->end) {
        size_t next = end;
        if (!ix_utf8_is_letter(ix_utf8_next(s->text, &next)))
            break;
        end = next;
    }
    return ix_str_sub(s->text, start, end);
}

/* Single letters with points or hyphens between them: "U.S", "J.-P", "F". */
static bool is_initials(ix_str word) {
    size_t at = 0, letters = 0;
    while (at < word.len) {
        uint32_t cp = ix_utf8_next(word, &at);
        if (cp == '.' || cp == '-')
            letters = 0;
        else if (!ix_utf8_is_letter(cp) || ++letters > 1)
            return false;
    }
    return word.len > 0;
}

/* "1", "3.2", "iv", "B": what numbers a paragraph rather than ending a sentence. */
static bool is_label(ix_str word) {
    size_t digits = 0, roman = 0;
    for (size_t i = 0; i < word.len; i++) {
        digits += ix_utf8_is_digit((unsigned char)word.ptr[i]) || word.ptr[i] == '.';
        roman += word.ptr[i] && strchr("IVXivx", word.ptr[i]) != NULL;
    }
    return (digits == word.len && word.len <= LONGEST_LABEL) || (roman == word.len && word.len <= 4) ||
           word.len == 1;
}

static bool at_sentence_start(const scanner *s, ix_str word) {
    uint32_t at = s->start, first = (uint32_t)(word.ptr - s->text.ptr);
    if (first - at > FURTHEST_LABEL)
        return false;
    while (at < first) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(s->text, &next);
        if (!ix_utf8_is_space(cp) && !is_markup(cp) && cp != '(')
            return false;
        at = (uint32_t)next;
    }
    return true;
}

/* Does the one full stop at `dot` end a sentence, when the next word begins at `next`? */
static bool full_stop(const scanner *s, uint32_t dot, uint32_t next) {
    ix_str word = word_before(s, dot);
    if (!word.len)
        return true;
    if (is_label(word) && at_sentence_start(s, word))
        return false;
    ix_str meaning = word.len < LONGEST_ABBREVIATION ? ix_list_value(s->abbreviations, word) : (ix_str){0};
    bool digit = ix_utf8_is_digit((unsigned char)s->text.ptr[next]);
    if (ix_str_is(meaning, "number"))
        return !digit;
    if (ix_str_is(meaning, "never"))
        return false;
    if (!meaning.ptr && !is_initials(word))
        return true;
    return ix_list_has(s->function_words, word_after(s, next));
}

/* Past quotation marks, brackets and emphasis that close with the sentence. */
static uint32_t skip_closers(const scanner *s, uint32_t at) {
    while (at < s->end) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(s->text, &next);
        if (ix_utf8_is_space(cp) && cp != '\n' && s->end - next >= 2 &&
            memcmp(s->text.ptr + next, "\u00BB", 2) == 0)
            next += 2; /* a guillemet set off by a space */
        else if (!is_closer(cp))
            break;
        at = (uint32_t)next;
    }
    return at;
}

/* Past the number of a note glued to the mark: "of GDP.3 The". */
static uint32_t skip_note(const scanner *s, uint32_t mark, uint32_t close) {
    uint32_t at = close;
    if (mark == s->start || ix_utf8_is_digit((unsigned char)s->text.ptr[mark - 1]))
        return close;
    while (at < s->end && at < close + 3 && ix_utf8_is_digit((unsigned char)s->text.ptr[at]))
        at++;
    return at == s->end || ix_utf8_is_space((unsigned char)s->text.ptr[at]) ? at : close;
}

/* May a sentence begin at `next`, where white space ends? *word: its first letter or digit. */
static bool may_begin(const scanner *s, uint32_t next, uint32_t *word) {
    *word = skip_openers(s, next);
    size_t past = *word;
    uint32_t cp = *word < s->end ? ix_utf8_next(s->text, &past) : 0;
    return cp && !ix_is_small(cp) && !(cp < 0x80 && strchr(",;:)%&/+=.?!", (int)cp));
}

/* Past a run of marks that end sentences. */
static uint32_t skip_marks(const scanner *s, uint32_t at) {
    while (at < s->end) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(s->text, &next);
        if (cp != '.' && cp != '?' && cp != '!' && cp != 0x2026)
            break;
        at = (uint32_t)next;
    }
    return at;
}

/* The end of the sentence that the mark at `at` closes, or 0; *after: where to look on. */
static uint32_t ends_at(const scanner *s, uint32_t at, uint32_t *after) {
    uint32_t mark = skip_marks(s, at), word;
    *after = mark > at ? mark : at + 1;
    if (mark == at)
        return 0;
    uint32_t close = skip_closers(s, mark);
    close = skip_note(s, at, close);
    uint32_t next = skip_spaces(s, close);
    if (next == close || next == s->end || !may_begin(s, next, &word))
        return 0;
    bool single = mark == at + 1 && s->text.ptr[at] == '.';
    return !single || close > mark || full_stop(s, at, word) ? close : 0;
}

static bool is_bullet(const scanner *s, uint32_t at) {
    size_t next = at;
    uint32_t cp = at < s->end ? ix_utf8_next(s->text, &next) : 0;
    return (cp == '-' || cp == '*' || cp == 0x2022 || cp == 0x2013) && next < s->end &&
           s->text.ptr[next] == ' ';
}

/* A line break that parts sentences: a Markdown hard break, a line of a page, or one after a line far too
 * short for a paragraph. */
static bool breaks_line(const scanner *s, uint32_t at) {
    uint32_t line = at, word;
    while (line > s->start && at - line < SHORT_LINE && s->text.ptr[line - 1] != '\n')
        line--;
    bool hard = at >= s->start + 2 && s->text.ptr[at - 1] == ' ' && s->text.ptr[at - 2] == ' ';
    if (at + 1 == s->end || s->text.ptr[at + 1] == '\n')
        return false; /* the last of several decides */
    if (is_bullet(s, at + 1))
        return true;
    return (hard || s->hard_lines || at - line < SHORT_LINE) && may_begin(s, at + 1, &word);
}

static uint32_t next_stop(const scanner *s, uint32_t at) {
    const unsigned char *p = (const unsigned char *)s->text.ptr;
    while (at < s->end && !stops[p[at]])
        at++;
    return at;
}

/* Cuts what is longer than any sentence at the last blank, so that no later pass meets an endless one. */
static void cut_long(scanner *s, uint32_t upto) {
    while (upto - s->start > LONGEST) {
        uint32_t cut = s->start + LONGEST;
        while (cut > s->start && s->text.ptr[cut] != ' ' && s->text.ptr[cut] != '\n')
            cut--;
        if (cut == s->start)
            for (cut = s->start + LONGEST; ((unsigned char)s->text.ptr[cut] & 0xC0) == 0x80;)
                cut--;
        emit(s, cut);
    }
}

static void scan_block(scanner *s, int block) {
    ix_span span = s->doc->blocks.v[block].span;
    s->block = block;
    s->start = span.start;
    s->end = span.end;
    uint32_t at = next_stop(s, span.start);
    while (at < s->end) {
        uint32_t after = at + 1, end;
        if (s->text.ptr[at] == '\n')
            end = breaks_line(s, at) ? at : 0;
        else
            end = ends_at(s, at, &after);
        cut_long(s, end ? end : at);
        if (end)
            emit(s, end);
        at = next_stop(s, end > after ? end : after);
    }
    cut_long(s, s->end);
    emit(s, s->end);
}

void ix_lay_sentences(ix_document *doc, const ix_language *language) {
    scanner s = {.doc = doc,
                 .text = doc->text,
                 .abbreviations = ix_language_list(language, "abbreviation"),
                 .function_words = ix_language_list(language, "function_word"),
                 .hard_lines = doc->source_map.n > 0};
    doc->sentences.n = 0;
    for (uint32_t b = 0; b < doc->blocks.n; b++)
        scan_block(&s, (int)b);
}
