/* Blocks of plain text (2-parse/text.c). */
#include "unit.h"

#include "2-parse/text.h"
#include "base/buf.h"

/* The blocks as "kind:text" joined by " / ", line ends shown as "~". */
static ix_str laid(ix_document *doc, const char *text) {
    ix_buf out = {0};
    doc->source = ix_str_of(text);
    ix_parse_text(doc);
    ck_assert(doc->text.ptr == text); /* the text is the input */
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        const ix_block *b = &doc->blocks.v[i];
        ix_buf_format(&out, "%s%s:%.*s", i ? " / " : "", ix_block_kind_names[b->kind],
                      IX_FMT(ix_doc_str(doc, b->span)));
    }
    ix_str s = ix_str_copy(&doc->arena, ix_buf_view(&out));
    ix_buf_done(&out);
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\n')
            ((char *)s.ptr)[i] = '~';
    return s;
}

static void check(const char *text, const char *expected) {
    ix_document *doc = ix_document_new();
    assert_str(laid(doc, text), expected);
    ix_document_free(doc);
}

START_TEST(paragraphs_and_headings) {
    check("A headline\n\nThe first paragraph ends here.\n\nWhat comes next\n\nMore of it.\n",
          "heading:A headline / paragraph:The first paragraph ends here. / heading:What comes next / "
          "paragraph:More of it.");
    check("# One #\n## **Two**\ntext.", "heading:One / heading:Two / paragraph:text.");
    check("One\n===\n\nTwo\n---\ntext.", "heading:One / heading:Two / paragraph:text.");
    check("**FOR MORE INFORMATION:**\n\nAnna Lind\n+41 22 000 00 00\nanna@example.org",
          "heading:FOR MORE INFORMATION: / paragraph:Anna Lind / paragraph:+41 22 000 00 00 / "
          "paragraph:anna@example.org");
    check("*A whole sentence in stress marks ends.*", "paragraph:*A whole sentence in stress marks ends.*");
}
END_TEST

START_TEST(soft_wrapped_lines_are_one_paragraph) {
    check("The unemployment rate in the region rose to\n5 per cent in 2020, and the report says it\nwill "
          "rise further in the years to come.\n\nNext.",
          "paragraph:The unemployment rate in the region rose to~5 per cent in 2020, and the report says "
          "it~will rise further in the "
          "years to come. / paragraph:Next.");
    check("A first long line that fills the width of it\r\nand goes on here.\r\n\r\nNext.\r\n",
          "paragraph:A first long line that fills the width of it\r~and goes on here. / paragraph:Next.");
}
END_TEST

START_TEST(items_quotes_and_tables) {
    check("- one\n- two\n  goes on\n• three\n\n1. first\n2) second\n(3) third",
          "list_item:one / list_item:two~  goes on / list_item:three / list_item:1. first / list_item:2) "
          "second / list_item:(3) third");
    check("> quoted words\n> go on\n\nafter.", "quote:quoted words~> go on / paragraph:after.");
    check("| Year | Rate |\n|---|---|\n| 2020 | 5.1 |",
          "table_cell:Year / table_cell:Rate / table_cell:2020 / table_cell:5.1");
    check("-5 degrees were measured.", "paragraph:-5 degrees were measured.");
    check("2020 was a bad year. It ended.", "paragraph:2020 was a bad year. It ended.");
}
END_TEST

START_TEST(cells_know_their_place) {
    ix_document *doc = ix_document_new();
    laid(doc, "| a | |\n|:--|--:|\n| c | d |\n");
    ck_assert_uint_eq(doc->blocks.n, 3);
    ck_assert(doc->blocks.v[0].row == 1 && doc->blocks.v[0].column == 1);
    ck_assert(doc->blocks.v[1].row == 2 && doc->blocks.v[1].column == 1);
    ck_assert(doc->blocks.v[2].row == 2 && doc->blocks.v[2].column == 2);
    ix_document_free(doc);
}
END_TEST

START_TEST(odd_inputs) {
    check("", "");
    check("\n\n", "");
    check(">", "");
    check("|", "paragraph:|");
    check("***", "paragraph:***");
    check("-", "paragraph:-");
}
END_TEST

SUITE(layout, paragraphs_and_headings, soft_wrapped_lines_are_one_paragraph, items_quotes_and_tables,
      cells_know_their_place, odd_inputs)
