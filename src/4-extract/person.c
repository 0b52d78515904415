#include "4-extract/alias.h"
#include "4-extract/lowercase.h"
#include "4-extract/names.h"
#include "base/spans.h"
#include "base/utf8.h"

typedef struct finder {
    ix_document *doc;
    const ix_language *language;
    const ix_list *article;
    const ix_list *minor; /* small words that may lead from a name or office to its body: of the */
    const ix_list *title; /* offices that stand before a bare surname: President Poe */
    ix_founds found;
    ix_aliases aliases;
    ix_lowercase lowercase;
    int last_sentence; /* looked at, and what it was found to be */
    bool last_is_title;
    IX_ARRAY(int) roles; /* indices in doc->matches, in text order */
} finder;

/* --- what rules find --- */

/* The first organisation mention that ends behind `at`. */
static uint32_t organisation_behind(const ix_document *doc, uint32_t at) {
    return IX_SPANS_ENDED(doc->organisation_mentions.v, doc->organisation_mentions.n, at);
}

/* The body that an office is of: the one that its rule names, else the first in its words. */
static int organisation_of(const ix_document *doc, const ix_match *match) {
    int named = ix_match_item(match, IX_FIELD_organisation, IX_LAYER_organisation);
    uint32_t first = organisation_behind(doc, match->span.start);
    bool inside = first < doc->organisation_mentions.n &&
                  ix_span_within(doc->organisation_mentions.v[first].span, match->span);
    return named >= 0 ? named : inside ? (int)first : -1;
}

static bool is_title(const finder *f, int role) {
    return role >= 0 && ix_list_has(f->title, ix_match_text(&f->doc->matches.v[role], IX_FIELD_head));
}

static int accept(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finder *f = context;
    const ix_field_value *named = ix_match_field(match, IX_FIELD_name);
    int role = ix_match_item(match, IX_FIELD_role, IX_LAYER_role),
        organisation = ix_match_item(match, IX_FIELD_organisation, IX_LAYER_organisation);
    if (role >= 0 && organisation < 0)
        organisation = organisation_of(doc, &doc->matches.v[role]);
    *why = "no office that goes before a surname alone";
    ix_str kind = ix_match_text(match, IX_FIELD_kind);
    if (ix_str_is(kind, "surname") && !is_title(f, role))
        return IX_REFUSE;
    ix_mention mention = {.span = named ? named->span : match->span,
                          .entity = -1,
                          .sentence = match->unit,
                          .rule = match->rule,
                          .role = ix_match_span(match, IX_FIELD_role),
                          .given = ix_match_span(match, IX_FIELD_honorific),
                          .organisation = organisation,
                          .acronym_of = -1};
    *why = "part of an address, or a letter";
    if (ix_in_address(doc->text, mention.span) || ix_utf8_length(ix_doc_str(doc, mention.span)) < 2)
        return IX_REFUSE;
    ix_found *found = IX_PUSH(&doc->arena, &f->found);
    found->mention = mention;
    found->doubtful = ix_str_is(kind, "doubtful") || ix_str_is(kind, "surname");
    return IX_NO_LIFT;
}

/* Nearly all words of a sentence of some length have capitals: a headline, where a capital says nothing. */
static bool is_title_case(const ix_document *doc, int sentence) {
    ix_str text = sentence >= 0 ? ix_doc_str(doc, doc->sentences.v[sentence].span) : (ix_str){"", 0};
    int words = 0, upper = 0;
    ix_span word;
    for (size_t at = 0; ix_utf8_word(text, &at, &word);) {
        size_t first = word.start;
        if (ix_span_len(word) < 4)
            continue;
        words++;
        upper += ix_utf8_is_upper(ix_utf8_next(text, &first));
    }
    return words >= 5 && upper * 5 >= words * 4;
}

