/* The figures of all releases of a store, while they are held against each other. */
#ifndef IX_BATCH_POINTS_H
#define IX_BATCH_POINTS_H

#include <jansson.h>

#include "base/array.h"
#include "base/map.h"
#include "batch/series.h"
#include "model/document.h"

typedef struct ix_point {
    ix_str key; /* measure, unit and place, told apart by line breaks; empty: what it measures is not known */
    ix_str measure, unit, place, as_of, status, value, high, text;
    uint32_t number; /* the same for the same value and high */
    uint32_t document;
} ix_point;

typedef struct ix_telling {
    ix_str id, language, published;
    uint32_t first, n;       /* its points */
    IX_ARRAY(ix_str) bodies; /* Wikidata's ids */
    uint32_t *numbers;       /* of its points, sorted, each once */
    uint32_t n_numbers;
    bool several;            /* it has several values for one time in the present series */
    IX_ARRAY(ix_str) paired; /* languages in which its version is found */
} ix_telling;

typedef struct ix_points {
    ix_arena arena;
    IX_ARRAY(ix_point) points;
    IX_ARRAY(ix_telling) releases;
    ix_map numbers;
    IX_ARRAY(ix_str) values; /* by number */
    ilex_sink sink;
    void *context;
    ix_complain complain;
    bool failed;
} ix_points;

/* A JSON object as a line; `object` is used up. */
void ix_points_put(ix_points *all, json_t *object);
/* NULL for nothing. */
json_t *ix_points_string(ix_str s);
json_t *ix_points_json(const ix_points *all, const ix_point *p);

/* Finds and writes the language versions (series.h). */
void ix_write_versions(ix_points *all);

#endif
