#include "rules/gate.h"
#include "unit.h"

/* A gate as text: clauses joined by " & ", atoms by "|", sorted as found; digits as #, kind k as <k>. */
static ix_str gate_text(ix_arena *arena, const char *pattern, bool caseless) {
    ix_gate gate = ix_gate_derive(arena, NULL, ix_str_of(pattern), caseless);
    ix_str out = {"", 0};
    for (uint32_t c = 0; c < gate.clauses.n; c++) {
        const ix_clause *clause = &gate.clauses.v[c];
        const char *sep = c ? " & " : "";
        for (uint32_t f = 0; f < clause->factors.n; f++, sep = "|")
            out = ix_str_format(arena, "%.*s%s%.*s", IX_FMT(out), sep, IX_FMT(clause->factors.v[f]));
        for (int k = 0; k < IX_KIND_MAX; k++)
            if (clause->kinds >> k & 1) {
                out = ix_str_format(arena, "%.*s%s<%d>", IX_FMT(out), sep, k);
                sep = "|";
            }
        if (clause->digit)
            out = ix_str_format(arena, "%.*s%s#", IX_FMT(out), sep);
    }
    return out;
}

static const struct {
    const char *pattern, *gate;
    bool caseless;
} cases[] = {
    {"million", "million", false},
    {"per \\s+ cent", "per cent", false},
    {"Per\\s*Cent", "per cent|percent", false},
    {"(?: over | more \\s+ than ) \\s+", "over |more than ", false},
    {"(?: over \\s+ )? [0-9]+", "#", false},
    {"[0-9]{1,2} \\s+ (?:January|March)", "# &  january| march", false},
    {"\\x{E005} \\s+ (?:people|workers)", " people| workers & <5>", false},
    {"(?:\\x{E005}) (?:x|)", "<5>", false},
    {"a*", "", false},
    {"(?:abc|)", "", false},
    {"(?=said)\\w+", "said", false},
    {"(?!said)\\w+", "", false},
    {"\\p{Lu}\\w+ \\s (?<x>Ministry) # of nothing", " ministry", false},
    {"École", "école", false},
    {"École", "école", true},
    {"œuvre", "uvre", true},
    {"don['’]t", "don't|don’t", false},
    {"[%€]", "%|€", false},
    {"(?:foo)+ bar", "foo & bar", false},
    {"(?:foo){0,3} bar", "bar", false},
    {"(?i:SAID) (?-i:Told)", "saidtold", false},
    {"\\bword\\b", "word", false},
    {"(a)(?1)", "", false},
    {"\\040abc\\123x", "abc", false},
    {"\\Qabc\\E", "", false},
    {"(?(?=a)b|c)", "", false},
};

START_TEST(derives_what_must_be_there) {
    ix_arena arena = {0};
    size_t n = sizeof cases / sizeof *cases;
    for (size_t i = 0; i < n; i++) {
        ix_str got = gate_text(&arena, cases[i].pattern, cases[i].caseless);
        ck_assert_msg(ix_str_is(got, cases[i].gate), "%s: expected '%s', got '%.*s'", cases[i].pattern,
                      cases[i].gate, IX_FMT(got));
    }
    ix_arena_done(&arena);
}
END_TEST

START_TEST(reads_what_stands_before) {
    enum { L = IX_AFTER_LETTER, D = IX_AFTER_DIGIT, S = IX_AT_START };
    static const struct {
        const char *pattern;
        unsigned edges;
    } before[] = {
        {"\\b [0-9]+", L | D},
        {"(?<! [\\p{L}\\p{N}.,] ) [0-9]", L | D},
        {"(?<! [\\p{L}-] ) no", L},
        {"(?<! [^\\s*_(] ) \\p{Lu}", L | D},
        {"(?<! [^\\sa] ) \\p{Lu}", 0},
        {"(?<! \\d ) x", D},
        {"(?<! ab ) x", 0},
        {"(?: \\b a | (?<! \\p{L} ) b ) c", L},
        {"(?: \\b a | b ) c", 0},
        {"(?: \\b a )? c", 0},
        {"\\b a | b", 0},
        {"# \\b\n a", 0},
        {"(?<n> (?= \\p{Lu} ) \\b a [|] )", L | D},
        {"a \\b", 0},
        {"^ a", L | D | S},
        {"^ (?: a | b )", L | D | S},
        {"(?: ^ | \\b ) a", L | D},
        {"^ a | b", 0},
        {"a ^", 0},
    };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        ck_assert_msg(ix_edges_derive(ix_str_of(before[i].pattern)) == before[i].edges, "%s",
                      before[i].pattern);
}
END_TEST

