/* What rules cost, as `ilex pipe --profile` shows it. */
#include "cli/cli.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct cost_table {
    ilex_rule_cost *v;
    size_t n;
} cost_table;

static void keep(const ilex_rule_cost *cost, void *context) {
    cost_table *table = context;
    ilex_rule_cost *more = realloc(table->v, (table->n + 1) * sizeof *more);
    if (!more)
        return;
    table->v = more;
    table->v[table->n++] = *cost;
}

static int dearest_first(const void *a, const void *b) {
    const ilex_rule_cost *x = a, *y = b;
    return (x->nanoseconds < y->nanoseconds) - (x->nanoseconds > y->nanoseconds);
}

void cli_show_costs(const ilex_worker *worker) {
    cost_table table = {0};
    uint64_t all = 0;
    ilex_worker_costs(worker, keep, &table);
    if (table.n)
        qsort(table.v, table.n, sizeof *table.v, dearest_first);
    for (size_t i = 0; i < table.n; i++)
        all += table.v[i].nanoseconds;
    if (table.n)
        fprintf(stderr, "%10s %5s %9s %9s %9s %8s  %s\n", "ms", "%", "tried", "places", "found", "ns/try",
                "rule");
    for (size_t i = 0; i < table.n; i++) {
        const ilex_rule_cost *c = &table.v[i];
        fprintf(stderr, "%10.2f %5.1f %9" PRIu64 " %9" PRIu64 " %9" PRIu64 " %8.0f  %s %s\n",
                (double)c->nanoseconds / 1e6, 100.0 * (double)c->nanoseconds / (double)(all ? all : 1),
                c->tried, c->places, c->found, (double)c->nanoseconds / (double)(c->tried ? c->tried : 1),
                c->language, c->rule);
    }
    free(table.v);
}
