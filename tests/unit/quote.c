/* Quotations with the project's own rules: marks of all habits, who says what. */
#include <stdlib.h>

#include "base/buf.h"
#include "ilex.h"
#include "model/document.h"
#include "unit.h"

static ilex_ruleset *rules;
static ilex_worker *worker;

static void set_up(void) {
    rules = ilex_ruleset_load("rules", ILEX_STRICT, NULL, NULL);
    ck_assert_ptr_nonnull(rules);
    worker = ilex_worker_new(rules);
}

static void tear_down(void) {
    ilex_worker_free(worker);
    ilex_ruleset_free(rules);
}

static ix_document *read_as(const char *language, const char *text, const char *media_type) {
    ilex_document *doc = NULL;
    ilex_error error;
    ilex_input input = {.language = language, .media_type = media_type};
    ck_assert_int_eq(ilex_extract(worker, text, strlen(text), &input, &doc, &error), ILEX_OK);
    return doc;
}

/* One quotation a line: its segments with '|' between, then " -- " and who says it. */
static void write_quotes(const ix_document *doc, ix_buf *out) {
    for (uint32_t i = 0; i < doc->quotes.n; i++) {
        const ix_quote *q = &doc->quotes.v[i];
        if (q->type == IX_INDIRECT)
            continue;
        for (uint32_t s = 0; s < q->segments.n; s++) {
            if (s)
                ix_buf_char(out, '|');
            ix_buf_str(out, ix_doc_str(doc, q->segments.v[s]));
        }
        if (q->speaker.name.len || !ix_span_empty(q->speaker.span)) {
            ix_buf_str(out, IX_STR(" -- "));
            ix_buf_str(out, q->speaker.name.len ? q->speaker.name : ix_doc_str(doc, q->speaker.span));
        }
        ix_buf_char(out, '\n');
    }
}

static void says_in(const char *language, const char *media_type, const char *text, const char *expected) {
    ix_document *doc = read_as(language, text, media_type);
    ix_buf out = {0};
    ix_buf_str(&out, IX_STR(""));
    write_quotes(doc, &out);
    ck_assert_str_eq(ix_buf_view(&out).ptr, expected);
    ix_buf_done(&out);
    ilex_document_free(doc);
}

static void says(const char *language, const char *text, const char *expected) {
    says_in(language, "text/plain", text, expected);
}

START_TEST(mark_habits) {
    says("en", "\"We need rain now,\" said Mary Poe.", "We need rain now, -- Mary Poe\n");
    says("en", "'We need rain for the farmers' fields,' said Mary Poe.",
         "We need rain for the farmers' fields, -- Mary Poe\n");
    says("en", "``We need rain now,'' said Mary Poe.", "We need rain now, -- Mary Poe\n");
    says("en", "‘‘We need rain now,’’ said Mary Poe.", "We need rain now, -- Mary Poe\n");
    says("en", "„We need rain now“, said Mary Poe.", "We need rain now -- Mary Poe\n");
    says("en", "*“We need rain now,”* said Mary Poe.", "We need rain now, -- Mary Poe\n");
    says("en", "“We need rain now“, said Mary Poe.", "We need rain now -- Mary Poe\n");
    says("en", "“We need rain now,\" said Mary Poe. \"We need it soon.”",
         "We need rain now,|We need it soon. -- Mary Poe\n");
    says("fr", "«\u00a0Il nous faut de la pluie\u00a0», a déclaré Marie Curie.",
         "Il nous faut de la pluie -- Marie Curie\n");
    says("fr", "“Il nous faut de la pluie », a déclaré Marie Curie.",
         "Il nous faut de la pluie -- Marie Curie\n");
    says("fr", "\" Il nous faut de la pluie \", a déclaré Marie Curie.",
         "Il nous faut de la pluie -- Marie Curie\n");
}
END_TEST

