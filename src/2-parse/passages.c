#include "page.h"

#include "base/utf8.h"

enum {
    LAYOUT_CELL = 400, /* a cell with more text than this is no cell of data */
    HEADING = 100,     /* the most text of a heading that is only bold */
    BOLD_LEVEL = 4,
    NOTICE = 300, /* the most text of a copyright notice */
};

/* What an element makes of the text inside it. */
typedef struct context {
    uint32_t element, end; /* the token where it ends */
    ix_block_kind kind;
    int level, lists, row, column;
    uint32_t table; /* the context of the data table around it, 0: none */
    bool cite, pre;
} context;

typedef struct cutter {
    ix_page *page;
    IX_ARRAY(context) stack;
    uint32_t element;  /* the next element to come */
    ix_passage open;   /* grows while text comes without an edge; text == 0: none */
    uint32_t bold;     /* bold elements that are open */
    uint32_t breaks;   /* line breaks since the last text */
    uint32_t link_end; /* the token where the open link ends */
} cutter;

/* --- passages --- */

static bool sentence_end(uint32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
           c == 0x0964;
}

/* Does the text of the tokens end a sentence, closing marks aside? */
static bool ends_sentence(const ix_page *page, const ix_passage *s) {
    for (uint32_t i = s->last; i-- > s->first;) {
        const ix_token *t = &page->tokens.all.v[i];
        if (t->kind != IX_TOKEN_TEXT || !t->weight)
            continue;
        ix_str text = ix_str_trim(ix_str_sub(page->tokens.source, t->start, t->end));
        for (size_t at = text.len, n = 0; at > 0 && n < 8; n++) {
            uint32_t c = ix_utf8_prev(text, &at);
            if (sentence_end(c))
                return true;
            if ((ix_utf8_is_letter(c) || ix_utf8_is_digit(c)) && text.ptr[text.len - 1] != ';')
                return false;
        }
    }
    return false;
}

/* A short paragraph all in bold that is no sentence is a heading without the tag. */
static bool bold_heading(const ix_passage *s) {
    return s->kind == IX_BLOCK_PARAGRAPH && s->bold == s->text && s->text <= HEADING && !s->sentence &&
           !s->link;
}

/* A short passage with a copyright sign. */
static bool is_notice(const ix_page *page, const ix_passage *s) {
    static const char *const signs[] = {"\xC2\xA9", "&copy;", "&#169;"};
    for (uint32_t i = s->first; i < s->last && s->text <= NOTICE; i++) {
        const ix_token *t = &page->tokens.all.v[i];
        for (size_t k = 0; k < sizeof signs / sizeof *signs && t->kind == IX_TOKEN_TEXT; k++)
            if (memmem(page->tokens.source.ptr + t->start, t->end - t->start, signs[k], strlen(signs[k])))
                return true;
    }
    return false;
}

static void close_passage(cutter *cut) {
    if (cut->open.text) {
        cut->open.notice = is_notice(cut->page, &cut->open);
        cut->open.sentence = ends_sentence(cut->page, &cut->open);
        if (bold_heading(&cut->open))
            cut->open.kind = IX_BLOCK_HEADING, cut->open.level = BOLD_LEVEL;
        *IX_PUSH(&cut->page->scratch, &cut->page->passages) = cut->open;
    }
    cut->open = (ix_passage){0};
    cut->breaks = 0;
}

static void open_passage(cutter *cut, uint32_t token) {
    const context *c = &cut->stack.v[cut->stack.n - 1];
    cut->open = (ix_passage){.first = token,
                             .element = c->element,
                             .kind = c->kind,
                             .level = c->level,
                             .row = c->row,
                             .column = c->column,
                             .cite = c->cite,
                             .pre = c->pre};
}

