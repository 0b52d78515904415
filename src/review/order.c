#include "review/order.h"

#include <math.h>

#include "review/session.h"

ix_interval ix_wilson(uint32_t k, uint32_t n) {
    const double z = 1.959963984540054;
    if (!n)
        return (ix_interval){0, 1};
    double p = (double)k / n, middle = (p + z * z / (2.0 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
    return (ix_interval){middle - half > 0 ? middle - half : 0, middle + half < 1 ? middle + half : 1};
}

double ix_order_joint(double doubt, uint32_t accepted, uint32_t judged) {
    enum { BENEFIT = 2 }; /* as if so many had been accepted before the first was judged */
    return 1 - (1 - doubt) * ix_wilson(accepted + BENEFIT, judged + BENEFIT).low;
}

static ix_span span_of(const ix_document *doc, int kind, uint32_t index) {
    switch (kind) {
    case IX_FIGURE_FACT:
        return doc->figures.v[index].span;
    case IX_DATE_FACT:
        return doc->dates.v[index].span;
    case IX_QUOTE_FACT:
        return doc->quotes.v[index].span;
    case IX_ORGANISATION_FACT:
        return doc->organisation_mentions.v[doc->organisations.v[index].first].span;
    default:
        return doc->person_mentions.v[doc->people.v[index].first].span;
    }
}

typedef struct grade {
    const char *word;
    float weight;
} grade;

static float graded(ix_str word, const grade *grades, float otherwise) {
    for (; grades->word; grades++)
        if (ix_str_is(word, grades->word))
            return grades->weight;
    return otherwise;
}

static float own_doubt(const ix_document *doc, int kind, uint32_t index) {
    static const grade as_of[] = {
        {"", .3f}, {"clause", 0}, {"sentence", .05f}, {"paragraph", .2f}, {"document", .3f}, {"period", .15f},
        {0}};
    static const grade speaker[] = {{"", .4f},     {"explicit", 0},   {"surname", .02f},  {"pronoun", .2f},
                                    {"role", .1f}, {"floating", .3f}, {"preceding", .3f}, {0}};
    if (kind == IX_FIGURE_FACT)
        return graded(doc->figures.v[index].as_of_from, as_of, .3f);
    if (kind == IX_QUOTE_FACT)
        return graded(doc->quotes.v[index].speaker.resolved, speaker, .2f);
    return kind == IX_DATE_FACT && !doc->dates.v[index].value.len ? .4f : 0;
}

float ix_order_doubt(const ix_document *doc, int kind, uint32_t index) {
    ix_span span = span_of(doc, kind, index);
    float sure = 1 - own_doubt(doc, kind, index);
    for (uint32_t i = 0; i < doc->diagnostics.n && i < 64; i++)
        if (ix_span_overlap(doc->diagnostics.v[i].span, span))
            sure *= .5f;
    return 1 - sure;
}

static bool is_lead(const ix_document *doc, int block) {
    for (int i = 0; i < block; i++)
        if (doc->blocks.v[i].kind == IX_BLOCK_PARAGRAPH)
            return false;
    return true;
}

static float of_block(const ix_document *doc, ix_span span) {
    static const float weights[IX_BLOCK_KINDS] = {
        [IX_BLOCK_TITLE] = 1,       [IX_BLOCK_SUMMARY] = .9f,    [IX_BLOCK_DATELINE] = .3f,
        [IX_BLOCK_HEADING] = .7f,   [IX_BLOCK_PARAGRAPH] = .5f,  [IX_BLOCK_QUOTE] = .6f,
        [IX_BLOCK_LIST_ITEM] = .5f, [IX_BLOCK_TABLE_CELL] = .4f, [IX_BLOCK_CAPTION] = .3f,
        [IX_BLOCK_NOTES] = .1f,     [IX_BLOCK_CONTACT] = .1f,    [IX_BLOCK_ABOUT] = .1f};
    int block = ix_block_at(doc, span.start);
    if (block < 0)
        return .5f;
    ix_block_kind kind = doc->blocks.v[block].kind;
    return kind == IX_BLOCK_PARAGRAPH && is_lead(doc, block) ? .8f : weights[kind];
}

float ix_order_prominence(const ix_document *doc, int kind, uint32_t index) {
    static const float of_kind[IX_FACT_KINDS] = {1, .5f, .9f, .4f, .6f};
    float weight = of_block(doc, span_of(doc, kind, index)) * of_kind[kind];
    return kind == IX_FIGURE_FACT && doc->figures.v[index].said_by >= 0 ? 1 - (1 - weight) * .8f : weight;
}
