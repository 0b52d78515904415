/* Web pages end to end through stages 1 and 2, with the hints of rules/. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "2-parse/entities.h"
#include "base/buf.h"
#include "stages.h"

static ilex_ruleset *rules;

static ix_document *read_page(const char *html, const ilex_input *extra) {
    ilex_input input = extra ? *extra : (ilex_input){0};
    ix_document *doc = ix_document_new();
    input.media_type = "text/html";
    if (!rules)
        rules = ilex_ruleset_load("rules", 0, NULL, NULL);
    ck_assert_ptr_nonnull(rules);
    ck_assert_int_eq(ix_ingest(doc, html, strlen(html), &input, NULL), ILEX_OK);
    ix_parse(doc, rules, &input);
    return doc;
}

/* Every byte of every block comes from a run of the page, and every run says what the page says there. */
static void check_map(const ix_document *doc) {
    char bytes[IX_ENTITY_BYTES];
    uint32_t run = 0;
    for (uint32_t i = 0; i < doc->source_map.n; i++) {
        ix_source_run r = doc->source_map.v[i];
        const char *text = doc->text.ptr + r.text, *source = doc->source.ptr + r.source;
        size_t n;
        if (r.same)
            ck_assert(r.text_len == r.source_len && memcmp(text, source, r.text_len) == 0);
        else if (*source == '&')
            ck_assert(ix_entity(doc->source, r.source, false, bytes, &n) == r.source_len && n == r.text_len &&
                      memcmp(text, bytes, n) == 0);
        else
            ck_assert(r.text_len == 1 && (*text == ' ' || *text == '\n'));
    }
    for (uint32_t b = 0; b < doc->blocks.n; b++)
        for (uint32_t at = doc->blocks.v[b].span.start; at < doc->blocks.v[b].span.end; run++) {
            ck_assert_uint_lt(run, doc->source_map.n);
            ix_source_run r = doc->source_map.v[run];
            ck_assert_uint_le(r.text, at);
            at = r.text + r.text_len > at ? r.text + r.text_len : at;
        }
}

/* The blocks as "kind:text" joined by " / ", line ends shown as "~". */
static void check_blocks(const char *html, const ilex_input *input, const char *expected) {
    ix_document *doc = read_page(html, input);
    ix_buf out = {0};
    check_map(doc);
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        const ix_block *b = &doc->blocks.v[i];
        ix_buf_format(&out, "%s%s:%.*s", i ? " / " : "", ix_block_kind_names[b->kind],
                      IX_FMT(ix_doc_str(doc, b->span)));
    }
    for (size_t i = 0; i < out.len; i++)
        out.ptr[i] = out.ptr[i] == '\n' ? '~' : out.ptr[i];
    assert_str(ix_buf_view(&out), expected);
    ix_buf_done(&out);
    ix_document_free(doc);
}

#define LONG_A                                                                                               \
    "Employment in the sector grew by four per cent last year, the office said in its new report on the "    \
    "matter."
#define LONG_B                                                                                               \
    "It had fallen for three years before, and most of the jobs that were lost then have not come back so "  \
    "far."

START_TEST(the_article_and_nothing_but) {
    check_blocks("<body><nav><a href=/>Home</a></nav><main><h1>Jobs grow</h1><p class=byline>By A. Writer</p>"
                 "<div class=share-bar><a href=#>Share</a></div><div class=article-body><p>" LONG_A
                 "</p><h2>Before</h2><p>" LONG_B
                 "</p><ul><li>one thing<li>another</ul></div><div class=related-links><p>" LONG_A LONG_B
                 "</p></div></main>"
                 "<footer><p>" LONG_B "</p></footer>",
                 NULL,
                 "title:Jobs grow / paragraph:" LONG_A " / heading:Before / paragraph:" LONG_B
                 " / list_item:one thing / list_item:another");
}
END_TEST

START_TEST(headline_closed_by_another_and_summary) {
    check_blocks("<main><h1 class='ilo--hero-card--title'>Jobs grow</h2><p "
                 "class='ilo--hero-card--intro'>More people are at work than at any "
                 "time before, a report finds.</p><p class='ilo--hero-card--datecopy'>12 June 2024</p><ul "
                 "class=\"ilo--tags\"\"><li>Jobs</ul>"
                 "<div class='ilo--richtext'><p>" LONG_A "</p><p>" LONG_B "</p></div></main>",
                 NULL,
                 "title:Jobs grow / summary:More people are at work than at any time before, a report finds. "
                 "/ paragraph:" LONG_A " / paragraph:" LONG_B);
}
END_TEST

