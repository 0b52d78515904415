#include "4-extract/number.h"

#include "base/utf8.h"

/* Lists that hold words' values, in order of search; a language fills those its grammar of numbers needs. */
static const char *const value_lists[] = {"number_word",     "number_ten",  "number_hundred", "number_part",
                                          "number_point",    "scale",       "big_scale",      "some_tens",
                                          "vulgar_fraction", "scale_letter"};
enum { N_VALUE_LISTS = sizeof value_lists / sizeof *value_lists, MAX_WORDS = 4, MAX_PARTS = 8 };

/* A number under way: parts of falling size that add up. */
typedef struct sum {
    ix_decimal parts[MAX_PARTS];
    int n;
    int power;       /* of the last multiplier */
    bool multiplied; /* the last word was one */
    int places;      /* of the decimals that follow "point", -1 before it */
    bool words, scaled, failed;
} sum;

static bool is_gap(uint32_t cp) {
    return ix_utf8_is_space(cp) || cp == '-' || cp == 0x2010 || cp == 0x2011 || cp == '/' || cp == 0x2044;
}

static bool in_numeral(ix_str s, size_t i) {
    char c = s.ptr[i];
    return (c >= '0' && c <= '9') ||
           ((c == '.' || c == ',') && i + 1 < s.len && s.ptr[i + 1] >= '0' && s.ptr[i + 1] <= '9');
}

static ix_decimal total(const sum *s) {
    ix_decimal all = ix_decimal_int(0);
    for (int i = 0; i < s->n; i++)
        all = ix_decimal_add(all, s->parts[i]);
    return all;
}

static void push(sum *s, ix_decimal part) {
    if (s->n == MAX_PARTS || !part.ok)
        s->failed = true;
    else
        s->parts[s->n++] = part;
}

/* "point seventy-one", "point zero eight": the words' digits one after the other. */
static void add_decimals(sum *s, ix_decimal value) {
    bool tens = value.m >= 1 && value.e == 1; /* "seventy" leaves room for "one" */
    s->places += value.m >= 10 || tens ? 2 : 1;
    push(s, ix_decimal_scale(value, -s->places));
    s->places -= tens;
}

static void add_value(sum *s, ix_decimal value) {
    if (s->places >= 0) {
        add_decimals(s, value);
        return;
    }
    if (s->n && value.ok && ix_decimal_cmp(value, s->parts[s->n - 1]) >= 0)
        s->failed = true; /* "two three": no number */
    push(s, value);
    s->multiplied = false;
}

/* "two hundred and five thousand": all parts below the multiplier, and the number right before it, are what
 * it multiplies; none: one. */
static void multiply(sum *s, ix_decimal factor, int power) {
    ix_decimal below = ix_decimal_int(0);
    int taken = 0;
    while (s->n && ((taken == 0 && !s->multiplied) || ix_decimal_cmp(s->parts[s->n - 1], factor) < 0)) {
        below = ix_decimal_add(below, s->parts[--s->n]);
        taken++;
    }
    if (s->n && ix_decimal_cmp(s->parts[s->n - 1], factor) <= 0)
        s->failed = true; /* "million million" */
    push(s, ix_decimal_mul(taken ? below : ix_decimal_int(1), factor));
    s->power = power;
    s->multiplied = true;
}

/* "three quarters", "half a", "two and a half"; after a multiplier ("a million and a half") a part of that.
 */
static void add_part(sum *s, ix_decimal divisor, bool apart) {
    if (s->multiplied && s->power >= 3) {
        ix_decimal share = ix_decimal_div(ix_decimal_scale(ix_decimal_int(1), s->power), divisor, 9);
        push(s, share);
    } else if (s->n && !apart) {
        s->parts[s->n - 1] = ix_decimal_div(s->parts[s->n - 1], divisor, 4);
    } else {
        push(s, ix_decimal_div(ix_decimal_int(1), divisor, 4));
    }
    s->multiplied = false;
}

/* What a word is worth: see number.h. `apart`: a word without value stands before it. */
static void add_word(sum *s, ix_str value, bool apart) {
    ix_decimal n = ix_decimal_parse(ix_str_sub(value, value.ptr[0] < '0' || value.ptr[0] > '9', value.len));
    s->words = true;
    if (value.ptr[0] == '.') {
        s->places = 0;
    } else if (value.ptr[0] == 'e') {
        int power = (int)ix_str_int(ix_str_sub(value, 1, value.len));
        s->scaled |= power >= 3;
        multiply(s, ix_decimal_scale(ix_decimal_int(1), power), power);
    } else if (value.ptr[0] == 'x') {
        multiply(s, n, 0);
    } else if (value.ptr[0] == '/') {
        add_part(s, n, apart);
    } else {
        add_value(s, n);
    }
}

