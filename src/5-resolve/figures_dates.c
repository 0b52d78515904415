/* The date or period a figure holds for.
 *
 * The dates of its sentence compete. A date reaches the figures of its own clause; one that opens the
 * sentence ("In 2016,") reaches all of it; one in a relative clause or an aside stays in there. Rules of
 * layer `timing` say what a date does beyond that: open a span (since), be an event's ("held on Thursday"),
 * date nothing ("established in 1966"), or give a name its period ("its second phase, running from 2021 to
 * 2025"), which later stands for it. */
#include "5-resolve/figures.h"

#include <stdlib.h>
#include <strings.h>

#include "base/utf8.h"

enum { MAX_PERIODS = 16, MAX_WHENS = 24, LEAD_WORDS = 3, CLOSE_BY = 40 };

/* A name that the release gave a period. */
typedef struct period {
    ix_str name; /* folded */
    ix_str value;
    int date;
    uint32_t from; /* holds from this byte on */
} period;

/* One thing in a sentence that may date a figure. */
typedef struct when {
    ix_span span;
    ix_str value;
    int date;
    const char *from;
    bool lead, event, silent, since, until;
    uint32_t purpose; /* where the words begin that say what is to be by then; 0: none */
} when;

typedef struct dating {
    ix_figure_view *view;
    period periods[MAX_PERIODS];
    int n_periods;
    int sentence; /* whose dates `whens` are; -1: none yet */
    when whens[MAX_WHENS];
    int n_whens;
    int carried; /* sentence with a lead date that the list items after it inherit, -1 */
    when inherited;
} dating;

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

static void define_periods(dating *d, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(d->view, IX_LAYER_timing, sentence, i)); i++) {
        ix_span name = ix_match_span(match, IX_FIELD_name);
        int date = date_in(d->view, sentence, ix_match_span(match, IX_FIELD_date));
        ix_str value = date >= 0 ? usable(d->view->doc, date) : IX_STR("");
        if (ix_span_empty(name) || !value.len || ix_str_is(value, "PRESENT_REF") ||
            d->n_periods == MAX_PERIODS)
            continue;
        ix_str folded = ix_utf8_fold(&d->view->doc->arena, ix_doc_str(d->view->doc, name));
        d->periods[d->n_periods++] = (period){folded, value, date, name.start};
    }
}

static void add_when(dating *d, when w) {
    if (d->n_whens < MAX_WHENS)
        d->whens[d->n_whens++] = w;
}

static bool is_word_byte(char c) {
    return ix_utf8_is_letter((unsigned char)c) || (unsigned char)c >= 0x80;
}

static ix_str last_word(ix_str words) {
    size_t start = words.len;
    while (start > 0 && words.ptr[start - 1] != ' ')
        start--;
    return ix_str_sub(words, start, words.len);
}

/* Mentions of a defined name in the sentence, which is folded byte for byte where that keeps its length. */
static void find_periods(dating *d, int sentence) {
    ix_document *doc = d->view->doc;
    ix_span span = doc->sentences.v[sentence].span;
    ix_str text = ix_doc_str(doc, span);
    for (int p = 0; p < d->n_periods; p++) {
        const period *name = &d->periods[p];
        for (size_t at = 0; at + name->name.len <= text.len; at++) {
            uint32_t start = span.start + (uint32_t)at;
            if (start < name->from || strncasecmp(text.ptr + at, name->name.ptr, name->name.len) != 0)
                continue;
            bool inside = (at > 0 && is_word_byte(text.ptr[at - 1])) ||
                          (at + name->name.len < text.len && is_word_byte(text.ptr[at + name->name.len]));
            if (!inside)
                add_when(d, (when){.span = {start, start + (uint32_t)name->name.len},
                                   .value = name->value,
                                   .date = name->date,
                                   .from = "period"});
            at += name->name.len - 1;
        }
    }
}

