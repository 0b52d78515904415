#include "rules/gate.h"

#include "base/utf8.h"

enum { MAX_EXACT = 256, MAX_LENGTH = 24, MAX_CLAUSES = 4, MAX_DEPTH = 60, MAX_CLASS = 12 };

/* What one part of a pattern matches. `exact`: exactly one of these texts, or nothing known (known false).
 * `clauses`: what any match of the part must contain. */
typedef struct texts {
    IX_ARRAY(ix_str) v;
} texts;

/* What a part's match begins with; `nullable`: perhaps with nothing, so that what follows counts too. */
typedef struct beginning {
    bool unknown, nullable, digit, letter, upper;
    texts with;
} beginning;

typedef struct part {
    bool known;
    beginning first; /* of parts that are not known */
    texts exact;
    uint32_t width; /* most characters it takes, a run of white space counted as one; IX_REACH_FAR: no bound */
    IX_ARRAY(ix_clause) clauses;
} part;

typedef struct parser {
    ix_arena *arena;
    ix_str p;
    size_t at;
    bool caseless;
    int depth;
    bool failed; /* a construct not understood: no gate at all */
} parser;

static part parse_alternatives(parser *ps);

/* --- sets of texts --- */

static uint32_t far_sum(uint32_t a, uint32_t b) {
    return a + b < IX_REACH_FAR ? a + b : IX_REACH_FAR;
}

/* Bytes, which are at least as many as characters. */
static uint32_t longest(const texts *set) {
    size_t most = 0;
    for (uint32_t i = 0; i < set->v.n; i++)
        most = set->v.v[i].len > most ? set->v.v[i].len : most;
    return most < IX_REACH_FAR ? (uint32_t)most : IX_REACH_FAR;
}

static part exact_one(parser *ps, ix_str text) {
    part out = {.known = true, .width = (uint32_t)text.len};
    *IX_PUSH(ps->arena, &out.exact.v) = text;
    return out;
}

static part unknown(uint32_t width) {
    return (part){.width = width, .first = {.unknown = true}};
}

static void add_beginning(parser *ps, beginning *to, const beginning *more) {
    to->unknown |= more->unknown;
    to->digit |= more->digit;
    to->letter |= more->letter;
    to->upper |= more->upper;
    to->nullable |= more->nullable;
    if (to->with.v.n + more->with.v.n > 2 * MAX_EXACT)
        to->unknown = true;
    for (uint32_t i = 0; i < more->with.v.n && !to->unknown; i++)
        *IX_PUSH(ps->arena, &to->with.v) = more->with.v.v[i];
}

static beginning beginning_of_texts(parser *ps, const texts *set) {
    beginning out = {0};
    for (uint32_t i = 0; i < set->v.n; i++)
        if (set->v.v[i].len)
            *IX_PUSH(ps->arena, &out.with.v) = set->v.v[i];
        else
            out.nullable = true;
    return out;
}

