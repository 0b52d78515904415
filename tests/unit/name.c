/* Acronyms, names seen again, and what mentions are taken to be one body or one person. */
#include <stdio.h>

#include "4-extract/acronym.h"
#include "4-extract/alias.h"
#include "4-extract/lowercase.h"
#include "5-resolve/key.h"
#include "base/map.h"
#include "model/document.h"
#include "unit.h"

static ilex_ruleset *rules;
static ilex_worker *worker;

static ix_document *read_as(const char *language, const char *text) {
    ilex_document *doc = NULL;
    ilex_error error;
    ilex_input input = {.language = language, .media_type = "text/plain"};
    ck_assert_int_eq(ilex_extract(worker, text, strlen(text), &input, &doc, &error), ILEX_OK);
    return doc;
}

/* The entity of the n-th mention that reads `text`, or -1. */
static int entity_of(const ix_document *doc, const ix_mention *mentions, uint32_t count, const char *text,
                     int n) {
    for (uint32_t i = 0; i < count; i++)
        if (ix_str_is(ix_doc_str(doc, mentions[i].span), text) && n-- == 0)
            return mentions[i].entity;
    return -1;
}

static int body(const ix_document *doc, const char *text) {
    return entity_of(doc, doc->organisation_mentions.v, doc->organisation_mentions.n, text, 0);
}

static int person(const ix_document *doc, const char *text) {
    return entity_of(doc, doc->person_mentions.v, doc->person_mentions.n, text, 0);
}

static void same_body(const ix_document *doc, const char *a, const char *b) {
    ck_assert_msg(body(doc, a) >= 0, "no body '%s'", a);
    ck_assert_msg(body(doc, a) == body(doc, b), "'%s' and '%s' are not one body", a, b);
}

static size_t start_of(const char *acronym, const char *name) {
    return ix_acronym_start(ix_str_of(acronym), ix_str_of(name), NULL);
}

START_TEST(maps_strings) {
    ix_arena arena = {0};
    ix_map map = {0};
    ck_assert_int_eq(ix_map_get(&map, IX_STR("a")), -1);
    for (int i = 0; i < 200; i++)
        *ix_map_put(&arena, &map, ix_str_format(&arena, "key %d", i)) = i;
    for (int i = 0; i < 200; i++)
        ck_assert_int_eq(ix_map_get(&map, ix_str_format(&arena, "key %d", i)), i);
    ix_map_set(&map, IX_STR("key 7"), 70);
    ix_map_set(&map, IX_STR("no key"), 1);
    ck_assert_int_eq(ix_map_get(&map, IX_STR("key 7")), 70);
    ck_assert_int_eq(ix_map_get(&map, IX_STR("no key")), -1);
    ix_arena_done(&arena);
}
END_TEST

START_TEST(knows_the_shape_of_acronyms) {
    ck_assert(ix_acronym_shape(IX_STR("ABC")) && ix_acronym_shape(IX_STR("A&B")) &&
              ix_acronym_shape(IX_STR("UNWoods")));
    ck_assert(!ix_acronym_shape(IX_STR("Abc")) && !ix_acronym_shape(IX_STR("A")) &&
              !ix_acronym_shape(IX_STR("a B")));
    ck_assert(ix_acronym_loose_shape(IX_STR("Sesanor")) && !ix_acronym_loose_shape(IX_STR("sesanor")));
    ck_assert(!ix_acronym_shape(IX_STR("ABCDEFGHIJKLMN")) && !ix_acronym_shape(IX_STR("")));
}
END_TEST

