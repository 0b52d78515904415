/* Earlier mentions and gazetteer hits, as a layer sees them. */
#include "rules/matcher.h"

#include <stdlib.h>

void ix_matcher_add_lift(ix_matcher *m, int kind, ix_span span, int item) {
    ix_kind_lifts *k = &m->kinds[kind];
    if (k->lifts.n && k->lifts.v[k->lifts.n - 1].span.start > span.start)
        k->unsorted = true;
    *IX_PUSH(&m->arena, &k->lifts) = (ix_lift){span, kind, item};
}

void ix_matcher_lift(ix_matcher *m, ix_layer layer, ix_span span, int item) {
    ix_matcher_add_lift(m, (int)layer, span, item);
}

void ix_matcher_unlift(ix_matcher *m, ix_layer layer, ix_span span) {
    ix_lift_array *lifts = &m->kinds[layer].lifts;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < lifts->n; i++)
        if (!ix_span_within(lifts->v[i].span, span))
            lifts->v[kept++] = lifts->v[i];
    lifts->n = kept;
}

static void keep_hit(void *context, const ix_hit *hit) {
    ix_matcher *m = context;
    int number = hit->entry->gazetteer;
    *IX_PUSH(&m->arena, &m->hits[number]) = *hit;
    ix_matcher_add_lift(m, IX_LAYERS + number, hit->span, (int)m->hits[number].n - 1);
}

const ix_hit *ix_matcher_hit(const ix_matcher *m, int kind, int item) {
    int number = kind - IX_LAYERS;
    if (number < 0 || number >= IX_KIND_MAX - IX_LAYERS || item < 0 || (uint32_t)item >= m->hits[number].n)
        return NULL;
    return &m->hits[number].v[item];
}

/* Once for a document, when first asked for. */
static void scan_names(ix_matcher *m) {
    if (!m->has_hits)
        ix_gazetteer_scan(m->language->gazetteer, m->doc->text, keep_hit, m);
    m->has_hits = true;
}

const ix_hit *ix_matcher_hits(ix_matcher *m, const char *gazetteer, uint32_t *n) {
    int number = ix_gazetteer_named(m->language->gazetteer, ix_str_of(gazetteer));
    scan_names(m);
    *n = number < 0 ? 0 : m->hits[number].n;
    return number < 0 ? NULL : m->hits[number].v;
}

static int by_start(const void *a, const void *b) {
    const ix_lift *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return (y->kind < IX_LAYERS ? y->kind : -y->kind) - (x->kind < IX_LAYERS ? x->kind : -x->kind);
}

void ix_matcher_prepare(ix_matcher *m, uint64_t sees) {
    if (sees >> IX_LAYERS)
        scan_names(m);
    for (int k = 0; k < IX_KIND_MAX; k++) {
        if (!(sees >> k & 1))
            continue;
        if (m->kinds[k].unsorted)
            qsort(m->kinds[k].lifts.v, m->kinds[k].lifts.n, sizeof(ix_lift), by_start);
        m->kinds[k].unsorted = false;
        m->kinds[k].cursor = 0;
    }
}

static void put_visible(ix_matcher *m, uint32_t at, const ix_lift *lift) {
    if (at == m->cap_visible) {
        m->cap_visible = m->cap_visible ? m->cap_visible * 2 : 64;
        m->visible = ix_realloc(m->visible, m->cap_visible * sizeof *m->visible);
    }
    m->visible[at] = *lift;
}

uint32_t ix_matcher_gather(ix_matcher *m, uint64_t sees, ix_span span, uint64_t *present) {
    uint32_t n = 0;
    *present = 0;
    for (uint64_t rest = sees; rest; rest &= rest - 1) {
        int k = __builtin_ctzll(rest);
        ix_kind_lifts *lifts = &m->kinds[k];
        while (lifts->cursor < lifts->lifts.n && lifts->lifts.v[lifts->cursor].span.start < span.start)
            lifts->cursor++;
        for (uint32_t i = lifts->cursor; i < lifts->lifts.n && lifts->lifts.v[i].span.start < span.end; i++)
            if (lifts->lifts.v[i].span.end <= span.end) {
                put_visible(m, n++, &lifts->lifts.v[i]);
                *present |= (uint64_t)1 << k;
            }
    }
    return n;
}

uint32_t ix_matcher_thin_out(ix_matcher *m, uint32_t n) {
    uint32_t kept = 0;
    if (n > 1)
        qsort(m->visible, n, sizeof *m->visible, by_start);
    for (uint32_t i = 0; i < n; i++) {
        const ix_lift *next = &m->visible[i];
        bool overlaps = kept && m->visible[kept - 1].span.end > next->span.start;
        if (!overlaps)
            m->visible[kept++] = *next;
        else if (ix_span_len(next->span) > ix_span_len(m->visible[kept - 1].span))
            m->visible[kept - 1] = *next;
    }
    return kept;
}
