/* Language, head, sections and sentences with the project's own rules. */
#include <stdlib.h>

#include "base/buf.h"
#include "ilex.h"
#include "model/document.h"
#include "unit.h"

static ilex_ruleset *rules;
static ilex_worker *worker;

static ix_document *read_as(const char *language, const char *text, size_t n) {
    ilex_document *doc = NULL;
    ilex_error error;
    ilex_input input = {.language = language, .media_type = "text/plain"};
    ck_assert_int_eq(ilex_extract(worker, text, n, &input, &doc, &error), ILEX_OK);
    return doc;
}

/* The sentences, one a line. */
static void has_sentences(const char *language, const char *text, const char *expected) {
    ix_document *doc = read_as(language, text, strlen(text));
    ix_buf out = {0};
    for (uint32_t i = 0; i < doc->sentences.n; i++) {
        ix_buf_str(&out, ix_doc_str(doc, doc->sentences.v[i].span));
        ix_buf_char(&out, '\n');
    }
    ck_assert_str_eq(out.ptr, expected);
    ix_buf_done(&out);
    ilex_document_free(doc);
}

START_TEST(abbreviations_end_no_sentence) {
    has_sentences(
        "en",
        "Mr. J. F. Ruiz met Dr. Lee at 3 p.m. in St. Ives. The U.S. team left. It saw e.g. pipes, cf. No. 5.",
        "Mr. J. F. Ruiz met Dr. Lee at 3 p.m. in St. Ives.\nThe U.S. team left.\nIt saw e.g. pipes, cf. No. "
        "5.\n");
    has_sentences(
        "en", "They moved to the U.S. The plant is in Ohio Inc. towns. It opened in 2017. Two left.",
        "They moved to the U.S.\nThe plant is in Ohio Inc. towns.\nIt opened in 2017.\nTwo left.\n");
    has_sentences("fr",
                  "M. Roux et Mme. Petit ont vu l'art. 5 du texte, p. 12. Il est long. Le coût est de 3,5 "
                  "millions env. par an.",
                  "M. Roux et Mme. Petit ont vu l'art. 5 du texte, p. 12.\nIl est long.\nLe coût est de 3,5 "
                  "millions env. par an.\n");
    has_sentences(
        "es",
        "El Sr. Ruiz viajó a EE. UU. con la Dra. Paz. Vio el núm. 5 y la pág. 12. Costó 3.5 mil. No volvió.",
        "El Sr. Ruiz viajó a EE. UU. con la Dra. Paz.\nVio el núm. 5 y la pág. 12.\nCostó 3.5 mil.\nNo "
        "volvió.\n");
}
END_TEST

START_TEST(marks_close_with_their_sentence) {
    has_sentences(
        "en",
        "“It works.” She left. He asked: “Why?” and went. (It was late.) Then “it rains,” he said. “Stay!”",
        "“It works.”\nShe left.\nHe asked: “Why?” and went.\n(It was late.)\nThen “it rains,” he "
        "said.\n“Stay!”\n");
    has_sentences("fr", "« Ça marche. » Elle part. « Pourquoi ? » dit-il. Il pleut… Et puis ? Rien !",
                  "« Ça marche. »\nElle part.\n« Pourquoi ? » dit-il.\nIl pleut…\nEt puis ?\nRien !\n");
    has_sentences(
        "en",
        "It grew to 4 percent of GDP.3 The rest fell by 2.5 points... and rose. **Bold words.** More follow.",
        "It grew to 4 percent of GDP.3\nThe rest fell by 2.5 points... and rose.\nBold words.\nMore "
        "follow.\n");
}
END_TEST

START_TEST(blocks_part_sentences) {
    has_sentences("en", "New plant opens\n\nThe plant makes pipes and it\n\nis new. See 3.2. for more of it.",
                  "New plant opens\nThe plant makes pipes and it\nis new.\nSee 3.2. for more of it.\n");
    has_sentences("en",
                  "New plant opens\n\n1. The plan is short. It is good.\n\n- One thing\n- Another thing",
                  "New plant opens\n1. The plan is short.\nIt is good.\nOne thing\nAnother thing\n");
}
END_TEST

