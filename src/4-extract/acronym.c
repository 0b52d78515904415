#include "4-extract/acronym.h"

#include "base/utf8.h"

enum { MOST_LETTERS = 12, MOST_WORDS = 24 };

static bool shape(ix_str word, int capitals) {
    int letters = 0, upper = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t cp = ix_utf8_next(word, &at);
        bool letter = ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
        if (!letter && cp != '-' && cp != '&' && cp != '.')
            return false;
        if (upper == 0 && !ix_utf8_is_upper(cp))
            return false;
        letters += letter;
        upper += ix_utf8_is_upper(cp);
    }
    return letters >= 2 && letters <= MOST_LETTERS && upper >= capitals;
}

bool ix_acronym_shape(ix_str word) {
    return shape(word, 2);
}

bool ix_acronym_loose_shape(ix_str word) {
    return word.len > 3 && shape(word, 1);
}

/* The acronym's letters, plain. */
static int letters_of(ix_str acronym, uint32_t letters[MOST_LETTERS]) {
    int n = 0;
    for (size_t at = 0; at < acronym.len && n < MOST_LETTERS;) {
        uint32_t cp = ix_utf8_next(acronym, &at);
        if (ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp))
            letters[n++] = ix_utf8_plain(cp);
    }
    return n;
}

/* The last words of `name`, last first. */
static int words_of(ix_str name, ix_span words[MOST_WORDS]) {
    ix_span all[MOST_WORDS], word;
    int n = 0;
    for (size_t at = 0; ix_utf8_word(name, &at, &word); n++)
        all[n % MOST_WORDS] = word;
    int kept = n < MOST_WORDS ? n : MOST_WORDS;
    for (int i = 0; i < kept; i++)
        words[i] = all[(n - 1 - i) % MOST_WORDS];
    return kept;
}

static uint32_t initial(ix_str name, ix_span word) {
    size_t at = word.start;
    return ix_utf8_plain(ix_utf8_next(name, &at));
}

/* Each letter is the initial of a word, from the last to the first; minor words may be passed over. */
static size_t start_by_initials(const uint32_t *letters, int n, ix_str name, const ix_span *words,
                                int n_words, const ix_list *minor) {
    int i = n - 1;
    for (int w = 0; w < n_words; w++) {
        if (initial(name, words[w]) == letters[i]) {
            if (i-- == 0)
                return words[w].start;
        } else if (!ix_list_has(minor, ix_str_sub(name, words[w].start, words[w].end))) {
            return name.len;
        }
    }
    return name.len;
}

/* Schwartz and Hearst: from the right, each letter is found somewhere; the first one begins a word. */
static size_t start_by_letters(const uint32_t *letters, int n, ix_str name) {
    int i = n - 1;
    for (size_t at = name.len; at > 0;) {
        if (ix_utf8_plain(ix_utf8_prev(name, &at)) != letters[i])
            continue;
        size_t before = at;
        if (i == 0 && at > 0) {
            uint32_t cp = ix_utf8_prev(name, &before);
            if (ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp))
                continue;
        }
        if (i-- == 0)
            return at;
    }
    return name.len;
}

size_t ix_acronym_start(ix_str acronym, ix_str name, const ix_list *minor) {
    uint32_t letters[MOST_LETTERS];
    ix_span words[MOST_WORDS];
    int n = letters_of(acronym, letters), n_words = words_of(name, words), major = 0;
    if (n < 2 || n_words == 0)
        return name.len;
    size_t start = start_by_initials(letters, n, name, words, n_words, minor);
    if (start < name.len || n < 3)
        return start;
    start = start_by_letters(letters, n, name);
    for (int w = 0; w < n_words && start < name.len && words[w].start >= start; w++)
        major += !ix_list_has(minor, ix_str_sub(name, words[w].start, words[w].end));
    return major >= 2 && major <= n && major * 4 >= n ? start : name.len;
}

bool ix_acronym_from_start(ix_str acronym, ix_str name) {
    uint32_t letters[MOST_LETTERS];
    int n = letters_of(acronym, letters), i = 0;
    for (size_t at = 0; at < name.len && i < n;) {
        bool same = ix_utf8_plain(ix_utf8_next(name, &at)) == letters[i];
        if (i == 0 && !same)
            return false;
        i += same;
    }
    return n >= 2 && i == n;
}

/* --- in parentheses --- */

/* Past one of the marks in `marks` (code points, 0-ended) at *at. */
static bool pass(ix_str text, size_t *at, const uint32_t *marks) {
    size_t next = *at;
    if (next >= text.len)
        return false;
    uint32_t cp = ix_utf8_next(text, &next);
    for (; *marks; marks++)
        if (*marks == cp) {
            *at = next;
            return true;
        }
    return false;
}

static void pass_all(ix_str text, size_t *at, const uint32_t *marks) {
    for (int i = 0; i < 4 && pass(text, at, marks); i++)
        ;
}

static void pass_letter(ix_str text, size_t *at) {
    size_t next = *at;
    if (next < text.len && ix_utf8_is_letter(ix_utf8_next(text, &next)))
        *at = next;
}

static const uint32_t apostrophes[] = {'\'', 0x2019, 0};
static const uint32_t between[] = {' ', 0xA0, 0x202F, '\n', '*', '_', ']', 0};
static const uint32_t openers[] = {'[', '*', '_', '"', '\'', 0x201C, 0x2018, 0xAB, 0xA0, ' ', 0};
static const uint32_t closers[] = {']', '*', '_', '"', '\'', 0x201D, 0x2019, 0xBB, 0xA0, ' ', 0};
static const uint32_t stops[] = {')', ',', ';', '/', '(', 0x2013, '-', 0};

static size_t word_end(ix_str text, size_t at) {
    size_t end = at;
    while (at < text.len && end - at < 4 * MOST_LETTERS) {
        size_t next = end;
        uint32_t cp = end < text.len ? ix_utf8_next(text, &next) : ' ';
        if (!ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp) && cp != '-' && cp != '&' && cp != '.')
            break;
        end = next;
    }
    return end;
}

ix_span ix_acronym_behind(ix_str text, size_t at, size_t *close) {
    static const uint32_t open[] = {'(', 0};
    ix_span none = {0, 0};
    *close = 0;
    if (pass(text, &at, apostrophes))
        pass_letter(text, &at);
    pass_all(text, &at, between);
    if (!pass(text, &at, open))
        return none;
    pass_all(text, &at, openers);
    ix_span word = {(uint32_t)at, (uint32_t)word_end(text, at)};
    at = word.end;
    pass_all(text, &at, closers);
    size_t stop = at;
    ix_str letters = ix_str_sub(text, word.start, word.end);
    if (!pass(text, &at, stops) || !(ix_acronym_shape(letters) || ix_acronym_loose_shape(letters)))
        return none;
    *close = text.ptr[stop] == ')' ? stop + 1 : 0;
    return word;
}
