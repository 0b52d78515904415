#include "rules/part.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { MAX_EXACT = 256, MAX_LENGTH = 24, MAX_CLAUSES = 4 };

/* --- sets of texts --- */

static uint32_t far_sum(uint32_t a, uint32_t b) {
    return a + b < IX_REACH_FAR ? a + b : IX_REACH_FAR;
}

/* Bytes, which are at least as many as characters. */
static uint32_t longest(const ix_texts *set) {
    size_t most = 0;
    for (uint32_t i = 0; i < set->v.n; i++)
        most = set->v.v[i].len > most ? set->v.v[i].len : most;
    return most < IX_REACH_FAR ? (uint32_t)most : IX_REACH_FAR;
}

ix_part ix_part_text(ix_arena *arena, ix_str text) {
    ix_part out = {.known = true, .width = (uint32_t)text.len};
    *IX_PUSH(arena, &out.exact.v) = text;
    return out;
}

ix_part ix_part_unknown(uint32_t width) {
    return (ix_part){.width = width, .first = {.unknown = true}};
}

static void add_beginning(ix_arena *arena, ix_beginning *to, const ix_beginning *more) {
    to->unknown |= more->unknown;
    to->digit |= more->digit;
    to->letter |= more->letter;
    to->upper |= more->upper;
    to->nullable |= more->nullable;
    if (to->with.v.n + more->with.v.n > 2 * MAX_EXACT)
        to->unknown = true;
    for (uint32_t i = 0; i < more->with.v.n && !to->unknown; i++)
        *IX_PUSH(arena, &to->with.v) = more->with.v.v[i];
}

static ix_beginning beginning_of_texts(ix_arena *arena, const ix_texts *set) {
    ix_beginning out = {0};
    for (uint32_t i = 0; i < set->v.n; i++)
        if (set->v.v[i].len)
            *IX_PUSH(arena, &out.with.v) = set->v.v[i];
        else
            out.nullable = true;
    return out;
}

ix_beginning ix_part_beginning(ix_arena *arena, const ix_part *p) {
    return p->known ? beginning_of_texts(arena, &p->exact) : p->first;
}

/* a then b, blanks at the seam made one. */
static ix_str join(ix_arena *arena, ix_str a, ix_str b) {
    if (a.len && b.len && a.ptr[a.len - 1] == ' ' && b.ptr[0] == ' ')
        b = ix_str_sub(b, 1, b.len);
    if (a.len == 0 || b.len == 0)
        return a.len ? a : b;
    char *both = ix_arena_alloc(arena, a.len + b.len);
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    return (ix_str){both, a.len + b.len};
}

static bool cross(ix_arena *arena, ix_texts *into, const ix_texts *next) {
    ix_texts out = {0};
    if ((uint64_t)into->v.n * next->v.n > MAX_EXACT)
        return false;
    for (uint32_t i = 0; i < into->v.n; i++)
        for (uint32_t j = 0; j < next->v.n; j++) {
            ix_str both = join(arena, into->v.v[i], next->v.v[j]);
            if (both.len > MAX_LENGTH)
                return false;
            *IX_PUSH(arena, &out.v) = both;
        }
    *into = out;
    return true;
}

/* --- parts known --- */

ix_known_parts *ix_known_parts_new(void) {
    return ix_alloc(sizeof(ix_known_parts));
}

void ix_known_parts_free(ix_known_parts *known) {
    ix_arena arena = known->arena;
    ix_arena_done(&arena);
    free(known);
}

ix_known_part *ix_known_part_of(ix_known_parts *known, uint32_t list, bool caseless) {
    while (known->v.n <= list * 2 + 1)
        IX_PUSH(&known->arena, &known->v);
    return &known->v.v[list * 2 + caseless];
}

ix_part ix_part_shared(ix_part part) {
    part.exact.v.cap = part.exact.v.n;
    part.first.with.v.cap = part.first.with.v.n;
    part.clauses.cap = part.clauses.n;
    for (uint32_t i = 0; i < part.clauses.n; i++)
        part.clauses.v[i].factors.cap = part.clauses.v[i].factors.n;
    return part;
}

/* --- clauses out of texts --- */

int ix_kind_at(ix_str s, size_t i) {
    const unsigned char *p = (const unsigned char *)s.ptr + i;
    return i + 2 < s.len && p[0] == 0xEE && p[1] == 0x80 && p[2] < 0x80 + IX_KIND_MAX ? p[2] - 0x80 : -1;
}

static bool is_plain_byte(char c) {
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == ' ';
}

/* How much a piece of text tells: letters one each, marks and digits more, blanks nothing. */
static int weight(ix_str s) {
    int w = 0;
    for (size_t i = 0; i < s.len; i++)
        w += s.ptr[i] == ' ' ? 0 : is_plain_byte(s.ptr[i]) ? 2 : 3;
    return w;
}