static beginning beginning_of(parser *ps, const part *p) {
    return p->known ? beginning_of_texts(ps, &p->exact) : p->first;
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

static bool cross(parser *ps, texts *into, const texts *next) {
    texts out = {0};
    if ((uint64_t)into->v.n * next->v.n > MAX_EXACT)
        return false;
    for (uint32_t i = 0; i < into->v.n; i++)
        for (uint32_t j = 0; j < next->v.n; j++) {
            ix_str both = join(ps->arena, into->v.v[i], next->v.v[j]);
            if (both.len > MAX_LENGTH)
                return false;
            *IX_PUSH(ps->arena, &out.v) = both;
        }
    *into = out;
    return true;
}

/* --- clauses out of texts --- */

static int pua_kind(ix_str s, size_t i) {
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

/* Adds the best atom of a text: its longest piece without mentions, or a mention's kind. False: it has none. */
static bool add_atom(parser *ps, ix_clause *clause, ix_str text) {
    ix_str best = {"", 0};
    int kind = -1;
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++) {
        int k = i < text.len ? pua_kind(text, i) : -1;
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
    *IX_PUSH(ps->arena, &clause->factors) = best;
    return true;
}

static bool clause_of_texts(parser *ps, const texts *exact, ix_clause *clause) {
    *clause = (ix_clause){.reach = longest(exact)};
    for (uint32_t i = 0; i < exact->v.n; i++)
        if (!add_atom(ps, clause, exact->v.v[i]))
            return false;
    return exact->v.n > 0;
}

/* The mentions alone, when every text holds one. */
static bool kinds_of_texts(const texts *exact, ix_clause *clause) {
    *clause = (ix_clause){.reach = longest(exact)};
    for (uint32_t i = 0; i < exact->v.n; i++) {
        bool found = false;
        for (size_t at = 0; at < exact->v.v[i].len; at++) {
            int kind = pua_kind(exact->v.v[i], at);
            clause->kinds |= kind < 0 ? 0 : (uint64_t)1 << kind;
            found = found || kind >= 0;
        }
        if (!found)
            return false;
    }
    return exact->v.n > 0;
}

/* Higher is better: how rarely a clause lets a sentence through. */
static int selectivity(const ix_clause *c) {
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

static void add_clause(parser *ps, part *out, ix_clause clause) {
    if (out->clauses.n < MAX_CLAUSES) {
        *IX_PUSH(ps->arena, &out->clauses) = clause;
        return;
    }
    uint32_t worst = 0;
    for (uint32_t i = 1; i < out->clauses.n; i++)
        if (selectivity(&out->clauses.v[i]) < selectivity(&out->clauses.v[worst]))
            worst = i;
    if (selectivity(&clause) > selectivity(&out->clauses.v[worst]))
        out->clauses.v[worst] = clause;
}

/* The clauses of a part that begins at most `before` characters after its match does. */
static void add_clauses(parser *ps, part *out, const part *from, uint32_t before) {
    for (uint32_t i = 0; i < from->clauses.n; i++) {
        ix_clause clause = from->clauses.v[i];
        clause.reach = far_sum(clause.reach, before);
        add_clause(ps, out, clause);
    }
}

/* The one clause that says most about a part; false when nothing is known. */
static bool best_clause(parser *ps, const part *p, ix_clause *best) {
    bool found = p->known && clause_of_texts(ps, &p->exact, best);
    for (uint32_t i = 0; i < p->clauses.n; i++)
        if (!found || selectivity(&p->clauses.v[i]) > selectivity(best)) {
            *best = p->clauses.v[i];
            found = true;
        }
    return found;
}

/* --- sequence, alternatives, repetition --- */

typedef struct sequence {
    part out;       /* its width: of all elements so far */
    texts run;      /* the texts that the elements since the last unknown one spell */
    uint32_t begin; /* most characters before the run */
    bool begun;     /* out.first is settled: something that cannot be empty stands before */
    bool whole; /* no unknown element so far */
} sequence;

static void clauses_of_texts(parser *ps, const texts *exact, uint32_t before, part *out) {
    ix_clause words, kinds;
    bool has_words = clause_of_texts(ps, exact, &words);
    words.reach = far_sum(words.reach, before);
    if (has_words)
        add_clause(ps, out, words);
    if (!kinds_of_texts(exact, &kinds) || (has_words && words.factors.n == 0))
        return;
    kinds.reach = far_sum(kinds.reach, before);
    add_clause(ps, out, kinds);
}

static void begin_with(parser *ps, sequence *s, const beginning *next) {
    if (s->begun)
        return;
    s->out.first.nullable = false;
    add_beginning(ps, &s->out.first, next);
    s->begun = !next->nullable || s->out.first.unknown;
}

static void flush_run(parser *ps, sequence *s) {
    beginning next = beginning_of_texts(ps, &s->run);
    begin_with(ps, s, &next);
    clauses_of_texts(ps, &s->run, s->begin, &s->out);
    s->run = exact_one(ps, (ix_str){"", 0}).exact;
}

static void append(parser *ps, sequence *s, part *next) {
    uint32_t before = s->out.width;
    s->out.width = far_sum(before, next->width);
    add_clauses(ps, &s->out, next, before);
    if (next->known && cross(ps, &s->run, &next->exact))
        return;
    flush_run(ps, s);
    s->whole = false;
    s->begin = next->known ? before : s->out.width;
    if (next->known)
        s->run = next->exact;
    else
        begin_with(ps, s, &next->first);
}

static part finish(parser *ps, sequence *s) {
    if (s->whole) {
        s->out.known = true;
        s->out.exact = s->run;
    } else {
        flush_run(ps, s);
    }
    return s->out;
}

static bool unite_exact(parser *ps, part *a, const part *b) {
    if (!a->known || !b->known || a->clauses.n || b->clauses.n || a->exact.v.n + b->exact.v.n > MAX_EXACT)
        return false;
    for (uint32_t i = 0; i < b->exact.v.n; i++)
        *IX_PUSH(ps->arena, &a->exact.v) = b->exact.v.v[i];
    return true;
}

static part alternative(parser *ps, part *a, part *b) {
    ix_clause x, y;
    beginning first = beginning_of(ps, a), other = beginning_of(ps, b);
    a->width = a->width > b->width ? a->width : b->width;
    if (unite_exact(ps, a, b))
        return *a;
    part out = unknown(a->width);
    add_beginning(ps, &first, &other);
    out.first = first;
    if (!best_clause(ps, a, &x) || !best_clause(ps, b, &y))
        return out;
    for (uint32_t i = 0; i < y.factors.n; i++)
        *IX_PUSH(ps->arena, &x.factors) = y.factors.v[i];
    x.kinds |= y.kinds;
    x.digit |= y.digit;
    x.reach = x.reach > y.reach ? x.reach : y.reach;
    add_clause(ps, &out, x);
    return out;
}

/* White space: any run of it is folded to one blank. */
static bool is_blank(const part *p) {
    return p->known && p->exact.v.n == 1 && ix_str_is(p->exact.v.v[0], " ");
}

static part optional(parser *ps, part *p) {
    part empty = exact_one(ps, (ix_str){"", 0});
    if (p->known && p->clauses.n == 0 && unite_exact(ps, p, &empty))
        return *p;
    part out = unknown(p->width);
    out.first = beginning_of(ps, p);
    out.first.nullable = true;
    return out;
}

/* Once or more: what it must contain, but not what it spells. White space run into white space stays one blank. */
static part repeated(parser *ps, part *p, uint32_t most) {
    part out = unknown(most < IX_REACH_FAR ? far_sum(p->width * most, 0) : IX_REACH_FAR);
    if (is_blank(p))
        return *p;
    out.first = beginning_of(ps, p);
    add_clauses(ps, &out, p, 0);
    if (p->known)
        clauses_of_texts(ps, &p->exact, 0, &out);
    return out;
}

static part any_number(parser *ps, part *p, uint32_t most) {
    part some = repeated(ps, p, most), out = unknown(some.width);
    out.first = beginning_of(ps, &some);
    out.first.nullable = true;
    return out;
}

/* --- the syntax --- */

static int peek(const parser *ps) {
    return ps->at < ps->p.len ? (unsigned char)ps->p.ptr[ps->at] : -1;
}

static bool eat(parser *ps, const char *text) {
    size_t n = strlen(text);
    if (ps->p.len - ps->at < n || memcmp(ps->p.ptr + ps->at, text, n) != 0)
        return false;
    ps->at += n;
    return true;
}

static void skip_to(parser *ps, char end) {
    while (ps->at < ps->p.len && ps->p.ptr[ps->at] != end)
        ps->at++;
    ps->at += ps->at < ps->p.len;
}

/* Blanks and comments of the extended syntax, and (?#…). */
static void skip_blank(parser *ps) {
    for (;;) {
        int c = peek(ps);
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            ps->at++;
        else if (c == '#')
            skip_to(ps, '\n');
        else if (eat(ps, "(?#"))
            skip_to(ps, ')');
        else
            return;
    }
}

/* A code point as folded text; false when its case variants are not folded alike by the scanner. */
static bool fold_point(parser *ps, uint32_t cp, ix_str *out) {
    char bytes[4];
    if (ix_utf8_is_space(cp)) {
        *out = IX_STR(" ");
        return true;
    }
    if (cp >= 0x100 && ps->caseless && ix_utf8_is_letter(cp) && cp < IX_PUA_BASE)
        return false;
    if (cp < 0x100 && cp != 0xB5 && cp != 0xDF && cp != 0xFF)
        cp = ix_utf8_lower(cp);
    else if (cp < 0x100 && ps->caseless)
        return false;
    size_t n = ix_utf8_put(bytes, cp);
    *out = (ix_str){ix_arena_copy(ps->arena, bytes, n), n};
    return true;
}

static part point(parser *ps, uint32_t cp) {
    ix_str text;
    return fold_point(ps, cp, &text) ? exact_one(ps, text) : unknown(1);
}

static part digit_class(parser *ps) {
    part out = {.width = 1, .first = {.digit = true}};
    add_clause(ps, &out, (ix_clause){.digit = true, .reach = 1});
    return out;
}

static part letter(void) {
    return (part){.width = 1, .first = {.letter = true}};
}

static part capital(const parser *ps) {
    return ps->caseless ? letter() : (part){.width = 1, .first = {.upper = true}};
}

/* \x{…} or \xhh after the 'x'. */
static uint32_t hex_escape(parser *ps) {
    bool braces = eat(ps, "{");
    uint32_t cp = 0;
    for (int i = 0; i < (braces ? 8 : 2); i++) {
        int c = peek(ps);
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0)
            break;
        cp = cp * 16 + (uint32_t)d;
        ps->at++;
    }
    if (braces)
        skip_to(ps, '}');
    return cp;
}

/* After the backslash, outside classes. */
static part parse_escape(parser *ps) {
    uint32_t cp = ix_utf8_next(ps->p, &ps->at);
    static const char controls[] = "ntrfae", values[] = "\n\t\r\f\a\033";
    const char *control = cp < 0x80 ? strchr(controls, (int)cp) : NULL;
    if (cp == 's' || cp == 'h' || cp == 'v')
        return exact_one(ps, IX_STR(" "));
    if (cp == 'b' || cp == 'B' || cp == 'A' || cp == 'z' || cp == 'Z' || cp == 'G' || cp == 'K')
        return exact_one(ps, (ix_str){"", 0});
    if (cp == 'x')
        return point(ps, hex_escape(ps));
    if (control && *control)
        return point(ps, (unsigned char)values[control - controls]);
    if (cp == 'p' && eat(ps, "{Lu}"))
        return capital(ps);
    if (cp == 'p' && (eat(ps, "{L}") || eat(ps, "{Ll}")))
        return letter();
    if (cp == 'p' || cp == 'P') {
        if (eat(ps, "{"))
            skip_to(ps, '}');
        else
            ps->at++;
        return unknown(1);
    }
    if (cp == 'k' || cp == 'g') {
        if (eat(ps, "{"))
            skip_to(ps, '}');
        else if (eat(ps, "<"))
            skip_to(ps, '>');
        return unknown(IX_REACH_FAR);
    }
    if (cp < 0x80 && !ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp))
        return point(ps, cp);
    while (ix_utf8_is_digit(cp) && ix_utf8_is_digit((uint32_t)peek(ps)))
        ps->at++; /* a back reference or an octal code */
    if (cp == 'Q' || cp == 'E' || cp == 'c' || cp == 'o' || cp == 'C')
        ps->failed = true;
    bool one = ix_utf8_is_letter(cp) && cp != 'R' && cp != 'X';
    return unknown(one ? 1 : IX_REACH_FAR);
}

typedef struct class_set {
    uint32_t points[MAX_CLASS];
    int n;
    bool open; /* has members not counted */
    bool other_than_digits, other_than_capitals;
} class_set;

static void class_add(class_set *set, uint32_t from, uint32_t to) {
    set->other_than_digits |= from < '0' || to > '9';
    set->other_than_capitals |= !(from >= 'A' && to <= 'Z') && from < 0x80;
    for (uint32_t cp = from; cp <= to && !set->open; cp++)
        if (set->n < MAX_CLASS)
            set->points[set->n++] = cp;
        else
            set->open = true;
}

/* One member of a class; sets `wide` for \d, \p{…}, [:alpha:] and the like. */
static uint32_t class_member(parser *ps, bool *wide) {
    *wide = false;
    if (eat(ps, "\\p{Lu}")) {
        *wide = true;
        return 'A';
    }
    if (eat(ps, "[:")) {
        skip_to(ps, ']');
        *wide = true;
        return 0;
    }
    uint32_t cp = ix_utf8_next(ps->p, &ps->at);
    if (cp != '\\' || ps->at >= ps->p.len)
        return cp;
    cp = ix_utf8_next(ps->p, &ps->at);
    if (cp == 'x')
        return hex_escape(ps);
    if (cp == 'p' || cp == 'P') {
        if (eat(ps, "{"))
            skip_to(ps, '}');
        else
            ps->at++;
    }
    if (cp == 't' || cp == 'n' || cp == 'r')
        return cp == 't' ? '\t' : cp == 'n' ? '\n' : '\r';
    *wide = ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp);
    return cp;
}

