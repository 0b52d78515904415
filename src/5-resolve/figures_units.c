/* The noun that a bare number stands for: "66 forums, 42 of them", "the 3.8 billion not protected". */
#include "5-resolve/figures.h"

#include "base/utf8.h"

enum { LOOK_BACK = 6 }; /* figures */

static bool is_noun(const ix_figure *f) {
    return (f->kind == IX_COUNT || f->kind == IX_RATIO) && f->unit.len > 0;
}

/* Takes the unit of an earlier figure of the same block, or what that is a share of. */
static bool carry(ix_figure_view *view, uint32_t index) {
    ix_document *doc = view->doc;
    ix_figure *f = &doc->figures.v[index];
    int block = ix_block_at(doc, f->span.start);
    for (uint32_t i = index; i-- > 0 && index - i <= LOOK_BACK;) {
        const ix_figure *before = &doc->figures.v[i];
        if (view->dropped[i])
            continue;
        if (ix_block_at(doc, before->span.start) != block)
            return false;
        ix_span population = before->population;
        if (is_noun(before)) {
            f->unit = before->unit;
            f->unit_text = before->unit_text;
            return true;
        }
        if (!ix_span_empty(population)) {
            ix_str words = ix_doc_str(doc, population);
            size_t start = words.len;
            while (start > 0 && words.ptr[start - 1] != ' ')
                start--;
            f->unit_text = population;
            f->unit = ix_utf8_fold(&doc->arena, ix_str_sub(words, start, words.len));
            return true;
        }
    }
    return false;
}

/* A number word alone ("one of them") is no figure; a numeral may be. */
static bool is_word(const ix_document *doc, const ix_figure *f) {
    return f->number >= 0 && doc->numbers.v[f->number].words && !doc->numbers.v[f->number].scaled && !f->high.ok;
}

void ix_figures_units(ix_figure_view *view) {
    ix_document *doc = view->doc;
    for (uint32_t i = 0; i < doc->figures.n; i++) {
        ix_figure *f = &doc->figures.v[i];
        if (view->dropped[i] || !ix_is_bare(f))
            continue;
        if (!carry(view, i) && is_word(doc, f))
            view->dropped[i] = true;
    }
}
