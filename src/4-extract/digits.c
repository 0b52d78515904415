/* Digits with the marks that part them. */
#include "4-extract/number.h"

#include "base/utf8.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int mark_of(char c) {
    return c == '.' ? 0 : c == ',' ? 1 : -1;
}

/* A run of digits with points and commas between them, taken apart. */
typedef struct digit_run {
    uint32_t marks[2]; /* how many of each */
    int last;          /* the last mark, -1: none */
    size_t before;     /* digits before the first mark */
    size_t after;      /* digits after the last mark */
    bool threes;       /* three digits after every mark */
    bool leading_zero;
} digit_run;

/* The run that begins at `start`; returns where it ends. */
static size_t take_run(ix_str s, size_t start, digit_run *run) {
    size_t i = start, digits = 0;
    *run = (digit_run){.last = -1, .threes = true, .leading_zero = s.ptr[start] == '0'};
    for (; i < s.len; i++) {
        if (is_digit(s.ptr[i])) {
            digits++;
            continue;
        }
        int mark = mark_of(s.ptr[i]);
        if (mark < 0 || i + 1 >= s.len || !is_digit(s.ptr[i + 1]))
            break;
        if (run->last < 0)
            run->before = digits;
        else
            run->threes &= digits == 3;
        run->marks[mark]++;
        run->last = mark;
        digits = 0;
    }
    run->after = run->last < 0 ? 0 : digits;
    if (run->last < 0)
        run->before = digits;
    else
        run->threes &= digits == 3;
    return i;
}

static bool could_group(const digit_run *run) {
    return run->threes && run->before >= 1 && run->before <= 3 && !run->leading_zero;
}

static void note_habit(ix_numeral_habit *habit, const digit_run *run) {
    int other = 1 - run->last;
    if (run->marks[0] + run->marks[1] == 1) {
        if (could_group(run))
            habit->either[run->last]++;
        else if (run->before <= 3)
            habit->decimal[run->last]++;
    } else if (run->marks[other] == 0) {
        if (could_group(run))
            habit->group[run->last]++; /* and 11.07.2023 is no number */
    } else if (run->marks[run->last] == 1) {
        habit->group[other]++;
        habit->decimal[run->last]++;
    }
}

static ix_numeral_habit habit_of(ix_str text) {
    ix_numeral_habit habit = {0};
    for (size_t i = 0; i < text.len;) {
        if (!is_digit(text.ptr[i])) {
            i++;
            continue;
        }
        digit_run run;
        i = take_run(text, i, &run);
        if (run.last >= 0)
            note_habit(&habit, &run);
    }
    return habit;
}

ix_numeral_reader ix_numeral_reader_for(const ix_language *language, ix_str text) {
    ix_numeral_reader reader = {.language = language, .habit = habit_of(text)};
    reader.decimal = ix_str_is(ix_language_setting(language, "decimal"), ",");
    return reader;
}

/* 1.400 or 1,400: does the mark part thousands? The language's other mark does, unless the document writes
 * its decimals with it and its thousands with this language's decimal mark; the decimal mark does not, unless
 * the document shows it. */
static bool groups_thousands(const ix_numeral_reader *reader, int mark, bool round, bool *ambiguous) {
    const ix_numeral_habit *h = &reader->habit;
    int other = 1 - mark;
    if (h->group[mark] != h->group[other] && !h->decimal[mark])
        return h->group[mark] > h->group[other];
    if (mark != reader->decimal) {
        bool turned = h->decimal[mark] && !h->decimal[other] && h->either[other];
        *ambiguous = h->decimal[mark] > 0;
        return !turned;
    }
    *ambiguous = !h->decimal[mark];
    return h->group[mark] || (h->decimal[other] && !h->decimal[mark]) || round;
}

/* The mark that parts decimals in the run, -1: none. */
static int decimal_mark(const ix_numeral_reader *reader, ix_str digits, const digit_run *run,
                        bool *ambiguous) {
    if (run->last < 0 || (run->marks[run->last] > 1 && run->marks[1 - run->last] == 0))
        return -1;
    if (run->marks[1 - run->last] > 0 || !could_group(run))
        return run->last;
    bool round = ix_str_ends(digits, IX_STR("000"));
    return groups_thousands(reader, run->last, round, ambiguous) ? -1 : run->last;
}

static bool has_apostrophe(ix_str digits) {
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] == '\'' || ix_str_starts(ix_str_sub(digits, i, digits.len), IX_STR("\u2019")))
            return true;
    return false;
}

void ix_digits_read(const ix_numeral_reader *reader, ix_str digits, ix_numeral *n) {
    char plain[40], packed[64];
    size_t length = 0, tight = 0;
    for (size_t i = 0; i < digits.len && tight < sizeof packed; i++) /* without blanks and apostrophes */
        if (is_digit(digits.ptr[i]) || mark_of(digits.ptr[i]) >= 0)
            packed[tight++] = digits.ptr[i];
    ix_str run_text = {packed, tight};
    digit_run run = {.last = -1};
    size_t lead = tight && mark_of(packed[0]) >= 0;
    n->value = (ix_decimal){0};
    if (tight == sizeof packed || tight == lead)
        return;
    take_run(run_text, lead, &run);
    bool spaced = tight < digits.len;                     /* 1 234.567: the blank parts thousands */
    bool millions = run.threes && has_apostrophe(digits); /* 13'502.400 */
    int point = lead       ? mark_of(packed[0])
                : millions ? -1
                : spaced   ? run.last
                           : decimal_mark(reader, run_text, &run, &n->ambiguous);
    for (size_t i = 0; i < tight && length < sizeof plain; i++) {
        if (is_digit(packed[i]))
            plain[length++] = packed[i];
        else if (mark_of(packed[i]) == point)
            plain[length++] = '.';
    }
    n->grouped = spaced || length < tight;
    if (length < sizeof plain)
        n->value = ix_decimal_parse((ix_str){plain, length});
}
