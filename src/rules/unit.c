#include "rules/unit.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "rules/gate.h"

/* Copies text, its own characters of the range that stands for mentions replaced by U+FFFD (as long in
 * bytes). */
static void put_text(ix_unit *unit, ix_str text, bool clean) {
    size_t from = unit->buf.len;
    ix_buf_str(&unit->buf, text);
    if (clean)
        return;
    for (size_t i = from; i + 2 < unit->buf.len; i++)
        if (memcmp(unit->buf.ptr + i, "\xEE\x80", 2) == 0)
            memcpy(unit->buf.ptr + i, "\xEF\xBF\xBD", 3);
}

static void put_mention(ix_unit *unit, const ix_lift *lift) {
    char bytes[4];
    if (unit->n_edges == unit->cap_edges) {
        unit->cap_edges = unit->cap_edges ? unit->cap_edges * 2 : 32;
        unit->edges = ix_realloc(unit->edges, unit->cap_edges * sizeof *unit->edges);
    }
    unit->edges[unit->n_edges++] = (ix_edge){(uint32_t)unit->buf.len, *lift};
    size_t n = ix_utf8_put(bytes, (uint32_t)(IX_PUA_BASE + lift->kind));
    ix_buf_add(&unit->buf, bytes, n);
    ix_buf_add(&unit->folded_buf, bytes, n);
}

static void put_range(ix_unit *unit, ix_str text, const char *folded, uint32_t start, uint32_t end,
                      bool clean) {
    put_text(unit, ix_str_sub(text, start, end), clean);
    if (folded)
        ix_buf_add(&unit->folded_buf, folded + start, end - start);
}

void ix_unit_lay(ix_unit *unit, ix_str text, const char *folded, ix_span span, const ix_lift *lifts,
                 uint32_t n, bool clean) {
    unit->span = span;
    unit->n_edges = 0;
    unit->buf.len = unit->folded_buf.len = 0;
    if (n == 0 && clean) {
        unit->text = ix_str_sub(text, span.start, span.end);
        unit->folded = folded ? folded + span.start : NULL;
        return;
    }
    uint32_t at = span.start;
    for (uint32_t i = 0; i < n; i++) {
        put_range(unit, text, folded, at, lifts[i].span.start, clean);
        put_mention(unit, &lifts[i]);
        at = lifts[i].span.end;
    }
    put_range(unit, text, folded, at, span.end, clean);
    ix_buf_add(&unit->folded_buf, "\0\0\0", 3);
    unit->text = ix_buf_view(&unit->buf);
    unit->folded = folded ? unit->folded_buf.ptr : NULL;
}

void ix_unit_done(ix_unit *unit) {
    free(unit->edges);
    ix_buf_done(&unit->buf);
    ix_buf_done(&unit->folded_buf);
    *unit = (ix_unit){0};
}

/* The last edge at or before the byte, or -1. */
static int edge_before(const ix_unit *unit, size_t at) {
    int low = 0, high = (int)unit->n_edges;
    while (low < high) {
        int mid = (low + high) / 2;
        if (unit->edges[mid].at <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low - 1;
}

/* A boundary in lifted text never falls inside a mention's character. */
static uint32_t to_document(const ix_unit *unit, size_t at) {
    int e = edge_before(unit, at);
    if (e < 0)
        return unit->span.start + (uint32_t)at;
    const ix_edge *edge = &unit->edges[e];
    if (at == edge->at)
        return edge->lift.span.start;
    return edge->lift.span.end + (uint32_t)(at - edge->at - 3);
}

ix_span ix_unit_span(const ix_unit *unit, size_t start, size_t end) {
    return (ix_span){to_document(unit, start), to_document(unit, end)};
}

bool ix_unit_at(const ix_unit *unit, uint32_t byte, size_t *at) {
    int low = 0, high = (int)unit->n_edges;
    while (low < high) {
        int mid = (low + high) / 2;
        if (unit->edges[mid].lift.span.start <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    const ix_edge *edge = low ? &unit->edges[low - 1] : NULL;
    if (edge && byte < edge->lift.span.end)
        return false;
    *at = edge ? edge->at + 3 + (byte - edge->lift.span.end) : byte - unit->span.start;
    return true;
}

const ix_lift *ix_unit_mention(const ix_unit *unit, size_t start, size_t end) {
    int e = start == 0 ? 0 : edge_before(unit, start - 1) + 1;
    return e < (int)unit->n_edges && unit->edges[e].at < end ? &unit->edges[e].lift : NULL;
}
