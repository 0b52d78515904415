/* A document for a reader at a terminal: every fact in its line of text, the rule it came from, and the
 * matches that lost there. */
#include "6-emit/format.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { BEFORE = 40, WIDTH = 100 }; /* code points shown before a fact, and in all */

typedef enum item_kind { FIGURE, DATE, QUOTE, ORGANISATION, PERSON, LEDGER, LOST } item_kind;

typedef struct item {
    ix_span span;
    item_kind kind;
    int index;
} item;

typedef struct explanation {
    ix_output *out;
    bool colour;
    IX_ARRAY(item) items; /* in text order */
    IX_ARRAY(item) lost;  /* in text order */
    uint32_t longest_lost;
    bool *shown; /* of doc->lost, those told beside a fact */
    size_t at, line_start;
    int line;   /* of `at`, from 1 */
    int fields; /* told of the fact at hand */
    ix_arena arena;
} explanation;

typedef enum tint { PLAIN = 0, BOLD = 1, DIM = 2, GREEN = 32, CYAN = 36 } tint;

static void paint(explanation *e, tint tint) {
    if (e->colour)
        ix_buf_format(&e->out->json.buf, "\033[%dm", tint);
}

static void say(explanation *e, const char *words) {
    ix_buf_str(&e->out->json.buf, ix_str_of(words));
}

/* Words of the release: what could steer a terminal, and line breaks, become blanks. */
static void say_text(explanation *e, ix_str words) {
    char bytes[4];
    for (size_t at = 0; at < words.len;) {
        uint32_t cp = ix_utf8_next(words, &at);
        bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
        ix_buf_add(&e->out->json.buf, bytes, ix_utf8_put(bytes, control ? ' ' : cp));
    }
}

static void pad(explanation *e, size_t n, char with) {
    while (n--)
        ix_buf_char(&e->out->json.buf, with);
}

/* --- the facts' order --- */

