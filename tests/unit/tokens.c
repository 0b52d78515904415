/* A page's tokens, references and mended elements (2-parse/tokens.c, entities.c, tree.c). */
#include "unit.h"

#include "2-parse/entities.h"
#include "2-parse/tree.h"
#include "base/buf.h"

/* The tree as "name[text]" with children in brackets: "p[12](a[3])". */
static void write_element(ix_buf *out, const ix_tree *tree, uint32_t e) {
    const ix_element *element = &tree->all.v[e];
    ix_buf_format(out, "%s%u", e ? ix_tags[element->tag].name : "", element->text);
    if (element->after == e + 1)
        return;
    ix_buf_char(out, '(');
    for (uint32_t child = e + 1; child < element->after; child = tree->all.v[child].after) {
        if (child > e + 1)
            ix_buf_char(out, ' ');
        write_element(out, tree, child);
    }
    ix_buf_char(out, ')');
}

static void check_tree(const char *html, const char *expected) {
    ix_arena arena = {0};
    ix_buf out = {0};
    ix_tokens tokens = ix_tokenize(&arena, ix_str_of(html));
    ix_tree tree = ix_build_tree(&arena, &tokens);
    write_element(&out, &tree, 0);
    assert_str(ix_buf_view(&out), expected);
    ix_buf_done(&out);
    ix_arena_done(&arena);
}

/* Text tokens in brackets, tags by name. */
static void check_tokens(const char *html, const char *expected) {
    ix_arena arena = {0};
    ix_buf out = {0};
    ix_tokens tokens = ix_tokenize(&arena, ix_str_of(html));
    for (uint32_t i = 0; i < tokens.all.n; i++) {
        const ix_token *t = &tokens.all.v[i];
        if (t->kind == IX_TOKEN_TEXT)
            ix_buf_format(&out, "[%.*s]", (int)(t->end - t->start), html + t->start);
        else
            ix_buf_format(&out, "<%s%s>", t->kind == IX_TOKEN_CLOSE ? "/" : "", ix_tags[t->tag].name);
    }
    assert_str(ix_buf_view(&out), expected);
    ix_buf_done(&out);
    ix_arena_done(&arena);
}

START_TEST(tags_and_text) {
    check_tokens("a<P class='x>y'>b</p >c", "[a]<p>[b]</p>[c]");
    check_tokens("1 < 2 <3 <", "[1 < 2 <3 <]");
    check_tokens("<!doctype html><!-- <p> --><?x?><p>t", "<p>[t]");
    check_tokens("a<!-->b<!--->c<!--x", "[a][b][c]");
    check_tokens("<ul class=\"ilo--tags\"\"><li>x", "<ul><li>[x]");
    check_tokens("<a href=x/>t</a>", "<a>[t]</a>");
    check_tokens("<script>if (a < b) '</p>'</script><style>p{}</style>t", "<script>[t]");
    check_tokens("<x-card>t</x-card><q2>u", "<>[t]</><>[u]");
    check_tokens("<p title=\"never closed>t", "<p>[t]");
}
END_TEST

START_TEST(attributes) {
    ix_arena arena = {0};
    ix_tokens tokens =
        ix_tokenize(&arena, IX_STR("<p Class = \"a b\" id=c data-x hidden href='/d?e=1&amp;f' >"));
    const ix_token *tag = &tokens.all.v[0];
    assert_str(ix_attribute_value(&tokens, tag, "class"), "a b");
    assert_str(ix_attribute_value(&tokens, tag, "id"), "c");
    assert_str(ix_attribute_value(&tokens, tag, "href"), "/d?e=1&amp;f");
    ck_assert_ptr_nonnull(ix_attribute_value(&tokens, tag, "hidden").ptr);
    ck_assert_ptr_null(ix_attribute_value(&tokens, tag, "style").ptr);
    ix_arena_done(&arena);
}
END_TEST