/* After the '['. */
static part parse_class(parser *ps) {
    class_set set = {0};
    bool negated = eat(ps, "^"), first = true, wide;
    while (ps->at < ps->p.len && (first || peek(ps) != ']')) {
        first = false;
        uint32_t from = class_member(ps, &wide), to = from;
        if (!wide && peek(ps) == '-' && ps->at + 1 < ps->p.len && ps->p.ptr[ps->at + 1] != ']') {
            ps->at++;
            to = class_member(ps, &wide);
        }
        if (wide) {
            set.open = set.other_than_digits = true;
            set.other_than_capitals |= from != 'A';
        } else
            class_add(&set, from, to);
    }
    ps->at += ps->at < ps->p.len;
    if (negated)
        return unknown(1);
    if (!set.other_than_digits)
        return digit_class(ps);
    if (!set.other_than_capitals && (set.open || set.n > 1))
        return capital(ps);
    if (set.open || set.n == 0)
        return unknown(1);
    part out = {.known = true, .width = 1};
    for (int i = 0; i < set.n; i++) {
        ix_str text;
        if (!fold_point(ps, set.points[i], &text))
            return unknown(1);
        *IX_PUSH(ps->arena, &out.exact.v) = text;
    }
    return out;
}

/* Zero-width: keeps what must be there, spells nothing. */
static part assertion(parser *ps, part *inside, bool positive, bool behind) {
    part out = exact_one(ps, (ix_str){"", 0});
    ix_clause clause;
    if (!positive || !best_clause(ps, inside, &clause))
        return out;
    if (behind)
        clause.reach = IX_REACH_FAR;
    add_clause(ps, &out, clause);
    return out;
}

