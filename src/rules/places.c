/* Where a rule is tried: near the atoms of its anchor clause, and where its first bytes fit. */
#include "rules/matcher.h"

#include <stdlib.h>

#include "base/utf8.h"

/* `reach` characters back from `at`, a run of white space counted as one. */
static size_t walk_back(ix_str text, size_t at, uint32_t reach) {
    if (at <= reach)
        return 0;
    for (uint32_t taken = 0; at > 0 && taken < reach; taken++) {
        unsigned char c = (unsigned char)text.ptr[at - 1];
        if (c > ' ' && c < 0x80) {
            at--;
            continue;
        }
        bool space = ix_utf8_is_space(ix_utf8_prev(text, &at));
        for (size_t before = at; space && at > 0 && ix_utf8_is_space(ix_utf8_prev(text, &before));)
            at = before;
    }
    return at;
}

/* Windows come in order of their ends; those that overlap are made one. One that surely overlaps the last
 * (characters are bytes at least) and begins no sooner needs no walk. */
static void add_window(ix_matcher *m, ix_candidate *c, size_t from, size_t end, uint32_t reach) {
    ix_window *before = c->n_windows ? &m->windows[c->windows + c->n_windows - 1] : NULL;
    if (before && before->stop <= from && from <= before->stop + reach) {
        before->stop = end;
        return;
    }
    size_t start = walk_back(m->unit.text, from, reach);
    while (c->n_windows && m->windows[c->windows + c->n_windows - 1].stop >= start) {
        ix_window *last = &m->windows[c->windows + --c->n_windows];
        start = last->start < start ? last->start : start;
        end = last->stop > end ? last->stop : end;
    }
    if (c->windows + c->n_windows == m->cap_windows) {
        m->cap_windows = m->cap_windows ? m->cap_windows * 2 : 256;
        m->windows = ix_realloc(m->windows, m->cap_windows * sizeof *m->windows);
    }
    m->windows[c->windows + c->n_windows++] = (ix_window){start, end};
}

