#include "3-segment/segment.h"

static bool joins(uint32_t cp) {
    return cp == '\'' || cp == 0x2019 || cp == '-' || cp == 0x2011 || cp == '.' || cp == '/' || cp == '&';
}

static bool in_word(uint32_t cp) {
    return ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
}

/* The end of the word that begins at `at`. */
static uint32_t word_end(ix_str text, uint32_t at, uint32_t end) {
    size_t next = at, stop = at;
    while (next < end) {
        uint32_t cp = ix_utf8_next(text, &next);
        if (in_word(cp))
            stop = next;
        else if (!joins(cp) || next >= end || stop != next - (cp < 0x80 ? 1 : 3))
            break;
    }
    return (uint32_t)stop;
}

bool ix_next_word(ix_str text, uint32_t at, uint32_t end, ix_word *word) {
    size_t start = at, next = at;
    uint32_t cp = 0;
    for (; next < end && !in_word(cp); cp = ix_utf8_next(text, &next))
        start = next;
    if (!in_word(cp))
        return false;
    *word = (ix_word){.span = {(uint32_t)start, word_end(text, (uint32_t)start, end)},
                      .capital = ix_utf8_is_letter(cp) && ix_utf8_is_upper(cp),
                      .digits = ix_utf8_is_digit(cp)};
    uint32_t letters = 0;
    word->capitals = true;
    for (size_t i = start; i < word->span.end;) {
        cp = ix_utf8_next(text, &i);
        letters += ix_utf8_is_letter(cp);
        word->capitals &= !ix_is_small(cp);
    }
    word->capitals &= letters > 1;
    return true;
}

bool ix_next_known_word(const ix_head *head, uint32_t at, uint32_t end, ix_word *word) {
    ix_str text = head->doc->text;
    if (!ix_next_word(text, at, end, word))
        return false;
    ix_str all = ix_str_sub(text, word->span.start, word->span.end);
    size_t stop = 0, elided = 0;
    while (stop < all.len && !elided) {
        uint32_t cp = ix_utf8_next(all, &stop);
        elided = cp == '\'' || cp == 0x2019 ? stop - (cp == '\'' ? 1 : 3) : 0;
    }
    word->function = ix_list_value(head->function_words, elided ? ix_str_sub(all, 0, elided) : all).ptr != NULL;
    return true;
}

bool ix_same_words(ix_str a, ix_str b) {
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len)
        if (ix_utf8_lower(ix_utf8_next(a, &i)) != ix_utf8_lower(ix_utf8_next(b, &j)))
            return false;
    return i == a.len && j == b.len;
}

static bool is_bare(uint32_t cp) {
    return !ix_utf8_is_space(cp) && cp != '*' && cp != '_' && cp != '#';
}

ix_span ix_bare_span(ix_str text, ix_span span) {
    size_t start = span.start, end = span.end;
    for (size_t next = start; start < end && !is_bare(ix_utf8_next(text, &next)); start = next)
        ;
    for (size_t before = end; end > start && !is_bare(ix_utf8_prev(text, &before)); end = before)
        ;
    return (ix_span){(uint32_t)start, (uint32_t)end};
}
