#include "quote.h"

#include "base/spans.h"
#include "base/utf8.h"
#include "stages.h"

typedef struct finding {
    ix_stretches stretches;
    ix_claims claims;
    IX_ARRAY(ix_span) incises;
    uint32_t attributed; /* claims of layer attribution: the first ones, in text order */
    uint32_t min_words;
} finding;

static bool strictly_within(ix_span inner, ix_span outer) {
    return inner.start > outer.start && inner.end < outer.end;
}

/* Is the span the stretch's own opening or closing mark? */
static bool own_mark(const ix_stretch *s, ix_span span) {
    return (span.start >= s->outer.start && span.end <= s->inner.start) ||
           (span.start >= s->inner.end && span.end <= s->outer.end);
}

/* A rule of layer `quote` says that a stretch is a title, a term, a slogan; its span is in it or at its edge.
 * Or that some words in it are its attribution (kind `incise`; `incise.open`: only where the closing mark is
 * missing). */
static int judge(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finding *f = context;
    int i = ix_stretch_at(&f->stretches, match->span.start);
    ix_str kind = ix_match_text(match, IX_FIELD_kind);
    bool incise = ix_str_starts(kind, IX_STR("incise"));
    ix_stretch *s = i < 0 || match->span.start >= f->stretches.v[i].outer.end ? NULL : &f->stretches.v[i];
    bool applies = s && (incise ? strictly_within(match->span, s->inner) &&
                                      !(s->closed && ix_str_is(kind, "incise.open"))
                                : own_mark(s, match->span));
    if (!applies) {
        *why = "no stretch in marks";
        return IX_REFUSE;
    }
    if (incise)
        *IX_PUSH(&doc->arena, &f->incises) = match->span;
    else
        s->dismissed = true;
    ix_keep_match(doc, match, NULL, why);
    return IX_NO_LIFT;
}

static ix_span trimmed(const ix_document *doc, uint32_t start, uint32_t end) {
    while (start < end &&
           (ix_utf8_is_space((unsigned char)doc->text.ptr[start]) || strchr(",.;:", doc->text.ptr[start])))
        start++;
    return ix_span_trim(doc->text, (ix_span){start, end});
}

/* What stands after an incise is more of the quotation if its closing mark is there, else the text goes on.
 */
static void split(const ix_document *doc, ix_stretch s, ix_span incise, ix_stretch *left, ix_stretch *right) {
    *left = *right = s;
    left->inner = trimmed(doc, s.inner.start, incise.start);
    while (left->inner.end > left->inner.start && doc->text.ptr[left->inner.end - 1] == ',')
        left->inner.end--;
    left->outer.end = left->inner.end;
    left->closed = true;
    right->inner = trimmed(doc, incise.end, s.inner.end);
    right->outer.start = right->inner.start;
    if (!s.closed)
        right->inner.end = right->inner.start;
}

static void split_at_incises(ix_document *doc, finding *f) {
    ix_stretches out = {0};
    uint32_t k = 0;
    for (uint32_t i = 0; i < f->stretches.n; i++) {
        ix_stretch rest = f->stretches.v[i];
        for (; k < f->incises.n && f->incises.v[k].start < rest.outer.end; k++) {
            ix_stretch left;
            split(doc, rest, f->incises.v[k], &left, &rest);
            *IX_PUSH(&doc->arena, &out) = left;
        }
        if (!ix_span_empty(rest.inner))
            *IX_PUSH(&doc->arena, &out) = rest;
    }
    f->stretches = out;
}

static ix_span content_of(const ix_match *match) {
    ix_span content = ix_match_span(match, IX_FIELD_content);
    return ix_span_empty(content) ? ix_match_span(match, IX_FIELD_quote) : content;
}

static ix_reach reach_of(ix_str kind) {
    return ix_str_is(kind, "next.marked") ? IX_SAID_NEXT_MARKED
           : ix_str_is(kind, "next")      ? IX_SAID_NEXT
           : ix_str_is(kind, "rest")      ? IX_SAID_REST
           : ix_str_is(kind, "signature") ? IX_SAID_BEFORE
                                          : IX_SAID_HERE;
}

static bool ends_sentence(ix_str s) {
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '.' || s.ptr[i] == '!' || s.ptr[i] == '?' || s.ptr[i] == '\n')
            return true;
    return false;
}

/* Does the sentence go on after the stretch: a comma in or behind its marks, or a word that no sentence
 * begins with? */
static bool goes_on(const ix_document *doc, const ix_stretch *s) {
    ix_str words = ix_doc_str(doc, s->inner), rest = ix_str_sub(doc->text, s->outer.end, doc->text.len);
    size_t at = 0;
    uint32_t next = 0;
    while (at < rest.len && (next == 0 || ix_utf8_is_space(next)))
        next = ix_utf8_next(rest, &at);
    return ix_str_ends(words, IX_STR(",")) || next == ',' ||
           (ix_utf8_is_letter(next) && !ix_utf8_is_upper(next));
}

