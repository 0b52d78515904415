#include "quote.h"

#include "base/map.h"
#include "base/utf8.h"

/* A pull quote repeats what the text quotes: it is told by its words, and by standing apart. */

enum { MIN_WORDS = 4, MISSING = -1, UNASKED = -2 };

static bool sentence_end(ix_str s, size_t at) {
    bool stop = s.ptr[at] == '.' || s.ptr[at] == '!' || s.ptr[at] == '?';
    return stop && (at + 1 == s.len || s.ptr[at + 1] == ' ' || s.ptr[at + 1] == '\n');
}

typedef void (*each_sentence)(ix_str sentence, void *context);

static void for_sentences(ix_str s, each_sentence each, void *context) {
    size_t start = 0;
    for (size_t at = 0; at < s.len; at++)
        if (at + 1 == s.len || sentence_end(s, at)) {
            each(ix_str_sub(s, start, at + 1), context);
            start = at + 1;
        }
}

typedef struct said {
    ix_document *doc;
    ix_map sentences; /* bare words -> the stretch that holds them */
    int stretch;
    int found; /* the stretch that holds all sentences so far, MISSING or UNASKED */
} said;

static void remember(ix_str sentence, void *context) {
    said *s = context;
    if (ix_quote_words(sentence) < MIN_WORDS)
        return;
    int *place = ix_map_put(&s->doc->arena, &s->sentences, ix_utf8_bare(&s->doc->arena, sentence));
    if (*place < 0)
        *place = s->stretch;
}

static void recall(ix_str sentence, void *context) {
    said *s = context;
    if (s->found == MISSING || ix_quote_words(sentence) < MIN_WORDS)
        return;
    int there = ix_map_get(&s->sentences, ix_utf8_bare(&s->doc->arena, sentence));
    s->found = s->found == UNASKED || s->found == there ? there : MISSING;
}

static bool apart(const ix_document *doc, const ix_stretch *s) {
    ix_block_kind kind = doc->blocks.v[s->block].kind;
    return kind == IX_BLOCK_QUOTE || kind == IX_BLOCK_HEADING;
}

void ix_quote_dismiss_repeats(ix_document *doc, ix_stretches *stretches) {
    said s = {.doc = doc};
    ix_stretch *v = stretches->v;
    for (uint32_t i = 0; i < stretches->n; i++) {
        s.stretch = (int)i;
        if (!apart(doc, &v[i]))
            for_sentences(ix_doc_str(doc, v[i].inner), remember, &s);
    }
    for (uint32_t i = 0; i < stretches->n && s.sentences.n; i++) {
        s.found = UNASKED;
        if (apart(doc, &v[i]))
            for_sentences(ix_doc_str(doc, v[i].inner), recall, &s);
        v[i].dismissed = v[i].dismissed || s.found >= 0;
    }
}