static ix_str word_value(const ix_language *language, ix_str word) {
    ix_str value = {NULL, 0};
    for (int i = 0; i < N_VALUE_LISTS && !value.ptr; i++)
        value = ix_list_value(ix_language_list(language, value_lists[i]), word);
    return value;
}

/* Ends of the words that begin at `start`, at most MAX_WORDS. */
static int word_ends(ix_str s, size_t start, size_t ends[MAX_WORDS]) {
    int n = 0;
    for (size_t i = start; i < s.len && n < MAX_WORDS;) {
        size_t at = i;
        while (at < s.len && !in_numeral(s, at)) {
            size_t next = at;
            if (is_gap(ix_utf8_next(s, &next)))
                break;
            at = next;
        }
        if (at == i)
            break;
        ends[n++] = at;
        i = at;
        while (i < s.len) {
            size_t next = i;
            if (!is_gap(ix_utf8_next(s, &next)))
                break;
            i = next;
        }
    }
    return n;
}

/* Takes the longest run of words that a list knows; returns where it ends. */
static size_t take_words(const ix_numeral_reader *reader, ix_str s, size_t start, sum *sum, bool *apart) {
    size_t ends[MAX_WORDS];
    int n = word_ends(s, start, ends);
    for (int i = n - 1; i >= 0; i--) {
        ix_str value = word_value(reader->language, ix_str_sub(s, start, ends[i]));
        if (value.len) {
            add_word(sum, value, *apart);
            *apart = false;
            return ends[i];
        }
    }
    *apart = true;
    return n ? ends[0] : start + 1;
}

/* End of a numeral at `start`: digits, and marks, apostrophes and single blanks between them. */
static size_t numeral_end(ix_str s, size_t start) {
    size_t end = start;
    while (end < s.len && in_numeral(s, end))
        end++;
    while (end < s.len) {
        size_t next = end;
        uint32_t cp = ix_utf8_next(s, &next);
        bool parts = cp == '\'' || cp == 0x2019 || (ix_utf8_is_space(cp) && cp != '\n');
        if (!parts || next + 3 > s.len || !in_numeral(s, next) || !in_numeral(s, next + 1) ||
            !in_numeral(s, next + 2) ||
            (next + 3 < s.len && s.ptr[next + 3] >= '0' && s.ptr[next + 3] <= '9'))
            break;
        end = next + 3;
        while (end < s.len && in_numeral(s, end))
            end++;
    }
    return end;
}

ix_numeral ix_numeral_read(const ix_numeral_reader *reader, ix_str words) {
    sum sum = {.places = -1};
    ix_numeral out = {0};
    bool apart = false, digits = false;
    for (size_t i = 0; i < words.len && !sum.failed;) {
        size_t next = i;
        if (in_numeral(words, i)) {
            next = numeral_end(words, i);
            ix_digits_read(reader, ix_str_sub(words, i, next), &out);
            add_value(&sum, out.value);
            digits = true;
        } else if (!is_gap(ix_utf8_next(words, &next))) {
            next = take_words(reader, words, i, &sum, &apart);
        }
        i = next;
    }
    out.value = sum.failed || sum.n == 0 ? (ix_decimal){0} : total(&sum);
    out.power = sum.power;
    out.words = !digits;
    out.scaled = sum.scaled;
    return out;
}

/* --- the layers --- */

/* "5 to 10 million": the high end's scale is the low end's too, unless that would turn them round. */
ix_decimal ix_low_end(const ix_number *low, const ix_number *high) {
    ix_decimal scaled = ix_decimal_scale(low->value, high->power);
    bool shares = !low->scaled && high->scaled && scaled.ok && ix_decimal_cmp(scaled, high->value) <= 0;
    return shares ? scaled : low->value;
}

/* A field's number: an earlier number, or the rule's or a list's value; 1 when the match lacks it. */
static ix_decimal field_number(const ix_document *doc, const ix_match *match, ix_field field) {
    int item = ix_match_item(match, field, IX_LAYER_number);
    if (item >= 0)
        return doc->numbers.v[item].value;
    return ix_match_field(match, field) ? ix_decimal_parse(ix_match_text(match, field)) : ix_decimal_int(1);
}

static int sign_of(const ix_match *match) {
    ix_str sign = ix_match_text(match, IX_FIELD_sign);
    return ix_str_is(sign, "minus") ? -1 : sign.len ? 1 : 0;
}

