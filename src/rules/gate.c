/* Reading a pattern's syntax, as far as gates need it. */
#include "rules/class.h"
#include "rules/part.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { MAX_DEPTH = 60 };

typedef struct parser {
    ix_arena *arena;
    ix_str p;
    size_t at;
    bool caseless;
    int depth;
    ix_known_parts *known;
    uint32_t list;  /* the number in the last (?#Ln) … */
    size_t list_at; /* … and what it is behind */
    bool failed;    /* a construct not understood: no gate at all */
    int again;      /* how deep in groups that are read once more: see shape_repeats */
    ix_shape shape;
} parser;

static ix_part parse_alternatives(parser *ps);

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
    ix_class_skip_to(ps->p, &ps->at, end);
}

static void skip_comment(parser *ps) {
    bool list = ps->known && eat(ps, "L");
    ps->list = list ? (uint32_t)atoi(ps->p.ptr + ps->at) : 0;
    skip_to(ps, ')');
    ps->list_at = list ? ps->at : SIZE_MAX;
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
            skip_comment(ps);
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

static ix_part point(parser *ps, uint32_t cp) {
    ix_str text;
    char bytes[4] = {0};
    if (ps->shape.now)
        ix_utf8_put(bytes, cp);
    ix_shape_literal(&ps->shape, cp, (unsigned char)bytes[0],
                     ps->caseless && (cp < 0x80 || (cp < IX_PUA_BASE && ix_utf8_is_letter(cp))));
    return fold_point(ps, cp, &text) ? ix_part_text(ps->arena, text) : ix_part_unknown(1);
}

static ix_part digit_class(parser *ps) {
    ix_part out = {.width = 1, .first = {.digit = true}};
    ix_part_add_clause(ps->arena, &out, (ix_clause){.digit = true, .reach = 1});
    return out;
}

static ix_part letter(void) {
    return (ix_part){.width = 1, .first = {.letter = true}};
}

static ix_part capital(const parser *ps) {
    return ps->caseless ? letter() : (ix_part){.width = 1, .first = {.upper = true}};
}

/* \s, \p{Lu}: `name` is what stands behind the backslash. */
static ix_part parse_set(parser *ps, ix_str name) {
    ix_chars set = ix_chars_escape(name);
    bool blank = ix_str_is(name, "s") || ix_str_is(name, "h") || ix_str_is(name, "v");
    if (ps->caseless && !blank)
        ix_chars_caseless(&set);
    ix_shape_step(&ps->shape, &set);
    if (blank)
        return ix_part_text(ps->arena, IX_STR(" "));
    if (ix_str_is(name, "p{Lu}"))
        return capital(ps);
    if (ix_str_is(name, "p{L}") || ix_str_is(name, "p{Ll}"))
        return letter();
    return ix_part_unknown(1);
}

/* After the backslash, outside classes. */
static ix_part parse_escape(parser *ps) {
    size_t from = ps->at;
    uint32_t cp = ix_utf8_next(ps->p, &ps->at);
    static const char controls[] = "ntrfae", values[] = "\n\t\r\f\a\033", sets[] = "shvdwpSHVDWPN";
    const char *control = cp < 0x80 ? strchr(controls, (int)cp) : NULL;
    if (cp == 'b' || cp == 'B' || cp == 'A' || cp == 'z' || cp == 'Z' || cp == 'G' || cp == 'K')
        return ix_part_text(ps->arena, (ix_str){"", 0});
    if (cp == 'x')
        return point(ps, ix_class_hex(ps->p, &ps->at));
    if (control && *control)
        return point(ps, (unsigned char)values[control - controls]);
    if (cp && cp < 0x80 && strchr(sets, (int)cp)) {
        ps->at = from;
        return parse_set(ps, ix_class_escape(ps->p, &ps->at));
    }
    if (cp == 'k' || cp == 'g') {
        if (eat(ps, "{"))
            skip_to(ps, '}');
        else if (eat(ps, "<"))
            skip_to(ps, '>');
    } else if (cp < 0x80 && !ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp)) {
        return point(ps, cp);
    }
    while (ix_utf8_is_digit(cp) && ix_utf8_is_digit((uint32_t)peek(ps)))
        ps->at++; /* a back reference or an octal code */
    if (cp == 'Q' || cp == 'E' || cp == 'c' || cp == 'o' || cp == 'C')
        ps->failed = true;
    ix_shape_open(&ps->shape);
    return ix_part_unknown(IX_REACH_FAR);
}