/* "During this phase": a word that points back (list `pointer`), and the last word of the name given last. */
static void find_pointer(dating *d, int sentence) {
    ix_document *doc = d->view->doc;
    const ix_list *pointers = ix_language_list(d->view->language, "pointer");
    const period *last = &d->periods[d->n_periods - 1];
    ix_span span = doc->sentences.v[sentence].span;
    ix_str text = ix_doc_str(doc, span), noun = last_word(last->name);
    for (size_t at = 1; at + noun.len <= text.len; at++) {
        bool here = span.start + at > last->from && text.ptr[at - 1] == ' ' &&
                    strncasecmp(text.ptr + at, noun.ptr, noun.len) == 0;
        ix_str before = here ? last_word(ix_str_sub(text, 0, at - 1)) : noun;
        if (here && ix_list_has(pointers, before)) {
            uint32_t start = span.start + (uint32_t)at;
            add_when(d, (when){.span = {start, start + (uint32_t)noun.len},
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

static bool opens(const ix_document *doc, int sentence, uint32_t at) {
    return words_between(ix_str_sub(doc->text, doc->sentences.v[sentence].span.start, at)) <= LEAD_WORDS;
}

static void apply_timing(dating *d, int sentence) {
    const ix_document *doc = d->view->doc;
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(d->view, IX_LAYER_timing, sentence, i)); i++) {
        ix_str relation = ix_match_text(match, IX_FIELD_relation);
        ix_span date = ix_match_span(match, IX_FIELD_date);
        for (int w = 0; w < d->n_whens; w++) {
            when *it = &d->whens[w];
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
    const when *x = a, *y = b;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* "Last year's appeal". */
static bool is_possessive(const ix_document *doc, ix_span span) {
    ix_str mark = ix_str_sub(doc->text, span.end, doc->text.len);
    return ix_str_starts(mark, IX_STR("'s")) || ix_str_starts(mark, IX_STR("\u2019s")) ||
           ix_str_ends(ix_doc_str(doc, span), IX_STR("'s")) ||
           ix_str_ends(ix_doc_str(doc, span), IX_STR("\u2019s"));
}

/* Whether a date opens its sentence, or stands between commas behind an opening without figures: "According
 * to the bank, in 2016, …". */
static bool is_lead(const ix_figure_view *view, int sentence, ix_span date) {
    const ix_document *doc = view->doc;
    ix_str before = ix_str_sub(doc->text, doc->sentences.v[sentence].span.start, date.start);
    if (is_possessive(doc, date))
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

static void collect(dating *d, int sentence) {
    ix_document *doc = d->view->doc;
    ix_row row = d->view->dates[sentence];
    d->sentence = sentence;
    d->n_whens = 0;
    for (uint32_t i = row.from; i < row.to; i++) {
        ix_str value = usable(doc, (int)i);
        if (value.len)
            add_when(d,
                     (when){.span = doc->dates.v[i].span, .value = value, .date = (int)i, .from = "clause"});
    }
    if (d->n_periods) {
        find_periods(d, sentence);
        find_pointer(d, sentence);
        qsort(d->whens, (size_t)d->n_whens, sizeof *d->whens, by_place);
    }
    for (int w = 0; w < d->n_whens; w++)
        d->whens[w].lead = is_lead(d->view, sentence, d->whens[w].span);
    apply_timing(d, sentence);
}

/* --- which of them dates a figure --- */

static bool figure_between(const ix_figure_view *view, const ix_figure *f, ix_span date) {
    ix_row row = view->figures[f->sentence];
    uint32_t low = f->span.start < date.start ? f->span.end : date.end,
             high = f->span.start < date.start ? date.start : f->span.start;
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *other = &view->doc->figures.v[i];
        bool counts = other->kind != IX_FIGURE_DURATION && other->kind != IX_AGE && !view->dropped[i];
        if (counts && other != f && other->span.start >= low && other->span.end <= high)
            return true;
    }
    return false;
}

/* How far a date is from dating a figure, in bytes; the least wins. What stands between costs more than any
 * distance. */
enum {
    BEFORE = 200,       /* a date stands rather behind its figure */
    BESIDE = 50,        /* in a clause right behind the figure, which heads it */
    HEAD = 1000,        /* in a clause further behind */
    OWNED = 1500,       /* right behind another figure */
    PAST_FIGURE = 2000, /* another figure stands between */
    OTHER_CLAUSE = 3000,
    UNREACHED = 1000000
};

static bool is_present(const when *w) {
    return ix_str_is(w->value, "PRESENT_REF");
}

/* "7,950 the year before, a rise of 56 %": a date right behind a figure is that one's. */
static bool belongs_to_another(const ix_figure_view *view, const ix_figure *f, const when *w) {
    ix_row row = view->figures[f->sentence];
    for (uint32_t i = row.from; i < row.to; i++) {
        const ix_figure *other = &view->doc->figures.v[i];
        if (other != f && !view->dropped[i] && other->span.end <= w->span.start &&
            w->span.start - other->span.end <= CLOSE_BY / 2)
            return true;
    }
    return false;
}

static bool comma_between(const ix_document *doc, uint32_t start, uint32_t end) {
    return end > start && memchr(doc->text.ptr + start, ',', end - start);
}

/* "400 farmers and 90 clerks in 2016": the date right behind the second figure of a pair is both's. */
static bool together(const ix_figure_view *view, const ix_figure *f, const when *w) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, f->sentence, i)); i++) {
        int first = ix_match_figure(match, IX_FIELD_figure), second = ix_match_figure(match, IX_FIELD_other);
        if (first < 0 || second < 0 || !ix_str_is(ix_match_text(match, IX_FIELD_relation), "together"))
            continue;
        const ix_figure *other = &view->doc->figures.v[second];
        if (&view->doc->figures.v[first] == f && w->span.start >= other->span.end &&
            !figure_between(view, other, w->span))
            return true;
    }
    return false;
}

/* "67 per cent, against 61 in 2020": the date behind what a figure is compared with is that one's alone. */
static bool is_behind_compared(const ix_figure_view *view, const ix_figure *f, const when *w) {
    for (uint32_t i = 0; i < f->links.n; i++) {
        const ix_figure *other = &view->doc->figures.v[f->links.v[i].figure];
        if (ix_str_is(f->links.v[i].relation, "compared_to") && other->span.start > f->span.end &&
            w->span.start >= other->span.end)
            return true;
    }
    return false;
}

/* "doubled since May, from 1,600 to 3,200". */
static bool is_paired(const ix_figure *f) {
    return f->links.n > 0 &&
           (ix_str_is(f->links.v[0].relation, "from") || ix_str_is(f->links.v[0].relation, "to"));
}

static uint32_t cost_within(const dating *d, const ix_figure *f, const when *w, uint32_t distance) {
    bool follows = w->span.start >= f->span.end, blocked = figure_between(d->view, f, w->span);
    if (follows && is_present(w))
        return distance + HEAD;
    if (follows && blocked && together(d->view, f, w))
        return distance;
    if (follows)
        return blocked && w->since ? UNREACHED : distance + (blocked ? 2 * PAST_FIGURE : 0);
    if (w->since && !w->lead && !is_paired(f) &&
        (distance > CLOSE_BY || comma_between(d->view->doc, w->span.end, f->span.start)))
        return UNREACHED; /* "has worked there since 1992 and employs 145" */
    bool owned = belongs_to_another(d->view, f, w);
    return distance + (blocked && !w->lead && !w->event ? PAST_FIGURE : BEFORE) + (owned ? OWNED : 0);
}

/* "12.4 million (2023: 10.1 million)": the aside's date is its own figure's. */
static bool has_figure(const ix_figure_view *view, int sentence, ix_span island) {
    ix_row row = view->figures[sentence];
    for (uint32_t i = row.from; i < row.to; i++)
        if (!view->dropped[i] && ix_span_within(view->doc->figures.v[i].span, island))
            return true;
    return false;
}

/* "11 bodies work towards ending it by 2030": what is so now is not dated by what it is for. */
static bool is_for_purpose(const ix_figure *f, const when *w) {
    return w->purpose >= f->span.end && ix_str_is(f->status, "actual");
}

static uint32_t cost(const dating *d, const ix_figure *f, const when *w) {
    bool follows = w->span.start >= f->span.end;
    uint32_t distance = follows ? w->span.start - f->span.end : f->span.start - w->span.end;
    ix_clause mine = ix_clause_at(d->view, f->sentence, f->span.start),
              its = ix_clause_at(d->view, f->sentence, w->span.start);
    bool inside = !ix_span_empty(mine.island), away = !ix_span_empty(its.island),
         beside = mine.segment == its.segment;
    if (w->silent || is_behind_compared(d->view, f, w) || is_for_purpose(f, w))
        return UNREACHED;
    if (ix_same_clause(mine, its))
        return cost_within(d, f, w, distance);
    uint32_t gap = follows && away ? its.island.start - f->span.end : 0;
    if (follows && away && !inside && beside && gap <= 3 * CLOSE_BY && !figure_between(d->view, f, w->span) &&
        !has_figure(d->view, f->sentence, its.island))
        return distance + (gap <= CLOSE_BY ? BESIDE : HEAD);
    if ((w->lead || w->event) && !inside)
        return distance + OTHER_CLAUSE;
    if (inside && !away && !follows && beside && (!w->lead || ix_reaches(d->view, f, w->span.start)))
        return distance + OTHER_CLAUSE;
    return UNREACHED;
}

static void give(dating *d, ix_figure *f, const when *w, const char *from) {
    bool lasts = f->kind == IX_FIGURE_DURATION || f->kind == IX_AGE;
    f->as_of = w->value;
    f->as_of_date = w->date;
    f->as_of_from = ix_str_of(from);
    bool known = ix_is_definite(d->view, (int)(f - d->view->doc->figures.v));
    if (!lasts && !known && ix_span_empty(f->status_text) && ix_figure_is_to_come(d->view->doc, w->value))
        f->status = w->until || f->kind == IX_MONEY ? IX_STR("target") : IX_STR("projected");
}

static void date_figure(dating *d, ix_figure *f) {
    const when *best = NULL;
    uint32_t least = UNREACHED;
    for (int w = 0; w < d->n_whens; w++) {
        uint32_t c = cost(d, f, &d->whens[w]);
        if (c < least) {
            least = c;
            best = &d->whens[w];
        }
    }
    if (best && is_present(best))
        return; /* "now", "today": as of the release */
    if (best)
        give(d, f, best, best->from[0] == 'c' && least >= BEFORE ? "sentence" : best->from);
    else if (d->carried >= 0 && d->n_whens == 0)
        give(d, f, &d->inherited, "paragraph");
}

/* "12.9 and 13 per cent in 2015 and 2016, respectively": as many dates as figures, each to its own. */
static void distribute(dating *d, int sentence) {
    int figures[MAX_WHENS], n = ix_respective_figures(d->view, sentence, figures, MAX_WHENS);
    if (n != d->n_whens)
        return;
    for (int i = 0; i < n; i++)
        if (!is_present(&d->whens[i]))
            give(d, &d->view->doc->figures.v[figures[i]], &d->whens[i], "clause");
}

/* --- what a list inherits from the line above it --- */

static bool ends_with_colon(ix_str text) {
    text = ix_str_trim(text);
    return text.len && text.ptr[text.len - 1] == ':';
}

/* Called at each sentence: a lead date before a colon holds for the list that follows. */
static void carry_on(dating *d, int sentence) {
    const ix_document *doc = d->view->doc;
    const ix_sentence *s = &doc->sentences.v[sentence];
    bool item = doc->blocks.v[s->block].kind == IX_BLOCK_LIST_ITEM;
    if (item && d->carried >= 0)
        return;
    d->carried = -1;
    if (!ends_with_colon(ix_doc_str(doc, s->span)))
        return;
    collect(d, sentence);
    for (int w = 0; w < d->n_whens && d->carried < 0; w++)
        if (d->whens[w].lead && !d->whens[w].silent && !is_present(&d->whens[w])) {
            d->carried = sentence;
            d->inherited = d->whens[w];
        }
}

/* --- what the sentence before dates --- */

static bool continues(const ix_figure_view *view, int sentence) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_timing, sentence, i)); i++)
        if (ix_str_is(ix_match_text(match, IX_FIELD_relation), "continues"))
            return true;
    return false;
}

