#include "4-extract/names.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b) {
    const ix_found *x = a, *y = b;
    ix_span s = x->mention.span, t = y->mention.span;
    if (s.start != t.start)
        return s.start < t.start ? -1 : 1;
    if (x->standing != y->standing)
        return x->standing < y->standing ? -1 : 1;
    return s.end == t.end ? 0 : s.end > t.end ? -1 : 1;
}

void ix_settle_found(ix_founds *found) {
    uint32_t kept = 0;
    if (found->n)
        qsort(found->v, found->n, sizeof *found->v, by_place);
    for (uint32_t i = 0; i < found->n; i++) {
        if (kept && ix_span_overlap(found->v[kept - 1].mention.span, found->v[i].mention.span)) {
            if (found->v[i].standing >= found->v[kept - 1].standing)
                continue;
            kept--;
        }
        found->v[kept++] = found->v[i];
    }
    found->n = kept;
}

int ix_found_at(const ix_founds *found, uint32_t start) {
    uint32_t low = 0, high = found->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (found->v[mid].mention.span.start < start)
            low = mid + 1;
        else
            high = mid;
    }
    return low < found->n && found->v[low].mention.span.start == start ? (int)low : -1;
}

ix_str ix_first_word(ix_str name) {
    const char *blank = memchr(name.ptr, ' ', name.len);
    return blank ? ix_str_sub(name, 0, (size_t)(blank - name.ptr)) : name;
}

bool ix_in_address(ix_str text, ix_span span) {
    static const char stops[] = " \n\t()[]<>\"";
    enum { LONGEST = 200 };
    size_t start = span.start, end = span.end;
    while (start > 0 && span.start - start < LONGEST && !strchr(stops, text.ptr[start - 1]))
        start--;
    while (end < text.len && end - span.end < LONGEST && !strchr(stops, text.ptr[end]))
        end++;
    ix_str run = ix_str_sub(text, start, end);
    return memmem(run.ptr, run.len, "://", 3) || memmem(run.ptr, run.len, "www.", 4) ||
           memchr(run.ptr, '@', run.len);
}

void ix_extract_names(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    ix_extract_organisations(doc, language, matcher);
    ix_match_layer(matcher, IX_LAYER_role, ix_keep_match, NULL);
    ix_extract_people(doc, language, matcher);
}
