#include "5-resolve/figures.h"

#include "stages.h"

static const ix_layer layers[] = {IX_LAYER_clause, IX_LAYER_timing, IX_LAYER_change,  IX_LAYER_status,
                                  IX_LAYER_thing,  IX_LAYER_place,  IX_LAYER_relation};
enum { N_LAYERS = sizeof layers / sizeof *layers };

static void extend(ix_row *rows, int sentence, uint32_t i) {
    ix_row *row = &rows[sentence];
    if (row->to == row->from)
        row->from = i;
    row->to = i + 1;
}

static ix_figure_view view_of(ix_document *doc, const ix_language *language) {
    ix_figure_view view = {.doc = doc, .language = language};
    uint32_t n = doc->sentences.n;
    view.figures = IX_NEW_ARRAY(&doc->arena, ix_row, n + 1);
    view.dates = IX_NEW_ARRAY(&doc->arena, ix_row, n + 1);
    view.dropped = IX_NEW_ARRAY(&doc->arena, bool, doc->figures.n + 1);
    for (int l = 0; l < N_LAYERS; l++)
        view.matches[layers[l]] = IX_NEW_ARRAY(&doc->arena, ix_row, n + 1);
    for (uint32_t i = 0; i < doc->figures.n; i++)
        extend(view.figures, doc->figures.v[i].sentence, i);
    for (uint32_t i = 0; i < doc->dates.n; i++) {
        int sentence = ix_sentence_at(doc, doc->dates.v[i].span.start);
        if (sentence >= 0)
            extend(view.dates, sentence, i);
    }
    for (uint32_t i = 0; i < doc->matches.n; i++)
        if (view.matches[doc->matches.v[i].layer])
            extend(view.matches[doc->matches.v[i].layer], doc->matches.v[i].unit, i);
    return view;
}

const ix_match *ix_view_match(const ix_figure_view *view, ix_layer layer, int sentence, uint32_t i) {
    ix_row row = view->matches[layer][sentence];
    return row.from + i < row.to ? &view->doc->matches.v[row.from + i] : NULL;
}

ix_clause ix_clause_at(const ix_figure_view *view, int sentence, uint32_t byte) {
    ix_clause at = {0};
    const ix_match *m;
    for (uint32_t i = 0; (m = ix_view_match(view, IX_LAYER_clause, sentence, i)); i++) {
        bool within = m->span.start <= byte && byte < m->span.end;
        if (ix_str_is(ix_match_text(m, IX_FIELD_kind), "break"))
            at.segment += m->span.start <= byte;
        else if (within && (ix_span_empty(at.island) || ix_span_within(m->span, at.island)))
            at.island = m->span;
    }
    return at;
}

bool ix_same_clause(ix_clause a, ix_clause b) {
    return a.segment == b.segment && a.island.start == b.island.start && a.island.end == b.island.end;
}

bool ix_reaches(const ix_figure_view *view, const ix_figure *figure, uint32_t byte) {
    ix_clause mine = ix_clause_at(view, figure->sentence, figure->span.start),
              its = ix_clause_at(view, figure->sentence, byte);
    bool bracketed = !ix_span_empty(mine.island) && view->doc->text.ptr[mine.island.start] == '(';
    return ix_same_clause(mine, its) ||
           (bracketed && mine.segment == its.segment && ix_span_empty(its.island));
}

int ix_match_figure(const ix_match *match, ix_field field) {
    return ix_match_item(match, field, IX_LAYER_figure);
}

const ix_match *ix_said_of(const ix_figure_view *view, int figure, const char *relation) {
    const ix_match *match;
    int sentence = view->doc->figures.v[figure].sentence;
    for (uint32_t i = 0; (match = ix_view_match(view, IX_LAYER_timing, sentence, i)); i++)
        if (ix_match_figure(match, IX_FIELD_figure) == figure &&
            ix_str_is(ix_match_text(match, IX_FIELD_relation), relation))
            return match;
    return NULL;
}

bool ix_is_definite(const ix_figure_view *view, int figure) {
    const ix_figure *f = &view->doc->figures.v[figure];
    const ix_match *match = f->kind == IX_COUNT ? ix_said_of(view, figure, "definite") : NULL;
    return match &&
           !(f->modifier_text.start <= match->span.start && match->span.start < f->modifier_text.end);
}

bool ix_is_bare(const ix_figure *figure) {
    return figure->kind == IX_COUNT && figure->unit.len == 0;
}

void ix_link_figures(ix_figure_view *view, int from, const char *relation, int to) {
    if (from >= 0 && to >= 0 && from != to)
        *IX_PUSH(&view->doc->arena, &view->doc->figures.v[from].links) = (ix_link){ix_str_of(relation), to};
}

/* --- leaving out what was dropped --- */

static void remap_links(ix_figure *figure, const int *place) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < figure->links.n; i++) {
        ix_link link = figure->links.v[i];
        if (place[link.figure] >= 0)
            figure->links.v[kept++] = (ix_link){link.relation, place[link.figure]};
    }
    figure->links.n = kept;
}

static void leave_out(ix_figure_view *view) {
    ix_document *doc = view->doc;
    int *place = IX_NEW_ARRAY(&doc->arena, int, doc->figures.n + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < doc->figures.n; i++)
        place[i] = view->dropped[i] ? -1 : (int)kept++;
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        if (place[i] < 0)
            continue;
        doc->figures.v[place[i]] = doc->figures.v[i];
        remap_links(&doc->figures.v[place[i]], place);
    }
    doc->figures.n = kept;
}

void ix_resolve_figures(ix_document *doc, const ix_language *language, ix_matcher *matcher) {
    if (doc->figures.n == 0)
        return;
    ix_figure_view view = view_of(doc, language);
    ix_figures_money(&view, matcher);
    ix_figures_link(&view);
    ix_figures_units(&view);
    ix_figures_change(&view);
    ix_figures_status(&view);
    ix_figures_date(&view);
    ix_figures_about(&view);
    ix_figures_check(&view);
    leave_out(&view);
}