/* Mentions come in text order: a sentence is looked at once. */
static bool in_title_case(finder *f, int sentence) {
    if (sentence != f->last_sentence) {
        f->last_sentence = sentence;
        f->last_is_title = is_title_case(f->doc, sentence);
    }
    return f->last_is_title;
}

/* A headline's verb with a capital may look like a surname: words at the end that the text also has in small
 * letters are cut off, and a name of which too little is left is dropped. */
static void cut_common_words(finder *f) {
    ix_document *doc = f->doc;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->found.n; i++) {
        ix_str name = ix_doc_str(doc, f->found.v[i].mention.span);
        ix_span word;
        for (size_t at = 0; f->found.v[i].doubtful && ix_utf8_word(name, &at, &word);)
            ix_lowercase_ask(&f->lowercase, &doc->arena, ix_str_sub(name, word.start, word.end));
    }
    ix_lowercase_scan(&f->lowercase, doc->text);
    for (uint32_t i = 0; i < f->found.n; i++) {
        ix_found found = f->found.v[i];
        ix_str name = ix_doc_str(doc, found.mention.span);
        bool several = memchr(name.ptr, ' ', name.len) != NULL;
        while (found.doubtful && name.len && ix_lowercase_seen(&f->lowercase, ix_str_last_word(name)))
            name = ix_str_trim(ix_str_sub(name, 0, name.len - ix_str_last_word(name).len));
        found.mention.span.end = found.mention.span.start + (uint32_t)name.len;
        if (name.len && (!several || memchr(name.ptr, ' ', name.len)) &&
            !(found.doubtful && in_title_case(f, found.mention.sentence)))
            f->found.v[kept++] = found;
    }
    f->found.n = kept;
}

/* --- later mentions: by the whole name, the surname, the given name --- */

static bool is_in(const finder *f, const char *gazetteer, ix_str words) {
    ix_hit hit;
    return ix_gazetteer_at(f->language, gazetteer, words, 0, &hit) && hit.span.end == words.len;
}

static bool may_stand_alone(const finder *f, ix_str word) {
    return ix_utf8_length(word) >= 3 && !is_in(f, "no_name", word) && !is_in(f, "capital_article", word) &&
           !is_in(f, "no_person", word) && !is_in(f, "country", word) && !is_in(f, "demonym", word);
}

/* The surname: the last word with the hyphens and particles before it. */
static ix_span surname_of(const finder *f, ix_str name) {
    ix_span last = {0, 0}, word;
    for (size_t at = 0; ix_utf8_word(name, &at, &word);) {
        bool tied = last.end && (name.ptr[last.end] == '-' || name.ptr[last.end] == '\'' ||
                                 (unsigned char)name.ptr[last.end] == 0xE2);
        bool follows = last.end && is_in(f, "name_particle", ix_str_sub(name, last.start, last.end));
        if (!tied && !follows)
            last.start = word.start;
        last.end = word.end;
    }
    return last;
}

static void add_aliases(finder *f) {
    for (uint32_t i = 0; i < f->found.n; i++) {
        const ix_mention *m = &f->found.v[i].mention;
        ix_str name = ix_doc_str(f->doc, m->span), given = ix_first_word(name);
        ix_span last = surname_of(f, name);
        ix_str surname = ix_str_sub(name, last.start, last.end);
        if (given.len < name.len || may_stand_alone(f, name))
            ix_alias_add(&f->aliases, name, m->span.start, (int)i);
        if (given.len == name.len)
            continue;
        if (may_stand_alone(f, surname))
            ix_alias_add(&f->aliases, surname, m->span.start, (int)i);
        if (may_stand_alone(f, given))
            ix_alias_add(&f->aliases, given, m->span.start, (int)i);
        ix_str family = ix_str_trim(ix_str_sub(name, given.len, name.len));
        if (family.len > surname.len)
            ix_alias_add(&f->aliases, family, m->span.start, (int)i);
    }
}

