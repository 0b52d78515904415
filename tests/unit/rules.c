/* The rule engine over little rule folders written for the test. */
#include "rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "unit.h"

static char folder[64];
static ix_buf seen; /* what was matched, or reported, a line each */

static void write_rules(const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, "%s/en", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void note_fault(const ilex_error *e, void *context) {
    (void)context;
    const char *base = strrchr(e->file, '/');
    ix_buf_format(&seen, "%s:%d:%d %s\n", base ? base + 1 : e->file, e->line, e->column, e->code);
}

static void setup(void) {
    strcpy(folder, "/tmp/ilex-rules-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    seen = (ix_buf){0};
}

static void teardown(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    ix_buf_done(&seen);
}

static const char *refused; /* a rule whose matches are refused */

static int note_match(ix_document *doc, const ix_match *match, void *context, const char **why) {
    (void)context, (void)why;
    if (refused && ix_str_ends(match->rule, ix_str_of(refused)))
        return IX_REFUSE;
    ix_buf_format(&seen, "%.*s '%.*s'", IX_FMT(match->rule), IX_FMT(ix_doc_str(doc, match->span)));
    for (uint32_t i = 0; i < match->n_fields; i++)
        ix_buf_format(&seen, " %s=%.*s", ix_field_names[match->fields[i].field],
                      IX_FMT(match->fields[i].text));
    ix_buf_char(&seen, '\n');
    return 0;
}

/* Matches all layers over one sentence. */
static void match(const char *text, unsigned flags) {
    ilex_ruleset *rules = ilex_ruleset_load(folder, flags, note_fault, NULL);
    ck_assert_ptr_nonnull(rules);
    const ix_language *language = ix_ruleset_language(rules, IX_STR("en"));
    ix_document *doc = ix_document_new();
    ix_matcher *matcher = ix_matcher_new();
    doc->text = ix_str_of(text);
    *IX_PUSH(&doc->arena, &doc->blocks) =
        (ix_block){.kind = IX_BLOCK_PARAGRAPH, .span = {0, (uint32_t)doc->text.len}};
    ix_matcher_begin(matcher, rules, language, doc);
    *IX_PUSH(&doc->arena, &doc->sentences) = (ix_sentence){{0, (uint32_t)doc->text.len}, 0};
    ix_matcher_begin(matcher, rules, language, doc);
    for (int layer = 0; layer < IX_LAYERS; layer++)
        ix_match_layer(matcher, (ix_layer)layer, note_match, NULL);
    for (uint32_t i = 0; i < doc->diagnostics.n; i++)
        ix_buf_format(&seen, "%s\n", doc->diagnostics.v[i].code);
    ix_matcher_free(matcher);
    ix_document_free(doc);
    ilex_ruleset_free(rules);
}

static void assert_seen(const char *expected) {
    ck_assert_msg(ix_str_is(ix_buf_view(&seen), expected), "got\n%.*s\nexpected\n%s",
                  IX_FMT(ix_buf_view(&seen)), expected);
    seen.len = 0;
}

#define HEAD "schema: ilex-rules/1\n"

static const char figures[] = HEAD "lists:\n"
                                   "  scale: {million: 6}\n"
                                   "  more: {more_than: [over, more than], about: about}\n"
                                   "  land: {gazetteer: true, words: {\"Côte d'Ivoire\": CIV, France: FRA}}\n"
                                   "rules:\n"
                                   "- id: number\n"
                                   "  layer: number\n"
                                   "  pattern: |-\n"
                                   "    (?<value>[0-9.]+) (?: \\s+ (?<high>{{scale}}) )?\n"
                                   "- id: count\n"
                                   "  layer: figure\n"
                                   "  pattern: |-\n"
                                   "    (?: (?<modifier>{{more}}) \\s+ )? (?<span> (?<value>{{number}}) ) "
                                   "\\s+ (?<unit>\\p{L}+) (?: \\s+ in \\s+ (?<place>{{land}}) )?\n"
                                   "  emit: {kind: count, change: {increase: modifier}}\n";

START_TEST(layers_build_on_each_other) {
    write_rules("en/a.yaml", figures);
    match("More  than 5 million workers in Côte d’Ivoire, about 3 days in FRANCE, 7", 0);
    assert_seen("en/a/number '5 million' value=5 high=6\n"
                "en/a/number '3' value=3\n"
                "en/a/number '7' value=7\n"
                "en/a/count '5 million' kind=count change=increase modifier=more_than value=5 million "
                "unit=workers place=CIV\n"
                "en/a/count '3' kind=count change=increase modifier=about value=3 unit=days place=FRA\n");
}
END_TEST

START_TEST(a_mention_in_the_text_itself_is_none) {
    write_rules("en/a.yaml", figures);
    match("\uE005 workers, \uE013, 3 days", 0);
    assert_seen("en/a/number '3' value=3\nen/a/count '3' kind=count value=3 unit=days\n");
}
END_TEST

static const char rivals[] = HEAD "rules:\n"
                                  "- {id: short, layer: date, pattern: 'May \\s+ [0-9]+'}\n"
                                  "- {id: long, layer: date, pattern: '[0-9]+ \\s+ May \\s+ [0-9]+'}\n"
                                  "- {id: same, layer: date, pattern: '[0-9]+ \\s+ May \\s+ [0-9]{4}'}\n";

START_TEST(the_longest_wins_then_the_first) {
    write_rules("en/a.yaml", rivals);
    match("on 5 May 2017 and May 12", 0);
    assert_seen("en/a/long '5 May 2017'\nen/a/short 'May 12'\n");
}
END_TEST

START_TEST(a_refused_match_makes_room) {
    write_rules("en/a.yaml", rivals);
    refused = "long";
    match("on 5 May 2017 and May 12", 0);
    assert_seen("en/a/same '5 May 2017'\nen/a/short 'May 12'\n");
    refused = NULL;
}
END_TEST

START_TEST(gates_and_jit_change_nothing) {
    static const unsigned flags[] = {0, ILEX_NO_GATES, ILEX_NO_JIT, ILEX_NO_GATES | ILEX_NO_JIT};
    write_rules("en/a.yaml", figures);
    write_rules("en/b.yaml", rivals);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        match("On 5 May 2017 over 3\u00a0million\u202fpeople in\nFrance", flags[i]);
    size_t quarter = seen.len / 4;
    ck_assert_uint_gt(quarter, 100);
    for (size_t i = 1; i < 4; i++)
        ck_assert(memcmp(seen.ptr, seen.ptr + i * quarter, quarter) == 0);
}
END_TEST

START_TEST(all_faults_are_told_at_once_with_their_places) {
    write_rules("en/a.yaml", HEAD "lists:\n"
                                  "  month: [May]\n"
                                  "fragments:\n"
                                  "  a: '{{b}}'\n"
                                  "  b: '{{a}}'\n"
                                  "rules:\n"
                                  "- {id: r1, layer: date, pattern: 'x', patern: 'y'}\n"
                                  "- {id: r2, layer: date, pattern: '{{mnoth}}'}\n"
                                  "- {id: r3, layer: date, pattern: '{{figure}}'}\n"
                                  "- {id: r4, layer: dte, pattern: 'x'}\n"
                                  "- {id: r5, layer: date, pattern: '{{a}}'}\n"
                                  "- {id: r1, layer: date, pattern: 'z'}\n"
                                  "- {id: r6, layer: date, pattern: 'z', emit: {colour: red}}\n"
                                  "- {id: r7, layer: date, pattern: 'z', examples: [{text: z}]}\n"
                                  "- id: r8\n"
                                  "  layer: date\n"
                                  "  pattern: |-\n"
                                  "    good\n"
                                  "    ba(d\n");
    write_rules("en/b.yaml", HEAD "lists: [\n");
    ilex_ruleset *rules = ilex_ruleset_load(folder, 0, note_fault, NULL);
    assert_seen("b.yaml:3:1 rules.yaml\n"
                "a.yaml:8:39 rules.key\n"
                "a.yaml:9:35 rules.unknown\n"
                "a.yaml:10:35 rules.layer\n"
                "a.yaml:11:19 rules.layer\n"
                "a.yaml:6:7 rules.cycle\n"
                "a.yaml:13:4 rules.duplicate\n"
                "a.yaml:14:46 rules.field\n"
                "a.yaml:15:51 rules.example\n"
                "a.yaml:20:9 rules.pattern\n");
    ilex_rule rule;
    ck_assert(ilex_ruleset_rule(rules, 0, &rule) &&
              strcmp(rule.name, "en/a/r1") == 0); /* the rest still works */
    ilex_ruleset_free(rules);
    ck_assert_ptr_null(ilex_ruleset_load(folder, ILEX_STRICT, NULL, NULL));
    ck_assert_ptr_null(ilex_ruleset_load("/nonexistent", 0, NULL, NULL));
}
END_TEST

START_TEST(a_rule_over_its_budget_is_given_up) {
    write_rules("en/a.yaml", HEAD "rules:\n"
                                  "- {id: bomb, layer: date, pattern: '(?:a+)+ \\! b'}\n"
                                  "- {id: fine, layer: date, pattern: 'c+'}\n");
    char text[3000];
    memset(text, 'a', sizeof text);
    memcpy(text + sizeof text - 8, "!b ccc!", 8);
    text[40] = '!';
    match(text, ILEX_NO_GATES);
    ck_assert_ptr_nonnull(strstr(seen.ptr, "en/a/fine 'ccc'"));
}
END_TEST

/* A pattern is interpreted at first, and machine code from somewhere in this text on. */
START_TEST(when_the_jit_comes_in_makes_no_difference) {
    write_rules("en/a.yaml",
                HEAD "rules:\n"
                     "- {id: pair, layer: date, pattern: '\\b (?:a|ab|abc)+ \\ (?<day>[0-9]{1,2}) \\b'}\n");
    ix_buf text = {0};
    for (int i = 0; i < 600; i++)
        ix_buf_format(&text, i % 3 ? "abcab %d, " : "abca%d, ", i % 150);
    match(text.ptr, 0);
    char *with = strdup(seen.ptr);
    seen.len = 0;
    match(text.ptr, ILEX_NO_JIT);
    ck_assert(strcmp(with, seen.ptr) == 0);
    ck_assert_ptr_nonnull(strstr(with, "'abcab 98'"));
    free(with);
    ix_buf_done(&text);
}
END_TEST

static int count_example(const ilex_example *e, void *context) {
    (void)context;
    ix_buf_format(&seen, "%s %s:%d %s %s %s\n", e->rule, e->language, e->line, e->counter ? "not" : "gives",
                  e->text, e->gives);
    return 0;
}

START_TEST(examples_and_lint) {
    write_rules("en/a.yaml", HEAD "rules:\n"
                                  "- id: one\n"
                                  "  layer: date\n"
                                  "  pattern: May\n"
                                  "  examples: [{text: In May, gives: [{text: May, mod: null}]}]\n"
                                  "  counterexamples: [in june]\n"
                                  "- {id: two, layer: date, pattern: 'x*'}\n");
    ilex_ruleset *rules = ilex_ruleset_load(folder, ILEX_STRICT, note_fault, NULL);
    ck_assert_ptr_nonnull(rules);
    ilex_ruleset_examples(rules, count_example, NULL);
    assert_seen("en/a/one en:6 gives In May [{\"text\":\"May\",\"mod\":null}]\n"
                "en/a/one en:7 not in june \n");
    ck_assert_int_eq(ilex_ruleset_lint(rules, note_fault, NULL), 3);
    assert_seen("a.yaml:8:1 lint.examples\na.yaml:8:1 lint.counterexamples\na.yaml:8:1 lint.gate\n");
    ilex_ruleset_free(rules);
}
END_TEST

Suite *rules_suite(void);
Suite *rules_suite(void) {
    Suite *suite = suite_create("rules");
    TCase *tests = tcase_create("rules");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, layers_build_on_each_other);
    tcase_add_test(tests, a_mention_in_the_text_itself_is_none);
    tcase_add_test(tests, the_longest_wins_then_the_first);
    tcase_add_test(tests, a_refused_match_makes_room);
    tcase_add_test(tests, gates_and_jit_change_nothing);
    tcase_add_test(tests, all_faults_are_told_at_once_with_their_places);
    tcase_add_test(tests, a_rule_over_its_budget_is_given_up);
    tcase_add_test(tests, when_the_jit_comes_in_makes_no_difference);
    tcase_add_test(tests, examples_and_lint);
    suite_add_tcase(suite, tests);
    return suite;
}