/* PCRE2 is told not to check UTF-8: a match tried inside a character crashes. */
START_TEST(begins_with_whole_characters) {
    static const struct {
        const char *pattern;
        unsigned char byte;
    } begin[] = {{"“ a", 0xE2},
                 {"\\s a", 0xC2},
                 {"é", 0xC3},
                 {"\\p{Lu} a", 0xC3},
                 {"(?i: ab )", 'A'},
                 {"[0-9]", '7'},
                 {"(?: (?: (?: a? )+ )+ )+ b", 'b'}};
    ix_arena arena = {0};
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
        ix_gate gate = ix_gate_derive(&arena, NULL, ix_str_of(begin[i].pattern), false);
        ck_assert_msg(gate.first.known && gate.first.shape.bytes[begin[i].byte] & 1, "%s", begin[i].pattern);
        for (int byte = 0x80; byte < 0xC2; byte++)
            ck_assert_msg(!gate.first.shape.bytes[byte], "%s, %02x", begin[i].pattern, byte);
    }
    ix_arena_done(&arena);
}
END_TEST

static bool fits(const ix_shape *shape, const char *text) {
    const unsigned char *t = (const unsigned char *)text;
    return ix_shape_begins(shape, t[0]) && ix_shape_goes_on(shape, t, 0, strlen(text));
}

/* `fits`, and none of `others`, may begin a match. */
START_TEST(knows_the_first_bytes) {
    static const struct {
        const char *pattern, *fits, *others[3];
    } begin[] = {
        {"[0-9]{4} - [0-9]{2}", "2021-05", {"2021.05", "202-05", "20215-05"}},
        {"(?: FC | AS ) \\s", "AS x", {"As x", "fc x", "FX "}},
        {"(?i: ab )", "aB", {"ac", "ba"}},
        {"\\p{Lu}+ \\.", "ABC.", {"Ac.", "aBC.", "."}},
        {"\\p{Lu}+ \\.", "ÉBc.", {"bÉ"}},
        {"a{2,3} b", "aaab", {"ab", "aac"}},
        {"(?: ab? ){2} c", "abac", {"ac", "aad"}},
        {"a (?! b ) \\w", "ac", {"a.", "b"}},
        {"(?<= x ) \\b a", "a", {"x"}},
        {"[^\\s0-9] x", "-x", {" x", "1x"}},
        {"(?i: [^\\P{Lu}] ) x", "ax", {"1x", ".x"}},
        {"(?i: k )", "\u212A", {"l"}},
        {"(?i: \u017F ) a", "sa", {"aa", "sA"}},
        {"(?: a | \\x{E005} ) b", "\uE005", {"b", "aa"}},
        {"( a ) \\1 b", "axx", {"b"}},
    };
    ix_arena arena = {0};
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
        ix_gate gate = ix_gate_derive(&arena, NULL, ix_str_of(begin[i].pattern), false);
        ck_assert_msg(fits(&gate.first.shape, begin[i].fits), "%s, %s", begin[i].pattern, begin[i].fits);
        for (int k = 0; k < 3 && begin[i].others[k]; k++)
            ck_assert_msg(!fits(&gate.first.shape, begin[i].others[k]), "%s, %s", begin[i].pattern,
                          begin[i].others[k]);
    }
    ix_arena_done(&arena);
}
END_TEST

START_TEST(survives_broken_patterns) {
    static const char *const broken[] = {"(",    "[",    "[^",   "[a-", "\\",  "(?", "(?<", "(?<x", "a{",
                                         "a{1,", "\\x{", "\\p{", "(?#", "[[:", ")",  "|",   "*"};
    ix_arena arena = {0};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        gate_text(&arena, broken[i], i % 2);
    ix_arena_done(&arena);
}
END_TEST

SUITE(gate, derives_what_must_be_there, reads_what_stands_before, begins_with_whole_characters,
      knows_the_first_bytes, survives_broken_patterns)
