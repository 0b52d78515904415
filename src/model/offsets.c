#include "model/offsets.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { STEP = 64 };

ix_offsets ix_offsets_new(ix_str text) {
    ix_offsets offsets = {.text = text};
    uint32_t total = 0, *before = ix_alloc((text.len / STEP + 1) * sizeof *before);
    for (size_t at = 0; at <= text.len; at += STEP) {
        before[at / STEP] = total;
        total += (uint32_t)ix_utf8_length(ix_str_sub(text, at, text.len - at < STEP ? text.len : at + STEP));
    }
    if (total == text.len)
        free(before);
    else
        offsets.before = before;
    return offsets;
}

void ix_offsets_done(ix_offsets *offsets) {
    free(offsets->before);
    *offsets = (ix_offsets){0};
}

uint32_t ix_offsets_code_point(const ix_offsets *offsets, uint32_t byte) {
    if (!offsets->before)
        return byte;
    uint32_t step = byte / STEP;
    return offsets->before[step] + (uint32_t)ix_utf8_length(ix_str_sub(offsets->text, step * STEP, byte));
}

/* The run that holds the byte, or NULL. */
static const ix_source_run *run_at(const ix_document *doc, uint32_t byte) {
    uint32_t low = 0, high = doc->source_map.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (doc->source_map.v[mid].text <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    const ix_source_run *run = low ? &doc->source_map.v[low - 1] : NULL;
    return run && byte - run->text < run->text_len ? run : NULL;
}

bool ix_source_span(const ix_document *doc, ix_span span, ix_span *source) {
    if (ix_span_empty(span))
        return false;
    const ix_source_run *first = run_at(doc, span.start), *last = run_at(doc, span.end - 1);
    if (!first || !last)
        return false;
    source->start = first->source + (first->same ? span.start - first->text : 0);
    source->end = last->source + (last->same ? span.end - last->text : last->source_len);
    return true;
}
