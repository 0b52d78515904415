/* Arithmetic that a release gets wrong, told as diagnostics. */
#include "5-resolve/figures.h"

void ix_figures_check(ix_figure_view *view) {
    (void)view;
}