static void add_text(cutter *cut, uint32_t i) {
    const ix_token *t = &cut->page->tokens.all.v[i];
    if (!t->weight)
        return;
    if (!cut->open.text)
        open_passage(cut, i);
    cut->open.text += t->weight;
    cut->open.link += i < cut->link_end ? t->weight : 0;
    cut->open.bold += cut->bold ? t->weight : 0;
    cut->open.last = i + 1;
    cut->breaks = 0;
}

/* --- contexts --- */

/* Is a table there for layout? Then a cell holds headings, long texts or other tables, or is the only one. */
static bool layout_table(const ix_page *page, uint32_t table) {
    const ix_element *all = page->tree.all.v;
    uint32_t cells = 0;
    for (uint32_t e = table + 1; e < all[table].after; e++) {
        bool cell = all[e].tag == IX_TAG_td || all[e].tag == IX_TAG_th;
        if (all[e].tag == IX_TAG_table || all[e].tag == IX_TAG_h1 || (cell && all[e].text > LAYOUT_CELL))
            return true;
        cells += cell;
    }
    return cells < 2;
}

static int column_span(const ix_page *page, uint32_t element) {
    int span = ix_str_int(ix_attribute_value(&page->tokens, ix_start_tag(&page->tree, element), "colspan"));
    return span > 1 && span < 1000 ? span : 1;
}

static void enter_cell(cutter *cut, context *c) {
    context *table = c->table ? &cut->stack.v[c->table] : NULL;
    if (!table)
        return;
    c->kind = IX_BLOCK_TABLE_CELL;
    c->level = 0;
    c->row = table->row;
    c->column = table->column + 1;
    table->column += column_span(cut->page, c->element);
}

static void enter_row(cutter *cut, const context *c) {
    if (c->table) {
        cut->stack.v[c->table].row++;
        cut->stack.v[c->table].column = 0;
    }
}

static void enter_table(cutter *cut, context *c) {
    bool data = !layout_table(cut->page, c->element);
    c->table = data ? cut->stack.n : 0;
    c->row = c->column = 0;
    if (c->kind == IX_BLOCK_CAPTION || c->kind == IX_BLOCK_TABLE_CELL)
        c->kind = IX_BLOCK_PARAGRAPH;
}

static void set_kind(context *c, ix_block_kind kind, int level) {
    c->kind = kind;
    c->level = level;
}

/* What the element's tag says of the text inside it. */
static void interpret(cutter *cut, context *c, ix_tag tag) {
    switch (tag) {
    case IX_TAG_h1:
    case IX_TAG_h2:
    case IX_TAG_h3:
    case IX_TAG_h4:
    case IX_TAG_h5:
    case IX_TAG_h6:
        set_kind(c, IX_BLOCK_HEADING, 1 + (int)(tag - IX_TAG_h1));
        break;
    case IX_TAG_ul:
    case IX_TAG_ol:
    case IX_TAG_dl:
    case IX_TAG_menu:
        c->lists++;
        break;
    case IX_TAG_li:
    case IX_TAG_dt:
    case IX_TAG_dd:
        if (c->kind != IX_BLOCK_TABLE_CELL)
            set_kind(c, IX_BLOCK_LIST_ITEM, c->lists ? c->lists : 1);
        break;
    case IX_TAG_blockquote:
        set_kind(c, IX_BLOCK_QUOTE, 0);
        break;
    case IX_TAG_cite:
    case IX_TAG_footer:
        c->cite = c->kind == IX_BLOCK_QUOTE;
        break;
    case IX_TAG_figure:
    case IX_TAG_figcaption:
    case IX_TAG_caption:
        set_kind(c, IX_BLOCK_CAPTION, 0);
        break;
    case IX_TAG_pre:
        c->pre = true;
        break;
    case IX_TAG_table:
        enter_table(cut, c);
        break;
    case IX_TAG_tr:
        enter_row(cut, c);
        break;
    case IX_TAG_td:
    case IX_TAG_th:
        enter_cell(cut, c);
        break;
    default:
        break;
    }
}