/* After the '['. */
static ix_part parse_class(parser *ps) {
    ix_class set = ix_class_read(ps->p, &ps->at, ps->caseless);
    ix_shape_step(&ps->shape, &set.chars);
    if (set.negated)
        return ix_part_unknown(1);
    if (!set.other_than_digits)
        return digit_class(ps);
    if (!set.other_than_capitals && (set.open || set.n > 1))
        return capital(ps);
    if (set.open || set.n == 0)
        return ix_part_unknown(1);
    ix_part out = {.known = true, .width = 1};
    for (int i = 0; i < set.n; i++) {
        ix_str text;
        if (!fold_point(ps, set.points[i], &text))
            return ix_part_unknown(1);
        *IX_PUSH(ps->arena, &out.exact.v) = text;
    }
    return out;
}

/* Zero-width: keeps what must be there, spells nothing. */
static ix_part assertion(parser *ps, ix_part *inside, bool positive, bool behind) {
    ix_part out = ix_part_text(ps->arena, (ix_str){"", 0});
    ix_clause clause;
    if (!positive || !ix_part_best_clause(ps->arena, inside, &clause))
        return out;
    if (behind)
        clause.reach = IX_REACH_FAR;
    ix_part_add_clause(ps->arena, &out, clause);
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

static ix_part close_group(parser *ps, bool caseless) {
    ix_part inside = parse_alternatives(ps);
    if (peek(ps) == ')')
        ps->at++;
    ps->caseless = caseless;
    return inside;
}

/* After the '('. */
static ix_part parse_group(parser *ps) {
    bool caseless = ps->caseless;
    if (!eat(ps, "?")) {
        if (peek(ps) == '*')
            ps->failed = true;
        return close_group(ps, caseless);
    }
    bool ahead = eat(ps, "="), behind = !ahead && eat(ps, "<=");
    if (ahead || behind || eat(ps, "!") || eat(ps, "<!")) {
        uint8_t now = ps->shape.now;
        ps->shape.now = 0;
        ix_part inside = close_group(ps, caseless);
        ps->shape.now = now;
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
    return ix_part_text(ps->arena, (ix_str){"", 0}); /* (?i) holds to the end of the group */
}

/* After the '(' of the list ps->list. */
static ix_part parse_list(parser *ps) {
    uint32_t list = ps->list;
    bool caseless = ps->caseless;
    ix_arena *own = ps->arena;
    size_t start = ps->at;
    ix_known_part *known = ix_known_part_of(ps->known, list, caseless);
    if (known->length) {
        ps->at += known->length;
        ix_shape_append(&ps->shape, &known->shape);
        return known->part;
    }
    ix_shape before = ps->shape;
    ix_shape_begin(&ps->shape);
    ps->arena = &ps->known->arena;
    ix_part part = ix_part_shared(parse_group(ps));
    ix_shape shape = ps->shape;
    ps->arena = own;
    ps->shape = before;
    ix_shape_append(&ps->shape, &shape);
    if (!ps->failed)
        *ix_known_part_of(ps->known, list, caseless) = (ix_known_part){ps->at - start, part, shape};
    return part;
}

static ix_part parse_atom(parser *ps) {
    uint32_t cp = ix_utf8_next(ps->p, &ps->at);
    switch (cp) {
    case '(':
        if (++ps->depth > MAX_DEPTH) {
            ps->failed = true;
            return ix_part_unknown(IX_REACH_FAR);
        }
        ix_part group = ps->at - 1 == ps->list_at ? parse_list(ps) : parse_group(ps);
        ps->depth--;
        return group;
    case '[':
        return parse_class(ps);
    case '\\':
        return ps->at < ps->p.len ? parse_escape(ps) : ix_part_unknown(1);
    case '.':
        ix_shape_step(&ps->shape, &(ix_chars){{~(uint64_t)0, ~(uint64_t)0}, true});
        return ix_part_unknown(1);
    case '^':
    case '$':
        return ix_part_text(ps->arena, (ix_str){"", 0});
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

/* The shape of an atom that was read from `start` to here, where the reader stood at `from`, and that may
 * stand `least` to `most` times: read again for each further time that can still be told. */
static void shape_repeats(parser *ps, size_t start, uint8_t from, int least, int most) {
    size_t end = ps->at;
    uint8_t ends = least == 0 ? from : 0, seen = 0;
    for (int times = 1; times <= most && ps->shape.now & ~seen; times++) {
        if (times >= least) {
            ends |= ps->shape.now;
            seen |= ps->shape.now;
        }
        if (times == most || !ps->shape.now)
            break;
        if (++ps->again > 2)
            ix_shape_open(&ps->shape);
        ps->at = start;
        parse_atom(ps);
        ps->again--;
    }
    ps->at = end;
    ps->shape.now = ends;
}

static ix_part parse_quantified(parser *ps) {
    size_t start = ps->at;
    uint8_t from = ps->shape.now;
    ix_part p = parse_atom(ps);
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
        shape_repeats(ps, start, from, least, most);
        if (least == 0 && (most == 1 || ix_part_is_blank(&p)))
            p = ix_part_optional(ps->arena, &p);
        else if (least == 0)
            p = ix_part_any_number(ps->arena, &p, (uint32_t)most);
        else if (most > 1)
            p = ix_part_repeated(ps->arena, &p, (uint32_t)most);
    }
}

/* ASCII letters, digits and nothing else, at most as many as `word` has room for, in lower case; how many.
 * The last one is left where a quantifier may follow. */
static size_t plain_word(const parser *ps, char *word, size_t room) {
    size_t n = 0;
    for (int c; n < room && ps->at + n < ps->p.len; n++) {
        c = (unsigned char)ps->p.ptr[ps->at + n];
        if (!ix_is_ascii_letter((unsigned char)c) && !ix_is_ascii_digit((unsigned char)c))
            break;
        word[n] = (char)ix_utf8_lower((uint32_t)c);
    }
    bool closed = ps->at + n < ps->p.len && strchr("|)([", ps->p.ptr[ps->at + n]);
    return closed || n == 0 ? n : n - 1;
}

static bool parse_word(parser *ps, ix_sequence *s) {
    char word[16];
    size_t n = plain_word(ps, word, sizeof word);
    if (n < 2 || !ix_sequence_append_text(ps->arena, s, (ix_str){ix_arena_copy(ps->arena, word, n), n}))
        return false;
    for (size_t end = ps->at + n; ps->at < end; ps->at++) {
        unsigned char c = (unsigned char)ps->p.ptr[ps->at];
        ix_shape_literal(&ps->shape, c, c, ps->caseless);
    }
    return true;
}

static ix_part parse_sequence(parser *ps) {
    ix_sequence s = IX_SEQUENCE(ps->arena);
    for (skip_blank(ps); ps->at < ps->p.len && peek(ps) != '|' && peek(ps) != ')' && !ps->failed;
         skip_blank(ps)) {
        if (parse_word(ps, &s))
            continue;
        ix_part next = parse_quantified(ps);
        ix_sequence_append(ps->arena, &s, &next);
    }
    return ix_sequence_finish(ps->arena, &s);
}

static ix_part parse_alternatives(parser *ps) {
    uint8_t from = ps->shape.now, to;
    ix_part out = parse_sequence(ps);
    for (to = ps->shape.now; peek(ps) == '|' && !ps->failed; to |= ps->shape.now) {
        ps->at++;
        ps->shape.now = from;
        ix_part next = parse_sequence(ps);
        out = ix_part_either(ps->arena, &out, &next);
    }
    ps->shape.now = to;
    return out;
}

ix_gate ix_gate_derive(ix_arena *arena, ix_known_parts *known, ix_str pattern, bool caseless) {
    parser ps = {.arena = arena, .p = pattern, .caseless = caseless, .known = known, .list_at = SIZE_MAX};
    ix_gate gate = {0};
    ix_shape_begin(&ps.shape);
    ix_part whole = parse_alternatives(&ps);
    ix_shape_end(&ps.shape);
    if (ps.failed || ps.at < pattern.len)
        return gate;
    if (whole.known)
        ix_part_add_texts(arena, &whole.exact, 0, &whole);
    for (uint32_t i = 0; i < whole.clauses.n; i++)
        *IX_PUSH(arena, &gate.clauses) = whole.clauses.v[i];
    gate.first = ix_first_of(arena, &whole);
    gate.first.shape = ps.shape;
    gate.first.edges = ix_edges_derive(pattern);
    return gate;
}
