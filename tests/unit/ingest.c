#include "unit.h"

#include <stdlib.h>

#include "stages.h"

typedef struct outcome {
    ix_document *doc;
    ilex_status status;
    ilex_error error;
} outcome;

static outcome read_bytes(const char *bytes, size_t n, const ilex_input *input) {
    static const ilex_input nothing = {0};
    outcome out = {.doc = ix_document_new()};
    out.status = ix_ingest(out.doc, bytes, n, input ? input : &nothing, &out.error);
    return out;
}

static void check_text(const char *bytes, size_t n, const char *label, const char *text,
                       const char *charset) {
    outcome o = read_bytes(bytes, n, &(ilex_input){.charset = label});
    ck_assert_int_eq(o.status, ILEX_OK);
    assert_str(o.doc->source, text);
    assert_str(o.doc->charset, charset);
    ix_document_free(o.doc);
}

#define CHECK_TEXT(bytes, label, text, charset) check_text(bytes, sizeof(bytes) - 1, label, text, charset)

START_TEST(encodings_as_browsers_read_them) {
    CHECK_TEXT("plain", NULL, "plain", "utf-8");
    CHECK_TEXT("\xEF\xBB\xBF"
               "caf\xC3\xA9",
               NULL, "café", "utf-8");
    CHECK_TEXT("caf\xE9 \x93"
               "5\x94 \x80",
               "iso-8859-1", "café “5” €", "windows-1252");
    CHECK_TEXT("<meta charset=latin1><p>caf\xE9 \x85", NULL, "<meta charset=latin1><p>café …",
               "windows-1252");
    CHECK_TEXT("<meta http-equiv=x content=\"text/html; charset=iso-8859-2\">\xB1", NULL,
               "<meta http-equiv=x content=\"text/html; charset=iso-8859-2\">ą", "iso-8859-2");
    CHECK_TEXT("\xFF\xFEh\0i\0", NULL, "hi", "utf-16le");
    CHECK_TEXT("\0R\0e\0l\0e\0a\0s\0e\0 \0o\0u\0t", NULL, "Release out", "utf-16be");
}
END_TEST

START_TEST(valid_utf8_beats_a_wrong_label) {
    CHECK_TEXT("caf\xC3\xA9", "windows-1252", "café", "utf-8");
    CHECK_TEXT("<meta charset=iso-8859-1>\xE2\x82\xAC", NULL, "<meta charset=iso-8859-1>€", "utf-8");
    CHECK_TEXT("caf\xC3\xA9", "no-such-encoding", "café", "utf-8");
}
END_TEST

/* One U+FFFD for each longest piece that could begin a character, as the Encoding Standard has it. */
START_TEST(broken_utf8_is_replaced) {
    static const char bytes[] = "é é é é é é é é \xE2\x82 \xF0\x9F\x98 x";
    outcome o = read_bytes(bytes, sizeof bytes - 1, NULL);
    assert_str(o.doc->source, "é é é é é é é é \uFFFD \uFFFD x");
    ck_assert_uint_eq(o.doc->diagnostics.n, 1);
    ck_assert_str_eq(o.doc->diagnostics.v[0].code, "charset.invalid");
    ix_document_free(o.doc);
}
END_TEST

START_TEST(a_nul_keeps_its_place) {
    static const char bytes[] = "A release of some length with one \0 in its middle, where it does no harm.";
    outcome o = read_bytes(bytes, sizeof bytes - 1, NULL);
    ck_assert_uint_eq(o.doc->source.len, sizeof bytes - 1);
    ck_assert_int_eq(o.doc->source.ptr[34], ' ');
    ck_assert_uint_eq(o.doc->diagnostics.n, 1);
    ix_document_free(o.doc);
}
END_TEST

static void check_refused(const char *bytes, size_t n, size_t max, const char *code) {
    outcome o = read_bytes(bytes, n, &(ilex_input){.max_bytes = max, .path = "in.txt"});
    ck_assert_int_eq(o.status, ILEX_E_INPUT);
    ck_assert_str_eq(o.error.code, code);
    ck_assert_str_eq(o.error.file, "in.txt");
    ix_document_free(o.doc);
}

START_TEST(what_is_no_text_is_refused) {
    check_refused("", 0, 0, "input.empty");
    check_refused(" \n\t ", 4, 0, "input.empty");
    check_refused("\xEF\xBB\xBF\n", 4, 0, "input.empty");
    check_refused("%PDF-1.7 and so on", 18, 0, "input.binary");
    check_refused("PK\3\4 office", 11, 0, "input.binary");
    check_refused("\x89PNG\r\n\x1A\n....", 12, 0, "input.binary");
    check_refused("ab\1\2\3\4\5\6\7\x10", 10, 0, "input.binary");
    check_refused("0123456789", 10, 9, "input.too_large");
}
END_TEST

static void check_type(const char *text, const char *told, const char *type) {
    outcome o = read_bytes(text, strlen(text), &(ilex_input){.media_type = told});
    assert_str(o.doc->media_type, type);
    ix_document_free(o.doc);
}

START_TEST(media_type_by_content) {
    check_type("<!DOCTYPE html><p>x", NULL, "text/html");
    check_type("\n<!-- made by hand -->\n<?php ?><HTML>", NULL, "text/html");
    check_type("<div class=x>x</div>", NULL, "text/html");
    check_type("A headline\n<p>one</p><p>two</p>", NULL, "text/html");
    check_type("Prices < 5 and > 3", NULL, "text/plain");
    check_type("**GENEVA** (ILO News) <info@example.org>", NULL, "text/plain");
    check_type("<p>x</p>", "text/plain", "text/plain");
    check_type("no tags", "text/html; charset=utf-8", "text/html");
}
END_TEST

START_TEST(what_the_caller_says_is_kept) {
    ilex_input input = {.id = "r1",
                        .path = "a/b.txt",
                        .url = "https://example.org/",
                        .language = "fr",
                        .published = "2024-05-01"};
    outcome o = read_bytes("x", 1, &input);
    assert_str(o.doc->id, "r1");
    assert_str(o.doc->url, "https://example.org/");
    assert_str(o.doc->language, "fr");
    assert_str(o.doc->published, "2024-05-01");
    ck_assert_str_eq(o.doc->published_from, "input");
    ck_assert_str_eq(o.doc->sha256, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    ck_assert_uint_eq(o.doc->source_bytes, 1);
    ix_document_free(o.doc);
    o = read_bytes("x", 1, &(ilex_input){.path = "a/b.txt"});
    assert_str(o.doc->id, "a/b.txt");
    ix_document_free(o.doc);
    o = read_bytes("x", 1, NULL);
    assert_str(o.doc->id, o.doc->sha256);
    ix_document_free(o.doc);
}
END_TEST

SUITE(ingest, encodings_as_browsers_read_them, valid_utf8_beats_a_wrong_label, broken_utf8_is_replaced,
      a_nul_keeps_its_place, what_is_no_text_is_refused, media_type_by_content, what_the_caller_says_is_kept)