/* (?i) (?i: (?-i) (?xi: …: true when it opens a group. */
static bool parse_flags(parser *ps) {
    bool on = true;
    for (int c = peek(ps); c != ')' && c != ':' && c >= 0; c = peek(ps)) {
        if (c == '-')
            on = false;
        else if (c == '^')
            ps->caseless = false;
        else if (c == 'i')
            ps->caseless = on;
        else if (c == 'x' && !on)
            ps->failed = true; /* blanks would count */
        else if ((c | 32) < 'a' || (c | 32) > 'z')
            ps->failed = true;
        ps->at++;
    }
    return ps->at < ps->p.len && ps->p.ptr[ps->at++] == ':';
}

static part close_group(parser *ps, bool caseless) {
    part inside = parse_alternatives(ps);
    if (peek(ps) == ')')
        ps->at++;
    ps->caseless = caseless;
    return inside;
}

/* After the '('. */
static part parse_group(parser *ps) {
    bool caseless = ps->caseless;
    if (!eat(ps, "?")) {
        if (peek(ps) == '*')
            ps->failed = true;
        return close_group(ps, caseless);
    }
    bool ahead = eat(ps, "="), behind = !ahead && eat(ps, "<=");
    if (ahead || behind || eat(ps, "!") || eat(ps, "<!")) {
        part inside = close_group(ps, caseless);
        return assertion(ps, &inside, ahead || behind, behind);
    }
    if (eat(ps, ">") || eat(ps, "|") || eat(ps, ":"))
        return close_group(ps, caseless);
    if (eat(ps, "P<") || eat(ps, "<")) {
        skip_to(ps, '>');
        return close_group(ps, caseless);
    }
    int c = peek(ps);
    if (c == '(' || c == 'R' || c == '&' || c == 'P' || c == 'C' || c == '+' || (c >= '0' && c <= '9'))
        ps->failed = true;
    if (parse_flags(ps))
        return close_group(ps, caseless);
    return exact_one(ps, (ix_str){"", 0}); /* (?i) holds to the end of the group */
}