static int keep(ix_document *doc, const ix_match *match, ix_numeral n) {
    if (!n.value.ok)
        return IX_REFUSE;
    int sign = sign_of(match);
    if (sign < 0)
        n.value.m = -n.value.m;
    if (n.ambiguous)
        ix_diagnose(doc, "info", "number.ambiguous", match->span, "'%.*s' could be read two ways",
                    IX_FMT(ix_doc_str(doc, match->span)));
    *IX_PUSH(&doc->arena, &doc->numbers) = (ix_number){.span = match->span,
                                                       .value = n.value,
                                                       .power = (int8_t)n.power,
                                                       .sign = (int8_t)sign,
                                                       .words = n.words,
                                                       .scaled = n.scaled,
                                                       .grouped = n.grouped,
                                                       .ambiguous = n.ambiguous,
                                                       .sentence = match->unit,
                                                       .rule = match->rule};
    return (int)doc->numbers.n - 1;
}

/* A superscript digit's worth, or a plain one's; -1: none. */
static int digit_of(uint32_t cp) {
    if (cp >= '0' && cp <= '9')
        return (int)(cp - '0');
    if (cp == 0xB9)
        return 1;
    if (cp == 0xB2 || cp == 0xB3)
        return (int)(cp - 0xB0);
    return cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079) ? (int)(cp - 0x2070) : -1;
}

/* "-30", "−30", "⁻³⁰", "6": at most two digits, whatever stands before them a minus but for "+" and "^". */
static int power_of(ix_str s) {
    int power = 0, sign = 1;
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = ix_utf8_next(s, &i);
        int digit = digit_of(cp);
        if (digit >= 0)
            power = power * 10 + digit;
        else if (cp != '+' && cp != '^')
            sign = -1;
    }
    return sign * power;
}

static int accept_number(ix_document *doc, const ix_match *match, void *reader, const char **why) {
    const ix_field_value *words = ix_match_field(match, IX_FIELD_words);
    ix_numeral n = ix_numeral_read(reader, ix_doc_str(doc, words ? words->span : match->span));
    *why = "no number";
    n.value = ix_decimal_scale(n.value, power_of(ix_match_text(match, IX_FIELD_power)));
    return keep(doc, match, n);
}

/* "42 out of 66" are two counts, "one in five" and "45 in 100" a share. */
static bool small_part(ix_decimal part, ix_decimal whole) {
    return whole.m == 1 || ix_decimal_cmp(part, ix_decimal_int(20)) <= 0;
}

static int accept_fraction(ix_document *doc, const ix_match *match, void *reader, const char **why) {
    ix_decimal part = field_number(doc, match, IX_FIELD_numerator),
               whole = field_number(doc, match, IX_FIELD_denominator);
    int whole_number = ix_match_item(match, IX_FIELD_value, IX_LAYER_number);
    (void)reader;
    *why = "no part of a whole";
    if (!part.ok || !whole.ok || ix_decimal_cmp(part, whole) > 0 || !small_part(part, whole))
        return IX_REFUSE;
    ix_decimal share = ix_decimal_div(part, whole, 4);
    if (whole_number >= 0) /* "10 1/2" */
        share = ix_decimal_add(doc->numbers.v[whole_number].value, share);
    int kept = keep(doc, match, (ix_numeral){.value = share, .words = true});
    if (kept >= 0)
        doc->numbers.v[kept].noun = ix_match_span(match, IX_FIELD_unit);
    return kept;
}

static int accept_range(ix_document *doc, const ix_match *match, void *reader, const char **why) {
    (void)reader;
    int low = ix_match_item(match, IX_FIELD_value, IX_LAYER_number),
        high = ix_match_item(match, IX_FIELD_high, IX_LAYER_number);
    *why = "no range";
    if (low < 0 || high < 0)
        return IX_REFUSE;
    ix_number range = doc->numbers.v[high];
    range.span = match->span;
    range.rule = match->rule;
    range.high = range.value;
    range.value = ix_low_end(&doc->numbers.v[low], &doc->numbers.v[high]);
    int order = ix_decimal_cmp(range.value, range.high);
    bool twice = ix_match_field(match, IX_FIELD_relation) != NULL; /* "four (4)" */
    if (twice ? order != 0 : order >= 0)
        return IX_REFUSE;
    range.high.ok = !twice;
    *IX_PUSH(&doc->arena, &doc->numbers) = range;
    return (int)doc->numbers.n - 1;
}

void ix_extract_numbers(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    ix_numeral_reader reader = ix_numeral_reader_for(language, doc->text);
    ix_match_layer(matcher, IX_LAYER_number, accept_number, &reader);
    ix_match_layer(matcher, IX_LAYER_fraction, accept_fraction, &reader);
    ix_match_layer(matcher, IX_LAYER_range, accept_range, &reader);
}