static bool has_edges(const cutter *cut, uint32_t e) {
    ix_tag tag = (ix_tag)cut->page->tree.all.v[e].tag;
    bool cite = tag == IX_TAG_cite && cut->stack.v[cut->stack.n - 1].kind == IX_BLOCK_QUOTE;
    return cite || ix_tags[tag].display == IX_DISPLAY_BLOCK || (cut->page->marks[e] & IX_MARK_DROP);
}

/* Does it lead to another page? An anchor that is only a place, a mail address or a telephone number does
 * not. */
static bool is_link(const ix_page *page, uint32_t e) {
    static const char *const others[] = {"mailto:", "tel:"};
    if (page->tree.all.v[e].tag != IX_TAG_a)
        return false;
    ix_str href = ix_str_trim(ix_attribute_value(&page->tokens, ix_start_tag(&page->tree, e), "href"));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ix_str_starts(href, ix_str_of(others[i])))
            return false;
    return href.len > 0;
}

static void enter(cutter *cut, uint32_t e) {
    const ix_element *element = &cut->page->tree.all.v[e];
    if (element->end > cut->link_end && is_link(cut->page, e))
        cut->link_end = element->end;
    if (!has_edges(cut, e))
        return;
    close_passage(cut);
    cut->bold = 0;
    context c = cut->stack.v[cut->stack.n - 1];
    c.element = e;
    c.end = element->end;
    interpret(cut, &c, (ix_tag)element->tag);
    if (cut->page->marks[e] & IX_MARK_CAPTION)
        set_kind(&c, IX_BLOCK_CAPTION, 0);
    *IX_PUSH(&cut->page->scratch, &cut->stack) = c;
}

static void leave_until(cutter *cut, uint32_t token) {
    while (cut->stack.n > 1 && cut->stack.v[cut->stack.n - 1].end <= token) {
        close_passage(cut);
        cut->bold = 0;
        cut->stack.n--;
    }
}

/* --- the walk --- */

static void format_tag(cutter *cut, const ix_token *t) {
    bool open = t->kind == IX_TOKEN_OPEN;
    if (t->tag == IX_TAG_b || t->tag == IX_TAG_strong)
        cut->bold += open ? 1 : -(uint32_t)(cut->bold > 0);
    else if (t->tag == IX_TAG_hr)
        close_passage(cut);
    else if (t->tag == IX_TAG_br && ++cut->breaks > 1 && !cut->open.pre)
        close_passage(cut);
}

/* The text of the tokens is none of the open passage's. */
static void hide(cutter *cut, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && cut->open.text; i++)
        if (cut->page->tokens.all.v[i].kind == IX_TOKEN_TEXT)
            cut->page->tokens.all.v[i].kind = IX_TOKEN_HIDDEN;
}

/* Enter or skip the element whose start tag is at token i; returns the next token to read. */
static uint32_t take_element(cutter *cut, uint32_t i) {
    uint32_t e = cut->element;
    const ix_element *element = &cut->page->tree.all.v[e];
    if (element->hidden || (cut->page->marks[e] & IX_MARK_HIDDEN)) {
        cut->element = element->after;
        hide(cut, i, element->end);
        return element->end > i ? element->end : i + 1;
    }
    cut->element++;
    enter(cut, e);
    return i + 1;
}

void ix_cut_passages(ix_page *page) {
    cutter cut = {.page = page, .element = 1};
    *IX_PUSH(&page->scratch, &cut.stack) = (context){.kind = IX_BLOCK_PARAGRAPH, .end = UINT32_MAX};
    for (uint32_t i = 0; i < page->tokens.all.n;) {
        const ix_token *t = &page->tokens.all.v[i];
        leave_until(&cut, i);
        if (t->kind == IX_TOKEN_TEXT)
            add_text(&cut, i++);
        else if (cut.element < page->tree.all.n && page->tree.all.v[cut.element].open == i)
            i = take_element(&cut, i);
        else
            format_tag(&cut, t), i++;
    }
    close_passage(&cut);
}
