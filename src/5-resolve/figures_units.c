/* The noun that a bare number stands for: "66 forums, 42 of them", "the 3.8 billion not protected". */
#include "5-resolve/figures.h"

#include "base/utf8.h"

enum { LOOK_BACK = 6 }; /* figures */

/* A number word, unscaled: "two messages", "one of them". */
static bool is_word(const ix_document *doc, const ix_figure *f) {
    return f->number >= 0 && doc->numbers.v[f->number].words && !doc->numbers.v[f->number].scaled &&
           !f->high.ok;
}

static bool lends_noun(const ix_document *doc, const ix_figure *f) {
    return f->kind == IX_COUNT && f->unit.len > 0 && !is_word(doc, f);
}

static void lend(ix_figure *f, const ix_figure *from) {
    f->unit = from->unit;
    f->unit_name = from->unit_name;
    f->unit_text = from->unit_text;
}

/* "$400 million, on top of the 250 million pledged": a scaled number right behind an amount is one too. */
static bool carry_amount(const ix_figure_view *view, uint32_t index) {
    const ix_document *doc = view->doc;
    uint32_t last = index;
    while (last > 0 && doc->figures.v[last - 1].kind == IX_FIGURE_DURATION)
        last--;
    ix_figure *f = &doc->figures.v[index], *before = &doc->figures.v[last] - 1;
    if (last == 0 || view->dropped[last - 1] || before->sentence != f->sentence || before->number < 0 ||
        f->number < 0)
        return false;
    bool amount = before->kind == IX_MONEY || before->kind == IX_MEASURE;
    if (!amount || ix_said_of(view, (int)index, "people") || !doc->numbers.v[f->number].scaled ||
        !doc->numbers.v[before->number].scaled)
        return false;
    f->kind = before->kind;
    lend(f, before);
    return true;
}

static bool says(const ix_figure_view *view, int sentence, const char *relation) {
    const ix_match *match;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, sentence, i)); i++)
        if (ix_str_is(ix_match_text(match, IX_FIELD_relation), relation))
            return true;
    return false;
}

/* "It set aside €1.2 billion. Of this total, 430 million will go to Spain." */
static bool carry_total(const ix_figure_view *view, uint32_t index) {
    const ix_document *doc = view->doc;
    ix_figure *f = &doc->figures.v[index];
    if (f->number < 0 || !doc->numbers.v[f->number].scaled || !says(view, f->sentence, "of_total"))
        return false;
    for (uint32_t i = index; i-- > 0 && index - i <= LOOK_BACK;) {
        const ix_figure *before = &doc->figures.v[i];
        if (view->dropped[i] || before->number < 0 || !doc->numbers.v[before->number].scaled)
            continue;
        if (before->kind != IX_MONEY && before->kind != IX_MEASURE)
            return false;
        f->kind = before->kind;
        lend(f, before);
        return true;
    }
    return false;
}

/* Whether the two are of one order: neither ten times the other. */
static bool same_order(ix_decimal a, ix_decimal b) {
    return ix_decimal_cmp(a, ix_decimal_scale(b, 1)) < 0 && ix_decimal_cmp(b, ix_decimal_scale(a, 1)) < 0;
}

/* A number that is more than the digits of an address or a list: 2.1, 1,400, 3 million, "over 5", 50–70. */
static bool is_quantity(const ix_document *doc, const ix_figure *f) {
    const ix_number *n = f->number >= 0 ? &doc->numbers.v[f->number] : NULL;
    return n && (f->value.e < 0 || f->high.ok || f->modifier.len > 0 || n->grouped || n->scaled);
}

/* "reached 113 tonnes, while others gave between 50 and 70": what counts nothing is an amount like the
 * nearest before it of its order. */
static bool carry_like(const ix_figure_view *view, uint32_t index) {
    const ix_document *doc = view->doc;
    ix_figure *f = &doc->figures.v[index];
    for (uint32_t i = index; is_quantity(doc, f) && i-- > view->figures[f->sentence].from;) {
        const ix_figure *before = &doc->figures.v[i];
        bool amount = before->kind == IX_MONEY || before->kind == IX_MEASURE;
        if (view->dropped[i] || !amount || !same_order(f->value, before->value))
            continue;
        f->kind = before->kind;
        lend(f, before);
        return true;
    }
    return false;
}

/* The noun a figure counts, or what it is a share of. */
static bool take_noun(ix_document *doc, ix_figure *f, const ix_figure *from) {
    if (lends_noun(doc, from)) {
        lend(f, from);
        return true;
    }
    if (ix_span_empty(from->population))
        return false;
    ix_str words = ix_doc_str(doc, from->population);
    size_t start = words.len;
    while (start > 0 && words.ptr[start - 1] != ' ')
        start--;
    f->unit_text = from->population;
    f->unit = ix_utf8_fold(&doc->arena, ix_str_sub(words, start, words.len));
    f->unit_name = f->unit;
    return true;
}

