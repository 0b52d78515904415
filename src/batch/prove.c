#include "batch/prove.h"

#include <stdio.h>

#include "model/offsets.h"
#include "stages.h"

typedef struct proof {
    const ix_document *record;
    ix_str page;
    ix_arena arena; /* of one fact */
    char *why;
} proof;

/* Whether `words` stand in `all` in order, at its beginning and its end. */
static bool runs_through(ix_str all, ix_str words) {
    size_t found = 0;
    for (size_t i = 0; i < all.len && found < words.len; i++)
        found += all.ptr[i] == words.ptr[found];
    return found == words.len && all.len && words.len && all.ptr[0] == words.ptr[0] &&
           all.ptr[all.len - 1] == words.ptr[words.len - 1];
}

static bool cuts_character(ix_str page, uint32_t at) {
    return at < page.len && ((unsigned char)page.ptr[at] & 0xC0) == 0x80;
}

/* As much as fits a message. */
static ix_str brief(ix_str s) {
    return ix_str_sub(s, 0, s.len < 60 ? s.len : 60);
}

static bool slice(proof *p, const char *kind, ix_span span) {
    ix_span at;
    ix_str words = ix_doc_str(p->record, span);
    if (!ix_source_span(p->record, span, &at))
        return true; /* the record gives no bytes for it */
    if (at.end > p->page.len || at.start >= at.end) {
        snprintf(p->why, 256, "%s '%.*s': the page has no bytes %u to %u", kind, IX_FMT(brief(words)),
                 at.start, at.end);
        return false;
    }
    ix_arena_reset(&p->arena);
    ix_str there = ix_reread(&p->arena, ix_str_sub(p->page, at.start, at.end));
    if (!cuts_character(p->page, at.start) && !cuts_character(p->page, at.end) &&
        runs_through(there, ix_bare_words(&p->arena, words)))
        return true;
    snprintf(p->why, 256, "%s '%.*s': the page's bytes %u to %u are '%.*s'", kind, IX_FMT(brief(words)),
             at.start, at.end, IX_FMT(brief(there)));
    return false;
}

static bool slices(proof *p) {
    const ix_document *doc = p->record;
    bool good = true;
    for (uint32_t i = 0; i < doc->figures.n && good; i++)
        good = slice(p, "figure", doc->figures.v[i].span);
    for (uint32_t i = 0; i < doc->dates.n && good; i++)
        good = slice(p, "date", doc->dates.v[i].span);
    for (uint32_t i = 0; i < doc->quotes.n && good; i++)
        good = slice(p, "quote", doc->quotes.v[i].span);
    for (uint32_t i = 0; i < doc->organisation_mentions.n && good; i++)
        good = slice(p, "organisation", doc->organisation_mentions.v[i].span);
    for (uint32_t i = 0; i < doc->person_mentions.n && good; i++)
        good = slice(p, "person", doc->person_mentions.v[i].span);
    return good;
}

/* Where two texts part, in code points. */
static size_t parting(ix_str a, ix_str b) {
    size_t at = 0, points = 0;
    for (; at < a.len && at < b.len && a.ptr[at] == b.ptr[at]; at++)
        points += ((unsigned char)a.ptr[at] & 0xC0) != 0x80;
    return points;
}

bool ix_prove(const ix_document *record, const ix_release *release, char why[256]) {
    ix_document *fresh = ix_document_new();
    ilex_error error;
    bool good = ix_ingest(fresh, release->bytes, release->n, &release->given, &error) == ILEX_OK;
    if (!good) {
        snprintf(why, 256, "its source cannot be read: %.200s", error.message);
    } else if (ix_str_is(record->media_type, "text/html")) {
        proof p = {.record = record, .page = fresh->source, .why = why};
        good = slices(&p);
        ix_arena_done(&p.arena);
    } else if (!(good = ix_str_eq(record->text, fresh->source))) {
        snprintf(why, 256, "its text is not its source's: they part at character %zu",
                 parting(record->text, fresh->source));
    }
    ix_document_free(fresh);
    return good;
}