static int by_place(const void *a, const void *b) {
    const item *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

/* An item for each element of a layer. */
#define GATHER(to, kind, array)                                                                              \
    for (uint32_t i = 0; i < doc->array.n; i++)                                                              \
        *IX_PUSH(&e->arena, &e->to) = (item) {                                                               \
            doc->array.v[i].span, kind, (int)i                                                               \
        }

static void gather_all(explanation *e) {
    const ix_document *doc = e->out->doc;
    GATHER(items, FIGURE, figures);
    GATHER(items, DATE, dates);
    GATHER(items, QUOTE, quotes);
    GATHER(items, ORGANISATION, organisation_mentions);
    GATHER(items, PERSON, person_mentions);
    GATHER(items, LEDGER, ledger);
    GATHER(lost, LOST, lost);
    if (e->items.n)
        qsort(e->items.v, e->items.n, sizeof *e->items.v, by_place);
    if (e->lost.n)
        qsort(e->lost.v, e->lost.n, sizeof *e->lost.v, by_place);
    for (uint32_t i = 0; i < e->lost.n; i++)
        if (ix_span_len(e->lost.v[i].span) > e->longest_lost)
            e->longest_lost = ix_span_len(e->lost.v[i].span);
    e->shown = IX_NEW_ARRAY(&e->arena, bool, doc->lost.n + 1);
}

/* --- the line a fact stands in --- */

/* Steps back at most n code points, not past a line break. */
static size_t back(ix_str text, size_t at, int n) {
    while (n-- > 0 && at > 0) {
        size_t before = at;
        if (ix_utf8_prev(text, &before) == '\n')
            break;
        at = before;
    }
    return at;
}

static size_t forward(ix_str text, size_t at, int n, bool past_lines) {
    while (n-- > 0 && at < text.len && (past_lines || text.ptr[at] != '\n'))
        ix_utf8_next(text, &at);
    return at;
}

/* Where the byte stands, "line:column"; asked for in text order. */
static void place(explanation *e, size_t byte) {
    ix_str text = e->out->doc->text;
    for (; e->at < byte; e->at++)
        if (text.ptr[e->at] == '\n') {
            e->line++;
            e->line_start = e->at + 1;
        }
    const ix_offsets *offsets = &e->out->offsets;
    uint32_t before = ix_offsets_code_point(offsets, (uint32_t)e->line_start);
    ix_buf_format(&e->out->json.buf, "%d:%u ", e->line,
                  ix_offsets_code_point(offsets, (uint32_t)byte) - before + 1);
}

/* A beginning or end inside a word is moved to where the next word begins, or the last one ends. */
static size_t whole_word(ix_str text, size_t at, size_t stop) {
    size_t to = at;
    while (to > 0 && to < stop && !ix_utf8_is_space((unsigned char)text.ptr[to - 1]))
        ix_utf8_next(text, &to);
    return to < stop ? to : at;
}

static size_t last_whole_word(ix_str text, size_t from, size_t at) {
    size_t to = at;
    while (to > from && to < text.len && !ix_utf8_is_space((unsigned char)text.ptr[to]))
        ix_utf8_prev(text, &to);
    return to > from ? to : at;
}

static bool ends_line(ix_str text, size_t at) {
    return at == text.len || text.ptr[at] == '\n';
}

static void excerpt(explanation *e, ix_span span) {
    ix_str text = e->out->doc->text;
    size_t start = back(text, span.start, BEFORE);
    bool cut = start > 0 && text.ptr[start - 1] != '\n';
    if (cut)
        start = whole_word(text, start, span.start);
    int before = (int)ix_utf8_length(ix_str_sub(text, start, span.start));
    size_t most = forward(text, span.start, WIDTH - before, true);
    size_t words = span.end < most ? span.end : most, end = words;
    int shown = (int)ix_utf8_length(ix_str_sub(text, span.start, words));
    if (end == span.end)
        end = last_whole_word(text, end, forward(text, end, WIDTH - before - shown, false));
    say(e, cut ? "       …" : "        ");
    say_text(e, ix_str_sub(text, start, span.start));
    paint(e, BOLD);
    say_text(e, ix_str_sub(text, span.start, words));
    paint(e, PLAIN);
    say_text(e, ix_str_sub(text, words, end));
    say(e, ends_line(text, end) ? "\n        " : "…\n        ");
    pad(e, (size_t)before, ' ');
    paint(e, GREEN);
    say(e, "^");
    pad(e, shown > 1 ? (size_t)shown - 1 : 0, '~');
    paint(e, PLAIN);
    say(e, "\n");
}

/* --- what is said of each kind --- */

/* How long the line being written is, as far as it matters. */
static size_t line_length(const explanation *e) {
    ix_str out = ix_buf_view(&e->out->json.buf);
    size_t n = 0;
    while (n < out.len && n < WIDTH && out.ptr[out.len - 1 - n] != '\n')
        n++;
    return n;
}

static void field_begins(explanation *e, const char *name) {
    bool full = e->fields && line_length(e) >= WIDTH;
    say(e, full ? ",\n          " : e->fields ? ", " : "  ");
    e->fields++;
    paint(e, DIM);
    say(e, name);
    say(e, ": ");
    paint(e, PLAIN);
}

static void field(explanation *e, const char *name, ix_str value) {
    if (!value.len)
        return;
    field_begins(e, name);
    say_text(e, value);
}

/* Words of the release. */
static void quoted(explanation *e, ix_str words) {
    say(e, "‘");
    say_text(e, ix_str_trim(words));
    say(e, "’");
}

static void words_field(explanation *e, const char *name, ix_span words) {
    if (ix_span_empty(words))
        return;
    field_begins(e, name);
    quoted(e, ix_doc_str(e->out->doc, words));
}

/* A value, and the words that gave it. */
static void field_by(explanation *e, const char *name, ix_str value, ix_span words) {
    field(e, name, value);
    if (!value.len || ix_span_empty(words))
        return;
    say(e, " (");
    quoted(e, ix_doc_str(e->out->doc, words));
    say(e, ")");
}

static void number_field(explanation *e, const char *name, ix_decimal value) {
    char text[IX_DECIMAL_TEXT];
    if (value.ok)
        field(e, name, (ix_str){text, ix_decimal_print(text, value)});
}

static void figure(explanation *e, const ix_figure *f) {
    const ix_document *doc = e->out->doc;
    number_field(e, "value", f->value);
    number_field(e, "to", f->high);
    field(e, "kind", ix_str_of(ix_figure_kind_names[f->kind]));
    field(e, "unit", f->unit);
    field_by(e, "modifier", f->modifier, f->modifier_text);
    field(e, "change", f->change);
    field(e, "as of", f->as_of);
    if (f->as_of.len && f->as_of_date >= 0)
        ix_buf_format(&e->out->json.buf, " (d%d, of the %.*s)", f->as_of_date + 1, IX_FMT(f->as_of_from));
    else if (f->as_of.len)
        ix_buf_format(&e->out->json.buf, " (of the %.*s)", IX_FMT(f->as_of_from));
    field_by(e, "status", f->status, f->status_text);
    words_field(e, "of", f->of);
    words_field(e, "population", f->population);
    words_field(e, "place", f->place);
    if (f->said_by >= 0)
        field(e, "said by", doc->quotes.v[f->said_by].speaker.name);
    for (uint32_t i = 0; i < f->links.n; i++)
        field(e, "link",
              ix_str_format(&e->arena, "%.*s f%d", IX_FMT(f->links.v[i].relation), f->links.v[i].figure + 1));
}

static void date(explanation *e, const ix_date *d) {
    field(e, "type", ix_str_of(ix_date_type_names[d->type]));
    field(e, "value", d->value);
    field(e, "mod", d->mod);
    field(e, "anchor", d->anchor);
}

static void quote(explanation *e, const ix_quote *q) {
    field(e, "type", ix_str_of(ix_quote_type_names[q->type]));
    field(e, "speaker", q->speaker.name);
    field(e, "role", q->speaker.role);
    words_field(e, "named", q->speaker.span);
    field(e, "resolved", q->speaker.resolved);
    words_field(e, "cue", q->cue);
}

static void organisation(explanation *e, int index) {
    const ix_organisation *o = &e->out->doc->organisations.v[index];
    field(e, "is", ix_str_format(&e->arena, "o%d", index + 1));
    field(e, "name", o->name);
    if (!ix_str_eq(o->canonical, o->name))
        field(e, "canonical", o->canonical);
    field(e, "type", o->type);
}

static void person(explanation *e, int index) {
    const ix_person *p = &e->out->doc->people.v[index];
    field(e, "is", ix_str_format(&e->arena, "p%d", index + 1));
    field(e, "name", p->name);
    field(e, "role", p->role);
}

static ix_str describe(explanation *e, const item *it) {
    const ix_document *doc = e->out->doc;
    const ix_mention *m;
    switch (it->kind) {
    case FIGURE:
        figure(e, &doc->figures.v[it->index]);
        return doc->figures.v[it->index].rule;
    case DATE:
        date(e, &doc->dates.v[it->index]);
        return doc->dates.v[it->index].rule;
    case QUOTE:
        quote(e, &doc->quotes.v[it->index]);
        return doc->quotes.v[it->index].rule;
    case ORGANISATION:
        m = &doc->organisation_mentions.v[it->index];
        if (m->entity >= 0)
            organisation(e, m->entity);
        return m->rule;
    case PERSON:
        m = &doc->person_mentions.v[it->index];
        if (m->entity >= 0)
            person(e, m->entity);
        return m->rule;
    default:
        field(e, "reason", doc->ledger.v[it->index].reason);
        return (ix_str){0};
    }
}

static void lost(explanation *e, const ix_lost_match *match) {
    bool later = match->why && strcmp(match->why, "later rule") == 0;
    say_text(e, match->rule);
    say(e, " ");
    quoted(e, ix_doc_str(e->out->doc, match->span));
    say(e, ", ");
    say(e, later ? "as long, and later in the files" : match->why ? match->why : "refused");
    if (match->winner.len) {
        say(e, " than ");
        say_text(e, match->winner);
    }
    say(e, "\n");
}

/* The matches that lost where this fact stands. */
static void lost_here(explanation *e, ix_span span) {
    uint32_t from = span.start > e->longest_lost ? span.start - e->longest_lost : 0, low = 0,
             high = e->lost.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (e->lost.v[mid].span.start < from)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < e->lost.n && e->lost.v[low].span.start < span.end; low++) {
        int index = e->lost.v[low].index;
        if (!ix_span_overlap(e->lost.v[low].span, span) || e->shown[index])
            continue;
        e->shown[index] = true;
        say(e, "        lost: ");
        lost(e, &e->out->doc->lost.v[index]);
    }
}