START_TEST(checks_letters) {
    ck_assert_uint_eq(start_of("OWR", "Open Water Rescue"), 0);
    ck_assert_uint_eq(start_of("OWR", "The Open Water Rescue"), 4);
    ck_assert_uint_eq(start_of("SESAN", "Secretaría de Seguridad Alimentaria Nutricional"), 0);
    ck_assert_uint_eq(start_of("ENA", "École nationale agricole"), 0);
    ck_assert_uint_eq(start_of("XYZ", "Open Water Rescue"), strlen("Open Water Rescue"));
    ck_assert_uint_eq(start_of("OW", ""), 0);
    ck_assert(ix_acronym_from_start(IX_STR("Cecmed"), IX_STR("Centro para el Control de Medicamentos")));
    ck_assert(!ix_acronym_from_start(IX_STR("Cecmed"), IX_STR("Oficina de Control de Medicamentos")));
}
END_TEST

START_TEST(finds_acronyms_in_parentheses) {
    static const struct {
        const char *text, *acronym;
        size_t close;
    } cases[] = {{" (ABC) x", "ABC", 6},
                 {"’s (ABC)", "ABC", 10},
                 {" (“ABC”) x", "ABC", 12},
                 {" (ABC, Oslo)", "ABC", 0},
                 {" ([ABC](http://a.b))", "ABC", 0},
                 {" (a few)", "", 0},
                 {" (2017)", "", 0},
                 {" ABC", "", 0},
                 {"", "", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t close;
        ix_str text = ix_str_of(cases[i].text);
        ix_span span = ix_acronym_behind(text, 0, &close);
        assert_str(ix_str_sub(text, span.start, span.end), cases[i].acronym);
        ck_assert_uint_eq(close, cases[i].close);
    }
}
END_TEST

static void note(void *context, ix_span span, int bearer) {
    char *out = context;
    sprintf(out + strlen(out), "%u-%u:%d ", span.start, span.end, bearer);
}

START_TEST(sees_names_again) {
    ix_arena arena = {0};
    ix_aliases aliases = {.arena = &arena};
    char found[200] = "";
    ix_alias_add(&aliases, IX_STR("Open Hands"), 0, 1);
    ix_alias_add(&aliases, IX_STR("Open"), 0, 2);
    ix_alias_add(&aliases, IX_STR("small"), 0, 3); /* no capital: left out */
    ix_alias_scan(&aliases, IX_STR("OPEN HANDS, Open Hands; open hands Opener Open small"), note, found);
    ck_assert_str_eq(found, "0-10:1 12-22:1 42-46:2 ");
    ix_arena_done(&arena);
}
END_TEST

START_TEST(takes_the_bearer_named_last) {
    ix_arena arena = {0};
    ix_aliases aliases = {.arena = &arena};
    char found[200] = "";
    ix_alias_add(&aliases, IX_STR("Council"), 10, 1);
    ix_alias_add(&aliases, IX_STR("Council"), 30, 2);
    ix_alias_scan(&aliases, IX_STR("Council ............ Council ............ Council"), note, found);
    ck_assert_str_eq(found, "0-7:1 21-28:1 42-49:2 ");
    ix_arena_done(&arena);
}
END_TEST

START_TEST(sees_words_in_small_letters) {
    ix_arena arena = {0};
    ix_lowercase l = {0};
    ix_lowercase_ask(&l, &arena, IX_STR("Calls"));
    ix_lowercase_ask(&l, &arena, IX_STR("Poe"));
    ix_lowercase_ask(&l, &arena, IX_STR("Été"));
    ix_lowercase_scan(&l, IX_STR("Poe Calls: she calls http://x.org/ana-poe or poe@x.org un été"));
    ck_assert(ix_lowercase_seen(&l, IX_STR("Calls")) && ix_lowercase_seen(&l, IX_STR("Été")));
    ck_assert(!ix_lowercase_seen(&l, IX_STR("Poe")) && !ix_lowercase_seen(&l, IX_STR("Other")));
    ix_arena_done(&arena);
}
END_TEST

START_TEST(makes_names_comparable) {
    ix_arena arena = {0};
    assert_str(ix_name_key(&arena, IX_STR("Ministère de l’Éducation")), "ministere de l education");
    assert_str(ix_name_key(&arena, IX_STR(" –, ")), "");
    ck_assert_uint_eq(ix_key_words(&arena, IX_STR("a bc d")).n, 3);
    ck_assert_uint_eq(ix_key_words(&arena, IX_STR("")).n, 0);
    ix_arena_done(&arena);
}
END_TEST

START_TEST(joins_acronym_and_name) {
    ix_document *doc =
        read_as("en", "The International Labour Organization (ILO) met. The OIT is the ILO.\n\n"
                      "Boats of the Northern Rescue Alliance (NORA) left. NORA’s crew slept.");
    same_body(doc, "International Labour Organization", "ILO");
    same_body(doc, "ILO", "OIT");
    same_body(doc, "Northern Rescue Alliance", "NORA");
    ck_assert_int_ne(body(doc, "ILO"), body(doc, "NORA"));
    assert_str(doc->organisations.v[body(doc, "NORA")].acronym, "NORA");
    ix_document_free(doc);
}
END_TEST

START_TEST(joins_shorter_forms) {
    ix_document *doc = read_as(
        "en", "The Baltic Fisheries Commission met in May. The Commission then voted, and the Fisheries "
              "Commission left.\n\nThe Ministry of Ports of Norway met the Ministry of Fish of Norway.");
    same_body(doc, "Baltic Fisheries Commission", "Commission");
    same_body(doc, "Baltic Fisheries Commission", "Fisheries Commission");
    ck_assert_int_ne(body(doc, "Ministry of Ports of Norway"), body(doc, "Ministry of Fish of Norway"));
    assert_str(doc->organisations.v[body(doc, "Commission")].name, "Baltic Fisheries Commission");
    ix_document_free(doc);
}
END_TEST

START_TEST(leaves_things_alone) {
    ix_document *doc = read_as(
        "en", "An improvised explosive device (IED) was found. The IED said nothing. See www.ilo.org/ILO.");
    ck_assert_uint_eq(doc->organisations.n, 0);
    ix_document_free(doc);
}
END_TEST

START_TEST(joins_people) {
    ix_document *doc =
        read_as("en", "Poe wins a prize\n\nMs Mary F. POE, Director of Ports, spoke. “Good,” said Poe. "
                      "Mary Poe left with John Poe-Martin, and Mary was glad.");
    ck_assert_int_ge(person(doc, "Poe"), 0);
    ck_assert_int_eq(person(doc, "Poe"), person(doc, "Mary F. POE"));
    ck_assert_int_eq(person(doc, "Poe"), person(doc, "Mary Poe"));
    ck_assert_int_eq(person(doc, "Poe"), person(doc, "Mary"));
    ck_assert_int_ne(person(doc, "Poe"), person(doc, "John Poe-Martin"));
    assert_str(doc->people.v[person(doc, "Poe")].role, "Director of Ports");
    ix_document_free(doc);
}
END_TEST

START_TEST(takes_the_body_out_of_a_role) {
    ix_document *doc = read_as("en", "“Good,” said ILO Assistant Director-General Mary Poe.");
    const ix_person *p = &doc->people.v[person(doc, "Mary Poe")];
    assert_str(p->role, "Assistant Director-General");
    ck_assert_int_eq(p->organisation, body(doc, "ILO"));
    ix_document_free(doc);
}
END_TEST

Suite *name_suite(void);
Suite *name_suite(void) {
    const TTest *const tests[] = {maps_strings,
                                  knows_the_shape_of_acronyms,
                                  checks_letters,
                                  finds_acronyms_in_parentheses,
                                  sees_names_again,
                                  takes_the_bearer_named_last,
                                  sees_words_in_small_letters,
                                  makes_names_comparable,
                                  joins_acronym_and_name,
                                  joins_shorter_forms,
                                  leaves_things_alone,
                                  joins_people,
                                  takes_the_body_out_of_a_role};
    rules = ilex_ruleset_load("rules", 0, NULL, NULL); /* once, before the tests fork */
    worker = ilex_worker_new(rules);
    Suite *suite = suite_create("name");
    TCase *all = tcase_create("name");
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