START_TEST(nested_and_unclosed) {
    says("en", "“He said ‘no’ to us all,” said Mary Poe.", "He said ‘no’ to us all, -- Mary Poe\n");
    says("en", "\"They shout \"Rain for all!\" in the street,\" said Mary Poe.",
         "They shout \"Rain for all!\" in the street, -- Mary Poe\n");
    says("fr", "« Le projet « Pluie » nous aide tous », a déclaré Marie Curie.",
         "Le projet « Pluie » nous aide tous -- Marie Curie\n");
    says("en", "“We need rain now, said Mary Poe. The council met on the hill.",
         "We need rain now -- Mary Poe\n");
    says("en", "“It is dry here and we wait.\n\n“We need rain now,” said Mary Poe.",
         "It is dry here and we wait.|We need rain now, -- Mary Poe\n");
    says("en", "”", "");
    says("en", "“", "");
    says("en", "\" \" \"", "");
}
END_TEST

START_TEST(one_entry_each) {
    says("en",
         "“We need rain,” said Mary Poe. “We need it now.” But the farmer added: “It will not come this "
         "year.”",
         "We need rain,|We need it now. -- Mary Poe\nIt will not come this year. -- the farmer\n");
    says("en", "“We need rain,” said Mary Poe.\n\n“The fields are dry and the wells are empty.”",
         "We need rain,|The fields are dry and the wells are empty. -- Mary Poe\n");
    says("en", "Mary Poe called the plan “a first step for us all”.",
         "a first step for us all -- Mary Poe\n");
    says("fr", "« Il nous faut de la pluie, a déclaré Marie Curie, et des puits. »",
         "Il nous faut de la pluie|et des puits. -- Marie Curie\n");
}
END_TEST

START_TEST(not_said) {
    says("en", "The book “Forty Schools in Four Years” is out.", "");
    says("en", "They set up a fund called “Forty Schools” last year.", "");
    says("en", "Avoid the word “shortage” in letters.", "");
    says("es", "Salió el libro “Cuarenta escuelas en cuatro años”.", "");
    says("fr", "La campagne « Quarante écoles » commence en mai.", "");
}
END_TEST

START_TEST(speakers) {
    says("en",
         "Mary Poe met the press. “We need rain now,” she said. Later John Bull came. “It will rain,” he "
         "said.",
         "We need rain now, -- Mary Poe\nIt will rain, -- John Bull\n");
    says("en", "Mary Poe, Minister of Water, met the press. “We need rain now,” the Minister said.",
         "We need rain now, -- Mary Poe\n");
    says("es", "María Pérez habló ayer. “Necesitamos lluvia ahora”, dijo. “Los campos están secos”, añadió.",
         "Necesitamos lluvia ahora -- María Pérez\nLos campos están secos -- María Pérez\n");
    says("fr", "Marie Curie a pris la parole. « Il nous faut de la pluie », a-t-elle dit.",
         "Il nous faut de la pluie -- Marie Curie\n");
}
END_TEST

START_TEST(introduced) {
    says("en", "Mary Poe, Minister of Water, said:\n\nWe need rain now. The wells are empty.",
         "We need rain now. The wells are empty. -- Mary Poe\n");
    says("en", "Mary Poe, Minister of Water, welcomed the vote of the council:\n\n“We need rain now.”",
         "We need rain now. -- Mary Poe\n");
    says("en",
         "The council met.\n\n“We need rain now, and the wells are empty.”\n\nMary Poe, Minister of Water",
         "We need rain now, and the wells are empty. -- Mary Poe\n");
    says("en", "Mary Poe: “We need rain now, and the wells are empty.”",
         "We need rain now, and the wells are empty. -- Mary Poe\n");
}
END_TEST

START_TEST(pull_quotes) {
    says_in("en", "text/html",
            "<html><body><article><h1>Rain</h1><p>“We need rain now. The wells are empty,” said Mary Poe at "
            "the meeting of the council.</p>"
            "<blockquote>We need rain now.</blockquote><p>The council met on the hill and talked for hours "
            "about the wells.</p></article></body></html>",
            "We need rain now. The wells are empty, -- Mary Poe\n");
}
END_TEST

Suite *quote_suite(void);
Suite *quote_suite(void) {
    const TTest *const tests[] = {mark_habits, nested_and_unclosed, one_entry_each, not_said,
                                  speakers,    introduced,          pull_quotes};
    Suite *suite = suite_create("quote");
    TCase *all = tcase_create("quote");
    tcase_add_unchecked_fixture(all, set_up, tear_down);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