/* Takes the unit of an earlier figure of the same block. */
static bool carry(ix_figure_view *view, uint32_t index) {
    ix_document *doc = view->doc;
    ix_figure *f = &doc->figures.v[index];
    int block = ix_block_at(doc, f->span.start);
    for (uint32_t i = index; i-- > 0 && index - i <= LOOK_BACK;) {
        if (view->dropped[i])
            continue;
        if (ix_block_at(doc, doc->figures.v[i].span.start) != block)
            return false;
        if (take_noun(doc, f, &doc->figures.v[i]))
            return true;
    }
    return false;
}

/* "Their number rose from 42 to 115": of what the sentence before counts first. */
static bool carry_subject(ix_figure_view *view, ix_figure *f) {
    if (f->sentence == 0 || !says(view, f->sentence, "antecedent"))
        return false;
    ix_row row = view->figures[f->sentence - 1];
    for (uint32_t i = row.from; i < row.to; i++)
        if (!view->dropped[i] && take_noun(view->doc, f, &view->doc->figures.v[i]))
            return true;
    return false;
}

/* "Two in three of them". */
static bool is_of_them(const ix_figure_view *view, uint32_t index) {
    const ix_match *match;
    int sentence = view->doc->figures.v[index].sentence;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, sentence, i)); i++)
        if (ix_match_figure(match, IX_FIELD_figure) == (int)index &&
            ix_str_is(ix_match_text(match, IX_FIELD_relation), "of_them"))
            return true;
    return false;
}

/* "29,000 children, four in ten": a share without a noun, behind a count in its sentence. */
static void carry_share(ix_figure_view *view, uint32_t index) {
    ix_document *doc = view->doc;
    ix_figure *f = &doc->figures.v[index];
    if (f->kind != IX_RATIO || f->unit.len)
        return;
    if (is_of_them(view, index)) {
        carry(view, index);
        return;
    }
    for (uint32_t i = index; i-- > view->figures[f->sentence].from;)
        if (!view->dropped[i] && take_noun(doc, f, &doc->figures.v[i]))
            return;
}

/* "the number of wells rose from 42 to 115": the noun that a rule says the sentence counts. */
static bool take_counted(ix_figure_view *view, ix_figure *f) {
    const ix_match *match, *before = NULL;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_relation, f->sentence, i)); i++)
        if (match->span.end <= f->span.start && ix_str_is(ix_match_text(match, IX_FIELD_relation), "noun"))
            before = match;
    if (!before)
        return false;
    f->unit = ix_utf8_fold(&view->doc->arena, ix_match_text(before, IX_FIELD_unit));
    f->unit_name = f->unit;
    f->unit_text = ix_match_span(before, IX_FIELD_name);
    return true;
}

/* "one of them", "zero emissions": no quantity that anyone would look up. */
static bool is_trivial(const ix_document *doc, const ix_figure *f) {
    return f->kind == IX_COUNT && is_word(doc, f) && ix_decimal_cmp(f->value, ix_decimal_int(1)) <= 0;
}

enum { LONGEST_WORD = 40 };

/* "commercial fishermen": "commercial fisherman". The list `singular` of the language says it of whole words
 * and, behind a hyphen, of endings. */
static ix_str in_singular(ix_document *doc, const ix_list *list, ix_str name) {
    char ending[LONGEST_WORD + 1] = "-";
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != ' ' && name.ptr[start - 1] != '-')
        start--;
    ix_str single = ix_list_value(list, ix_str_sub(name, start, name.len));
    for (size_t at = start; !single.ptr && at < name.len && name.len - start < LONGEST_WORD; at++) {
        memcpy(ending + 1, name.ptr + at, name.len - at);
        single = ix_list_value(list, (ix_str){ending, name.len - at + 1});
        if (single.ptr)
            return ix_str_format(&doc->arena, "%.*s%.*s", (int)at, name.ptr, (int)single.len - 1,
                                 single.ptr + 1);
    }
    return single.ptr ? ix_str_format(&doc->arena, "%.*s%.*s", (int)start, name.ptr, IX_FMT(single)) : name;
}

static void name_units(ix_figure_view *view) {
    const ix_list *endings = ix_language_list(view->language, "singular");
    for (uint32_t i = 0; endings && i < view->doc->figures.n; i++) {
        ix_figure *f = &view->doc->figures.v[i];
        if (!view->dropped[i] && (f->kind == IX_COUNT || f->kind == IX_RATIO))
            f->unit_name = in_singular(view->doc, endings, f->unit_name);
    }
}

void ix_figures_units(ix_figure_view *view) {
    ix_document *doc = view->doc;
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        ix_figure *f = &doc->figures.v[i];
        if (!view->dropped[i] && is_trivial(doc, f))
            view->dropped[i] = true;
    }
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        ix_figure *f = &doc->figures.v[i];
        if (!view->dropped[i] && ix_is_bare(f) && !take_counted(view, f) && !carry_subject(view, f) &&
            !carry_total(view, i) && !carry_amount(view, i) && !carry(view, i) && !carry_like(view, i) &&
            is_word(doc, f))
            view->dropped[i] = true;
        carry_share(view, i);
    }
    name_units(view);
}
