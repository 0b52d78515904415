/* Matching a layer over a document: candidates by their gates, the longest match wins, the accepted ones are lifted. */
#include "rules/ruleset.h"

#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "rules/unit.h"

typedef IX_ARRAY(ix_lift) lift_array;

typedef struct kind_lifts {
    lift_array lifts;
    uint32_t cursor;
    bool unsorted;
} kind_lifts;

/* A rule that may match in the unit at hand, with its next match there. */
typedef struct candidate {
    const ix_rule *rule;
    uint32_t windows, n_windows; /* where it may begin; none: anywhere */
    bool found;
    size_t start, end; /* in lifted text */
    ix_span whole;
    size_t pairs[2 * IX_MAX_GROUPS];
} candidate;

/* A stretch of lifted text that a match has to begin in. */
typedef struct window {
    size_t start, stop;
} window;

struct ix_matcher {
    ix_arena arena; /* the document's scratch */
    const ilex_ruleset *rules;
    const ix_language *language;
    ix_document *doc;
    bool clean, has_hits;
    const char *folded; /* the text folded byte for byte; NULL when it cannot be */
    ix_factor_hits factor_hits;
    IX_ARRAY(ix_span) digits; /* runs of ASCII digits */
    uint64_t *bits[2];        /* by ix_unit_kind: a row of clause bits for each unit */
    uint32_t *first_digit[2];
    uint32_t *clause_ends, *clause_ends_at; /* where the hits of each anchor clause end, clause by clause */
    kind_lifts kinds[IX_KIND_MAX];
    IX_ARRAY(ix_hit) hits[IX_KIND_MAX - IX_LAYERS];
    ix_regex_scratch *regex;
    ix_unit unit;
    ix_lift *visible;
    uint32_t cap_visible;
    candidate *candidates;
    uint32_t n_candidates, cap_candidates;
    window *windows; /* of all candidates */
    uint32_t n_windows, cap_windows;
    uint64_t *row; /* clause bits of the unit at hand */
    ilex_rule_cost *costs; /* by rule number; only when profiling */
    uint64_t places;       /* tried so far */
};

/* What a layer always sees as one character, whether or not its rules name it. */
static uint64_t hidden(ix_layer layer) {
#define BIT(name) ((uint64_t)1 << IX_LAYER_##name)
    switch (layer) {
    case IX_LAYER_date:
    case IX_LAYER_moment:
    case IX_LAYER_period:
    case IX_LAYER_tense:
    case IX_LAYER_join:
    case IX_LAYER_clause:
    case IX_LAYER_timing:
    case IX_LAYER_change:
    case IX_LAYER_status:
    case IX_LAYER_thing:
    case IX_LAYER_place:
    case IX_LAYER_relation:
        return BIT(exclude);
    case IX_LAYER_number:
    case IX_LAYER_fraction:
    case IX_LAYER_range:
    case IX_LAYER_hedge:
    case IX_LAYER_figure:
        return BIT(exclude) | BIT(date) | BIT(period);
    case IX_LAYER_role:
    case IX_LAYER_person:
        return BIT(organisation);
    case IX_LAYER_attribution:
    case IX_LAYER_reported:
        return BIT(quote);
    default:
        return 0;
    }
#undef BIT
}

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

/* --- taking up a document --- */

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
    uint32_t n = language->n_clauses, count;
    uint32_t *at = m->clause_ends_at = IX_NEW_ARRAY(&m->arena, uint32_t, n + 2);
    for (uint32_t h = 0; h < m->factor_hits.n; h++) {
        const uint32_t *values = ix_factors_values(language->factors, m->factor_hits.v[h].state, &count);
        for (uint32_t k = 0; k < count; k++)
            at[values[k] + 2] += language->is_anchor[values[k]];
    }
    for (uint32_t c = 2; c < n + 2; c++)
        at[c] += at[c - 1];
    m->clause_ends = IX_NEW_ARRAY(&m->arena, uint32_t, at[n + 1] + 1);
    for (uint32_t h = 0; h < m->factor_hits.n; h++) {
        const uint32_t *values = ix_factors_values(language->factors, m->factor_hits.v[h].state, &count);
        for (uint32_t k = 0; k < count; k++)
            if (language->is_anchor[values[k]])
                m->clause_ends[at[values[k] + 1]++] = m->factor_hits.v[h].end;
    }
}