static void explain_item(explanation *e, const item *it) {
    static const char *const names[] = {"figure f",     "date d", "quote q",
                                        "organisation", "person", "no figure"};
    ix_buf *buf = &e->out->json.buf;
    place(e, it->span.start);
    paint(e, CYAN);
    say(e, names[it->kind]);
    if (it->kind <= QUOTE)
        ix_buf_format(buf, "%d", it->index + 1);
    paint(e, PLAIN);
    e->fields = 0;
    ix_str rule = describe(e, it);
    say(e, "\n");
    excerpt(e, it->span);
    if (rule.len) {
        say(e, "        rule: ");
        say_text(e, rule);
        say(e, "\n");
    }
    if (it->kind != QUOTE) /* what lost inside a quote belongs to the facts in it */
        lost_here(e, it->span);
    say(e, "\n");
}

static void head(explanation *e) {
    const ix_document *doc = e->out->doc;
    paint(e, BOLD);
    say_text(e, ix_output_id(doc));
    paint(e, PLAIN);
    say(e, "\n");
    field(e, "language", doc->language);
    field(e, "published", doc->published);
    if (doc->published.len && doc->published_from)
        ix_buf_format(&e->out->json.buf, " (%s)", doc->published_from);
    field(e, "title", doc->title);
    say(e, "\n\n");
}