START_TEST(white_space_breaks_and_references) {
    check_blocks("<article><p>\n  Tom &amp;\tAnn said   <b> that </b>5&nbsp;%\n of "
                 "&laquo;&#160;all&#160;&raquo; that there was on the "
                 "market is gone.<br> A second line follows it here.</p><p>" LONG_A "<br><br>" LONG_B
                 "</article>",
                 NULL,
                 "paragraph:Tom & Ann said that 5\u00a0% of «\u00a0all\u00a0» that there was on the market "
                 "is gone.~A second line follows it here."
                 " / paragraph:" LONG_A " / paragraph:" LONG_B);
}
END_TEST

START_TEST(invisible_characters_are_left_out) {
    check_blocks("<article><p>The em\u00adploy\u00adment of the re&shy;gion has grown&#8203; by five per "
                 "cent since\u200b the last &shy; report.</article>",
                 NULL,
                 "paragraph:The employment of the region has grown by five per cent since the last report.");
}
END_TEST

START_TEST(quotes_with_their_names) {
    check_blocks(
        "<article><p>" LONG_A
        "</p><blockquote class=ilo--blockquote><p>We did it.</p><cite>Ana Sy</cite></blockquote><p>" LONG_B
        "</article>",
        NULL, "paragraph:" LONG_A " / quote:We did it. / quote:Ana Sy / paragraph:" LONG_B);
    ix_document *doc = read_page(
        "<article><p>" LONG_A "<blockquote>We did it. <cite>Ana Sy</cite></blockquote><p>" LONG_B, NULL);
    ck_assert(!doc->blocks.v[1].cite && doc->blocks.v[2].cite);
    ix_document_free(doc);
}
END_TEST

START_TEST(tables_of_data_and_of_layout) {
    const char *html = "<table><tr><td>menu<td class=text><p>" LONG_A LONG_B LONG_A LONG_B
                       "</p><table><tr><th>Year<th colspan=2>Rate<th>Note"
                       "<tr><td>2020<td>5.1<td>5.2<td>x</table></table>";
    ix_document *doc = read_page(html, NULL);
    ck_assert_uint_eq(doc->blocks.n, 8);
    ck_assert_int_eq(doc->blocks.v[0].kind, IX_BLOCK_PARAGRAPH);
    const ix_block *note = &doc->blocks.v[3], *last = &doc->blocks.v[7];
    ck_assert(note->kind == IX_BLOCK_TABLE_CELL && note->row == 1 && note->column == 4);
    ck_assert(last->kind == IX_BLOCK_TABLE_CELL && last->row == 2 && last->column == 4);
    ix_document_free(doc);
}
END_TEST

START_TEST(captions) {
    const char *html =
        "<article><p>" LONG_A
        "</p><figure><img src=x><figcaption>A mill in Lima</figcaption></figure><figure><figcaption>Workers "
        "leave the mill after the night shift.</figcaption></figure><p>" LONG_B
        "</p><p>A scrap</p></article>";
    const char *told = "caption:Workers leave the mill after the night shift. / paragraph:" LONG_B;
    char expected[2000];
    snprintf(expected, sizeof expected, "paragraph:" LONG_A " / %s / paragraph:A scrap", told);
    check_blocks(html, NULL, expected);
    snprintf(expected, sizeof expected,
             "paragraph:" LONG_A " / caption:A mill in Lima / %s / paragraph:A scrap", told);
    check_blocks(html, &(ilex_input){.favour = "recall"}, expected);
    check_blocks(html, &(ilex_input){.favour = "precision"}, "paragraph:" LONG_A " / paragraph:" LONG_B);
}
END_TEST

START_TEST(teasers_and_notices_are_out) {
    check_blocks(
        "<div><p>" LONG_A "<p>" LONG_B " " LONG_B "<div class=x><h3><a href=1>Else one</a></h3><p>" LONG_A
        "</div><div class=x><h3><a href=2>Else "
        "two</a></h3><p>" LONG_B
        "</div><div class=x><h3><a href=3>Else three</a></h3></div><p>© 2024 The Office, all rights reserved "
        "by it.</div>",
        NULL, "paragraph:" LONG_A " / paragraph:" LONG_B " " LONG_B);
}
END_TEST

