/* Rule matches to figures: a number, its unit, how it is hedged. What the words around it mean is left to
 * 5-resolve. */
#include "stages.h"

#include "4-extract/number.h"
#include "base/utf8.h"

static int kind_named(ix_str name) {
    for (int i = 0; i < IX_FIGURE_KINDS; i++)
        if (ix_str_is(name, ix_figure_kind_names[i]))
            return i;
    return -1;
}

static int number_of(const ix_match *match, ix_field field) {
    static const ix_layer layers[] = {IX_LAYER_number, IX_LAYER_range, IX_LAYER_fraction};
    int item = -1;
    for (size_t i = 0; i < sizeof layers / sizeof *layers && item < 0; i++)
        item = ix_match_item(match, field, layers[i]);
    return item;
}

/* The value: a number found before, or what a list says the words mean ("doubled": 2). */
static bool take_value(const ix_document *doc, const ix_match *match, ix_figure *f) {
    f->number = number_of(match, IX_FIELD_value);
    if (f->number < 0) {
        f->value = ix_decimal_parse(ix_match_text(match, IX_FIELD_value));
        return f->value.ok;
    }
    const ix_number *n = &doc->numbers.v[f->number];
    f->value = n->value;
    f->high = n->high;
    if ((f->kind == IX_PERCENT || f->kind == IX_PERCENTAGE_POINTS) && n->sign)
        f->change = n->sign < 0 ? IX_STR("decrease") : IX_STR("increase");
    return true;
}

/* The unit in words: a currency's name, a noun with its adjectives, an age; then what it is a rate of. */
static void name_unit(ix_document *doc, const ix_language *language, const ix_match *match, ix_figure *f) {
    ix_str per = ix_match_text(match, IX_FIELD_grain), name = f->unit;
    if (f->kind == IX_MONEY)
        name = ix_list_value(ix_language_list(language, "currency_name"), f->unit);
    else if (f->kind == IX_AGE)
        name = ix_str_format(&doc->arena, "%.*s of age", IX_FMT(f->unit));
    else if (f->kind == IX_COUNT && !ix_span_empty(f->unit_text))
        name = ix_utf8_fold(&doc->arena, ix_doc_str(doc, f->unit_text));
    if (name.len && per.len)
        name = ix_str_format(&doc->arena, "%.*s per %.*s", IX_FMT(name), IX_FMT(per));
    f->unit_name = name;
}

static void take_unit(ix_document *doc, const ix_match *match, ix_figure *f) {
    const ix_field_value *unit = ix_match_field(match, IX_FIELD_unit),
                         *money = ix_match_field(match, IX_FIELD_currency);
    const ix_field_value *other = ix_match_field(match, IX_FIELD_other),
                         *name = ix_match_field(match, IX_FIELD_name);
    const ix_field_value *from = other ? other : money ? money : unit;
    if (!from)
        return;
    bool noun = f->kind == IX_COUNT || f->kind == IX_RATIO;
    f->unit = noun ? ix_utf8_fold(&doc->arena, from->text) : from->text;
    f->unit_text = name ? name->span : from->span;
}

/* "un jeune sur cinq": the noun stands inside the number. */
static void take_inner_noun(ix_document *doc, ix_figure *f) {
    if (f->number < 0 || ix_span_empty(doc->numbers.v[f->number].noun))
        return;
    f->unit_text = doc->numbers.v[f->number].noun;
    f->unit = f->unit_name = ix_utf8_fold(&doc->arena, ix_doc_str(doc, f->unit_text));
}

/* A modifier before the figure is a match of layer hedge, one behind it the rule's own capture. */
static void take_modifier(const ix_document *doc, const ix_match *match, ix_figure *f) {
    int hedge = ix_match_item(match, IX_FIELD_modifier, IX_LAYER_hedge);
    const ix_match *from = hedge >= 0 ? &doc->matches.v[hedge] : match;
    f->modifier = ix_match_text(from, IX_FIELD_modifier);
    f->modifier_text = ix_match_span(from, IX_FIELD_modifier);
    ix_str change = ix_match_text(match, IX_FIELD_change);
    if (change.len)
        f->change = change;
}

/* Whether the one or two words before the byte, or the mark, are such as numbers follow (list bare_lead). */
static bool is_led(const ix_document *doc, const ix_language *language, int sentence, uint32_t at) {
    const ix_list *lead = ix_language_list(language, "bare_lead");
    ix_str before = ix_str_trim(ix_str_sub(doc->text, doc->sentences.v[sentence].span.start, at));
    size_t start = before.len;
    for (int words = 0; words < 2 && start > 0; words++) {
        size_t from = start;
        while (from > 0 && before.ptr[from - 1] != ' ')
            from--;
        if (ix_list_has(lead, ix_str_sub(before, from, before.len)))
            return true;
        start = ix_str_trim(ix_str_sub(before, 0, from)).len;
    }
    return false;
}

/* A number that its rule is not sure of has to be scaled, hedged or led. */
static bool stands_out(const ix_document *doc, const ix_language *language, const ix_match *match,
                       const ix_figure *f) {
    if (!ix_match_field(match, IX_FIELD_vague) || f->modifier.len || f->high.ok)
        return true;
    return (f->number >= 0 && (doc->numbers.v[f->number].scaled || doc->numbers.v[f->number].grouped)) ||
           is_led(doc, language, match->unit, match->whole.start);
}

enum { OLDEST = 130 };

/* "Of these, 19,800, or …" is no age. */
static bool is_sensible(const ix_figure *f) {
    return f->kind != IX_AGE || !ix_str_is(f->unit, "year") || !ix_span_empty(f->unit_text) ||
           ix_decimal_cmp(f->value, ix_decimal_int(OLDEST)) <= 0;
}