static void rest(explanation *e) {
    const ix_document *doc = e->out->doc;
    bool any = false;
    e->at = e->line_start = 0; /* once more from the beginning */
    e->line = 1;
    for (uint32_t i = 0; i < e->lost.n; i++) {
        if (e->shown[e->lost.v[i].index])
            continue;
        if (!any)
            say(e, "Matches that no fact came of:\n");
        any = true;
        say(e, "  ");
        place(e, e->lost.v[i].span.start);
        lost(e, &doc->lost.v[e->lost.v[i].index]);
    }
    for (uint32_t i = 0; i < doc->diagnostics.n; i++) {
        const ix_diagnostic *d = &doc->diagnostics.v[i];
        ix_buf_format(&e->out->json.buf, "%s: %s: ", d->severity, d->code);
        say_text(e, d->message);
        say(e, "\n");
    }
}

static void explain(ix_output *out, bool colour) {
    explanation e = {.out = out, .colour = colour, .line = 1};
    gather_all(&e);
    head(&e);
    for (uint32_t i = 0; i < e.items.n; i++)
        explain_item(&e, &e.items.v[i]);
    rest(&e);
    ix_arena_done(&e.arena);
}

static void plain(ix_output *out) {
    explain(out, false);
}

static void coloured(ix_output *out) {
    explain(out, true);
}

const ix_format ix_format_explain = {
    {"explain", "txt", "every fact in its line, with its rule", 1}, NULL, plain};
const ix_format ix_format_explain_colour = {
    {"explain-colour", "txt", "the same with terminal colours", 1}, NULL, coloured};