static void has_language(const char *text, const char *code) {
    ix_document *doc = read_as(NULL, text, strlen(text));
    assert_str(doc->language, code);
    ilex_document_free(doc);
}

START_TEST(words_tell_the_language) {
    has_language("The plant, which is in the north of the country, has been making pipes for the last ten "
                 "years, and it will go on.",
                 "en");
    has_language("L'usine, qui se trouve dans le nord du pays, fabrique des tuyaux depuis dix ans et elle va "
                 "continuer avec nous.",
                 "fr");
    has_language("La fábrica, que está en el norte del país, hace tubos desde hace diez años y va a seguir "
                 "con los suyos en ella.",
                 "es");
    has_language("Die Fabrik, die im Norden des Landes steht, macht seit zehn Jahren Rohre und wird das auch "
                 "weiter mit uns tun, wie sie sagt.",
                 "de");
    has_language("12 300 45", "en");
    ix_document *doc = read_as("fr-CA", "Bonjour à tous.", 16);
    assert_str(doc->language, "fr");
    ilex_document_free(doc);
}
END_TEST

typedef struct head {
    const char *language, *text, *title, *published, *place, *agency;
} head;

static const head heads[] = {
    {"en",
     "New plant opens in Leeds **The mayor says it will bring work to the north.**\n\nLEEDS/YORK, 4 May 2021 "
     "– The plant makes pipes.",
     "New plant opens in Leeds", "2021-05-04", "Leeds", ""},
    {"en",
     "Pipe makers meet to talk about steel The makers of pipes met on Monday to talk about steel, and they "
     "agreed.\n\nMore follows.",
     "Pipe makers meet to talk about steel", "", "", ""},
    {"en",
     "date 2021-05-04 The plant in the north of the country has been making pipes for ten years, said its "
     "head.\n\nMore follows.",
     "", "2021-05-04", "", ""},
    {"en", "GENEVA (Pipe News) – The plant makes pipes for all of Europe.\n\nMore follows.", "", "", "Geneva",
     ""},
    {"en",
     "Makers Sign Pact to Fight Rust and Leaks NAY PYI TAW, Myanmar – The makers of pipes have signed a "
     "pact.\n\nMore follows.",
     "Makers Sign Pact to Fight Rust and Leaks", "", "Nay Pyi Taw, Myanmar", ""},
    {"fr",
     "Tuyaux : l'usine ouvre ses portes à Lyon 8 décembre 2017 – L'usine a ouvert ses portes au "
     "public.\n\nSuite du texte.",
     "Tuyaux : l'usine ouvre ses portes à Lyon", "2017-12-08", "", ""},
    {"fr",
     "L'usine ouvre OTTAWA/GENÈVE, 1er décembre 2017 - L'usine a ouvert ses portes au public.\n\nSuite du "
     "texte.",
     "L'usine ouvre", "2017-12-01", "Ottawa", ""},
    {"es",
     "La fábrica de tubos abre en Trinidad Trinidad, 13 dic (XYZ).- La fábrica abrió sus puertas al "
     "público.\n\nSigue.",
     "La fábrica de tubos abre en Trinidad", "", "Trinidad", "XYZ"},
    {"es",
     "La fábrica abre\n\nGINEBRA, Suiza, 12 de diciembre de 2017 (XYZ) – La fábrica abrió sus "
     "puertas.\n\nSigue.",
     "La fábrica abre", "2017-12-12", "Ginebra, Suiza", "XYZ"},
    {"es",
     "La fábrica de tubos abre sus puertas\n\n19/12/2017 | 21:50 | Los Lagos\n\nLa fábrica abrió sus puertas "
     "al público.",
     "La fábrica de tubos abre sus puertas", "2017-12-19", "", ""},
};

