/* Matching a layer over a document: candidates by their gates, the longest match wins, the accepted ones are
 * lifted. */
#include "rules/matcher.h"

#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "rules/whynot.h"

/* --- candidates --- */

static inline bool has_clause(const uint64_t *row, uint16_t clause) {
    return row[clause / 64] >> (clause % 64) & 1;
}

static inline bool open_gate(const ix_gate_row *gate, const uint64_t *row) {
    for (int i = 0; i < IX_GATE_CLAUSES; i++)
        if (!has_clause(row, gate->clauses[i]))
            return false;
    return true;
}

/* Whether any rule's gate opens, whatever mentions may be there. */
static bool any_gate(const ix_language *language, ix_layer layer, const uint64_t *row) {
    for (uint32_t i = 0; i < language->gates[layer].n; i++) {
        const ix_gate_row *gate = &language->gates[layer].v[i];
        if (has_clause(row, gate->words[0]) && has_clause(row, gate->words[1]))
            return true;
    }
    return false;
}

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Languages compile as they come, and bring more rules. */
static void need_costs(ix_matcher *m) {
    uint32_t n = m->rules->n_rules;
    if (n == m->n_costs)
        return;
    m->costs = ix_realloc(m->costs, n * sizeof *m->costs);
    memset(m->costs + m->n_costs, 0, (n - m->n_costs) * sizeof *m->costs);
    m->n_costs = n;
}

/* ix_find_next, its cost written down. */
static ix_regex_result find_profiled(ix_matcher *m, ix_candidate *c, size_t from, const size_t **pairs) {
    need_costs(m);
    ilex_rule_cost *cost = &m->costs[c->rule->number];
    uint64_t began = now_ns(), places = m->places;
    ix_regex_result result = ix_find_next(m, c, from, pairs);
    cost->places += m->places - places;
    cost->nanoseconds += now_ns() - began;
    cost->rule = c->rule->name.ptr;
    cost->language = m->language->code.ptr;
    cost->tried += from == 0;
    cost->found += result == IX_REGEX_FOUND;
    return result;
}

void ix_matcher_costs(const ix_matcher *m, void (*each)(const ilex_rule_cost *, void *), void *context) {
    for (uint32_t i = 0; i < m->n_costs; i++)
        if (m->costs[i].rule)
            each(&m->costs[i], context);
}

static void search(ix_matcher *m, ix_candidate *c, size_t from) {
    const size_t *pairs;
    c->found = false;
    if (from > m->unit.text.len)
        return;
    ix_regex_renew(m->regex);
    ix_regex_result result =
        m->rules->flags & ILEX_PROFILE ? find_profiled(m, c, from, &pairs) : ix_find_next(m, c, from, &pairs);
    if (result == IX_REGEX_BUDGET)
        ix_diagnose(m->doc, "warning", "rule.budget", m->unit.span,
                    "rule %.*s took too long here and was given up", IX_FMT(c->rule->name));
    if (result != IX_REGEX_FOUND)
        return;
    c->found = true;
    c->start = pairs[0];
    c->end = pairs[1];
    c->whole = ix_unit_span(&m->unit, c->start, c->end);
    memcpy(c->pairs, pairs, sizeof *pairs * 2 * (ix_regex_groups(c->rule->regex) + 1));
}

static ix_candidate *add_candidate(ix_matcher *m, const ix_rule *rule) {
    if (m->n_candidates == m->cap_candidates) {
        m->cap_candidates = m->cap_candidates ? m->cap_candidates * 2 : 32;
        m->candidates = ix_realloc(m->candidates, m->cap_candidates * sizeof *m->candidates);
    }
    ix_candidate *c = &m->candidates[m->n_candidates++];
    c->rule = rule;
    return c;
}

static ix_candidate *earliest(ix_matcher *m) {
    ix_candidate *best = NULL;
    for (uint32_t i = 0; i < m->n_candidates; i++)
        if (m->candidates[i].found && (!best || m->candidates[i].start < best->start))
            best = &m->candidates[i];
    return best;
}

/* The longest of those that overlap `first`; candidates stand in rule order, so the earlier rule wins a tie.
 */
