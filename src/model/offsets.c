#include "model/offsets.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { STEP = 32 };

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

/* Index of the first run that ends after the byte. */
static uint32_t run_after(const ix_document *doc, uint32_t byte) {
    uint32_t low = 0, high = doc->source_map.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (doc->source_map.v[mid].text + doc->source_map.v[mid].text_len <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The run that holds the byte, or NULL. */
static const ix_source_run *run_at(const ix_document *doc, uint32_t byte) {
    uint32_t i = run_after(doc, byte);
    return i < doc->source_map.n && doc->source_map.v[i].text <= byte ? &doc->source_map.v[i] : NULL;
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

bool ix_source_piece(const ix_document *doc, ix_span *rest, ix_span *piece, ix_span *source) {
    const ix_source_run *runs = doc->source_map.v;
    uint32_t n = doc->source_map.n, i = ix_span_empty(*rest) ? n : run_after(doc, rest->start);
    if (i == n || runs[i].text >= rest->end)
        return false;
    piece->start = runs[i].text > rest->start ? runs[i].text : rest->start;
    while (i + 1 < n && runs[i + 1].text < rest->end && !runs[i + 1].cut)
        i++;
    piece->end = runs[i].text + runs[i].text_len < rest->end ? runs[i].text + runs[i].text_len : rest->end;
    rest->start = i + 1 < n ? runs[i + 1].text : rest->end;
    return ix_source_span(doc, *piece, source);
}

bool ix_source_whole(const ix_document *doc, ix_span span) {
    ix_span piece, source;
    return !ix_source_piece(doc, &span, &piece, &source) || !ix_source_piece(doc, &span, &piece, &source);
}
