#include "5-resolve/figures_daters.h"

#include <stdlib.h>
#include <strings.h>

#include "base/utf8.h"

enum { LEAD_WORDS = 3 };

/* The date's value when it can date a figure: a calendar value with a year; or PRESENT_REF, which tells that
 * none does. */
static ix_str usable(const ix_document *doc, int date) {
    const ix_date *d = &doc->dates.v[date];
    ix_str none = {"", 0}, value = d->value;
    if (ix_str_is(value, "PRESENT_REF"))
        return value;
    if (d->vague || (d->type != IX_DATE && d->type != IX_TIME) || value.len < 2 ||
        !ix_utf8_is_digit((unsigned char)value.ptr[0]))
        return none;
    if (ix_str_eq(value, doc->published) && !ix_utf8_is_digit((unsigned char)ix_doc_str(doc, d->span).ptr[0]))
        return IX_STR("PRESENT_REF"); /* "today" */
    const char *clock = memchr(value.ptr, 'T', value.len);
    return clock ? ix_str_sub(value, 0, (size_t)(clock - value.ptr)) : value;
}

static int date_in(const ix_figure_view *view, int sentence, ix_span span) {
    ix_row row = view->dates[sentence];
    for (uint32_t i = row.from; i < row.to; i++)
        if (!ix_span_empty(span) && ix_span_overlap(view->doc->dates.v[i].span, span))
            return (int)i;
    return -1;
}

static ix_str open_ended(ix_document *doc, ix_str value) {
    return memchr(value.ptr, '/', value.len) ? value : ix_str_format(&doc->arena, "%.*s/", IX_FMT(value));
}

/* --- names with a period --- */

void ix_daters_define(ix_daters *d, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(d->view, IX_LAYER_timing, sentence, i)); i++) {
        ix_span name = ix_match_span(match, IX_FIELD_name);
        int date = date_in(d->view, sentence, ix_match_span(match, IX_FIELD_date));
        ix_str value = date >= 0 ? usable(d->view->doc, date) : IX_STR("");
        if (ix_span_empty(name) || !value.len || ix_str_is(value, "PRESENT_REF") ||
            d->n_periods == IX_PERIODS)
            continue;
        ix_str folded = ix_utf8_fold(&d->view->doc->arena, ix_doc_str(d->view->doc, name));
        d->periods[d->n_periods++] = (ix_period){folded, value, date, name.start};
    }
}

static void add_when(ix_daters *d, ix_dater w) {
    if (d->n < IX_DATERS)
        d->list[d->n++] = w;
}

