#include "segment.h"

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
    word->function = ix_list_has(head->function_words, all);
    for (size_t at = 0, from = 0; at < all.len && !word->elided; from = at) {
        uint32_t cp = ix_utf8_next(all, &at);
        if (cp == '\'' || cp == 0x2019)
            word->elided = ix_list_has(head->function_words, ix_str_sub(all, 0, from));
    }
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

/* A run of letters as names are written: "TAW" Taw, "EL" El at the head of a longer name and el inside it;
 * "DC" and, after a comma, "ON" as they are. */
static size_t put_piece(const ix_head *head, char *out, ix_str name, ix_str piece) {
    bool capitals = true, function = ix_list_has(head->function_words, piece);
    size_t n = 0, at = 0, start = (size_t)(piece.ptr - name.ptr);
    bool first = start == 0, after_comma = start > 1 && name.ptr[start - 2] == ',';
    for (size_t i = 0; i < piece.len;)
        capitals &= !ix_is_small(ix_utf8_next(piece, &i));
    bool longer = ix_utf8_length(piece) > 2 || (first && piece.len < name.len);
    bool lower = capitals && (longer || (function && !after_comma));
    while (at < piece.len) {
        bool initial = at == 0 && (first || !function);
        uint32_t cp = ix_utf8_next(piece, &at);
        n += ix_utf8_put(out + n, lower && !initial ? ix_utf8_lower(cp) : cp);
    }
    return n;
}

ix_str ix_name_case(const ix_head *head, ix_str name) {
    char *out = ix_arena_alloc(&head->doc->arena, name.len * 2 + 1);
    size_t n = 0, at = 0;
    while (at < name.len) {
        size_t start = at, next = at;
        while (next < name.len && ix_utf8_is_letter(ix_utf8_next(name, &next)))
            at = next;
        if (at > start)
            n += put_piece(head, out + n, name, ix_str_sub(name, start, at));
        else
            n += ix_utf8_put(out + n, ix_utf8_next(name, &at));
    }
    return (ix_str){out, n};
}