static bool in_organisation(const ix_document *doc, ix_span span) {
    uint32_t first = organisation_behind(doc, span.start);
    return first < doc->organisation_mentions.n && doc->organisation_mentions.v[first].span.start < span.end;
}

/* Another capitalised word, or a hyphen, right beside makes it part of another name. */
static bool stands_alone(ix_str text, ix_span span) {
    size_t at = span.end;
    uint32_t cp = at < text.len ? ix_utf8_next(text, &at) : 0;
    if (cp == '-' || (cp == ' ' && at < text.len && ix_utf8_is_upper(ix_utf8_next(text, &at))))
        return false;
    return span.start == 0 || text.ptr[span.start - 1] != '-';
}

/* A capitalised word that nothing but a name explains. */
static bool may_be_name(const finder *f, ix_span word) {
    ix_str text = ix_doc_str(f->doc, word);
    size_t at = 0;
    return text.len > 2 && ix_utf8_is_upper(ix_utf8_next(text, &at)) && may_stand_alone(f, text) &&
           !is_in(f, "role_head", text) && !is_in(f, "honorific", text) && !in_organisation(f->doc, word);
}

/* Takes in unknown words of a name beside a known one: "Alma Poe" where the text knows of a "Ms Poe" or of
 * "Alma". */
static ix_span whole_name(const finder *f, ix_span span) {
    ix_str text = f->doc->text;
    ix_span before = {span.start - 1, span.start - 1}, after = {0, 0};
    size_t at = span.end;
    if (span.start > 1 && text.ptr[span.start - 1] == ' ') {
        for (size_t i = before.start; i > 0; before.start = (uint32_t)i) {
            uint32_t cp = ix_utf8_prev(text, &i);
            if (!ix_utf8_is_letter(cp) && cp != '-')
                break;
        }
        if (before.start > 0 && text.ptr[before.start - 1] == ' ' && may_be_name(f, before))
            return (ix_span){before.start, span.end};
    }
    if (span.end < text.len && text.ptr[span.end] == ' ' && ix_utf8_word(text, &at, &after) &&
        after.start == span.end + 1 && may_be_name(f, after))
        span.end = after.end;
    return span;
}

static void on_alias(void *context, ix_span span, int bearer) {
    finder *f = context;
    const ix_mention *known = &f->found.v[bearer].mention;
    ix_str name = ix_doc_str(f->doc, known->span);
    if (!memchr(name.ptr, ' ', name.len))
        span = whole_name(f, span);
    if (ix_in_address(f->doc->text, span) || in_organisation(f->doc, span) ||
        (ix_span_len(span) < ix_span_len(known->span) && !stands_alone(f->doc->text, span)))
        return;
    ix_mention again = {.span = span,
                        .entity = -1,
                        .sentence = ix_sentence_at(f->doc, span.start),
                        .rule = known->rule,
                        .organisation = -1,
                        .acronym_of = -1};
    ix_found *found = IX_PUSH(&f->doc->arena, &f->found);
    found->mention = again;
    found->standing = IX_SEEN_ELSEWHERE;
}

/* --- roles beside a name --- */

/* Past the address of a link whose words end at `at`: "[Alma Poe](https://…)". */
static uint32_t past_link(ix_str text, uint32_t at) {
    if (at + 1 >= text.len || text.ptr[at] != ']' || text.ptr[at + 1] != '(')
        return at;
    const char *close = memchr(text.ptr + at, ')', text.len - at < 400 ? text.len - at : 400);
    return close ? (uint32_t)(close - text.ptr) + 1 : at;
}

/* Whether all words of `gap` are in `list`. */
static bool only_words(ix_str gap, const ix_list *list) {
    ix_span word;
    for (size_t at = 0; ix_utf8_word(gap, &at, &word);)
        if (!ix_list_has(list, ix_str_sub(gap, word.start, word.end)))
            return false;
    return true;
}

