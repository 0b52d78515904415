/* Taking up a document: its factor hits, and which clauses hold in which of its units. */
#include "rules/matcher.h"

#include <stdlib.h>

#include "base/utf8.h"

ix_matcher *ix_matcher_new(void) {
    ix_matcher *m = ix_alloc(sizeof *m);
    m->regex = ix_regex_scratch_new();
    return m;
}

void ix_matcher_free(ix_matcher *m) {
    if (!m)
        return;
    ix_arena_done(&m->arena);
    ix_regex_scratch_free(m->regex);
    ix_unit_done(&m->unit);
    free(m->visible);
    free(m->candidates);
    free(m->windows);
    free(m->costs);
    free(m);
}

static void note_digits(ix_matcher *m, ix_str text) {
    ix_span *run = NULL;
    for (uint32_t i = 0; i < text.len; i++) {
        bool digit = (unsigned char)(text.ptr[i] - '0') < 10;
        if (digit && !run) {
            run = IX_PUSH(&m->arena, &m->digits);
            run->start = i;
        }
        if (digit)
            run->end = i + 1;
        else
            run = NULL;
    }
}

/* Sorts the hits by the anchor clauses that they are atoms of. */
static void sort_hits(ix_matcher *m) {
    const ix_language *language = m->language;
    uint32_t n = language->n_anchors, count;
    uint32_t *at = m->clause_ends_at = IX_NEW_ARRAY(&m->arena, uint32_t, n + 2);
    for (uint32_t h = 0; h < m->factor_hits.n; h++) {
        const uint32_t *values = ix_factors_values(language->factors, m->factor_hits.v[h].state, &count);
        for (uint32_t k = 0; k < count && values[k] < n; k++)
            at[values[k] + 2]++;
    }
    for (uint32_t c = 2; c < n + 2; c++)
        at[c] += at[c - 1];
    m->clause_ends = IX_NEW_ARRAY(&m->arena, uint32_t, at[n + 1] + 1);
    for (uint32_t h = 0; h < m->factor_hits.n; h++) {
        const uint32_t *values = ix_factors_values(language->factors, m->factor_hits.v[h].state, &count);
        for (uint32_t k = 0; k < count && values[k] < n; k++)
            m->clause_ends[at[values[k] + 1]++] = m->factor_hits.v[h].end;
    }
}

static void start_over(ix_matcher *m, const ilex_ruleset *rules, const ix_language *language,
                       ix_document *doc) {
    ix_arena_reset(&m->arena);
    m->rules = rules;
    m->language = language;
    m->doc = doc;
    m->has_hits = false;
    m->factor_hits = (ix_factor_hits){0};
    m->digits.v = NULL;
    m->digits.n = m->digits.cap = 0;
    memset(m->kinds, 0, sizeof m->kinds);
    memset(m->hits, 0, sizeof m->hits);
    m->clean = memchr(doc->text.ptr, 0xEE, doc->text.len) == NULL;
    unsigned char *folded = IX_NEW_ARRAY(&m->arena, unsigned char, doc->text.len + 3);
    m->folded = ix_fold_text(doc->text, folded) ? (const char *)folded : NULL;
    m->row = IX_NEW_ARRAY(&m->arena, uint64_t, language->clause_words);
    ix_factors_scan(language->factors, doc->text, &m->arena, &m->factor_hits);
    note_digits(m, doc->text);
    sort_hits(m);
}

uint32_t ix_matcher_units(const ix_matcher *m, ix_unit_kind kind) {
    return kind == IX_UNIT_SENTENCE ? m->doc->sentences.n : m->doc->blocks.n;
}

ix_span ix_matcher_unit_span(const ix_matcher *m, ix_unit_kind kind, uint32_t i) {
    return kind == IX_UNIT_SENTENCE ? m->doc->sentences.v[i].span : m->doc->blocks.v[i].span;
}

static void set_clause(uint64_t *row, uint32_t clause) {
    row[clause / 64] |= (uint64_t)1 << (clause % 64);
}

/* Gives each unit the clauses whose text stands in it. */
static void distribute(ix_matcher *m, ix_unit_kind kind) {
    const ix_language *language = m->language;
    uint32_t n = ix_matcher_units(m, kind), words = language->clause_words, hit = 0, digit = 0;
    m->bits[kind] = IX_NEW_ARRAY(&m->arena, uint64_t, (size_t)n * words + 1);
    m->first_digit[kind] = IX_NEW_ARRAY(&m->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        ix_span span = ix_matcher_unit_span(m, kind, i);
        uint64_t *row = m->bits[kind] + (size_t)i * words;
        set_clause(row, 0);
        while (hit < m->factor_hits.n && m->factor_hits.v[hit].end <= span.start)
            hit++;
        for (; hit < m->factor_hits.n && m->factor_hits.v[hit].end <= span.end; hit++) {
            uint32_t count;
            const uint32_t *clauses =
                ix_factors_values(language->factors, m->factor_hits.v[hit].state, &count);
            for (uint32_t k = 0; k < count; k++)
                set_clause(row, clauses[k]);
        }
        while (digit < m->digits.n && m->digits.v[digit].start < span.start)
            digit++;
        m->first_digit[kind][i] = digit;
        if (digit < m->digits.n && m->digits.v[digit].start < span.end)
            ix_set_clauses(row, language->digit_clauses, words);
    }
}

void ix_matcher_begin(ix_matcher *m, const ilex_ruleset *rules, const ix_language *language,
                      ix_document *doc) {
    ix_need_language(language);
    if (m->doc != doc || m->language != language)
        start_over(m, rules, language, doc);
    distribute(m, IX_UNIT_BLOCK);
    distribute(m, IX_UNIT_SENTENCE);
}

void ix_matcher_end(ix_matcher *m) {
    m->doc = NULL;
}