START_TEST(heads_are_taken_apart) {
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        const head *h = &heads[i];
        ix_document *doc = read_as(h->language, h->text, strlen(h->text));
        assert_str(doc->title, h->title);
        assert_str(doc->published, h->published);
        ix_str place = doc->dateline_places.n ? doc->dateline_places.v[0] : IX_STR("");
        assert_str(place, h->place);
        assert_str(doc->dateline_agency, h->agency);
        ilex_document_free(doc);
    }
}
END_TEST

START_TEST(a_date_that_disagrees_is_told) {
    const char *text = "New plant opens\n\nLEEDS, 4 May 2021 – The plant makes pipes.";
    ilex_document *doc;
    ilex_error error;
    ilex_input input = {.language = "en", .published = "2021-06-01"};
    ck_assert_int_eq(ilex_extract(worker, text, strlen(text), &input, &doc, &error), ILEX_OK);
    assert_str(doc->published, "2021-06-01");
    bool told = false;
    for (uint32_t i = 0; i < doc->diagnostics.n; i++)
        told |= strcmp(doc->diagnostics.v[i].code, "published.disagree") == 0;
    ck_assert(told);
    ilex_document_free(doc);
}
END_TEST

START_TEST(sections_follow_their_headings) {
    const char *text = "New plant opens\n\nThe plant makes pipes.\n\nENDS\n\n**Notes to editors**\n\nIt took "
                       "two years.\n\n**About Ruiz Steel**\n\n"
                       "It is old.\n\nFor more information, please contact:\n\nAna Ruiz, ana@example.org";
    static const ix_block_kind kinds[] = {IX_BLOCK_TITLE,   IX_BLOCK_PARAGRAPH, IX_BLOCK_PARAGRAPH,
                                          IX_BLOCK_HEADING, IX_BLOCK_NOTES,     IX_BLOCK_HEADING,
                                          IX_BLOCK_ABOUT,   IX_BLOCK_CONTACT,   IX_BLOCK_CONTACT};
    ix_document *doc = read_as("en", text, strlen(text));
    ck_assert_uint_eq(doc->blocks.n, sizeof kinds / sizeof *kinds);
    for (uint32_t i = 0; i < doc->blocks.n; i++)
        if (i != 2)
            ck_assert_str_eq(ix_block_kind_names[doc->blocks.v[i].kind], ix_block_kind_names[kinds[i]]);
    ilex_document_free(doc);
}
END_TEST

/* Text made to go wrong: each ends soon, with sentences in order, inside their blocks and of bounded length.
 */
START_TEST(odd_text_is_cut_in_order) {
    static const char *const pieces[] = {".",    "a. ", "\" ",  "?\n",  "1. ", "“.” ", "A",    "   ",
                                         "(.) ", "…",   "\n\"", "Mr. ", "é",   ". . ", "- x\n"};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        ix_buf text = {0};
        while (text.len < 300000)
            ix_buf_str(&text, ix_str_of(pieces[p]));
        ix_buf_str(&text, IX_STR("end"));
        ix_document *doc = read_as("en", text.ptr, text.len);
        uint32_t last = 0;
        for (uint32_t i = 0; i < doc->sentences.n; i++) {
            ix_sentence s = doc->sentences.v[i];
            ck_assert(s.span.start >= last && s.span.end > s.span.start && ix_span_len(s.span) <= 8192);
            ck_assert(ix_span_within(s.span, doc->blocks.v[s.block].span));
            last = s.span.end;
        }
        ilex_document_free(doc);
        ix_buf_done(&text);
    }
}
END_TEST

Suite *segment_suite(void);
Suite *segment_suite(void) {
    const TTest *const tests[] = {abbreviations_end_no_sentence,  marks_close_with_their_sentence,
                                  blocks_part_sentences,          words_tell_the_language,
                                  heads_are_taken_apart,          a_date_that_disagrees_is_told,
                                  sections_follow_their_headings, odd_text_is_cut_in_order};
    Suite *suite = suite_create("segment");
    TCase *all = tcase_create("segment");
    rules = ilex_ruleset_load("rules", 0, NULL, NULL); /* once, before the tests fork */
    worker = rules ? ilex_worker_new(rules) : NULL;
    tcase_set_timeout(all, 60);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
