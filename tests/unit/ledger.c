/* The ledger's promise: no numeral and no number word is in neither a figure nor a date nor the ledger. */
#include <stdlib.h>

#include "base/utf8.h"
#include "ilex.h"
#include "model/document.h"
#include "rules/rules.h"
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

static bool accounted(const ix_document *doc, ix_span numeral) {
    for (uint32_t i = 0; i < doc->figures.n; i++)
        if (ix_span_overlap(doc->figures.v[i].span, numeral))
            return true;
    for (uint32_t i = 0; i < doc->dates.n; i++)
        if (ix_span_overlap(doc->dates.v[i].span, numeral))
            return true;
    for (uint32_t i = 0; i < doc->ledger.n; i++)
        if (ix_span_overlap(doc->ledger.v[i].span, numeral))
            return true;
    return false;
}

static void check_run(const ix_document *doc, uint32_t start, uint32_t end) {
    ck_assert_msg(accounted(doc, (ix_span){start, end}), "'%.*s' is nowhere in: %.*s", (int)(end - start),
                  doc->text.ptr + start, IX_FMT(doc->text));
}

static bool counts(const ix_language *language, ix_str word) {
    static const char *const lists[] = {"number_word", "number_ten", "number_hundred"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (ix_list_value(ix_language_list(language, lists[i]), word).ptr)
            return word.len > 1 && !ix_list_value(ix_language_list(language, "function_word"), word).ptr;
    return false;
}

/* Walks over the text by itself: runs of digits, then words. */
static void check_all(const char *code, const char *text) {
    const ix_language *language = ix_ruleset_language(rules, ix_str_of(code));
    ix_document *doc = read_as(code, text);
    for (uint32_t i = 0; i < doc->text.len; i++)
        if (ix_utf8_is_digit((unsigned char)doc->text.ptr[i]))
            check_run(doc, i, i + 1);
    for (size_t at = 0; at < doc->text.len;) {
        size_t start = at, end = at;
        while (at < doc->text.len && ix_utf8_is_letter(ix_utf8_next(doc->text, &at)))
            end = at;
        if (counts(language, ix_str_sub(doc->text, start, end)))
            check_run(doc, (uint32_t)start, (uint32_t)end);
    }
    for (uint32_t i = 1; i < doc->ledger.n; i++)
        ck_assert(doc->ledger.v[i].span.start >= doc->ledger.v[i - 1].span.end);
    ilex_document_free(doc);
}

START_TEST(every_numeral_is_accounted_for) {
    check_all("en", "1. In 2019 some 12 plants made 3.5 million pipes, 4/5 of 7,000.5 a day.\n\n- 12th of "
                    "30: B12, 3D, x9y, 80s, 1–2, 3-4-5, 1,2,3.\n\n"
                    "Two-thirds of twenty-one, one of five, 10:30 a.m., +41 22 555 01 23, 1.2.3.4, page 5, "
                    "C190, (7), [8], 9%. 0");
    check_all("fr", "Le 1er mai 2019, 3,5 millions de tuyaux, soit 4 000 par jour, à 14h30, article 5, ODD "
                    "8.7, vingt et un, deux, le 2e, XVIIe, n°5.");
    check_all("es", "El 1 de mayo de 2019, 3,5 millones de tubos, 4.000 al día, a las 10:30, artículo 5, dos "
                    "de cada cinco, el 2º, veintidós, uno de los 3.");
    check_all("en", "See @B\u00C96,50 and \u00C962,3x, 1.2.3.4.5 or 7,8.9-1.");
    check_all("en", "9");
    check_all("en", "\n\n5\n\n| 1 | 2 |\n|---|---|\n| three | 4 |\n\n# 6 seven\n\n> 8 nine\n");
}
END_TEST

static void has_entry(const char *language, const char *text, const char *entry, const char *reason) {
    ix_document *doc = read_as(language, text);
    bool found = false;
    for (uint32_t i = 0; i < doc->ledger.n; i++)
        if (ix_str_is(ix_doc_str(doc, doc->ledger.v[i].span), entry)) {
            assert_str(doc->ledger.v[i].reason, reason);
            found = true;
        }
    ck_assert_msg(found, "'%s' is not in the ledger of '%s'", entry, text);
    ilex_document_free(doc);
}

START_TEST(entries_say_why) {
    has_entry("en", "It serves SDG target 1.3 in all towns.", "1.3", "identifier:SDG target");
    has_entry("en", "It is the 12th edition of the fair.", "12th", "ordinal");
    has_entry("fr", "C'est la 3e édition du salon.", "3e", "ordinal");
    has_entry("es", "Es la 3ª edición de la feria.", "3ª", "ordinal");
    has_entry("en", "It helped millions in the north.", "millions", "vague:no exact number");
    has_entry("en", "The works grew1 in the north.", "1", "layout:note mark");
    has_entry("en", "Type x9y in the box.", "9", "identifier:code");
}
END_TEST

Suite *ledger_suite(void);
Suite *ledger_suite(void) {
    Suite *suite = suite_create("ledger");
    TCase *all = tcase_create("ledger");
    rules = ilex_ruleset_load("rules", 0, NULL, NULL); /* once, before the tests fork */
    worker = rules ? ilex_worker_new(rules) : NULL;
    tcase_add_test(all, every_numeral_is_accounted_for);
    tcase_add_test(all, entries_say_why);
    suite_add_tcase(suite, all);
    return suite;
}
