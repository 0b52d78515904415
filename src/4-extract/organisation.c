#include "4-extract/acronym.h"
#include "4-extract/alias.h"
#include "4-extract/lowercase.h"
#include "4-extract/names.h"
#include "base/utf8.h"

typedef struct finder {
    ix_document *doc;
    ix_matcher *matcher;
    bool head_first;            /* a name's head word is its first, not its last */
    const ix_list *minor;       /* words that have no letter in an acronym */
    const ix_list *short_head;  /* head words that stand for the whole name later on: Commission, Fund */
    const ix_list *bare_body;   /* head words that a capital letter alone makes a name: the Council */
    const ix_list *branch_head; /* nouns for parts of a body: Office, Delegation */
    const ix_list *article;
    ix_founds found;
    ix_aliases aliases;
    ix_map things; /* acronyms of what is no body */
    ix_lowercase lowercase;
} finder;

enum { LONGEST_WORD = 64 };

static bool same_span(ix_span a, ix_span b) {
    return a.start == b.start && a.end == b.end;
}

static bool capital_at(ix_str text, size_t at) {
    return at < text.len && ix_utf8_is_upper(ix_utf8_next(text, &at));
}

/* --- what rules find --- */

static const ix_gazetteer_entry *entry_of(const finder *f, const ix_match *match, ix_span name) {
    for (uint32_t i = 0; i < match->n_fields; i++)
        if (match->fields[i].kind >= IX_LAYERS) {
            const ix_hit *hit = ix_matcher_hit(f->matcher, match->fields[i].kind, match->fields[i].item);
            if (hit && same_span(hit->span, name))
                return hit->entry;
        }
    return NULL;
}

/* The part of a match's name that its acronym spells, all of it when the name begins with a head noun; empty
 * when it spells none of it. */
static ix_span spelled(const finder *f, const ix_match *match, ix_span name) {
    ix_str acronym = ix_doc_str(f->doc, ix_match_span(match, IX_FIELD_acronym));
    if (ix_match_field(match, IX_FIELD_type) && ix_acronym_from_start(acronym, ix_doc_str(f->doc, name)))
        return name;
    name.start += (uint32_t)ix_acronym_start(acronym, ix_doc_str(f->doc, name), f->minor);
    return capital_at(f->doc->text, name.start) ? name : (ix_span){0, 0};
}

static void push(finder *f, const ix_match *match, ix_span name) {
    if (ix_in_address(f->doc->text, name))
        return;
    ix_found *found = IX_PUSH(&f->doc->arena, &f->found);
    found->mention = (ix_mention){.span = name,
                                  .entity = -1,
                                  .sentence = match->unit,
                                  .rule = match->rule,
                                  .entry = entry_of(f, match, name),
                                  .type = ix_match_text(match, IX_FIELD_type),
                                  .organisation = -1,
                                  .acronym_of = -1};
    ix_str kind = ix_match_text(match, IX_FIELD_kind);
    found->doubtful = ix_str_is(kind, "spelled");
    if (ix_str_is(kind, "bare"))
        found->standing = IX_BY_ITSELF;
    if (found->mention.entry && found->mention.type.len == 0)
        found->mention.type = ix_entry_column(found->mention.entry, "type");
}

/* Why the match is no name, or NULL; `name` may be cut. */
static const char *refusal(finder *f, const ix_match *match, ix_span *name) {
    ix_str kind = ix_match_text(match, IX_FIELD_kind), text = ix_doc_str(f->doc, *name);
    if (ix_str_is(kind, "spelled")) {
        *name = spelled(f, match, *name);
        return ix_span_empty(*name) ? "the acronym does not spell the name" : NULL;
    }
    if (ix_str_is(kind, "bare") && !ix_list_has(f->bare_body, text))
        return "no head word that may stand alone";
    if (ix_str_is(kind, "national") && ix_acronym_shape(ix_str_last_word(text)))
        return "an acronym, not a body with national parts";
    if (ix_str_is(kind, "branch") &&
        !ix_list_has(f->branch_head, ix_doc_str(f->doc, ix_match_span(match, IX_FIELD_head))))
        return "no part of a body";
    return NULL;
}