/* "Of these, 40 were women": a sentence that parts what the one before it counts, and has no date. */
static void date_continued(dating *d, int sentence) {
    ix_document *doc = d->view->doc;
    if (sentence == 0 || d->n_whens > 0 || !continues(d->view, sentence) ||
        doc->sentences.v[sentence].block != doc->sentences.v[sentence - 1].block)
        return;
    ix_row before = d->view->figures[sentence - 1], here = d->view->figures[sentence];
    uint32_t whole = before.from;
    while (whole < before.to && (d->view->dropped[whole] || !doc->figures.v[whole].as_of.len))
        whole++;
    for (uint32_t i = here.from; whole < before.to && i < here.to; i++)
        ix_figure_date_alike(&doc->figures.v[i], &doc->figures.v[whole], "paragraph");
}

void ix_figures_date(ix_figure_view *view) {
    ix_document *doc = view->doc;
    dating *d = &(dating){.view = view, .sentence = -1, .carried = -1};
    for (uint32_t s = 0; s < doc->sentences.n; s++) {
        ix_row row = view->figures[s];
        define_periods(d, (int)s);
        carry_on(d, (int)s);
        if (row.from == row.to)
            continue;
        collect(d, (int)s);
        for (uint32_t i = row.from; i < row.to; i++)
            if (ix_said_of(view, (int)i, "attribute")) /* describes a thing: no date, no aim */
                ix_figure_forget_status(&doc->figures.v[i]);
            else if (!view->dropped[i])
                date_figure(d, &doc->figures.v[i]);
        distribute(d, (int)s);
        for (uint32_t i = row.from; i < row.to; i++)
            if (!view->dropped[i])
                ix_figure_part_pairs(doc, &doc->figures.v[i]);
        ix_figures_date_parts(view, (int)s);
        date_continued(d, (int)s);
    }
}