/* Adds the best atom of a text: its longest piece without mentions, or a mention's kind. False: it has none.
 */
static bool add_atom(ix_arena *arena, ix_clause *clause, ix_str text) {
    ix_str best = {"", 0};
    int kind = -1;
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        int k = i < text.len ? ix_kind_at(text, i) : -1;
        if (k < 0 && i < text.len)
            continue;
        ix_str piece = ix_str_sub(text, start, i);
        if (weight(piece) > weight(best))
            best = piece;
        if (k >= 0) {
            kind = k;
            i += 2;
        }
        start = i + 1;
    }
    if (kind >= 0 && weight(best) < 8) {
        clause->kinds |= (uint64_t)1 << kind;
        return true;
    }
    if (weight(best) < 3)
        return false;
    *IX_PUSH(arena, &clause->factors) = best;
    return true;
}

static bool clause_of_texts(ix_arena *arena, const ix_texts *exact, ix_clause *clause) {
    *clause = (ix_clause){.reach = longest(exact)};
    for (uint32_t i = 0; i < exact->v.n; i++)
        if (!add_atom(arena, clause, exact->v.v[i]))
            return false;
    return exact->v.n > 0;
}

/* The mentions alone, when every text holds one. */
static bool kinds_of_texts(const ix_texts *exact, ix_clause *clause) {
    *clause = (ix_clause){.reach = longest(exact)};
    for (uint32_t i = 0; i < exact->v.n; i++) {
        bool found = false;
        for (size_t at = 0; at < exact->v.v[i].len; at++) {
            int kind = ix_kind_at(exact->v.v[i], at);
            clause->kinds |= kind < 0 ? 0 : (uint64_t)1 << kind;
            found = found || kind >= 0;
        }
        if (!found)
            return false;
    }
    return exact->v.n > 0;
}

/* Higher is better: how rarely a clause lets a sentence through. */
int ix_clause_selectivity(const ix_clause *c) {
    int least = c->digit ? 4 : c->kinds ? 6 : 1000;
    for (uint32_t i = 0; i < c->factors.n; i++) {
        int w = weight(c->factors.v[i]);
        least = w < least ? w : least;
    }
    int many = 0;
    for (uint32_t n = c->factors.n; n > 1; n /= 2)
        many++;
    return least * 2 - many;
}

