/* "$" and "pesos" are many countries' money. In a release that is plainly of one of them they mean that
 * country's. The table of currencies says which signs and words a currency shares, and the names that tell
 * its home (`money_home`). */
#include "5-resolve/figures.h"

#include "base/utf8.h"

enum { MAX_HOMES = 32 };

typedef struct home {
    const ix_gazetteer_entry *entry; /* any one of the row */
    uint32_t row, count;
} home;

static bool shares(const ix_gazetteer_entry *entry, ix_str sign) {
    ix_str cell = ix_entry_column(entry, "shared");
    for (size_t start = 0, i = 0; i <= cell.len; i++)
        if (i == cell.len || cell.ptr[i] == '|') {
            if (i > start && ix_str_eq(ix_str_sub(cell, start, i), sign))
                return true;
            start = i + 1;
        }
    return false;
}

static void count_home(home *homes, int *n, const ix_gazetteer_entry *entry) {
    uint32_t row = ix_entry_row(entry);
    for (int i = 0; i < *n; i++)
        if (homes[i].row == row) {
            homes[i].count++;
            return;
        }
    if (*n < MAX_HOMES)
        homes[(*n)++] = (home){entry, row, 1};
}

static int find_homes(ix_matcher *matcher, home homes[MAX_HOMES]) {
    uint32_t hits;
    const ix_hit *hit = ix_matcher_hits(matcher, "money_home", &hits);
    int n = 0;
    for (uint32_t i = 0; i < hits; i++)
        count_home(homes, &n, hit[i].entry);
    return n;
}

/* A sign without a word stands for US dollars so often that one name is too little against it. */
static uint32_t enough(ix_str sign) {
    return ix_str_ends(sign, IX_STR("$")) ? 2 : 1;
}

/* The home named most, if it is named enough and twice as often as any other that shares the sign. */
static const home *home_of(const home *homes, int n, ix_str sign) {
    const home *best = NULL;
    uint32_t next = 0;
    for (int i = 0; i < n; i++) {
        if (!shares(homes[i].entry, sign))
            continue;
        if (!best || homes[i].count > best->count) {
            next = best ? best->count : 0;
            best = &homes[i];
        } else if (homes[i].count > next) {
            next = homes[i].count;
        }
    }
    return best && best->count >= enough(sign) && best->count >= 2 * next ? best : NULL;
}

void ix_figures_money(ix_figure_view *view, ix_matcher *matcher) {
    home homes[MAX_HOMES];
    int n = -1;
    for (uint32_t i = 0; i < view->doc->figures.n; i++) {
        ix_figure *f = &view->doc->figures.v[i];
        if (f->kind != IX_MONEY)
            continue;
        if (n < 0)
            n = find_homes(matcher, homes);
        const home *own =
            home_of(homes, n, ix_utf8_fold(&view->doc->arena, ix_doc_str(view->doc, f->unit_text)));
        if (!own)
            continue;
        f->unit = ix_entry_column(own->entry, "code");
        f->unit_name = ix_entry_column(own->entry, "name");
    }
}
