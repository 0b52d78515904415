/* RSS 0.9x, 1.0, 2.0 and Atom, as saved on disk: each entry's words as a small page. */
#include "batch/reader.h"

#include <ctype.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <strings.h>

#include "base/calendar.h"

enum { PARSING = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA };

static bool is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* Element after element of an entry; strings are libxml2's, to be freed. */
typedef struct entry {
    xmlChar *title, *link, *id, *date, *body, *summary;
    bool title_is_text, body_is_text, summary_is_text;
} entry;

/* The first that says something. */
static void once(xmlChar **kept, xmlChar *value) {
    if (*kept || !value || !value[strspn((char *)value, " \t\r\n")])
        xmlFree(value);
    else
        *kept = value;
}

static xmlChar *attribute(const xmlNode *node, const char *name) {
    return xmlGetProp((xmlNode *)node, (const xmlChar *)name);
}

/* Atom's content: escaped HTML, plain text, or elements as they are. */
static xmlChar *atom_words(xmlNode *node, bool *is_text) {
    xmlChar *type = attribute(node, "type"), *words = NULL;
    *is_text = !type || strcmp((char *)type, "text") == 0;
    if (type && strcmp((char *)type, "xhtml") == 0) {
        xmlBuffer *buffer = xmlBufferCreate();
        xmlNodeDump(buffer, node->doc, node, 0, 0);
        words = xmlStrdup(xmlBufferContent(buffer));
        xmlBufferFree(buffer);
    }
    xmlFree(type);
    return words ? words : xmlNodeGetContent(node);
}

static void words_of(xmlChar **kept, bool *kept_is_text, xmlNode *node) {
    bool is_text;
    if (*kept)
        return;
    once(kept, atom_words(node, &is_text));
    *kept_is_text = is_text && is(node->parent, "entry"); /* RSS does not say, and it is mostly HTML */
}

static void link_of(entry *e, xmlNode *node) {
    xmlChar *href = attribute(node, "href"), *rel = attribute(node, "rel");
    if (!href)
        once(&e->link, xmlNodeGetContent(node));
    else if (!rel || strcmp((char *)rel, "alternate") == 0)
        once(&e->link, href);
    else
        xmlFree(href);
    xmlFree(rel);
}

static bool is_of_media(const xmlNode *node) {
    static const char mrss[] = "http://search.yahoo.com/mrss";
    return node->ns && node->ns->href && strncmp((const char *)node->ns->href, mrss, sizeof mrss - 1) == 0;
}

static void part(entry *e, xmlNode *node) {
    if (node->type != XML_ELEMENT_NODE || is_of_media(node)) /* a picture has a title and a content too */
        return;
    if (is(node, "title"))
        words_of(&e->title, &e->title_is_text, node);
    else if (is(node, "link"))
        link_of(e, node);
    else if (is(node, "guid") || is(node, "id"))
        once(&e->id, xmlNodeGetContent(node));
    else if (is(node, "pubDate") || is(node, "date") || is(node, "published") ||
             (is(node, "updated") && !e->date))
        once(&e->date, xmlNodeGetContent(node));
    else if (is(node, "encoded"))
        once(&e->body, xmlNodeGetContent(node));
    else if (is(node, "content"))
        words_of(&e->body, &e->body_is_text, node);
    else if (is(node, "description"))
        once(&e->summary, xmlNodeGetContent(node));
    else if (is(node, "summary"))
        words_of(&e->summary, &e->summary_is_text, node);
}

static void entry_done(entry *e) {
    xmlFree(e->title);
    xmlFree(e->link);
    xmlFree(e->id);
    xmlFree(e->date);
    xmlFree(e->body);
    xmlFree(e->summary);
}

/* "Tue, 10 Jun 2003 04:00:00 GMT" (RFC 822) or "2003-06-10T04:00:00Z" to "2003-06-10"; empty when it is
 * neither. */
static void day_of(const char *date, char day[16]) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4] = "";
    int d, y;
    day[0] = '\0';
    date += strspn(date, " \t\r\n");
    const char *comma = strchr(date, ',');
    if (sscanf(comma ? comma + 1 : date, " %d %3s%*[^ ] %d", &d, name, &y) < 3)
        sscanf(comma ? comma + 1 : date, " %d %3s %d", &d, name, &y);
    const char *month = strlen(name) == 3 ? strcasestr(months, name) : NULL;
    if (month && (month - months) % 3 == 0)
        snprintf(day, 16, "%04d-%02d-%02d", (unsigned)(y < 100 ? y + 2000 : y) % 10000,
                 (unsigned)(month - months) / 3 % 12 + 1, (unsigned)d % 100);
    else
        snprintf(day, 16, "%.10s", date);
    if (!ix_day_parse(ix_str_of(day)).year)
        day[0] = '\0';
}