static ix_candidate *winner(ix_matcher *m, const ix_candidate *first) {
    ix_candidate *best = NULL;
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        ix_candidate *c = &m->candidates[i];
        if (!c->found || c->start >= first->end || c->end <= first->start)
            continue;
        if (!best || ix_span_len(c->whole) > ix_span_len(best->whole))
            best = c;
    }
    return best;
}

/* --- a match's fields --- */

/* The first of the groups that took part; 0: none did. */
static uint32_t group_of(const ix_candidate *c, uint64_t groups) {
    for (uint64_t rest = groups; rest; rest &= rest - 1) {
        uint32_t g = (uint32_t)__builtin_ctzll(rest);
        if (c->pairs[2 * g] != (size_t)IX_REGEX_UNSET)
            return g;
    }
    return 0;
}

static ix_str list_value(const ix_list *list, ix_str words) {
    ix_str value = ix_list_value(list, words);
    size_t start = 0, end = words.len;
    while (!value.ptr && end > start && !ix_utf8_is_letter((unsigned char)words.ptr[end - 1]) &&
           (unsigned char)words.ptr[end - 1] < 0x80)
        value = ix_list_value(list, ix_str_sub(words, start, --end));
    return value.ptr ? value : words;
}

static void fill_capture(const ix_matcher *m, const ix_candidate *c, uint32_t g, ix_field_value *out) {
    size_t start = c->pairs[2 * g], end = c->pairs[2 * g + 1];
    const ix_lift *mention = ix_unit_mention(&m->unit, start, end);
    out->span = ix_unit_span(&m->unit, start, end);
    out->text = ix_doc_str(m->doc, out->span);
    out->kind = mention ? mention->kind : -1;
    out->item = mention ? mention->item : -1;
    if (c->rule->group_list[g])
        out->text = list_value(c->rule->group_list[g], out->text);
    else if (mention && mention->kind >= IX_LAYERS && ix_span_len(mention->span) == ix_span_len(out->span))
        out->text = m->hits[mention->kind - IX_LAYERS].v[mention->item].entry->value;
}

static bool fill_field(const ix_matcher *m, const ix_candidate *c, const ix_emit *emit, ix_field_value *out) {
    for (uint32_t i = 0; i < emit->sources.n; i++) {
        const ix_emit_source *source = &emit->sources.v[i];
        uint32_t group = group_of(c, source->groups);
        if (source->groups && !group)
            continue;
        *out = (ix_field_value){emit->field, source->text, {0, 0}, -1, -1};
        if (group && source->literal)
            out->span = ix_unit_span(&m->unit, c->pairs[2 * group], c->pairs[2 * group + 1]);
        else if (group)
            fill_capture(m, c, group, out);
        return true;
    }
    return false;
}

static ix_match make_match(const ix_matcher *m, const ix_candidate *c, ix_field_value *fields, int unit) {
    ix_match match = {.layer = c->rule->layer,
                      .rule = c->rule->name,
                      .span = c->whole,
                      .whole = c->whole,
                      .unit = unit,
                      .fields = fields};
    uint32_t group = group_of(c, c->rule->span_groups);
    if (group)
        match.span = ix_unit_span(&m->unit, c->pairs[2 * group], c->pairs[2 * group + 1]);
    for (uint32_t i = 0; i < c->rule->emits.n && match.n_fields < IX_FIELDS; i++)
        match.n_fields += fill_field(m, c, &c->rule->emits.v[i], &fields[match.n_fields]);
    return match;
}

/* --- a unit --- */

typedef struct run {
    ix_layer layer;
    int unit;
    ix_accept accept;
    void *context;
} run;

static void lost(ix_matcher *m, const ix_candidate *c, const ix_candidate *to, const char *why) {
    if (m->doc->explain)
        *IX_PUSH(&m->doc->arena, &m->doc->lost) =
            (ix_lost_match){c->whole, c->rule->name, to ? to->rule->name : (ix_str){"", 0}, why};
}

static int copy_match(ix_document *doc, const ix_match *match, bool explained) {
    ix_field_value *fields = IX_NEW_ARRAY(&doc->arena, ix_field_value, match->n_fields + 1);
    if (match->n_fields)
        memcpy(fields, match->fields, sizeof *fields * match->n_fields);
    ix_match *kept = explained ? IX_PUSH(&doc->arena, &doc->explained) : IX_PUSH(&doc->arena, &doc->matches);
    *kept = *match;
    kept->fields = fields;
    return (int)doc->matches.n - 1;
}

