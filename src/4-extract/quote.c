#include "quote.h"

#include "stages.h"

typedef struct finding {
    ix_stretches stretches;
    ix_claims claims;
} finding;

/* Index of the last stretch that begins at or before the byte, or -1. */
static int stretch_at(const ix_stretches *stretches, uint32_t byte) {
    uint32_t low = 0, high = stretches->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (stretches->v[mid].outer.start <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return (int)low - 1;
}

/* A rule of layer `quote` names a mark whose stretch is a title, a term, a slogan. */
static int dismiss(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finding *f = context;
    (void)doc;
    int i = stretch_at(&f->stretches, match->span.start);
    if (i < 0 || match->span.start >= f->stretches.v[i].outer.end) {
        *why = "no stretch in marks";
        return IX_REFUSE;
    }
    f->stretches.v[i].dismissed = true;
    return IX_NO_LIFT;
}

static ix_span content_of(const ix_match *match) {
    ix_span content = ix_match_span(match, IX_FIELD_content);
    return ix_span_empty(content) ? ix_match_span(match, IX_FIELD_quote) : content;
}

static int claim(ix_document *doc, const ix_match *match, void *context, const char **why) {
    finding *f = context;
    int inside = stretch_at(&f->stretches, match->span.start);
    if (match->layer == IX_LAYER_reported && inside >= 0 &&
        match->span.start < f->stretches.v[inside].outer.end) {
        *why = "inside a quotation";
        return IX_REFUSE;
    }
    *IX_PUSH(&doc->arena, &f->claims) = (ix_claim){
        .content = content_of(match),
        .next = ix_match_span(match, IX_FIELD_next_quote),
        .cue = ix_match_span(match, IX_FIELD_cue),
        .speaker = ix_match_span(match, IX_FIELD_speaker),
        .introduces = ix_str_is(ix_match_text(match, IX_FIELD_kind), "introduces"),
        .rule = match->rule,
    };
    return IX_NO_LIFT;
}

static void lift_stretches(const ix_stretches *stretches, ix_matcher *matcher) {
    for (uint32_t i = 0; i < stretches->n; i++)
        if (!stretches->v[i].dismissed)
            ix_matcher_lift(matcher, IX_LAYER_quote, stretches->v[i].outer, (int)i);
}

void ix_extract_quotes(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    finding f = {.stretches = ix_quote_stretches(doc, language)};
    if (f.stretches.n)
        ix_match_layer(matcher, IX_LAYER_quote, dismiss, &f);
    lift_stretches(&f.stretches, matcher);
    ix_match_layer(matcher, IX_LAYER_attribution, claim, &f);
    ix_match_layer(matcher, IX_LAYER_reported, claim, &f);
    ix_quote_complete(doc, language, &f.stretches, &f.claims);
    ix_quote_join(doc, language, &f.stretches, &f.claims);
}
