#include "tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"

/* A tag of the skeleton: at which byte it stands, and of which token it is. */
typedef struct bone {
    uint32_t at, token;
} bone;

typedef struct skeleton {
    ix_buf html;
    IX_ARRAY(bone) bones;
    uint32_t depth;         /* of elements that need an end tag */
    uint32_t open[IX_TAGS]; /* start tags without end tag so far */
    uint32_t flattened;
    ix_tag heading; /* the heading that is open, or 0 */
} skeleton;

/* --- the skeleton --- */

static void write_tag(skeleton *sk, ix_tag tag, bool close) {
    const char *name = tag == IX_TAG_CUSTOM ? "custom" : ix_tags[tag].name;
    ix_buf_add(&sk->html, "</", 1 + close);
    ix_buf_add(&sk->html, name, strlen(name));
    ix_buf_add(
        &sk->html, "> ",
        1 + close); /* the blank tells an element that its end tag closes from one that the next tag closes */
}

static bool is_heading(ix_tag tag) {
    return tag >= IX_TAG_h1 && tag <= IX_TAG_h6;
}

static void open_bone(skeleton *sk, ix_tag tag) {
    if (!(ix_tags[tag].flags & IX_TAG_OPTIONAL) && sk->depth++ >= IX_MAX_DEPTH) {
        sk->flattened++;
        return;
    }
    if ((ix_tags[tag].flags & IX_TAG_NEW) && sk->open[IX_TAG_p]) {
        write_tag(sk, IX_TAG_p, true); /* libxml2 sees to that for the blocks that it knows */
        sk->open[IX_TAG_p]--;
    }
    sk->open[tag]++;
    if (is_heading(tag))
        sk->heading = tag;
    write_tag(sk, tag, false);
}

static void close_bone(skeleton *sk, ix_tag tag) {
    if (is_heading(tag) && sk->heading)
        tag = sk->heading; /* any heading's end tag ends a heading */
    if (is_heading(tag))
        sk->heading = IX_TAG_OTHER;
    if (!(ix_tags[tag].flags & IX_TAG_OPTIONAL)) {
        if (!sk->depth || sk->depth-- > IX_MAX_DEPTH)
            return;
    }
    if (!sk->open[tag])
        return;
    sk->open[tag]--;
    write_tag(sk, tag, true);
}

static void build_skeleton(ix_arena *arena, skeleton *sk, const ix_tokens *tokens) {
    for (uint32_t i = 0; i < tokens->all.n; i++) {
        const ix_token *t = &tokens->all.v[i];
        if (t->kind == IX_TOKEN_TEXT || t->tag == IX_TAG_OTHER ||
            (ix_tags[t->tag].flags & (IX_TAG_VOID | IX_TAG_RAW | IX_TAG_FORMAT)))
            continue;
        *IX_PUSH(arena, &sk->bones) = (bone){(uint32_t)sk->html.len, i};
        if (t->kind == IX_TOKEN_OPEN)
            open_bone(sk, (ix_tag)t->tag);
        else
            close_bone(sk, (ix_tag)t->tag);
    }
    *IX_PUSH(arena, &sk->bones) = (bone){(uint32_t)sk->html.len, tokens->all.n};
    ix_buf_add(&sk->html, "<!---->", 7); /* whatever is still open at the end of the page ends here */
}

/* --- libxml2's events --- */

typedef struct builder {
    ix_arena *arena;
    ix_tree *tree;
    const skeleton *bones;
    htmlParserCtxtPtr parser;
    uint32_t bone; /* where libxml2 is */
    uint32_t done; /* tokens whose text is counted */
    uint32_t top;  /* the open element */
} builder;

/* The token of the tag that libxml2 is at. */
static uint32_t token_here(builder *b) {
    long at = xmlByteConsumed(b->parser);
    while (b->bone + 1 < b->bones->bones.n && (long)b->bones->bones.v[b->bone + 1].at <= at)
        b->bone++;
    return b->bones->bones.v[b->bone].token;
}

static void count_text(builder *b, uint32_t until) {
    ix_element *e = &b->tree->all.v[b->top];
    for (; b->done < until; b->done++) {
        const ix_token *t = &b->tree->tokens->all.v[b->done];
        if (t->kind == IX_TOKEN_TEXT && !e->hidden)
            e->text += t->weight;
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    builder *b = context;
    (void)name, (void)attributes;
    uint32_t token = token_here(b);
    count_text(b, token);
    ix_tag tag = (ix_tag)b->tree->tokens->all.v[token].tag;
    bool hidden = b->tree->all.v[b->top].hidden || ix_tags[tag].display == IX_DISPLAY_HIDDEN;
    *IX_PUSH(b->arena, &b->tree->all) =
        (ix_element){.open = token, .parent = b->top, .tag = (uint8_t)tag, .hidden = hidden};
    b->top = b->tree->all.n - 1;
}

static void finish_top(builder *b, uint32_t token) {
    ix_element *e = &b->tree->all.v[b->top];
    count_text(b, token);
    e->end = token;
    e->after = b->tree->all.n;
    if (b->top != e->parent)
        b->tree->all.v[e->parent].text += e->text;
    b->top = e->parent;
}

static void on_end(void *context, const xmlChar *name) {
    builder *b = context;
    (void)name;
    if (b->top)
        finish_top(b, token_here(b));
}

/* --- running it --- */

static void *allocate(size_t size) {
    return ix_realloc(NULL, size);
}

static char *duplicate(const char *s) {
    size_t n = strlen(s) + 1;
    return memcpy(allocate(n), s, n);
}

/* libxml2 goes on with wrong results when memory runs out; ours ends the process instead. */
static void set_up(void) {
    xmlMemSetup(free, allocate, ix_realloc, duplicate);
    xmlInitParser();
}

static void run(builder *b, const skeleton *sk) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
    b->parser = htmlCreateMemoryParserCtxt(sk->html.ptr, (int)sk->html.len);
    if (!b->parser)
        return;
    htmlCtxtUseOptions(b->parser, HTML_PARSE_NOIMPLIED | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR |
                                      HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    *b->parser->sax = (htmlSAXHandler){.startElement = on_start, .endElement = on_end};
    b->parser->userData = b;
    htmlParseDocument(b->parser);
    htmlFreeParserCtxt(b->parser);
}

ix_tree ix_build_tree(ix_arena *arena, const ix_tokens *tokens) {
    ix_tree tree = {.tokens = tokens};
    skeleton sk = {0};
    build_skeleton(arena, &sk, tokens);
    *IX_PUSH(arena, &tree.all) = (ix_element){0};
    builder b = {.arena = arena, .tree = &tree, .bones = &sk};
    run(&b, &sk);
    while (b.top)
        finish_top(&b, tokens->all.n);
    finish_top(&b, tokens->all.n);
    tree.flattened = sk.flattened;
    ix_buf_done(&sk.html);
    return tree;
}
