#include "facts.h"

#include "base/utf8.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2099, MAX_PIECES = 64, MAX_SCANNED = 400 };

static ix_day sensible(int year, int month, int day) {
    ix_day d = {year, month, day};
    return year >= FIRST_YEAR && year <= LAST_YEAR && ix_day_valid(d) ? d : (ix_day){0};
}

/* A word or number of the text, and the sign after it. */
typedef struct piece {
    ix_str text;
    int number; /* -1: a word */
    char after; /* the first byte after it, 0 at the end */
} piece;

static bool word_char(uint32_t c) {
    return ix_utf8_is_letter(c) || (c >= 0x80 && c != 0xA0 && c < 0x2000);
}

/* The run of digits, or of letters, at *at. */
static ix_str take_run(ix_str s, size_t *at, bool digits) {
    size_t start = *at;
    while (*at < s.len) {
        size_t next = *at;
        uint32_t c = ix_utf8_next(s, &next);
        if (digits ? !ix_utf8_is_digit(c) : !word_char(c))
            break;
        *at = next;
    }
    return ix_str_sub(s, start, *at);
}

static uint32_t cut(ix_str s, piece *out) {
    uint32_t n = 0;
    for (size_t at = 0; at < s.len && n < MAX_PIECES;) {
        size_t next = at;
        uint32_t c = ix_utf8_next(s, &next);
        bool digits = ix_utf8_is_digit(c);
        if (!digits && !word_char(c)) {
            at = next;
            continue;
        }
        ix_str run = take_run(s, &at, digits);
        out[n++] = (piece){run, digits ? ix_str_int(run) : -1, at < s.len ? s.ptr[at] : 0};
    }
    return n;
}

/* --- names of months, in all languages --- */

static int month_listed(const ix_page *page, ix_str word) {
    const ix_language *language;
    for (int i = 0; (language = ix_ruleset_language_at(page->rules, i)); i++) {
        int month = ix_str_int(ix_list_value(ix_early_list(language, "month"), word));
        if (month >= 1 && month <= 12)
            return month;
    }
    return 0;
}

/* Between a day and a year, a word that begins like a month is one: that reads the languages that the rules
 * do not know. */
static int month_named(const ix_page *page, ix_str word) {
    if (!page->rules || word.len < 3)
        return 0;
    int month = month_listed(page, word);
    for (size_t n = 4; n >= 3 && !month; n--)
        if (word.len > n && !(word.ptr[n] & 0x80))
            month = month_listed(page, ix_str_sub(word, 0, n));
    return month;
}

/* --- forms --- */

static bool is_year(const piece *p) {
    return p->text.len == 4 && p->number >= FIRST_YEAR && p->number <= LAST_YEAR;
}

static bool is_day(const piece *p) {
    return p->number >= 1 && p->number <= 31 && p->text.len <= 2;
}

static bool filler(const piece *p) {
    return p->number < 0 && p->text.len <= 3;
}

/* 2019-11-18, 2019/11/18, 2019.11.18 */
static ix_day year_first(const piece *p, uint32_t left) {
    if (left < 3 || !is_year(p) || !is_day(p + 1) || !is_day(p + 2) || !strchr("-/.", p->after) ||
        p[1].after != p->after)
        return (ix_day){0};
    return sensible(p->number, p[1].number, p[2].number);
}

/* 18.11.2019, 18/11/2019, 11/18/2019 */
static ix_day year_last(const piece *p, uint32_t left, bool month_first) {
    if (left < 3 || !is_day(p) || !is_day(p + 1) || !is_year(p + 2) || !p->after ||
        !strchr("-/.", p->after) || p[1].after != p->after)
        return (ix_day){0};
    bool swap = month_first && p->after == '/' ? p->number <= 12 : p[1].number > 12;
    return swap ? sensible(p[2].number, p->number, p[1].number)
                : sensible(p[2].number, p[1].number, p->number);
}

/* 20191118, alone or before "T" */
static ix_day compact(const piece *p) {
    return p->text.len == 8 ? sensible(p->number / 10000, p->number / 100 % 100, p->number % 100)
                            : (ix_day){0};
}

/* The year within three pieces: "18 November 2019", "18 de noviembre de 2019", "Nov 18 10:00:00 2019" is not
 * read. */
static int year_after(const piece *p, uint32_t left) {
    for (uint32_t i = 0; i < left && i < 3; i++) {
        if (is_year(p + i))
            return p[i].number;
        if (!filler(p + i))
            return 0;
    }
    return 0;
}

/* "18 November 2019", "1er décembre 2017", "18th of November, 2019" */
static ix_day day_month(const ix_page *page, const piece *p, uint32_t left) {
    if (!is_day(p))
        return (ix_day){0};
    for (uint32_t i = 1; i < left && i <= 3; i++) {
        int year = year_after(p + i + 1, left - i - 1),
            month = year && p[i].number < 0 ? month_named(page, p[i].text) : 0;
        if (month)
            return sensible(year, month, p->number);
        if (!filler(p + i))
            break;
    }
    return (ix_day){0};
}

/* "November 18, 2019", "Nov. 18th 2019" */
static ix_day month_day(const ix_page *page, const piece *p, uint32_t left) {
    if (left < 3 || p->number >= 0 || !is_day(p + 1))
        return (ix_day){0};
    int year = year_after(p + 2, left - 2), month = year ? month_named(page, p->text) : 0;
    return month ? sensible(year, month, p[1].number) : (ix_day){0};
}

/* Seconds or milliseconds since 1970, and nothing else in the string. */
static ix_day epoch(ix_str s) {
    int64_t seconds = 0;
    s = ix_str_trim(s);
    if (s.len != 10 && s.len != 13)
        return (ix_day){0};
    for (size_t i = 0; i < s.len; i++) {
        if (!ix_utf8_is_digit((unsigned char)s.ptr[i]))
            return (ix_day){0};
        seconds = seconds * 10 + (s.ptr[i] - '0');
    }
    ix_day d = ix_day_from_number((s.len == 13 ? seconds / 1000 : seconds) / 86400);
    return sensible(d.year, d.month, d.day);
}

ix_day ix_find_date(const ix_page *page, ix_str s, bool month_first) {
    piece pieces[MAX_PIECES];
    ix_day d = epoch(s);
    if (s.len > MAX_SCANNED)
        s.len = MAX_SCANNED;
    uint32_t n = d.year ? 0 : cut(s, pieces);
    for (uint32_t i = 0; i < n && !d.year; i++) {
        const piece *p = pieces + i;
        uint32_t left = n - i;
        d = compact(p);
        d = d.year ? d : year_first(p, left);
        d = d.year ? d : year_last(p, left, month_first);
        d = d.year ? d : day_month(page, p, left);
        d = d.year ? d : month_day(page, p, left);
    }
    return d;
}

/* 2020/jan/20 */
static ix_day year_month_name(const ix_page *page, const piece *p, uint32_t left) {
    int month = left >= 3 && is_year(p) && is_day(p + 2) ? month_named(page, p[1].text) : 0;
    return month ? sensible(p->number, month, p[2].number) : (ix_day){0};
}

ix_day ix_find_url_date(const ix_page *page, ix_str url) {
    piece pieces[MAX_PIECES];
    uint32_t n = cut(url, pieces);
    for (uint32_t i = 0; i < n; i++) {
        ix_day d = year_first(pieces + i, n - i);
        d = d.year ? d : compact(pieces + i);
        d = d.year ? d : year_month_name(page, pieces + i, n - i);
        if (d.year)
            return d;
    }
    return (ix_day){0};
}