static bool is_word_byte(char c) {
    return ix_utf8_is_letter((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Mentions of a defined name in the sentence, which is folded byte for byte where that keeps its length. */
static void find_periods(ix_daters *d, int sentence) {
    ix_document *doc = d->view->doc;
    ix_span span = doc->sentences.v[sentence].span;
    ix_str text = ix_doc_str(doc, span);
    for (int p = 0; p < d->n_periods; p++) {
        const ix_period *name = &d->periods[p];
        for (size_t at = 0; at + name->name.len <= text.len; at++) {
            uint32_t start = span.start + (uint32_t)at;
            if (start < name->from || strncasecmp(text.ptr + at, name->name.ptr, name->name.len) != 0)
                continue;
            bool inside = (at > 0 && is_word_byte(text.ptr[at - 1])) ||
                          (at + name->name.len < text.len && is_word_byte(text.ptr[at + name->name.len]));
            if (!inside)
                add_when(d, (ix_dater){.span = {start, start + (uint32_t)name->name.len},
                                       .value = name->value,
                                       .date = name->date,
                                       .from = "period"});
            at += name->name.len - 1;
        }
    }
}

/* "During this phase": a word that points back (list `pointer`), and the last word of the name given last. */
static void find_pointer(ix_daters *d, int sentence) {
    ix_document *doc = d->view->doc;
    const ix_list *pointers = ix_language_list(d->view->language, "pointer");
    const ix_period *last = &d->periods[d->n_periods - 1];
    ix_span span = doc->sentences.v[sentence].span;
    ix_str text = ix_doc_str(doc, span), noun = ix_str_last_word(last->name);
    for (size_t at = 1; at + noun.len <= text.len; at++) {
        bool here = span.start + at > last->from && text.ptr[at - 1] == ' ' &&
                    strncasecmp(text.ptr + at, noun.ptr, noun.len) == 0;
        ix_str before = here ? ix_str_last_word(ix_str_sub(text, 0, at - 1)) : noun;
        if (here && ix_list_has(pointers, before)) {
            uint32_t start = span.start + (uint32_t)at;
            add_when(d, (ix_dater){.span = {start, start + (uint32_t)noun.len},
                                   .value = last->value,
                                   .date = last->date,
                                   .from = "period"});
            return;
        }
    }
}

/* --- the dates of a sentence --- */

static uint32_t words_between(ix_str text) {
    uint32_t words = 0;
    bool in_word = false;
    for (size_t i = 0; i < text.len; i++) {
        bool letter = is_word_byte(text.ptr[i]);
        words += letter && !in_word;
        in_word = letter;
    }
    return words;
}

/* "Agenda 2030", but not "Cyclone Idai last month". */
static bool starts_with_digit(const ix_document *doc, ix_span span) {
    return ix_utf8_is_digit((unsigned char)doc->text.ptr[span.start]);
}

static int when_at(const ix_daters *d, ix_span span) {
    for (int w = 0; w < d->n; w++)
        if (!ix_span_empty(span) && ix_span_overlap(d->list[w].span, span))
            return w;
    return -1;
}

/* "In January and February": two months or years in a row are one stretch for what they date. */
static void join_whens(ix_daters *d, const ix_match *match) {
    ix_document *doc = d->view->doc;
    int a = when_at(d, ix_match_span(match, IX_FIELD_date)),
        b = when_at(d, ix_match_span(match, IX_FIELD_other));
    if (a < 0 || b < 0 || d->list[a].date < 0 || d->list[b].date < 0)
        return;
    const ix_date *x = &doc->dates.v[d->list[a].date], *y = &doc->dates.v[d->list[b].date];
    bool coarse = x->value.len == y->value.len && (x->value.len == 4 || x->value.len == 7);
    if (!coarse || !x->last.year || ix_day_cmp(ix_day_add_days(x->last, 1), y->first) != 0)
        return;
    ix_str both = ix_str_format(&doc->arena, "%.*s/%.*s", IX_FMT(d->list[a].value), IX_FMT(d->list[b].value));
    d->list[a].value = d->list[b].value = both;
}

static bool opens(const ix_document *doc, int sentence, uint32_t at) {
    return words_between(ix_str_sub(doc->text, doc->sentences.v[sentence].span.start, at)) <= LEAD_WORDS;
}

static void apply_timing(ix_daters *d, int sentence) {
    const ix_document *doc = d->view->doc;
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(d->view, IX_LAYER_timing, sentence, i)); i++) {
        ix_str relation = ix_match_text(match, IX_FIELD_relation);
        ix_span date = ix_match_span(match, IX_FIELD_date);
        if (ix_str_is(relation, "both"))
            join_whens(d, match);
        for (int w = 0; w < d->n; w++) {
            ix_dater *it = &d->list[w];
            if (ix_span_empty(date) || !ix_span_overlap(it->span, date))
                continue;
            it->event |= ix_str_is(relation, "event");
            it->silent |= ix_str_is(relation, "silent") ||
                          (ix_str_is(relation, "name") && starts_with_digit(doc, it->span));
            it->until |= ix_str_is(relation, "until") || ix_str_is(relation, "purpose");
            if (ix_str_is(relation, "purpose"))
                it->purpose = match->span.start;
            if (ix_str_is(relation, "since")) {
                it->since = true;
                it->lead |= opens(doc, sentence, match->span.start);
                it->value = open_ended(d->view->doc, it->value);
            }
        }
    }
}

static int by_place(const void *a, const void *b) {
    const ix_dater *x = a, *y = b;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* "Last year's appeal": an ending of the list `possessive_ending` stands in the date or behind it. */
static bool is_possessive(const ix_figure_view *view, ix_span date) {
    const ix_list *endings = ix_language_list(view->language, "possessive_ending");
    ix_str text = view->doc->text, ending, value;
    for (uint32_t i = 0; ix_list_at(endings, i, &ending, &value); i++) {
        size_t start = date.end, end = date.end;
        for (size_t n = ix_utf8_length(ending); n > 0; n--) {
            if (start > date.start)
                ix_utf8_prev(text, &start);
            if (end < text.len)
                ix_utf8_next(text, &end);
        }
        if (ix_list_has(endings, ix_str_sub(text, start, date.end)) ||
            ix_list_has(endings, ix_str_sub(text, date.end, end)))
            return true;
    }
    return false;
}

/* Whether a date opens its sentence, or stands between commas behind an opening without figures: "According
 * to the bank, in 2016, …". */
static bool is_lead(const ix_figure_view *view, int sentence, ix_span date) {
    const ix_document *doc = view->doc;
    ix_str before = ix_str_sub(doc->text, doc->sentences.v[sentence].span.start, date.start);
    if (is_possessive(view, date))
        return false;
    if (opens(doc, sentence, date.start))
        return true;
    const char *comma = memrchr(before.ptr, ',', before.len);
    ix_row row = view->figures[sentence];
    bool figures = row.from < row.to && doc->figures.v[row.from].span.start < date.start;
    return comma && !figures && date.end < doc->text.len && doc->text.ptr[date.end] == ',' &&
           !memchr(before.ptr, ',', (size_t)(comma - before.ptr)) &&
           words_between(ix_str_sub(before, (size_t)(comma - before.ptr), before.len)) < LEAD_WORDS;
}

void ix_daters_collect(ix_daters *d, int sentence) {
    ix_document *doc = d->view->doc;
    ix_row row = d->view->dates[sentence];
    d->n = 0;
    for (uint32_t i = row.from; i < row.to; i++) {
        ix_str value = usable(doc, (int)i);
        if (value.len)
            add_when(d, (ix_dater){
                            .span = doc->dates.v[i].span, .value = value, .date = (int)i, .from = "clause"});
    }
    if (d->n_periods) {
        find_periods(d, sentence);
        find_pointer(d, sentence);
        qsort(d->list, (size_t)d->n, sizeof *d->list, by_place);
    }
    for (int w = 0; w < d->n; w++)
        d->list[w].lead = is_lead(d->view, sentence, d->list[w].span);
    apply_timing(d, sentence);
}

bool ix_dater_is_present(const ix_dater *w) {
    return ix_str_is(w->value, "PRESENT_REF");
}