/* ‘“We agree,” she said of “the plan”’: the cue belongs to the words before it. */
static bool taken(const ix_document *doc, const finding *f, ix_span cue, ix_span content) {
    int i = ix_stretch_at(&f->stretches, cue.start);
    if (content.start < cue.start || i < 0 || f->stretches.v[i].dismissed || ix_span_empty(cue))
        return false;
    const ix_stretch *s = &f->stretches.v[i];
    if (s->block != ix_block_at(doc, cue.start))
        return false;
    uint32_t n = cue.start ? IX_SPANS_BEGUN(f->claims.v, f->attributed, cue.start - 1) : 0;
    const ix_claim *last = n ? &f->claims.v[n - 1] : NULL;
    bool free = !last || (last->cue.end <= s->outer.end && !ix_span_overlap(last->content, s->outer));
    return s->outer.end <= cue.start && free && goes_on(doc, s) &&
           !ends_sentence(ix_doc_str(doc, (ix_span){s->outer.end, cue.start}));
}

/* “Schools matter.” The book says …: the sentence after a full stop inside the marks is no attribution; nor
 * is one that follows a few marked words without a comma: “Armed” men told them. */
static bool apart(const ix_document *doc, const finding *f, ix_span cue, ix_span content) {
    int i = cue.start < content.end || ix_span_empty(content) ? -1 : ix_stretch_at(&f->stretches, cue.start);
    if (i < 0 || f->stretches.v[i].outer.end != content.end)
        return false;
    ix_str words = ix_doc_str(doc, f->stretches.v[i].inner),
           rest = ix_str_sub(doc->text, content.end, cue.end);
    size_t at = 0;
    uint32_t next = ' ';
    while (at < rest.len && ix_utf8_is_space(next))
        next = ix_utf8_next(rest, &at);
    bool gap = ix_str_trim(ix_str_sub(doc->text, content.end, cue.start)).len > 0;
    if (ix_str_ends(words, IX_STR(".")) && ix_utf8_is_upper(next) && gap)
        return true;
    bool pause = !ix_utf8_is_letter(next) || strchr(".,!?-", words.ptr[words.len - 1]) ||
                 (unsigned char)words.ptr[words.len - 1] >= 0x80;
    return !pause && cue.start > content.end + 1 && ix_quote_words(words) < f->min_words;
}

/* Indirect speech has no marks in it, and stands in none. */
static bool touches_marks(const finding *f, ix_span span) {
    int i = ix_stretch_at(&f->stretches, span.end - 1);
    while (i >= 0 && f->stretches.v[i].dismissed)
        i--;
    return i >= 0 && f->stretches.v[i].outer.end > span.start;
}

static int claim(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finding *f = context;
    if (match->layer == IX_LAYER_reported && touches_marks(f, match->span)) {
        *why = "there are quotation marks in it";
        return IX_REFUSE;
    }
    if (taken(doc, f, ix_match_span(match, IX_FIELD_cue), content_of(match))) {
        *why = "the cue belongs to the quotation before it";
        return IX_REFUSE;
    }
    if (apart(doc, f, ix_match_span(match, IX_FIELD_cue), content_of(match))) {
        *why = "the cue stands apart from the quotation";
        return IX_REFUSE;
    }
    *IX_PUSH(&doc->arena, &f->claims) = (ix_claim){
        .span = match->span,
        .content = content_of(match),
        .next = ix_match_span(match, IX_FIELD_next_quote),
        .cue = ix_match_span(match, IX_FIELD_cue),
        .speaker = ix_match_span(match, IX_FIELD_speaker),
        .reach = reach_of(ix_match_text(match, IX_FIELD_kind)),
        .weak = ix_str_is(ix_match_text(match, IX_FIELD_mod), "weak"),
        .reported = match->layer == IX_LAYER_reported,
        .participle = ix_str_is(ix_match_text(match, IX_FIELD_kind), "participle"),
        .rule = match->rule,
    };
    f->attributed += match->layer == IX_LAYER_attribution;
    return IX_NO_LIFT;
}

static void lift_stretches(const ix_stretches *stretches, ix_matcher *matcher) {
    for (uint32_t i = 0; i < stretches->n; i++)
        if (!stretches->v[i].dismissed)
            ix_matcher_lift(matcher, IX_LAYER_quote, stretches->v[i].outer, (int)i);
}

void ix_extract_quotes(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    finding f = {.stretches = ix_quote_stretches(doc, language),
                 .min_words = ix_quote_setting(language, "quote_min_words")};
    if (f.stretches.n)
        ix_match_layer(matcher, IX_LAYER_quote, judge, &f);
    if (f.incises.n)
        split_at_incises(doc, &f);
    ix_quote_dismiss_repeats(doc, &f.stretches);
    lift_stretches(&f.stretches, matcher);
    ix_match_layer(matcher, IX_LAYER_attribution, claim, &f);
    ix_match_layer(matcher, IX_LAYER_reported, claim, &f);
    ix_quote_complete(doc, language, &f.stretches, &f.claims);
    ix_quote_join(doc, language, &f.stretches, &f.claims);
}