int ix_gate_anchor(const ix_gate *gate) {
    int best = -1, best_score = 0;
    for (uint32_t i = 0; i < gate->clauses.n; i++) {
        const ix_clause *clause = &gate->clauses.v[i];
        int score = ix_clause_selectivity(clause) * 4 - (int)clause->reach;
        if (clause->reach < IX_REACH_FAR && (best < 0 || score > best_score)) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}

void ix_part_add_clause(ix_arena *arena, ix_part *out, ix_clause clause) {
    if (out->clauses.n < MAX_CLAUSES) {
        *IX_PUSH(arena, &out->clauses) = clause;
        return;
    }
    uint32_t worst = 0;
    for (uint32_t i = 1; i < out->clauses.n; i++)
        if (ix_clause_selectivity(&out->clauses.v[i]) < ix_clause_selectivity(&out->clauses.v[worst]))
            worst = i;
    if (ix_clause_selectivity(&clause) > ix_clause_selectivity(&out->clauses.v[worst]))
        out->clauses.v[worst] = clause;
}

/* The clauses of a part that begins at most `before` characters after its match does. */
static void add_clauses(ix_arena *arena, ix_part *out, const ix_part *from, uint32_t before) {
    for (uint32_t i = 0; i < from->clauses.n; i++) {
        ix_clause clause = from->clauses.v[i];
        clause.reach = far_sum(clause.reach, before);
        ix_part_add_clause(arena, out, clause);
    }
}

/* The one clause that says most about a part; false when nothing is known. */
bool ix_part_best_clause(ix_arena *arena, const ix_part *p, ix_clause *best) {
    bool found = p->known && clause_of_texts(arena, &p->exact, best);
    for (uint32_t i = 0; i < p->clauses.n; i++)
        if (!found || ix_clause_selectivity(&p->clauses.v[i]) > ix_clause_selectivity(best)) {
            *best = p->clauses.v[i];
            found = true;
        }
    return found;
}

/* --- sequence, alternatives, repetition --- */

void ix_part_add_texts(ix_arena *arena, const ix_texts *exact, uint32_t before, ix_part *out) {
    ix_clause words, kinds;
    bool has_words = clause_of_texts(arena, exact, &words);
    words.reach = far_sum(words.reach, before);
    if (has_words)
        ix_part_add_clause(arena, out, words);
    if (!kinds_of_texts(exact, &kinds) || (has_words && words.factors.n == 0))
        return;
    kinds.reach = far_sum(kinds.reach, before);
    ix_part_add_clause(arena, out, kinds);
}

static void begin_with(ix_arena *arena, ix_sequence *s, const ix_beginning *next) {
    if (s->begun)
        return;
    s->out.first.nullable = false;
    add_beginning(arena, &s->out.first, next);
    s->begun = !next->nullable || s->out.first.unknown;
}

static void flush_run(ix_arena *arena, ix_sequence *s) {
    ix_beginning next = beginning_of_texts(arena, &s->run);
    begin_with(arena, s, &next);
    ix_part_add_texts(arena, &s->run, s->begin, &s->out);
    s->run = ix_part_text(arena, (ix_str){"", 0}).exact;
}

void ix_sequence_append(ix_arena *arena, ix_sequence *s, ix_part *next) {
    uint32_t before = s->out.width;
    s->out.width = far_sum(before, next->width);
    add_clauses(arena, &s->out, next, before);
    if (next->known && cross(arena, &s->run, &next->exact))
        return;
    flush_run(arena, s);
    s->whole = false;
    s->begin = next->known ? before : s->out.width;
    if (next->known)
        s->run = next->exact;
    else
        begin_with(arena, s, &next->first);
}

bool ix_sequence_append_text(ix_arena *arena, ix_sequence *s, ix_str text) {
    ix_texts one = {.v = {&text, 1, 1}};
    if (!cross(arena, &s->run, &one))
        return false;
    s->out.width = far_sum(s->out.width, (uint32_t)text.len);
    return true;
}

ix_part ix_sequence_finish(ix_arena *arena, ix_sequence *s) {
    if (s->whole) {
        s->out.known = true;
        s->out.exact = s->run;
    } else {
        flush_run(arena, s);
    }
    return s->out;
}

static bool unite_exact(ix_arena *arena, ix_part *a, const ix_part *b) {
    if (!a->known || !b->known || a->clauses.n || b->clauses.n || a->exact.v.n + b->exact.v.n > MAX_EXACT)
        return false;
    for (uint32_t i = 0; i < b->exact.v.n; i++)
        *IX_PUSH(arena, &a->exact.v) = b->exact.v.v[i];
    return true;
}

ix_part ix_part_either(ix_arena *arena, ix_part *a, ix_part *b) {
    ix_clause x, y;
    ix_beginning first = ix_part_beginning(arena, a), other = ix_part_beginning(arena, b);
    a->width = a->width > b->width ? a->width : b->width;
    if (unite_exact(arena, a, b))
        return *a;
    ix_part out = ix_part_unknown(a->width);
    add_beginning(arena, &first, &other);
    out.first = first;
    if (!ix_part_best_clause(arena, a, &x) || !ix_part_best_clause(arena, b, &y))
        return out;
    for (uint32_t i = 0; i < y.factors.n; i++)
        *IX_PUSH(arena, &x.factors) = y.factors.v[i];
    x.kinds |= y.kinds;
    x.digit |= y.digit;
    x.reach = x.reach > y.reach ? x.reach : y.reach;
    ix_part_add_clause(arena, &out, x);
    return out;
}

/* White space: any run of it is folded to one blank. */
bool ix_part_is_blank(const ix_part *p) {
    return p->known && p->exact.v.n == 1 && ix_str_is(p->exact.v.v[0], " ");
}

ix_part ix_part_optional(ix_arena *arena, ix_part *p) {
    ix_part empty = ix_part_text(arena, (ix_str){"", 0});
    if (p->known && p->clauses.n == 0 && unite_exact(arena, p, &empty))
        return *p;
    ix_part out = ix_part_unknown(p->width);
    out.first = ix_part_beginning(arena, p);
    out.first.nullable = true;
    return out;
}

/* Once or more: what it must contain, but not what it spells. White space run into white space stays one
 * blank. */
ix_part ix_part_repeated(ix_arena *arena, ix_part *p, uint32_t most) {
    ix_part out = ix_part_unknown(most < IX_REACH_FAR ? far_sum(p->width * most, 0) : IX_REACH_FAR);
    if (ix_part_is_blank(p))
        return *p;
    out.first = ix_part_beginning(arena, p);
    add_clauses(arena, &out, p, 0);
    if (p->known)
        ix_part_add_texts(arena, &p->exact, 0, &out);
    return out;
}

ix_part ix_part_any_number(ix_arena *arena, ix_part *p, uint32_t most) {
    ix_part some = ix_part_repeated(arena, p, most), out = ix_part_unknown(some.width);
    out.first = ix_part_beginning(arena, &some);
    out.first.nullable = true;
    return out;
}