static void escaped(ix_buf *buf, const xmlChar *words) {
    for (const char *c = (const char *)words; c && *c; c++)
        if (*c == '<')
            ix_buf_str(buf, IX_STR("&lt;"));
        else if (*c == '&')
            ix_buf_str(buf, IX_STR("&amp;"));
        else
            ix_buf_char(buf, *c);
}

/* HTML without its tags; character references stay. */
static void tagless(ix_buf *buf, const xmlChar *words) {
    for (const char *c = (const char *)words; c && *c; c++) {
        const char *end = *c == '<' && (isalpha((unsigned char)c[1]) || c[1] == '/') ? strchr(c, '>') : NULL;
        if (end)
            c = end;
        else if (*c == '<')
            ix_buf_str(buf, IX_STR("&lt;"));
        else
            ix_buf_char(buf, *c);
    }
}

static void page(ix_buf *buf, const entry *e) {
    void (*title)(ix_buf *, const xmlChar *) = e->title_is_text ? escaped : tagless;
    const xmlChar *words = e->body ? e->body : e->summary;
    buf->len = 0;
    ix_buf_str(buf, IX_STR("<!DOCTYPE html>\n<html><head><title>"));
    title(buf, e->title);
    ix_buf_str(buf, IX_STR("</title></head><body><article>\n<h1>"));
    title(buf, e->title);
    ix_buf_str(buf, IX_STR("</h1>\n"));
    if (e->body ? e->body_is_text : e->summary_is_text) {
        ix_buf_str(buf, IX_STR("<p>"));
        escaped(buf, words);
        ix_buf_str(buf, IX_STR("</p>"));
    } else {
        ix_buf_str(buf, ix_str_of((const char *)words));
    }
    ix_buf_str(buf, IX_STR("\n</article></body></html>\n"));
}

static const char *given(const xmlChar *value) {
    return value && *value ? (const char *)value : NULL;
}

static bool read_entry(ix_reader *reader, ix_buf *html, xmlNode *node) {
    entry e = {0};
    char day[16] = "";
    for (xmlNode *child = node->children; child; child = child->next)
        part(&e, child);
    if (e.date)
        day_of((char *)e.date, day);
    page(html, &e);
    ix_release release = {.given = *reader->default_, .bytes = html->ptr, .n = html->len};
    release.given.id = given(e.id) ? given(e.id) : given(e.link);
    release.given.url = given(e.link);
    release.given.media_type = "text/html";
    release.given.charset = "utf-8";
    if (!release.given.published)
        release.given.published = *day ? day : NULL;
    bool stop = ix_reader_give(reader, &release);
    entry_done(&e);
    return stop;
}

/* Whether the root that the reader comes to is a feed's; `*more` is as xmlTextReaderRead has it. */
static bool is_feed(xmlTextReader *xml, int *more) {
    static const char *const roots[] = {"rss", "feed", "RDF"};
    do
        *more = xmlTextReaderRead(xml);
    while (*more == 1 && xmlTextReaderNodeType(xml) != XML_READER_TYPE_ELEMENT);
    const char *name = *more == 1 ? (const char *)xmlTextReaderConstLocalName(xml) : "";
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strcmp(name, roots[i]) == 0)
            return true;
    return *more < 0; /* and that is told as such */
}

static bool read_entries(ix_reader *reader, xmlTextReader *xml) {
    ix_buf html = {0};
    bool stop = false;
    int more;
    if (!is_feed(xml, &more))
        return ix_reader_fail(reader, "feed.malformed", "it is XML, and no RSS or Atom feed");
    while (more == 1 && !stop) {
        const char *name = (const char *)xmlTextReaderConstLocalName(xml);
        bool is_entry = xmlTextReaderNodeType(xml) == XML_READER_TYPE_ELEMENT && name &&
                        (strcmp(name, "item") == 0 || strcmp(name, "entry") == 0);
        xmlNode *node = is_entry ? xmlTextReaderExpand(xml) : NULL;
        if (node)
            stop = read_entry(reader, &html, node);
        more = node ? xmlTextReaderNext(xml) : xmlTextReaderRead(xml);
    }
    ix_buf_done(&html);
    if (more < 0 && !stop)
        stop = ix_reader_fail(reader, "feed.malformed", "it is no well-formed XML");
    return stop;
}

bool ix_read_feed(ix_reader *reader) {
    size_t n = ix_stream_read(&reader->stream, &reader->bytes, IX_MOST_BYTES);
    if (reader->stream.failure)
        return false;
    if (n >= IX_MOST_BYTES)
        return ix_reader_fail(reader, "input.too_large", "a feed is over %d bytes", IX_MOST_BYTES - 1);
    xmlTextReader *xml = xmlReaderForMemory(reader->bytes.ptr, (int)n, NULL, NULL, PARSING);
    bool stop = xml ? read_entries(reader, xml) : ix_reader_fail(reader, "feed.malformed", "it is empty");
    xmlFreeTextReader(xml);
    return stop;
}