static void check_published(const char *head, const char *body, const char *url, const char *value,
                            const char *from) {
    ix_buf html = {0};
    ix_buf_format(&html,
                  "<html lang=en-GB><head>%s</head><body><article><h1>Jobs grow</h1>%s<p>" LONG_A
                  "</p><p>" LONG_B "</p></article>",
                  head, body);
    ix_document *doc = read_page(html.ptr, &(ilex_input){.url = url});
    assert_str(doc->published, value);
    if (from)
        ck_assert_str_eq(doc->published_from, from);
    ix_document_free(doc);
    ix_buf_done(&html);
}

START_TEST(day_of_publication) {
    check_published("<meta property='article:published_time' content='2024-06-12T09:00:00+02:00'>", "", NULL,
                    "2024-06-12", "meta");
    check_published("<meta name=date content='05-10-2023 - 12:53'>", "", NULL, "2023-10-05", "meta");
    check_published(
        "<script "
        "type='application/"
        "ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-06-12\"}]}</script>",
        "", NULL, "2024-06-12", "json-ld");
    check_published("", "<time class=date datetime=1717372800>3 June</time>", NULL, "2024-06-03", "time");
    check_published("", "<p class=date>12 June 2024</p>", NULL, "2024-06-12", "text");
    check_published("", "<p>Press release | 1 December 2017</p>", NULL, "2017-12-01", "text");
    check_published("", "", "https://example.org/2024/06/12/jobs", "2024-06-12", "url");
    check_published("", "", "https://example.org/2024/jun/12/jobs", "2024-06-12", "url");
    check_published("", "", NULL, "", NULL);
}
END_TEST

START_TEST(the_newsrooms_own_day) {
    const char *meta = "<meta property='article:published_time' content='2024-06-12T02:30:00Z'>";
    check_published(meta, "", NULL, "2024-06-12", "meta");
    check_published(meta, "<p class=date>11 June 2024</p>", NULL, "2024-06-11", "meta");
    check_published(meta, "<p class=date>11 June 2024</p>", "https://example.org/2024/06/12/x", "2024-06-12",
                    "meta");
}
END_TEST

START_TEST(disagreement_is_reported) {
    ix_document *doc = read_page(
        "<head><meta name=date content=2024-06-12><meta name=pubdate content=2024-03-01></head><p>" LONG_A,
        NULL);
    assert_str(doc->published, "2024-06-12");
    ck_assert_uint_eq(doc->diagnostics.n, 1);
    ck_assert_str_eq(doc->diagnostics.v[0].code, "published.disagree");
    ix_document_free(doc);
    doc = read_page("<head><meta name=date content=2024-06-12></head><p>" LONG_A,
                    &(ilex_input){.published = "2023-01-01"});
    assert_str(doc->published, "2023-01-01");
    ck_assert_str_eq(doc->published_from, "input");
    ix_document_free(doc);
}
END_TEST

START_TEST(title_language_and_author) {
    ix_document *doc =
        read_page("<html lang=fr-CH><head><title>L’emploi progresse – encore | OIT</title><meta "
                  "property=og:site_name content=OIT>"
                  "<meta name=author content='Anne Roy'></head><body><h1>OIT</h1><article><h2>L’emploi "
                  "progresse – encore</h2><p>" LONG_A "<p>" LONG_B,
                  NULL);
    assert_str(doc->title, "L’emploi progresse – encore");
    assert_str(ix_doc_str(doc, doc->title_span), "L’emploi progresse – encore");
    assert_str(doc->language, "fr");
    assert_str(doc->byline, "Anne Roy");
    ix_document_free(doc);
}
END_TEST

START_TEST(pages_without_article) {
    check_blocks("<nav><a href=1>One</a><a href=2>Two</a></nav>", NULL, "");
    check_blocks("<p></p>", NULL, "");
    check_blocks("<p>&nbsp;</p>", NULL, "");
    check_blocks("<!-- <p>" LONG_A, NULL, "");
    check_blocks("just words <", NULL, "");
}
END_TEST

SUITE(page, the_article_and_nothing_but, headline_closed_by_another_and_summary,
      white_space_breaks_and_references, invisible_characters_are_left_out, quotes_with_their_names,
      tables_of_data_and_of_layout, captions, teasers_and_notices_are_out, day_of_publication,
      the_newsrooms_own_day, disagreement_is_reported, title_language_and_author, pages_without_article)
