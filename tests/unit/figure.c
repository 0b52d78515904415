/* What figures come to mean in a release: their dates, units, links, checks. */
#include "ilex.h"
#include "model/document.h"
#include "unit.h"

static ilex_ruleset *rules;
static ilex_worker *worker;

static ix_document *read_as(const char *language, const char *text) {
    ilex_document *doc = NULL;
    ilex_error error;
    ilex_input input = {.language = language, .published = "2021-05-04", .media_type = "text/plain"};
    ck_assert_int_eq(ilex_extract(worker, text, strlen(text), &input, &doc, &error), ILEX_OK);
    return doc;
}

/* The n-th figure with these words; fails the test when there is none. */
static const ix_figure *nth(const ix_document *doc, const char *words, int n) {
    for (uint32_t i = 0; i < doc->figures.n; i++)
        if (ix_str_is(ix_doc_str(doc, doc->figures.v[i].span), words) && n-- == 0)
            return &doc->figures.v[i];
    ck_abort_msg("no figure '%s' in: %.*s", words, IX_FMT(doc->text));
    return NULL;
}

static const ix_figure *first(const ix_document *doc, const char *words) {
    return nth(doc, words, 0);
}

static bool links_to(const ix_document *doc, const ix_figure *f, const char *relation, const ix_figure *to) {
    for (uint32_t i = 0; i < f->links.n; i++)
        if (ix_str_is(f->links.v[i].relation, relation) && &doc->figures.v[f->links.v[i].figure] == to)
            return true;
    return false;
}

static bool diagnosed(const ix_document *doc, const char *code) {
    for (uint32_t i = 0; i < doc->diagnostics.n; i++)
        if (strcmp(doc->diagnostics.v[i].code, code) == 0)
            return true;
    return false;
}

START_TEST(a_date_reaches_its_own_clause) {
    ix_document *doc =
        read_as("en", "The storm, which struck in May 2019, left 400 homes empty. In 2018, the fund paid 90 "
                      "farmers, and it now helps 70 towns.");
    assert_str(first(doc, "400")->as_of, "");
    assert_str(first(doc, "90")->as_of, "2018");
    assert_str(first(doc, "70")->as_of, "");
    ilex_document_free(doc);
    doc =
        read_as("en", "Founded in 1966, the bank has 67 members. The fund has paid 400 farmers since 2010.");
    assert_str(first(doc, "67")->as_of, "");
    assert_str(first(doc, "400")->as_of, "2010/");
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_named_period_dates_what_is_told_of_it_later) {
    ix_document *doc = read_as(
        "en",
        "In its second phase, running from 2011 to 2014, it paid 400 farmers.\n\nDuring its second phase, "
        "it built 90 wells.\n\nIt has 12 clerks.");
    assert_str(first(doc, "400")->as_of, "2011/2014");
    assert_str(first(doc, "90")->as_of, "2011/2014");
    assert_str(first(doc, "90")->as_of_from, "period");
    assert_str(first(doc, "12")->as_of, "");
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_list_inherits_the_date_above_it) {
    ix_document *doc =
        read_as("en", "In 2019, the depot sent out:\n\n- 400 tents;\n\n- 90 stoves.\n\nIt has 12 clerks.");
    assert_str(first(doc, "400")->as_of, "2019");
    assert_str(first(doc, "90")->as_of, "2019");
    assert_str(first(doc, "90")->as_of_from, "paragraph");
    assert_str(first(doc, "12")->as_of, "");
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_number_takes_the_noun_it_stands_for) {
    ix_document *doc = read_as(
        "en",
        "There are 66 forums, 42 of them rural. The share of idle workers fell from 57 to 41 per cent.");
    assert_str(first(doc, "42")->unit, "forums");
    const ix_figure *from = first(doc, "57"), *to = first(doc, "41 per cent");
    assert_str(from->unit, "percent");
    ck_assert(links_to(doc, from, "to", to));
    ck_assert(links_to(doc, to, "from", from));
    ilex_document_free(doc);
    doc = read_as("fr", "Le nombre de blessés est passé de 42 à 115.");
    assert_str(first(doc, "115")->unit, "blessés");
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_range_is_one_figure) {
    ix_document *doc = read_as("en", "It costs $3 to $5 million. Prices rose by between 5% and 10%.");
    const ix_figure *f = first(doc, "$3 to $5 million");
    ck_assert(f->high.ok && f->value.m == 3 && f->value.e == 6);
    assert_str(first(doc, "5% and 10%")->change, "increase");
    ck_assert_uint_eq(doc->figures.n, 2);
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_bare_sign_is_the_money_of_the_release) {
    ix_document *doc = read_as("es", "En Bogotá se invirtieron $26.000 millones. Colombia lo celebra.");
    assert_str(first(doc, "$26.000 millones")->unit, "COP");
    ilex_document_free(doc);
    doc = read_as("es", "Se invirtieron $26.000 millones.");
    assert_str(first(doc, "$26.000 millones")->unit, "USD");
    ilex_document_free(doc);
}
END_TEST

START_TEST(cues_make_targets_and_projections) {
    ix_document *doc = read_as("en", "It aims to train 400 nurses and has trained 90 nurses so far. Output "
                                     "is expected to reach 70 tonnes.");
    assert_str(first(doc, "400")->status, "target");
    assert_str(first(doc, "90")->status, "actual");
    assert_str(first(doc, "70 tonnes")->status, "projected");
    ilex_document_free(doc);
}
END_TEST

START_TEST(arithmetic_that_does_not_come_out_is_told) {
    ix_document *doc = read_as(
        "en",
        "Exports rose by 20 tonnes from 100 tonnes to 150 tonnes. Some 120 per cent of all workers came. "
        "One in five, or 34 per cent, left.");
    ck_assert(diagnosed(doc, "figure.arithmetic"));
    ck_assert(diagnosed(doc, "figure.share"));
    ck_assert(diagnosed(doc, "figure.equivalent"));
    ilex_document_free(doc);
    doc = read_as(
        "en",
        "Exports rose by 50 tonnes from 100 tonnes to 150 tonnes. Some 20 per cent of all workers came. "
        "One in five, or 20.4 per cent, left.");
    ck_assert_uint_eq(doc->diagnostics.n, 0);
    ck_assert(links_to(doc, first(doc, "One in five"), "equivalent", first(doc, "20.4 per cent")));
    ilex_document_free(doc);
}
END_TEST

START_TEST(a_figure_told_again_is_linked) {
    ix_document *doc = read_as("en", "It paid 400 farmers. Those 400 farmers left.");
    ck_assert(links_to(doc, nth(doc, "400", 1), "repeats", first(doc, "400")));
    ilex_document_free(doc);
}
END_TEST

Suite *figure_suite(void);
Suite *figure_suite(void) {
    const TTest *const tests[] = {a_date_reaches_its_own_clause,
                                  a_named_period_dates_what_is_told_of_it_later,
                                  a_list_inherits_the_date_above_it,
                                  a_number_takes_the_noun_it_stands_for,
                                  a_range_is_one_figure,
                                  a_bare_sign_is_the_money_of_the_release,
                                  cues_make_targets_and_projections,
                                  arithmetic_that_does_not_come_out_is_told,
                                  a_figure_told_again_is_linked};
    Suite *suite = suite_create("figure");
    TCase *all = tcase_create("figure");
    rules = ilex_ruleset_load("rules", 0, NULL, NULL); /* once, before the tests fork */
    worker = rules ? ilex_worker_new(rules) : NULL;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
