#include "quote.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "quote_speaker.h"

/* Rules say which words are a cue and what is said; here the claim gets its speaker and the whole of its
 * clause. */

typedef struct completion {
    ix_document *doc;
    const ix_stretches *stretches;
    ix_claims *claims;
    ix_speaker_finder *finder;
    bool subject_dropped; /* a verb needs none beside it */
} completion;

static uint32_t claim_start(const ix_claim *c) {
    return ix_span_empty(c->content) || (!ix_span_empty(c->cue) && c->cue.start < c->content.start)
               ? c->cue.start
               : c->content.start;
}

static uint32_t claim_end(const ix_claim *c) {
    uint32_t end = c->content.end > c->cue.end ? c->content.end : c->cue.end;
    return c->next.end > end ? c->next.end : end;
}

static int by_start(const void *a, const void *b) {
    uint32_t x = claim_start(a), y = claim_start(b);
    return x < y ? -1 : x > y;
}

static bool has_letters(ix_str s) {
    for (size_t at = 0; at < s.len;)
        if (ix_utf8_is_letter(ix_utf8_next(s, &at)))
            return true;
    return false;
}

/* The end of the last stretch that ends before the byte; 0 when there is none. */
static uint32_t stretch_before(const completion *c, uint32_t byte) {
    uint32_t i = ix_stretch_after(c->stretches, byte ? byte - 1 : 0);
    while (i < c->stretches->n && c->stretches->v[i].outer.end <= byte)
        i++;
    return i ? c->stretches->v[i - 1].outer.end : 0;
}

static ix_span sentence_of(const completion *c, uint32_t byte) {
    int i = ix_sentence_at(c->doc, byte);
    return i < 0 ? (ix_span){0, (uint32_t)c->doc->text.len} : c->doc->sentences.v[i].span;
}

/* Where the words before `byte` begin that belong to its clause. */
static uint32_t clause_start(const completion *c, uint32_t i, uint32_t byte) {
    uint32_t start = sentence_of(c, byte).start, marks = stretch_before(c, byte);
    start = marks > start ? marks : start;
    uint32_t before = i ? claim_end(&c->claims->v[i - 1]) : 0;
    return before > start && before <= byte ? before : start;
}

static uint32_t skip_marks(ix_str text, uint32_t at, uint32_t to) {
    while (at < to) {
        size_t next = at;
        uint32_t cp = ix_utf8_next(text, &next);
        if (ix_utf8_is_letter(cp) || ix_utf8_is_digit(cp) || cp == '$' || cp == '(' || cp == '[')
            break;
        at = (uint32_t)next;
    }
    return at;
}

/* ‘This will be “a challenge” for all, said X’: the clause begins before the marks. */
static void widen(completion *c, uint32_t i) {
    ix_claim *claim = &c->claims->v[i];
    uint32_t start = clause_start(c, i, claim->content.start);
    if (has_letters(ix_doc_str(c->doc, (ix_span){start, claim->content.start})))
        claim->content.start = skip_marks(c->doc->text, start, claim->content.start);
}

static bool same_sentence(const completion *c, uint32_t a, uint32_t b) {
    return ix_sentence_at(c->doc, a) == ix_sentence_at(c->doc, b);
}

/* ‘Schools matter, said the mayor’, ‘…, she said’: what stands beside the verb can speak. ‘The mayor, Ana
 * Petrova, praised the schools’ is no reported clause. */
static bool reports(completion *c, const ix_claim *claim) {
    if (ix_span_empty(claim->speaker))
        return ix_nothing_after(c->finder, claim->cue.end, sentence_of(c, claim->cue.end - 1).end);
    return ix_can_speak(c->finder, claim->speaker);
}

static void name_after(completion *c, uint32_t i) {
    ix_claim *claim = &c->claims->v[i];
    claim->speaker = ix_subject_before(c->finder, claim->content.end, claim->cue.start);
    if (!ix_span_empty(claim->speaker))
        return;
    uint32_t to = sentence_of(c, claim->cue.end - 1).end;
    if (!ix_span_empty(claim->next) && claim->next.start < to)
        to = claim->next.start;
    claim->speaker = ix_subject_after(c->finder, claim->cue.end, to);
}

/* Where the first stretch of the content begins: a subject after the verb has to stand before it. */
static uint32_t marks_in(const completion *c, ix_span content) {
    uint32_t i = ix_stretch_after(c->stretches, content.start);
    return i < c->stretches->n && c->stretches->v[i].outer.start < content.end
               ? c->stretches->v[i].outer.start
               : content.end;
}

/* ‘As the mayor said, “…”’, ‘the mayor said: “…”’, ‘said the mayor: “…”’, ‘her claim that “…”’, ‘He spoke at
 * length, saying “…”’. False when the cue is a noun that belongs to nobody. */
static bool name_before(completion *c, uint32_t i) {
    ix_claim *claim = &c->claims->v[i];
    uint32_t cue = claim->cue.start, from = clause_start(c, i, cue);
    const ix_claim *before = i ? claim - 1 : NULL;
    if (ix_is_noun(c->finder, from, cue, &claim->speaker))
        return !ix_span_empty(claim->speaker);
    if (!claim->participle)
        claim->speaker = ix_subject_before(c->finder, from, cue);
    if (ix_span_empty(claim->speaker) && !claim->participle && !ix_span_empty(claim->content)) {
        uint32_t marks = marks_in(c, claim->content);
        claim->speaker = ix_subject_between(c->finder, claim->cue.end, marks);
        if (claim->speaker.end > claim->content.start)
            claim->content.start = skip_marks(c->doc->text, claim->speaker.end, marks);
    }
    if (ix_span_empty(claim->speaker) && before && same_sentence(c, before->cue.start, cue))
        claim->speaker = before->speaker;
    if (ix_span_empty(claim->speaker))
        claim->speaker = ix_clause_head(c->finder, from, cue);
    if (ix_span_empty(claim->speaker) && claim->participle)
        claim->speaker = ix_subject_before(c->finder, from, cue);
    return true;
}

/* False when the claim turns out to be none. */
static bool complete(completion *c, uint32_t i) {
    ix_claim *claim = &c->claims->v[i];
    bool after = !ix_span_empty(claim->content) && claim->cue.start >= claim->content.end, holds = true;
    if (after)
        widen(c, i);
    if (ix_span_empty(claim->speaker) && !ix_span_empty(claim->cue)) {
        if (after) {
            name_after(c, i);
            holds = !claim->reported || reports(c, claim);
        } else
            holds = name_before(c, i) &&
                    (!claim->reported || c->subject_dropped || !ix_span_empty(claim->speaker));
    }
    claim->anonymous = !ix_speaks_as_person(c->finder, claim->speaker);
    return holds;
}

void ix_quote_complete(ix_document *doc, const ix_language *language, const ix_stretches *stretches,
                       ix_claims *claims) {
    if (!claims->n)
        return;
    completion c = {doc, stretches, claims, ix_speaker_finder_new(doc, language),
                    ix_language_setting(language, "subject_dropped").len > 0};
    qsort(claims->v, claims->n, sizeof *claims->v, by_start);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < claims->n; i++) {
        claims->v[kept] = claims->v[i];
        kept += complete(&c, kept);
    }
    claims->n = kept;
}