static int accept(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finder *f = context;
    const ix_field_value *named = ix_match_field(match, IX_FIELD_name),
                         *other = ix_match_field(match, IX_FIELD_other);
    ix_span name = named && !ix_span_empty(named->span) ? named->span : match->span;
    if (ix_str_is(ix_match_text(match, IX_FIELD_kind), "thing")) {
        *ix_map_put(&doc->arena, &f->things, ix_match_text(match, IX_FIELD_acronym)) = 1;
        return IX_NO_LIFT;
    }
    const char *refused = refusal(f, match, &name);
    if (refused) {
        *why = refused;
        return IX_REFUSE;
    }
    push(f, match, name);
    if (other)
        push(f, match, other->span);
    return IX_NO_LIFT;
}

/* Names that nothing but an acronym speaks for are dropped when their head word is a common noun of this
 * text, and with them the acronyms of things. */
static bool is_thing(const finder *f, const ix_found *found) {
    ix_str text = ix_doc_str(f->doc, found->mention.span);
    if (!found->mention.entry && ix_map_get(&f->things, text) > 0)
        return true;
    return found->doubtful &&
           ix_lowercase_seen(&f->lowercase, f->head_first ? ix_first_word(text) : ix_str_last_word(text));
}

static void ask_doubtful(finder *f) {
    for (uint32_t i = 0; i < f->found.n; i++)
        if (f->found.v[i].doubtful) {
            ix_str text = ix_doc_str(f->doc, f->found.v[i].mention.span);
            ix_lowercase_ask(&f->lowercase, &f->doc->arena,
                             f->head_first ? ix_first_word(text) : ix_str_last_word(text));
        }
    ix_lowercase_scan(&f->lowercase, f->doc->text);
}

/* What an acronym in parentheses at `open` stands for: the byte behind those words, 0 when nothing stands
 * before it. */
static size_t defined_before(ix_str text, size_t open) {
    while (open > 0 && (text.ptr[open - 1] == ' ' || text.ptr[open - 1] == '*' || text.ptr[open - 1] == '['))
        open--;
    return open;
}

/* Acronyms that the text explains with words in small letters, or with a name that is dropped, are those of
 * things: "improvised explosive device (IED)". */
static void note_things(finder *f) {
    ix_str text = f->doc->text;
    uint32_t next = 0;
    for (size_t at = 0; at < text.len; at++) {
        const char *open = memchr(text.ptr + at, '(', text.len - at);
        if (!open)
            return;
        at = (size_t)(open - text.ptr);
        size_t close, before = defined_before(text, at), start = before;
        ix_span acronym = ix_acronym_behind(text, before, &close);
        while (start > 0 && before - start < LONGEST_WORD && (unsigned char)text.ptr[start - 1] > ' ')
            start--;
        while (next < f->found.n && f->found.v[next].mention.span.end < before)
            next++;
        bool named = next < f->found.n && f->found.v[next].mention.span.start < before &&
                     !is_thing(f, &f->found.v[next]);
        if (!ix_span_empty(acronym) && before > start && !named && !capital_at(text, start) &&
            ix_found_at(&f->found, acronym.start) < 0)
            *ix_map_put(&f->doc->arena, &f->things, ix_doc_str(f->doc, acronym)) = 1;
        if (!ix_span_empty(acronym) && next < f->found.n && f->found.v[next].doubtful &&
            is_thing(f, &f->found.v[next]))
            *ix_map_put(&f->doc->arena, &f->things, ix_doc_str(f->doc, acronym)) = 1;
    }
}

static void drop_things(finder *f) {
    uint32_t kept = 0;
    ask_doubtful(f);
    note_things(f);
    for (uint32_t i = 0; i < f->found.n; i++)
        if (!is_thing(f, &f->found.v[i]))
            f->found.v[kept++] = f->found.v[i];
    f->found.n = kept;
}

/* --- acronyms --- */

static bool fits(const finder *f, ix_span acronym, ix_span name) {
    ix_str text = ix_doc_str(f->doc, name);
    return ix_acronym_start(ix_doc_str(f->doc, acronym), text, f->minor) < text.len;
}

