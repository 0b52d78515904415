#include "rules/whynot.h"

#include <stdlib.h>

enum { MOST_STEPS = 200000, MOST_ASKED = 64 };

ix_whynot *ix_whynot_new(const char *rule) {
    ix_whynot *why = ix_alloc(sizeof *why);
    why->rule_name = ix_str_copy(&why->arena, ix_str_of(rule));
    return why;
}

void ix_whynot_free(ix_whynot *why) {
    if (!why)
        return;
    ix_arena arena = why->arena;
    ix_arena_done(&arena);
    free(why);
}

double ix_whynot_share(const ix_whynot *why) {
    double most = 0;
    for (uint32_t i = 0; i < why->units.n; i++) {
        const ix_tried_unit *unit = &why->units.v[i];
        double share = unit->matched ? 1 : unit->best.at > unit->best.began ? unit->best.before : 0;
        most = share > most ? share : most;
    }
    return most;
}

void ix_matcher_ask(ix_matcher *m, ix_whynot *why) {
    m->why = why;
}

/* --- tracing one unit --- */

typedef struct tracer {
    ix_whynot *why;
    ix_attempt *best;
    int steps;
    bool asking;  /* the second time: what is asked for where the best attempt stopped */
    bool in_look; /* within the look-around that is farthest */
} tracer;

static bool farther(const tracer *t, const ix_item *item, size_t began, size_t at) {
    const ix_attempt *best = t->best;
    if (item->before != best->before)
        return item->before > best->before;
    return at - began > best->at - best->began;
}

/* Once each, the farthest in the pattern first. */
static void ask(tracer *t, uint32_t number) {
    const ix_item *items = t->why->items.v.v;
    ix_attempt *best = t->best;
    for (uint32_t i = 0; i < best->asked.n; i++)
        if (best->asked.v[i] == number)
            return;
    if (best->asked.n == MOST_ASKED)
        return;
    *IX_PUSH(&t->why->arena, &best->asked) = number;
    for (uint32_t i = best->asked.n - 1; i > 0; i--) {
        uint32_t *pair = best->asked.v + i - 1, last = pair[1];
        if (items[pair[0]].before >= items[last].before)
            break;
        pair[1] = pair[0];
        pair[0] = last;
    }
}

/* The second time: nothing but what is asked for where the best attempt stopped. A look-around ends with the
 * item in it that makes it fail, if it is a negative one. */
static bool step_again(tracer *t, const ix_item *item, uint32_t number, size_t began, size_t at) {
    ix_attempt *best = t->best;
    if (began != best->began)
        return false;
    if (item->in_look) {
        if (t->in_look)
            best->forbids = (int)number;
        return true;
    }
    t->in_look = false;
    if (at != best->at || (item->group && !item->look))
        return true;
    ask(t, number);
    t->in_look = item->look && best->asked.v[0] == number;
    return true;
}

static bool step(void *context, size_t at_item, size_t began, size_t at) {
    tracer *t = context;
    int number = ix_item_at(&t->why->items, at_item);
    const ix_item *item = number < 0 ? NULL : &t->why->items.v.v[number];
    if (++t->steps > MOST_STEPS)
        return false;
    if (item && t->asking)
        return step_again(t, item, (uint32_t)number, began, at);
    if (item && !item->in_look && farther(t, item, began, at)) {
        t->best->before = item->before;
        t->best->began = began;
        t->best->at = at;
    }
    return true;
}

static void trace(ix_whynot *why, ix_matcher *m, const ix_regex *regex, ix_tried_unit *unit) {
    tracer t = {.why = why, .best = &unit->best};
    const size_t *pairs;
    unit->best.before = unit->best.forbids = -1;
    unit->matched = ix_regex_trace(regex, m->regex, unit->lifted, 0, step, &t, &pairs) == IX_REGEX_FOUND;
    if (unit->matched || unit->best.before < 0)
        return;
    t.asking = true;
    t.steps = 0;
    ix_regex_trace(regex, m->regex, unit->lifted, unit->best.began, step, &t, &pairs);
}

/* --- all units --- */

static unsigned shut_clauses(const ix_matcher *m, const ix_rule *rule, ix_unit_kind kind, uint32_t i,
                             uint64_t present) {
    uint32_t words = m->language->clause_words;
    unsigned shut = 0;
    memcpy(m->row, m->bits[kind] + (size_t)i * words, words * sizeof *m->row);
    for (uint64_t rest = present; rest; rest &= rest - 1)
        ix_set_clauses(m->row, m->language->kind_clauses + (size_t)__builtin_ctzll(rest) * words, words);
    for (uint32_t c = 0; c < rule->gate.clauses.n; c++)
        if (!(m->row[rule->clauses[c] / 64] >> (rule->clauses[c] % 64) & 1))
            shut |= 1u << c;
    return shut;
}

static void try_unit(ix_whynot *why, ix_matcher *m, const ix_regex *regex, ix_unit_kind kind, uint32_t i,
                     uint64_t sees) {
    uint64_t present;
    ix_span span = ix_matcher_unit_span(m, kind, i);
    uint32_t n = ix_matcher_gather(m, sees, span, &present);
    ix_tried_unit *unit = IX_PUSH(&why->arena, &why->units);
    *unit = (ix_tried_unit){.span = span, .shut = shut_clauses(m, why->rule, kind, i, present)};
    n = ix_matcher_thin_out(m, n);
    ix_unit_lay(&m->unit, m->doc->text, m->folded, span, m->visible, n, m->clean);
    unit->lifted = ix_str_copy(&why->arena, m->unit.text);
    for (uint32_t e = 0; e < m->unit.n_edges; e++)
        *IX_PUSH(&why->arena, &unit->edges) = m->unit.edges[e];
    if (regex && unit->lifted.len)
        trace(why, m, regex, unit);
}

static const ix_rule *rule_in(const ix_language *language, ix_layer layer, ix_str name) {
    for (uint32_t i = 0; i < language->by_layer[layer].n; i++)
        if (ix_str_eq(language->by_layer[layer].v[i]->name, name))
            return language->by_layer[layer].v[i];
    return NULL;
}

ix_regex *ix_whynot_trace(ix_whynot *why) {
    ix_regex *regex = NULL;
    ix_regex_fault fault;
    unsigned options = IX_REGEX_TRACED | (why->rule->caseless ? IX_REGEX_CASELESS : 0);
    why->names = ix_pattern_names((ix_language *)why->language, why->rule, &why->arena);
    for (int detail = IX_DETAIL_ALL; !regex && detail < IX_DETAILS; detail++) {
        why->items = ix_items_of(&why->arena, why->rule->pattern, &why->names, (ix_detail)detail);
        regex = ix_regex_new(why->items.traced, options, &fault);
    }
    why->untraced = !regex;
    return regex;
}

void ix_whynot_layer(ix_whynot *why, ix_matcher *m, ix_layer layer) {
    ix_unit_kind kind = ix_layers[layer].unit;
    uint64_t sees = m->language->layer_sees[layer] | ix_layers[layer].hides;
    const ix_rule *rule = rule_in(m->language, layer, why->rule_name);
    if (!rule)
        return;
    why->rule = rule;
    why->language = m->language;
    why->units.n = 0;
    ix_regex *regex = ix_whynot_trace(why);
    ix_matcher_prepare(m, sees);
    for (uint32_t i = 0; i < ix_matcher_units(m, kind); i++)
        try_unit(why, m, regex, kind, i, sees);
    ix_regex_free(regex);
}