static part parse_atom(parser *ps) {
    uint32_t cp = ix_utf8_next(ps->p, &ps->at);
    switch (cp) {
    case '(':
        if (++ps->depth > MAX_DEPTH) {
            ps->failed = true;
            return unknown(IX_REACH_FAR);
        }
        part group = parse_group(ps);
        ps->depth--;
        return group;
    case '[':
        return parse_class(ps);
    case '\\':
        return ps->at < ps->p.len ? parse_escape(ps) : unknown(1);
    case '.':
        return unknown(1);
    case '^':
    case '$':
        return exact_one(ps, (ix_str){"", 0});
    default:
        return point(ps, cp);
    }
}

/* {n}, {n,}, {n,m}: the least count, or -1 when this is no quantifier. */
static int brace_minimum(parser *ps, int *most) {
    size_t at = ps->at + 1, digits = at;
    int n = 0, m;
    while (at < ps->p.len && ps->p.ptr[at] >= '0' && ps->p.ptr[at] <= '9' && n < 10000)
        n = n * 10 + (ps->p.ptr[at++] - '0');
    if (at == digits || at >= ps->p.len)
        return -1;
    m = n;
    if (ps->p.ptr[at] == ',') {
        for (m = 0, at++; at < ps->p.len && ps->p.ptr[at] >= '0' && ps->p.ptr[at] <= '9' && m < 10000; at++)
            m = m * 10 + (ps->p.ptr[at] - '0');
        m = m ? m : 10000;
    }
    if (at >= ps->p.len || ps->p.ptr[at] != '}')
        return -1;
    ps->at = at + 1;
    *most = m;
    return n;
}