static bool other_rows(const ix_mention *a, const ix_mention *b) {
    return a->entry && b->entry && ix_entry_row(a->entry) != ix_entry_row(b->entry);
}

/* A listed body with acronyms of its own takes no others. */
static bool has_acronym(const ix_mention *m) {
    return m->entry && ix_entry_column(m->entry, "acronym").len > 0;
}

/* The found one at `span`, or a new one like `model`. */
static ix_found *find_or_add(finder *f, ix_span span, uint32_t sorted, const ix_mention *model) {
    ix_founds head = {f->found.v, sorted, sorted};
    int i = ix_found_at(&head, span.start);
    if (i >= 0)
        return same_span(f->found.v[i].mention.span, span) ? &f->found.v[i] : NULL;
    ix_mention mention = *model;
    mention.span = span;
    mention.entry = NULL;
    mention.rule = IX_STR("acronym");
    ix_found *added = IX_PUSH(&f->doc->arena, &f->found);
    added->mention = mention;
    return added;
}

/* "International Labour Organization (ILO)": the letters need not fit when the shape is an acronym's, for it
 * may be of another language, but then it must not be known as something else. */
static void pair_behind(finder *f, uint32_t i, uint32_t sorted) {
    size_t close;
    ix_mention name = f->found.v[i].mention;
    ix_span span = ix_acronym_behind(f->doc->text, name.span.end, &close);
    if (ix_span_empty(span))
        return;
    ix_str letters = ix_doc_str(f->doc, span);
    bool spelled = fits(f, span, name.span);
    if (!spelled &&
        (!ix_acronym_shape(letters) || ix_acronym_shape(ix_doc_str(f->doc, name.span)) || has_acronym(&name)))
        return;
    ix_found *acronym = find_or_add(f, span, sorted, &name);
    if (!acronym || (!spelled && other_rows(&acronym->mention, &name)))
        return;
    acronym->of = name.span;
    if (close)
        f->found.v[i].show = (ix_span){name.span.start, (uint32_t)close};
}

/* The word that ends right before the parenthesis that opens before `at`; empty when there is none. */
static ix_span word_before_parenthesis(ix_str text, uint32_t at) {
    uint32_t end = at;
    while (end > 0 && at - end < 3 && (text.ptr[end - 1] == '[' || text.ptr[end - 1] == '*'))
        end--;
    if (end == 0 || text.ptr[end - 1] != '(')
        return (ix_span){0, 0};
    for (end--; end > 0 && text.ptr[end - 1] == ' ';)
        end--;
    uint32_t start = end;
    while (start > 0 && end - start < 24 && (unsigned char)text.ptr[start - 1] > ' ' &&
           text.ptr[start - 1] != '(')
        start--;
    return (ix_span){start, end};
}

/* "ILO (International Labour Organization)". */
static void pair_before(finder *f, uint32_t i, uint32_t sorted) {
    ix_mention name = f->found.v[i].mention;
    ix_span span = word_before_parenthesis(f->doc->text, name.span.start);
    if (ix_span_empty(span) || !ix_acronym_shape(ix_doc_str(f->doc, span)) || !fits(f, span, name.span))
        return;
    ix_found *acronym = find_or_add(f, span, sorted, &name);
    if (acronym)
        acronym->of = name.span;
}

static void pair_acronyms(finder *f) {
    uint32_t sorted = f->found.n;
    for (uint32_t i = 0; i < sorted; i++) {
        pair_behind(f, i, sorted);
        pair_before(f, i, sorted);
    }
}

/* --- later uses --- */

enum { WHOLE = 0, SHORT = 1 }; /* the lowest bit of an alias's bearer */

static bool has_blank(ix_str s) {
    return memchr(s.ptr, ' ', s.len) != NULL;
}

/* The head word of a name, where that may stand for it: the first word, the last, or one that a small word
 * follows. */