/* Offers the winner; false when it was refused. */
static bool offer(ix_matcher *m, const run *r, const ix_candidate *c) {
    ix_field_value fields[IX_FIELDS];
    const char *why = "refused";
    ix_match match = make_match(m, c, fields, r->unit);
    int item = r->accept(m->doc, &match, r->context, &why);
    if (item == IX_REFUSE) {
        lost(m, c, NULL, why);
        return false;
    }
    if (m->doc->explain)
        copy_match(m->doc, &match, true);
    if (item >= 0)
        ix_matcher_add_lift(m, (int)r->layer, match.span, item);
    return true;
}

static size_t next_character(ix_str text, size_t at) {
    if (at < text.len)
        ix_utf8_next(text, &at);
    return at;
}

static void settle(ix_matcher *m, const run *r) {
    for (ix_candidate *first = earliest(m); first; first = earliest(m)) {
        ix_candidate *won = winner(m, first);
        if (!offer(m, r, won)) {
            search(m, won, next_character(m->unit.text, won->start));
            continue;
        }
        size_t start = won->start, end = won->end;
        for (uint32_t i = 0; i < m->n_candidates; i++) {
            ix_candidate *c = &m->candidates[i];
            if (!c->found || c->start >= end)
                continue;
            if (c != won)
                lost(m, c, won, c->end - c->start < end - start ? "shorter" : "later rule");
            search(m, c, end);
        }
    }
}

static void add_candidates(ix_matcher *m, ix_layer layer) {
    const ix_language *language = m->language;
    bool all = m->rules->flags & ILEX_NO_GATES;
    m->n_candidates = 0;
    for (uint32_t i = 0; i < language->by_layer[layer].n; i++)
        if (all || open_gate(&language->gates[layer].v[i], m->row))
            add_candidate(m, language->by_layer[layer].v[i]);
}

static void match_unit(ix_matcher *m, const run *r, ix_unit_kind kind, uint64_t sees) {
    const ix_language *language = m->language;
    ix_span span = ix_matcher_unit_span(m, kind, (uint32_t)r->unit);
    uint64_t present;
    uint32_t words = language->clause_words;
    const uint64_t *own = m->bits[kind] + (size_t)r->unit * words;
    if (ix_span_empty(span) || (!any_gate(language, r->layer, own) && !(m->rules->flags & ILEX_NO_GATES)))
        return;
    uint32_t n = ix_matcher_gather(m, sees, span, &present);
    memcpy(m->row, own, words * sizeof *m->row);
    for (uint64_t rest = present; rest; rest &= rest - 1)
        ix_set_clauses(m->row, language->kind_clauses + (size_t)__builtin_ctzll(rest) * words, words);
    add_candidates(m, r->layer);
    if (m->n_candidates == 0)
        return;
    n = ix_matcher_thin_out(m, n);
    ix_unit_lay(&m->unit, m->doc->text, m->folded, span, m->visible, n, m->clean);
    m->n_windows = 0;
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        if (m->candidates[i].rule->anchor >= 0 && !m->candidates[i].rule->gate.first.only_kinds)
            ix_lay_windows(m, &m->candidates[i], kind, r->unit);
        search(m, &m->candidates[i], 0);
    }
    settle(m, r);
}

void ix_match_layer(ix_matcher *m, ix_layer layer, ix_accept accept, void *context) {
    uint64_t sees = m->language->layer_sees[layer] | ix_layers[layer].hides;
    ix_unit_kind kind = ix_layers[layer].unit;
    uint32_t n = ix_matcher_units(m, kind);
    if (m->language->by_layer[layer].n == 0)
        return;
    if (m->why)
        ix_whynot_layer(m->why, m, layer);
    ix_matcher_prepare(m, sees);
    for (uint32_t i = 0; i < n; i++)
        match_unit(m, &(run){layer, (int)i, accept, context}, kind, sees);
}

int ix_keep_match(ix_document *doc, const ix_match *match, void *context, const char **why) {
    (void)context, (void)why;
    return copy_match(doc, match, false);
}