/* A single digit that opens a block before a capital is a note's or an item's number. */
static bool is_note_mark(const ix_document *doc, const ix_match *match) {
    uint32_t start = doc->sentences.v[match->unit].span.start, after = match->span.end + 1;
    bool digit =
        ix_span_len(match->span) == 1 && ix_utf8_is_digit((unsigned char)doc->text.ptr[match->span.start]);
    if (!digit || match->span.start != start || after + 1 >= doc->text.len)
        return false;
    size_t at = after;
    return doc->text.ptr[match->span.end] == ' ' && ix_utf8_is_upper(ix_utf8_next(doc->text, &at));
}

enum { THOUSANDS = 3 }; /* digits */

/* People and things come whole: "385,635 niños" has no decimals, whatever the language's mark for them. */
static void count_whole(ix_document *doc, ix_figure *f) {
    ix_number *n = f->number >= 0 ? &doc->numbers.v[f->number] : NULL;
    if (!n || f->kind != IX_COUNT || !f->unit.len || !n->ambiguous || n->scaled || n->grouped || n->high.ok)
        return;
    ix_decimal whole = ix_decimal_scale(n->value, THOUSANDS);
    if (!whole.ok)
        return;
    f->value = n->value = whole;
    n->grouped = true;
}

static int accept(ix_document *doc, const ix_match *match, void *language, const char **why) {
    int kind = kind_named(ix_match_text(match, IX_FIELD_kind));
    ix_figure f = {.span = match->span,
                   .kind = kind < 0 ? IX_COUNT : (ix_figure_kind)kind,
                   .as_of_date = -1,
                   .said_by = -1,
                   .sentence = match->unit,
                   .rule = match->rule};
    *why = "no value";
    if (!take_value(doc, match, &f))
        return IX_REFUSE;
    take_unit(doc, match, &f);
    name_unit(doc, language, match, &f);
    take_inner_noun(doc, &f);
    count_whole(doc, &f);
    take_modifier(doc, match, &f);
    f.population = ix_match_span(match, IX_FIELD_population);
    *why = "not sensible";
    if (!is_sensible(&f) || (f.kind == IX_COUNT && is_note_mark(doc, match)))
        return IX_REFUSE;
    *why = "a number that counts nothing";
    if (!stands_out(doc, language, match, &f))
        return IX_REFUSE;
    *IX_PUSH(&doc->arena, &doc->figures) = f;
    return (int)doc->figures.n - 1;
}

/* "$3 billion to $5 billion": two figures become one with two ends. */
static int accept_join(ix_document *doc, const ix_match *match, void *gone, const char **why) {
    int low = ix_match_item(match, IX_FIELD_figure, IX_LAYER_figure),
        high = ix_match_item(match, IX_FIELD_other, IX_LAYER_figure);
    *why = "no ends of one range";
    if (low < 0 || high < 0)
        return IX_REFUSE;
    ix_figure *a = &doc->figures.v[low], *b = &doc->figures.v[high];
    bool bare = a->kind == IX_COUNT && !a->unit.len;
    if (a->number < 0 || b->number < 0 || a->high.ok || b->high.ok ||
        !(bare || (a->kind == b->kind && ix_str_eq(a->unit, b->unit))))
        return IX_REFUSE;
    ix_decimal value = ix_low_end(&doc->numbers.v[a->number], &doc->numbers.v[b->number]);
    if (ix_decimal_cmp(value, b->value) >= 0)
        return IX_REFUSE;
    ix_figure whole = *b;
    whole.value = value;
    whole.high = b->value;
    whole.span.start = a->span.start;
    whole.modifier = a->modifier;
    whole.modifier_text = a->modifier_text;
    *a = whole;
    ((bool *)gone)[high] = true;
    return IX_NO_LIFT;
}

static void join_ranges(ix_document *doc, ix_matcher *matcher) {
    bool *gone = IX_NEW_ARRAY(&doc->arena, bool, doc->figures.n + 1);
    uint32_t kept = 0;
    ix_match_layer(matcher, IX_LAYER_join, accept_join, gone);
    ix_matcher_unlift(matcher, IX_LAYER_figure, (ix_span){0, (uint32_t)doc->text.len});
    for (uint32_t i = 0; i < doc->figures.n; i++)
        if (!gone[i])
            doc->figures.v[kept++] = doc->figures.v[i];
    doc->figures.n = kept;
    for (uint32_t i = 0; i < kept; i++)
        ix_matcher_lift(matcher, IX_LAYER_figure, doc->figures.v[i].span, (int)i);
}

/* Durations are dates' as well as figures': only calendar dates hide the numbers in them. */
static void show_durations(const ix_document *doc, ix_matcher *matcher) {
    for (uint32_t i = 0; i < doc->dates.n; i++)
        if (doc->dates.v[i].type == IX_DURATION)
            ix_matcher_unlift(matcher, IX_LAYER_date, doc->dates.v[i].span);
}

void ix_extract_figures(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    static const ix_layer about[] = {IX_LAYER_clause, IX_LAYER_timing, IX_LAYER_change,  IX_LAYER_status,
                                     IX_LAYER_thing,  IX_LAYER_place,  IX_LAYER_relation};
    show_durations(doc, matcher);
    ix_extract_numbers(doc, language, matcher);
    ix_match_layer(matcher, IX_LAYER_hedge, ix_keep_match, NULL);
    ix_match_layer(matcher, IX_LAYER_figure, accept, (void *)language);
    join_ranges(doc, matcher);
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        ix_match_layer(matcher, about[i], ix_keep_match, NULL);
}