static void add_short_forms(finder *f, const ix_mention *m, int bearer) {
    ix_str name = ix_doc_str(f->doc, m->span), before = {NULL, 0};
    ix_span word;
    int n = 0;
    for (size_t at = 0; ix_utf8_word(name, &at, &word); n++) {
        ix_str form = ix_str_sub(name, word.start, word.end);
        bool minor = ix_list_has(f->minor, form), last = word.end == name.len;
        ix_str candidate = minor ? before : form;
        if ((minor || n == 0 || last) && candidate.len && candidate.len < name.len &&
            ix_list_has(f->short_head, candidate))
            ix_alias_add(&f->aliases, candidate, m->span.start, bearer * 2 + SHORT);
        before = form;
    }
}

static void add_aliases(finder *f) {
    for (uint32_t i = 0; i < f->found.n; i++) {
        const ix_mention *m = &f->found.v[i].mention;
        ix_str name = ix_doc_str(f->doc, m->span);
        if (f->found.v[i].standing == IX_BY_ITSELF)
            continue;
        if (!m->entry && (has_blank(name) || ix_acronym_loose_shape(name) || ix_acronym_shape(name)))
            ix_alias_add(&f->aliases, name, m->span.start, (int)i * 2 + WHOLE);
        if (!ix_str_is(m->type, "programme"))
            add_short_forms(f, m, (int)i);
    }
}

/* A short form has no capitalised word beside it, an article apart: it would be part of another name. */
static bool stands_alone(const finder *f, ix_span span) {
    ix_str text = f->doc->text;
    if (span.end < text.len && text.ptr[span.end] == ' ' && capital_at(text, span.end + 1))
        return false;
    if (span.start < 2 || text.ptr[span.start - 1] != ' ')
        return true;
    size_t start = span.start - 1;
    for (size_t at = start; at > 0; start = at) {
        uint32_t cp = ix_utf8_prev(text, &at);
        if (!ix_utf8_is_letter(cp) && !ix_utf8_is_digit(cp))
            break;
    }
    return !capital_at(text, start) || ix_list_has(f->article, ix_str_sub(text, start, span.start - 1));
}

static void on_alias(void *context, ix_span span, int bearer) {
    finder *f = context;
    if (((bearer & 1) == SHORT && !stands_alone(f, span)) || ix_in_address(f->doc->text, span))
        return;
    ix_found again = f->found.v[bearer / 2];
    again.mention.span = span;
    again.mention.sentence = ix_sentence_at(f->doc, span.start);
    if ((bearer & 1) == SHORT)
        again.mention.rule = IX_STR("short form");
    again.of = (bearer & 1) == SHORT ? f->found.v[bearer / 2].mention.span : (ix_span){0, 0};
    again.show = (ix_span){0, 0};
    again.standing = IX_SEEN_ELSEWHERE;
    *IX_PUSH(&f->doc->arena, &f->found) = again;
}

/* --- */

static void keep(finder *f) {
    ix_settle_found(&f->found);
    for (uint32_t i = 0; i < f->found.n; i++) {
        ix_found *found = &f->found.v[i];
        if (!ix_span_empty(found->of))
            found->mention.acronym_of = ix_found_at(&f->found, found->of.start);
        *IX_PUSH(&f->doc->arena, &f->doc->organisation_mentions) = found->mention;
        ix_span show = ix_span_empty(found->show) ? found->mention.span : found->show;
        ix_matcher_lift(f->matcher, IX_LAYER_organisation, show, (int)i);
    }
}

void ix_extract_organisations(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    finder f = {.doc = doc, .matcher = matcher, .aliases = {.arena = &doc->arena}};
    f.minor = ix_language_list(language, "minor_word");
    f.short_head = ix_language_list(language, "short_head");
    f.bare_body = ix_language_list(language, "bare_body");
    f.branch_head = ix_language_list(language, "branch_head");
    f.article = ix_language_list(language, "article");
    f.head_first = ix_str_is(ix_language_setting(language, "name_head"), "first");
    ix_match_layer(matcher, IX_LAYER_organisation, accept, &f);
    ix_settle_found(&f.found);
    drop_things(&f);
    pair_acronyms(&f);
    ix_settle_found(&f.found);
    add_aliases(&f);
    ix_alias_scan(&f.aliases, doc->text, on_alias, &f);
    keep(&f);
}