/* Only a comma or parenthesis or blanks between, and small words. */
static bool beside(const finder *f, uint32_t from, uint32_t to, const ix_list *words, bool *comma) {
    from = past_link(f->doc->text, from);
    if (to < from)
        return false;
    ix_str gap = ix_str_trim(ix_str_sub(f->doc->text, from, to));
    *comma = gap.len > 0;
    if (gap.len == 0)
        return to - from < 4;
    return gap.len <= 16 && (words == f->minor || gap.ptr[0] == ',' || gap.ptr[0] == '(') &&
           !memchr(gap.ptr, '.', gap.len) && !memchr(gap.ptr, '\n', gap.len) && only_words(gap, words);
}

static void take_role(const finder *f, ix_mention *m, int role) {
    const ix_match *match = &f->doc->matches.v[role];
    m->role = match->span;
    if (m->organisation < 0)
        m->organisation = organisation_of(f->doc, match);
}

/* Before without a comma, else after, else before with a comma. */
static void find_role(const finder *f, ix_mention *m, uint32_t *cursor) {
    bool comma;
    while (*cursor < f->roles.n && f->doc->matches.v[f->roles.v[*cursor]].span.end <= m->span.start)
        ++*cursor;
    int before = *cursor > 0 ? f->roles.v[*cursor - 1] : -1,
        after = *cursor < f->roles.n ? f->roles.v[*cursor] : -1;
    if (before >= 0 && !beside(f, f->doc->matches.v[before].span.end, m->span.start, f->article, &comma))
        before = -1;
    if (before >= 0 && !comma) {
        take_role(f, m, before);
    } else if (after >= 0 && f->doc->matches.v[after].span.start >= m->span.end &&
               beside(f, m->span.end, f->doc->matches.v[after].span.start, f->article, &(bool){false})) {
        take_role(f, m, after);
    } else if (before >= 0) {
        take_role(f, m, before);
    }
}

/* The body named right behind a name or its office: "Alma Poe, adviser, ILO", "Alma Poe (ILO)". */
static void find_organisation(const finder *f, ix_mention *m) {
    uint32_t from = m->role.end > m->span.end ? m->role.end : m->span.end;
    if (m->role.end && m->role.end < m->span.start)
        return;
    uint32_t next = organisation_behind(f->doc, from);
    bool comma;
    if (next < f->doc->organisation_mentions.n && f->doc->organisation_mentions.v[next].span.start >= from &&
        beside(f, from, f->doc->organisation_mentions.v[next].span.start, f->minor, &comma) && comma)
        m->organisation = (int)next;
}

static void gather_roles(finder *f) {
    for (uint32_t i = 0; i < f->doc->matches.n; i++)
        if (f->doc->matches.v[i].layer == IX_LAYER_role)
            *IX_PUSH(&f->doc->arena, &f->roles) = (int)i;
}

static void keep(finder *f, ix_matcher *matcher) {
    uint32_t cursor = 0;
    ix_settle_found(&f->found);
    for (uint32_t i = 0; i < f->found.n; i++) {
        ix_mention *m = &f->found.v[i].mention;
        if (ix_span_empty(m->role))
            find_role(f, m, &cursor);
        if (m->organisation < 0)
            find_organisation(f, m);
        *IX_PUSH(&f->doc->arena, &f->doc->person_mentions) = *m;
        ix_matcher_lift(matcher, IX_LAYER_person, m->span, (int)i);
    }
}

void ix_extract_people(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    finder f = {.doc = doc, .language = language, .aliases = {.arena = &doc->arena}, .last_sentence = -2};
    f.article = ix_language_list(language, "article");
    f.minor = ix_language_list(language, "minor_word");
    f.title = ix_language_list(language, "surname_title");
    ix_match_layer(matcher, IX_LAYER_person, accept, &f);
    cut_common_words(&f);
    ix_settle_found(&f.found);
    gather_roles(&f);
    add_aliases(&f);
    ix_alias_scan(&f.aliases, doc->text, on_alias, &f);
    keep(&f, matcher);
}