START_TEST(attributes_are_counted) {
    ix_arena arena = {0};
    ix_buf html = {0};
    ix_buf_str(&html, IX_STR("<p"));
    for (int i = 0; i < 1000; i++)
        ix_buf_format(&html, " a%d=1", i);
    ix_buf_str(&html, IX_STR(" class=late>text"));
    ix_tokens tokens = ix_tokenize(&arena, ix_buf_view(&html));
    ix_attribute_walk walk = {0};
    ix_attribute a;
    uint32_t n = 0;
    while (ix_next_attribute(&tokens, &tokens.all.v[0], &walk, &a))
        n++;
    ck_assert_uint_eq(n, IX_MAX_ATTRIBUTES);
    ck_assert_ptr_null(ix_attribute_value(&tokens, &tokens.all.v[0], "class").ptr);
    ck_assert_uint_eq(tokens.all.n, 2);
    ix_buf_done(&html);
    ix_arena_done(&arena);
}
END_TEST

START_TEST(mended_as_browsers_do) {
    check_tree("<p>one<p>two", "6(p3 p3)");
    check_tree("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "4(ul4(li1 li2(ul1(li1)) li1))");
    check_tree("<p>a<section>b</section>c", "3(p1 section1)");
    check_tree("<p>a<b>b<i>c</b>d</i></p>e", "5(p4)");
    check_tree("<h1>Head</h2><p>text", "8(h14 p4)");
    check_tree("<table><tr><td>a<td>b<tr><th>c</table>d", "4(table3(tr2(td1 td1) tr1(th1)))");
    check_tree("<dl><dt>a<dd>b<dt>c</dl>", "3(dl3(dt1 dd1 dt1))");
    check_tree("a</div></span>b", "2");
    check_tree("<div><select><option>x<option>y</select>z</div>", "1(div1(select0(option0 option0)))");
    check_tree("<html><head><title>t</title><body><p>x</body></html>", "1(html1(head0 body1(p1)))");
}
END_TEST

/* Past the depth cap elements are left out, their text is not. */
START_TEST(nested_beyond_reason) {
    ix_arena arena = {0};
    ix_buf html = {0};
    for (int i = 0; i < 5000; i++)
        ix_buf_str(&html, IX_STR("<div>"));
    ix_buf_str(&html, IX_STR("<p>story"));
    for (int i = 0; i < 5000; i++)
        ix_buf_str(&html, IX_STR("</div>"));
    ix_buf_str(&html, IX_STR("<p>tail"));
    ix_tokens tokens = ix_tokenize(&arena, ix_buf_view(&html));
    ix_tree tree = ix_build_tree(&arena, &tokens);
    ck_assert_uint_eq(tree.flattened, 5000 - IX_MAX_DEPTH);
    ck_assert_uint_eq(tree.all.n, 1 + IX_MAX_DEPTH + 2);
    ck_assert_uint_eq(tree.all.v[0].text, 9);
    ck_assert_uint_eq(tree.all.v[1].text, 5);
    ix_buf_done(&html);
    ix_arena_done(&arena);
}
END_TEST

static void check_value(const char *raw, const char *expected) {
    ix_arena arena = {0};
    assert_str(ix_decode_value(&arena, ix_str_of(raw), false), expected);
    ix_arena_done(&arena);
}

START_TEST(references) {
    check_value("Tom &amp; Ann &lt;3 &eacute;&Eacute;", "Tom & Ann <3 éÉ");
    check_value("&#8217;&#x2019;&#146;&#x92;", "’’’’");
    check_value("&copy 2020 &nosuch; &amp;amp; AT&T &", "© 2020 &nosuch; &amp; AT&T &");
    check_value("&#0;&#xD800;&#x110000;&#99999999999;", "\uFFFD\uFFFD\uFFFD\uFFFD");
    check_value("&NotEqualTilde;&period;&hellip;", "≂̸.…");
    check_value(" a \n\t b ", "a b");
    ix_arena arena = {0};
    assert_str(ix_decode_value(&arena, IX_STR("/x?a=1&copy=2&amp;lt"), true), "/x?a=1&copy=2&lt");
    ix_arena_done(&arena);
}
END_TEST

SUITE(tokens, tags_and_text, attributes, attributes_are_counted, mended_as_browsers_do, nested_beyond_reason,
      references)