static void start_over(ix_matcher *m, const ilex_ruleset *rules, const ix_language *language, ix_document *doc) {
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

static uint32_t unit_count(const ix_matcher *m, ix_unit_kind kind) {
    return kind == IX_UNIT_SENTENCE ? m->doc->sentences.n : m->doc->blocks.n;
}

static ix_span unit_span(const ix_matcher *m, ix_unit_kind kind, uint32_t i) {
    return kind == IX_UNIT_SENTENCE ? m->doc->sentences.v[i].span : m->doc->blocks.v[i].span;
}

static void set_clause(uint64_t *row, uint32_t clause) {
    row[clause / 64] |= (uint64_t)1 << (clause % 64);
}

static void set_clauses(uint64_t *row, const uint64_t *more, uint32_t words) {
    for (uint32_t w = 0; w < words; w++)
        row[w] |= more[w];
}

/* Gives each unit the clauses whose text stands in it. */
static void distribute(ix_matcher *m, ix_unit_kind kind) {
    const ix_language *language = m->language;
    uint32_t n = unit_count(m, kind), words = language->clause_words, hit = 0, digit = 0;
    m->bits[kind] = IX_NEW_ARRAY(&m->arena, uint64_t, (size_t)n * words + 1);
    m->first_digit[kind] = IX_NEW_ARRAY(&m->arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        ix_span span = unit_span(m, kind, i);
        uint64_t *row = m->bits[kind] + (size_t)i * words;
        set_clause(row, 0);
        while (hit < m->factor_hits.n && m->factor_hits.v[hit].end <= span.start)
            hit++;
        for (; hit < m->factor_hits.n && m->factor_hits.v[hit].end <= span.end; hit++) {
            uint32_t count;
            const uint32_t *clauses = ix_factors_values(language->factors, m->factor_hits.v[hit].state, &count);
            for (uint32_t k = 0; k < count; k++)
                set_clause(row, clauses[k]);
        }
        while (digit < m->digits.n && m->digits.v[digit].start < span.start)
            digit++;
        m->first_digit[kind][i] = digit;
        if (digit < m->digits.n && m->digits.v[digit].start < span.end)
            set_clauses(row, language->digit_clauses, words);
    }
}

void ix_matcher_begin(ix_matcher *m, const ilex_ruleset *rules, const ix_language *language, ix_document *doc) {
    ix_need_language(language);
    if (m->doc != doc || m->language != language)
        start_over(m, rules, language, doc);
    distribute(m, IX_UNIT_BLOCK);
    distribute(m, IX_UNIT_SENTENCE);
}

void ix_matcher_end(ix_matcher *m) {
    m->doc = NULL;
}

/* --- lifts --- */

static void add_lift(ix_matcher *m, int kind, ix_span span, int item) {
    kind_lifts *k = &m->kinds[kind];
    if (k->lifts.n && k->lifts.v[k->lifts.n - 1].span.start > span.start)
        k->unsorted = true;
    *IX_PUSH(&m->arena, &k->lifts) = (ix_lift){span, kind, item};
}

void ix_matcher_lift(ix_matcher *m, ix_layer layer, ix_span span, int item) {
    add_lift(m, (int)layer, span, item);
}

void ix_matcher_unlift(ix_matcher *m, ix_layer layer, ix_span span) {
    lift_array *lifts = &m->kinds[layer].lifts;
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
    add_lift(m, IX_LAYERS + number, hit->span, (int)m->hits[number].n - 1);
}

const ix_hit *ix_matcher_hit(const ix_matcher *m, int kind, int item) {
    int number = kind - IX_LAYERS;
    if (number < 0 || number >= IX_KIND_MAX - IX_LAYERS || item < 0 || (uint32_t)item >= m->hits[number].n)
        return NULL;
    return &m->hits[number].v[item];
}

static int by_start(const void *a, const void *b) {
    const ix_lift *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return (y->kind < IX_LAYERS ? y->kind : -y->kind) - (x->kind < IX_LAYERS ? x->kind : -x->kind);
}

static void prepare_kinds(ix_matcher *m, uint64_t sees) {
    uint64_t gazetteers = sees >> IX_LAYERS;
    if (gazetteers && !m->has_hits) {
        m->has_hits = true;
        ix_gazetteer_scan(m->language->gazetteer, m->doc->text, keep_hit, m);
    }
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

/* All mentions of the seen kinds in the unit; units come in text order, so a cursor in each kind does. */
static uint32_t gather(ix_matcher *m, uint64_t sees, ix_span span, uint64_t *present) {
    uint32_t n = 0;
    *present = 0;
    for (uint64_t rest = sees; rest; rest &= rest - 1) {
        int k = __builtin_ctzll(rest);
        kind_lifts *lifts = &m->kinds[k];
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

/* Of overlapping mentions the widest stays. */
static uint32_t thin_out(ix_matcher *m, uint32_t n) {
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

/* --- where a match may begin: near the atoms of the rule's anchor clause --- */

/* `reach` characters back from `at`, a run of white space counted as one. */
static size_t walk_back(ix_str text, size_t at, uint32_t reach) {
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

/* Windows come in order of their ends; those that overlap are made one. */
static void add_window(ix_matcher *m, candidate *c, size_t from, size_t end, uint32_t reach) {
    size_t start = walk_back(m->unit.text, from, reach);
    while (c->n_windows && m->windows[c->windows + c->n_windows - 1].stop >= start) {
        window *last = &m->windows[c->windows + --c->n_windows];
        start = last->start < start ? last->start : start;
        end = last->stop > end ? last->stop : end;
    }
    if (c->windows + c->n_windows == m->cap_windows) {
        m->cap_windows = m->cap_windows ? m->cap_windows * 2 : 256;
        m->windows = ix_realloc(m->windows, m->cap_windows * sizeof *m->windows);
    }
    m->windows[c->windows + c->n_windows++] = (window){start, end};
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

static void factor_windows(ix_matcher *m, candidate *c, uint32_t clause, uint32_t reach) {
    uint32_t stop = m->clause_ends_at[clause + 1];
    uint32_t h = first_after(m->clause_ends, m->clause_ends_at[clause], stop, m->unit.span.start);
    for (; h < stop && m->clause_ends[h] <= m->unit.span.end; h++) {
        size_t at;
        if (ix_unit_at(&m->unit, m->clause_ends[h] - 1, &at))
            add_window(m, c, at + 1, at + 1, reach);
    }
}

static void kind_windows(ix_matcher *m, candidate *c, uint64_t kinds, uint32_t reach) {
    for (uint32_t e = 0; e < m->unit.n_edges; e++)
        if (kinds >> m->unit.edges[e].lift.kind & 1)
            add_window(m, c, m->unit.edges[e].at + 3, m->unit.edges[e].at + 3, reach);
}

static void digit_windows(ix_matcher *m, candidate *c, uint32_t reach, ix_unit_kind kind, int unit) {
    for (uint32_t d = m->first_digit[kind][unit]; d < m->digits.n && m->digits.v[d].start < m->unit.span.end; d++) {
        size_t at;
        if (ix_unit_at(&m->unit, m->digits.v[d].start, &at))
            add_window(m, c, at + 1, at + ix_span_len(m->digits.v[d]), reach);
    }
}

static int by_window(const void *a, const void *b) {
    const window *x = a, *y = b;
    return (x->stop > y->stop) - (x->stop < y->stop);
}

/* A clause of several sorts of atoms gives windows out of order: they are sorted and joined again. */
static void join_windows(ix_matcher *m, candidate *c) {
    window *w = m->windows + c->windows;
    uint32_t n = c->n_windows, kept = 0;
    qsort(w, n, sizeof *w, by_window);
    for (uint32_t i = 0; i < n; i++) {
        window next = w[i];
        while (kept && w[kept - 1].stop >= next.start) {
            kept--;
            next.start = w[kept].start < next.start ? w[kept].start : next.start;
        }
        w[kept++] = next;
    }
    c->n_windows = kept;
}

static void lay_windows(ix_matcher *m, candidate *c, ix_unit_kind kind, int unit) {
    const ix_clause *anchor = &c->rule->gate.clauses.v[c->rule->anchor];
    c->windows = m->n_windows;
    c->n_windows = 0;
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
static ix_regex_result find_within(ix_matcher *m, const ix_rule *rule, size_t from, size_t stop, const size_t **pairs) {
    const ix_first *first = &rule->gate.first;
    ix_str text = m->unit.text;
    if (!first->known || !m->unit.folded)
        return ix_regex_find(rule->regex, m->regex, text, from, stop, pairs);
    const unsigned char *t = (const unsigned char *)text.ptr, *f = (const unsigned char *)m->unit.folded;
    for (size_t at = from; at < stop && at < text.len; at++) {
        if (!ix_first_fits(first, t + at, f + at))
            continue;
        m->places++;
        ix_regex_result result = ix_regex_find(rule->regex, m->regex, text, at, at + 1, pairs);
        if (result != IX_REGEX_NONE)
            return result;
    }
    return IX_REGEX_NONE;
}

static ix_regex_result find(ix_matcher *m, const candidate *c, size_t from, const size_t **pairs) {
    if (m->rules->flags & ILEX_NO_GATES)
        return ix_regex_find(c->rule->regex, m->regex, m->unit.text, from, SIZE_MAX, pairs);
    if (c->rule->anchor < 0)
        return find_within(m, c->rule, from, SIZE_MAX, pairs);
    for (uint32_t i = 0; i < c->n_windows; i++) {
        window w = m->windows[c->windows + i];
        if (w.stop <= from)
            continue;
        ix_regex_result result = find_within(m, c->rule, w.start > from ? w.start : from, w.stop, pairs);
        if (result != IX_REGEX_NONE)
            return result;
    }
    return IX_REGEX_NONE;
}

/* find, its cost written down. */
static ix_regex_result find_profiled(ix_matcher *m, const candidate *c, size_t from, const size_t **pairs) {
    if (!m->costs)
        m->costs = ix_alloc(sizeof *m->costs * m->rules->n_rules);
    ilex_rule_cost *cost = &m->costs[c->rule->number];
    uint64_t began = now_ns(), places = m->places;
    ix_regex_result result = find(m, c, from, pairs);
    cost->places += m->places - places;
    cost->nanoseconds += now_ns() - began;
    cost->rule = c->rule->name.ptr;
    cost->language = m->language->code.ptr;
    cost->tried += from == 0;
    cost->found += result == IX_REGEX_FOUND;
    return result;
}

void ix_matcher_costs(const ix_matcher *m, void (*each)(const ilex_rule_cost *, void *), void *context) {
    for (uint32_t i = 0; m->costs && i < m->rules->n_rules; i++)
        if (m->costs[i].rule)
            each(&m->costs[i], context);
}

static void search(ix_matcher *m, candidate *c, size_t from) {
    const size_t *pairs;
    c->found = false;
    if (from > m->unit.text.len)
        return;
    ix_regex_result result = m->rules->flags & ILEX_PROFILE ? find_profiled(m, c, from, &pairs) : find(m, c, from, &pairs);
    if (result == IX_REGEX_BUDGET)
        ix_diagnose(m->doc, "warning", "rule.budget", m->unit.span, "rule %.*s took too long here and was given up", IX_FMT(c->rule->name));
    if (result != IX_REGEX_FOUND)
        return;
    c->found = true;
    c->start = pairs[0];
    c->end = pairs[1];
    c->whole = ix_unit_span(&m->unit, c->start, c->end);
    memcpy(c->pairs, pairs, sizeof *pairs * 2 * (ix_regex_groups(c->rule->regex) + 1));
}

static candidate *add_candidate(ix_matcher *m, const ix_rule *rule) {
    if (m->n_candidates == m->cap_candidates) {
        m->cap_candidates = m->cap_candidates ? m->cap_candidates * 2 : 32;
        m->candidates = ix_realloc(m->candidates, m->cap_candidates * sizeof *m->candidates);
    }
    candidate *c = &m->candidates[m->n_candidates++];
    c->rule = rule;
    return c;
}

static candidate *earliest(ix_matcher *m) {
    candidate *best = NULL;
    for (uint32_t i = 0; i < m->n_candidates; i++)
        if (m->candidates[i].found && (!best || m->candidates[i].start < best->start))
            best = &m->candidates[i];
    return best;
}

/* The longest of those that overlap `first`; candidates stand in rule order, so the earlier rule wins a tie. */
static candidate *winner(ix_matcher *m, const candidate *first) {
    candidate *best = NULL;
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        candidate *c = &m->candidates[i];
        if (!c->found || c->start >= first->end || c->end <= first->start)
            continue;
        if (!best || ix_span_len(c->whole) > ix_span_len(best->whole))
            best = c;
    }
    return best;
}

/* --- a match's fields --- */

static bool group_named(const candidate *c, ix_str name, uint32_t *group) {
    for (uint32_t g = 1; g <= ix_regex_groups(c->rule->regex); g++)
        if (c->pairs[2 * g] != (size_t)IX_REGEX_UNSET && ix_str_eq(ix_regex_group_name(c->rule->regex, g), name)) {
            *group = g;
            return true;
        }
    return false;
}

static ix_str list_value(const ix_list *list, ix_str words) {
    ix_str value = ix_list_value(list, words);
    size_t start = 0, end = words.len;
    while (!value.ptr && end > start && !ix_utf8_is_letter((unsigned char)words.ptr[end - 1]) && (unsigned char)words.ptr[end - 1] < 0x80)
        value = ix_list_value(list, ix_str_sub(words, start, --end));
    return value.ptr ? value : words;
}

static void fill_capture(const ix_matcher *m, const candidate *c, uint32_t g, ix_field_value *out) {
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

static bool fill_field(const ix_matcher *m, const candidate *c, const ix_emit *emit, ix_field_value *out) {
    for (uint32_t i = 0; i < emit->sources.n; i++) {
        const ix_emit_source *source = &emit->sources.v[i];
        uint32_t group = 0;
        if (source->capture.len && !group_named(c, source->capture, &group))
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

static ix_match make_match(const ix_matcher *m, const candidate *c, ix_field_value *fields, int unit) {
    ix_match match = {.layer = c->rule->layer, .rule = c->rule->name, .span = c->whole, .whole = c->whole, .unit = unit, .fields = fields};
    int g = c->rule->span_group;
    uint32_t group;
    if (g && group_named(c, IX_STR("span"), &group))
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

static void lost(ix_matcher *m, const candidate *c, const candidate *to, const char *why) {
    if (m->doc->explain)
        *IX_PUSH(&m->doc->arena, &m->doc->lost) = (ix_lost_match){c->whole, c->rule->name, to ? to->rule->name : (ix_str){"", 0}, why};
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
static bool offer(ix_matcher *m, const run *r, const candidate *c) {
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
        add_lift(m, (int)r->layer, match.span, item);
    return true;
}

static size_t next_character(ix_str text, size_t at) {
    if (at < text.len)
        ix_utf8_next(text, &at);
    return at;
}

static void settle(ix_matcher *m, const run *r) {
    for (candidate *first = earliest(m); first; first = earliest(m)) {
        candidate *won = winner(m, first);
        if (!offer(m, r, won)) {
            search(m, won, next_character(m->unit.text, won->start));
            continue;
        }
        size_t start = won->start, end = won->end;
        for (uint32_t i = 0; i < m->n_candidates; i++) {
            candidate *c = &m->candidates[i];
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
    ix_span span = unit_span(m, kind, (uint32_t)r->unit);
    uint64_t present;
    uint32_t words = language->clause_words;
    const uint64_t *own = m->bits[kind] + (size_t)r->unit * words;
    if (ix_span_empty(span) || (!any_gate(language, r->layer, own) && !(m->rules->flags & ILEX_NO_GATES)))
        return;
    uint32_t n = gather(m, sees, span, &present);
    memcpy(m->row, own, words * sizeof *m->row);
    for (uint64_t rest = present; rest; rest &= rest - 1)
        set_clauses(m->row, language->kind_clauses + (size_t)__builtin_ctzll(rest) * words, words);
    add_candidates(m, r->layer);
    if (m->n_candidates == 0)
        return;
    n = thin_out(m, n);
    ix_unit_lay(&m->unit, m->doc->text, m->folded, span, m->visible, n, m->clean);
    m->n_windows = 0;
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        if (m->candidates[i].rule->anchor >= 0)
            lay_windows(m, &m->candidates[i], kind, r->unit);
        search(m, &m->candidates[i], 0);
    }
    settle(m, r);
}

void ix_match_layer(ix_matcher *m, ix_layer layer, ix_accept accept, void *context) {
    uint64_t sees = m->language->layer_sees[layer] | hidden(layer);
    ix_unit_kind kind = ix_layers[layer].unit;
    uint32_t n = unit_count(m, kind);
    if (m->language->by_layer[layer].n == 0)
        return;
    prepare_kinds(m, sees);
    for (uint32_t i = 0; i < n; i++)
        match_unit(m, &(run){layer, (int)i, accept, context}, kind, sees);
}

int ix_keep_match(ix_document *doc, const ix_match *match, void *context, const char **why) {
    (void)context, (void)why;
    return copy_match(doc, match, false);
}