/* The first of a clause's hits that ends after `byte`. */
static uint32_t first_after(const uint32_t *ends, uint32_t low, uint32_t high, uint32_t byte) {
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (ends[mid] <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void factor_windows(ix_matcher *m, ix_candidate *c, uint32_t clause, uint32_t reach) {
    uint32_t stop = m->clause_ends_at[clause + 1];
    uint32_t h = first_after(m->clause_ends, m->clause_ends_at[clause], stop, m->unit.span.start);
    for (; h < stop && m->clause_ends[h] <= m->unit.span.end; h++) {
        size_t at;
        if (ix_unit_at(&m->unit, m->clause_ends[h] - 1, &at))
            add_window(m, c, at + 1, at + 1, reach);
    }
}

static void kind_windows(ix_matcher *m, ix_candidate *c, uint64_t kinds, uint32_t reach) {
    for (uint32_t e = 0; e < m->unit.n_edges; e++)
        if (kinds >> m->unit.edges[e].lift.kind & 1)
            add_window(m, c, m->unit.edges[e].at + 3, m->unit.edges[e].at + 3, reach);
}

/* A run of digits of which a mention covers the beginning still has its end. */
static void digit_windows(ix_matcher *m, ix_candidate *c, uint32_t reach, ix_unit_kind kind, int unit) {
    for (uint32_t d = m->first_digit[kind][unit]; d < m->digits.n && m->digits.v[d].start < m->unit.span.end;
         d++) {
        ix_span run = m->digits.v[d];
        size_t at;
        while (run.start < run.end && !ix_unit_at(&m->unit, run.start, &at))
            run.start++;
        if (run.start < run.end)
            add_window(m, c, at + 1, at + ix_span_len(run), reach);
    }
}

static int by_window(const void *a, const void *b) {
    const ix_window *x = a, *y = b;
    return (x->stop > y->stop) - (x->stop < y->stop);
}

/* A clause of several sorts of atoms gives windows out of order: they are sorted and joined again. */
static void join_windows(ix_matcher *m, ix_candidate *c) {
    ix_window *w = m->windows + c->windows;
    uint32_t n = c->n_windows, kept = 0;
    qsort(w, n, sizeof *w, by_window);
    for (uint32_t i = 0; i < n; i++) {
        ix_window next = w[i];
        while (kept && w[kept - 1].stop >= next.start) {
            kept--;
            next.start = w[kept].start < next.start ? w[kept].start : next.start;
        }
        w[kept++] = next;
    }
    c->n_windows = kept;
}

void ix_lay_windows(ix_matcher *m, ix_candidate *c, ix_unit_kind kind, int unit) {
    const ix_clause *anchor = &c->rule->gate.clauses.v[c->rule->anchor];
    c->windows = m->n_windows;
    c->n_windows = c->next_window = 0;
    if (anchor->factors.n)
        factor_windows(m, c, c->rule->clauses[c->rule->anchor], anchor->reach);
    bool one_sort = c->n_windows == 0;
    if (anchor->kinds)
        kind_windows(m, c, anchor->kinds, anchor->reach);
    if (anchor->digit)
        digit_windows(m, c, anchor->reach, kind, unit);
    if (!one_sort || (anchor->kinds && anchor->digit))
        join_windows(m, c);
    m->n_windows = c->windows + c->n_windows;
}

/* Tries the places in [from, stop) that the rule's first bytes allow. */
static ix_regex_result find_within(ix_matcher *m, const ix_rule *rule, size_t from, size_t stop,
                                   const size_t **pairs) {
    const ix_first *first = &rule->gate.first;
    ix_str text = m->unit.text;
    if (first->edges & IX_AT_START)
        stop = from == 0 ? 1 : 0;
    if (!first->known)
        return ix_regex_find(rule->regex, m->regex, text, from, stop, pairs);
    const unsigned char *t = (const unsigned char *)text.ptr, *f = (const unsigned char *)m->unit.folded;
    stop = stop < text.len ? stop : text.len;
    for (size_t at = from; at < stop; at++) {
        if (!ix_shape_begins(&first->shape, t[at]) || (at > 0 && !ix_edge_fits(first, t + at)) ||
            (f && !ix_first_fits(first, t + at, f + at)) || !ix_shape_goes_on(&first->shape, t, at, text.len))
            continue;
        m->places++;
        ix_regex_result result = ix_regex_match_at(rule->regex, m->regex, text, at, pairs);
        if (result != IX_REGEX_NONE)
            return result;
    }
    return IX_REGEX_NONE;
}

/* Tries the mentions that the rule may begin with. */
static ix_regex_result find_at_mentions(ix_matcher *m, const ix_rule *rule, size_t from,
                                        const size_t **pairs) {
    for (uint32_t e = 0; e < m->unit.n_edges; e++) {
        const ix_edge *edge = &m->unit.edges[e];
        if (edge->at < from || !(rule->gate.first.only_kinds >> edge->lift.kind & 1))
            continue;
        m->places++;
        ix_regex_result result = ix_regex_match_at(rule->regex, m->regex, m->unit.text, edge->at, pairs);
        if (result != IX_REGEX_NONE)
            return result;
    }
    return IX_REGEX_NONE;
}

ix_regex_result ix_find_next(ix_matcher *m, ix_candidate *c, size_t from, const size_t **pairs) {
    if (m->rules->flags & ILEX_NO_GATES)
        return ix_regex_find(c->rule->regex, m->regex, m->unit.text, from, SIZE_MAX, pairs);
    if (from > 0 && c->rule->gate.first.edges & IX_AT_START)
        return IX_REGEX_NONE;
    if (c->rule->gate.first.only_kinds)
        return find_at_mentions(m, c->rule, from, pairs);
    if (c->rule->anchor < 0)
        return find_within(m, c->rule, from, SIZE_MAX, pairs);
    while (c->next_window < c->n_windows && m->windows[c->windows + c->next_window].stop <= from)
        c->next_window++;
    for (uint32_t i = c->next_window; i < c->n_windows; i++) {
        ix_window w = m->windows[c->windows + i];
        ix_regex_result result = find_within(m, c->rule, w.start > from ? w.start : from, w.stop, pairs);
        if (result != IX_REGEX_NONE)
            return result;
    }
    return IX_REGEX_NONE;
}
