#include "unit.h"

#include "base/utf8.h"
#include "model/offsets.h"

static void check_all(ix_str text) {
    ix_offsets offsets = ix_offsets_new(text);
    uint32_t expected = 0;
    for (size_t at = 0; at < text.len; expected++) {
        ck_assert_uint_eq(ix_offsets_code_point(&offsets, (uint32_t)at), expected);
        ix_utf8_next(text, &at);
    }
    ck_assert_uint_eq(ix_offsets_code_point(&offsets, (uint32_t)text.len), expected);
    ix_offsets_done(&offsets);
}

START_TEST(every_byte_of_any_text) {
    char text[1024];
    size_t n = 0;
    check_all(IX_STR(""));
    check_all(IX_STR("é"));
    while (n < 960)
        n += ix_utf8_put(text + n, (uint32_t[]){'a', 0xE9, 0x20AC, 0x1F600, 'b'}[n * 7 % 5]);
    for (size_t end = n; end > 0; end--)
        if (end == n || ((unsigned char)text[end] & 0xC0) != 0x80)
            check_all((ix_str){text, end});
}
END_TEST

START_TEST(ascii_needs_no_table) {
    ix_offsets offsets = ix_offsets_new(IX_STR("plain words"));
    ck_assert_ptr_null(offsets.before);
    ck_assert_uint_eq(ix_offsets_code_point(&offsets, 5), 5);
    ix_offsets_done(&offsets);
}
END_TEST

/* "Tom &amp; Ann" as the page has it, "Tom & Ann" as text. */
START_TEST(back_to_the_page) {
    ix_source_run runs[] = {
        {0, 4, 10, 4, true, false}, {4, 1, 14, 5, false, false}, {5, 4, 19, 4, true, false}};
    ix_document *doc = ix_document_new();
    ix_span source;
    doc->text = IX_STR("Tom & Ann");
    doc->source_map.v = runs;
    doc->source_map.n = 3;
    ck_assert(ix_source_span(doc, (ix_span){0, 9}, &source));
    ck_assert(source.start == 10 && source.end == 23);
    ck_assert(ix_source_span(doc, (ix_span){4, 5}, &source));
    ck_assert(source.start == 14 && source.end == 19);
    ck_assert(ix_source_span(doc, (ix_span){6, 8}, &source));
    ck_assert(source.start == 20 && source.end == 22);
    ck_assert(!ix_source_span(doc, (ix_span){3, 3}, &source));
    ck_assert(ix_source_whole(doc, (ix_span){0, 9}));
    runs[2].cut = true;
    ix_span rest = {1, 8}, piece;
    ck_assert(!ix_source_whole(doc, rest));
    ck_assert(ix_source_whole(doc, (ix_span){0, 5}));
    ck_assert(ix_source_whole(doc, (ix_span){5, 9}));
    ck_assert(ix_source_piece(doc, &rest, &piece, &source));
    ck_assert(piece.start == 1 && piece.end == 5 && source.start == 11 && source.end == 19);
    ck_assert(ix_source_piece(doc, &rest, &piece, &source));
    ck_assert(piece.start == 5 && piece.end == 8 && source.start == 19 && source.end == 22);
    ck_assert(!ix_source_piece(doc, &rest, &piece, &source));
    doc->source_map.n = 0;
    ck_assert(ix_source_whole(doc, (ix_span){0, 9}));
    ck_assert(!ix_source_span(doc, (ix_span){0, 9}, &source));
    ix_document_free(doc);
}
END_TEST

SUITE(offsets, every_byte_of_any_text, ascii_needs_no_table, back_to_the_page)