static part parse_quantified(parser *ps) {
    part p = parse_atom(ps);
    for (;;) {
        skip_blank(ps);
        int c = peek(ps), least, most = 10000;
        if (c == '*')
            least = 0, ps->at++;
        else if (c == '+')
            least = 1, ps->at++;
        else if (c == '?')
            least = 0, most = 1, ps->at++;
        else if (c != '{' || (least = brace_minimum(ps, &most)) < 0)
            return p;
        if (peek(ps) == '?' || peek(ps) == '+')
            ps->at++;
        if (least == 0 && (most == 1 || is_blank(&p)))
            p = optional(ps, &p);
        else if (least == 0)
            p = any_number(ps, &p, (uint32_t)most);
        else if (most > 1)
            p = repeated(ps, &p, (uint32_t)most);
    }
}

static part parse_sequence(parser *ps) {
    sequence s = {.whole = true, .run = exact_one(ps, (ix_str){"", 0}).exact};
    for (skip_blank(ps); ps->at < ps->p.len && peek(ps) != '|' && peek(ps) != ')' && !ps->failed; skip_blank(ps)) {
        part next = parse_quantified(ps);
        append(ps, &s, &next);
    }
    return finish(ps, &s);
}

static part parse_alternatives(parser *ps) {
    part out = parse_sequence(ps);
    while (peek(ps) == '|' && !ps->failed) {
        ps->at++;
        part next = parse_sequence(ps);
        out = alternative(ps, &out, &next);
    }
    return out;
}

/* Folded text up to its first blank, that included: what lies beyond may be white space of any length. */
static ix_str before_blank(ix_str s) {
    const char *blank = memchr(s.ptr, ' ', s.len);
    return blank ? ix_str_sub(s, 0, (size_t)(blank - s.ptr) + 1) : s;
}

static void set_bit(uint64_t *bits, uint32_t bit) {
    bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static ix_first first_of(parser *ps, const part *whole) {
    beginning b = beginning_of(ps, whole);
    ix_first out = {.known = !b.unknown && !b.nullable, .digit = b.digit, .letter = b.letter, .upper = b.upper};
    for (uint32_t i = 0; i < b.with.v.n && out.known; i++) {
        ix_str text = before_blank(b.with.v.v[i]);
        const unsigned char *p = (const unsigned char *)text.ptr;
        out.has[text.len < 3 ? text.len : 3] = true;
        if (text.len >= 3)
            set_bit(out.three, ix_gram_hash(p, 3));
        else if (text.len == 2)
            set_bit(out.two, ix_gram_hash(p, 2));
        else
            set_bit(out.one, p[0]);
    }
    return out;
}

ix_gate ix_gate_derive(ix_arena *arena, ix_str pattern, bool caseless) {
    parser ps = {.arena = arena, .p = pattern, .caseless = caseless};
    ix_gate gate = {0};
    part whole = parse_alternatives(&ps);
    if (ps.failed || ps.at < pattern.len)
        return gate;
    if (whole.known)
        clauses_of_texts(&ps, &whole.exact, 0, &whole);
    for (uint32_t i = 0; i < whole.clauses.n; i++)
        *IX_PUSH(arena, &gate.clauses) = whole.clauses.v[i];
    gate.first = first_of(&ps, &whole);
    return gate;
}

int ix_gate_anchor(const ix_gate *gate) {
    int best = -1, best_score = 0;
    for (uint32_t i = 0; i < gate->clauses.n; i++) {
        const ix_clause *clause = &gate->clauses.v[i];
        int score = selectivity(clause) * 4 - (int)clause->reach;
        if (clause->reach < IX_REACH_FAR && (best < 0 || score > best_score)) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}
