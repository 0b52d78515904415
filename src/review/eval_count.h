/* What `ilex eval` counts, and how annotations and findings are paired. Private to eval*.c. */
#ifndef IX_REVIEW_EVAL_COUNT_H
#define IX_REVIEW_EVAL_COUNT_H

#include <jansson.h>

#include "review/eval_words.h"

typedef struct ix_evaluation {
    json_t *figures, *kinds, *rules, *errors; /* as ix_eval gives them */
    const char *document, *language;
    ix_eval_habits habits;
} ix_evaluation;

/* A string of an object, or NULL. */
static inline const char *ix_at(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}
static inline bool ix_same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}
/* Annotated, but neither asked for nor wrong. */
static inline bool ix_optional(const json_t *g) {
    return json_is_true(json_object_get(g, "optional"));
}

/* `g` and `p`: the annotation and the finding that are counted, NULL where there is none. */
void ix_eval_count(ix_evaluation *e, const char *measure, const json_t *g, const json_t *p, int tp, int fp,
                   int fn);
/* `text`: the fact's words, NULL where `gold` or `got` are these. */
void ix_eval_error(ix_evaluation *e, const char *measure, const json_t *p, const char *text, const char *gold,
                   const char *got);

/* How well a finding fits an annotation; 0: not at all. */
typedef double (*ix_scoring)(const ix_eval_habits *habits, const json_t *g, const json_t *p);
typedef bool (*ix_judging)(const ix_eval_habits *habits, const json_t *g, const json_t *p);
typedef const char *(*ix_telling)(const json_t *x);

typedef struct ix_pairing {
    json_t *gold, *found;    /* borrowed */
    int *of_gold, *of_found; /* the other's index, -1: none */
} ix_pairing;

/* One to one and greedy, the best fit first, then those that stand at nearest places in their order. */
ix_pairing ix_eval_pair(const ix_evaluation *e, json_t *gold, json_t *found, ix_scoring score);
void ix_eval_pairing_done(ix_pairing *pairs);
/* What is found for the i-th annotation, or NULL. */
json_t *ix_eval_found(const ix_pairing *pairs, size_t i);

/* One measure over all: right where `good` (NULL: every pair) says so. `show` is the key that errors are told
 * by; NULL: they are told elsewhere. */
void ix_eval_settle(ix_evaluation *e, const char *measure, const ix_pairing *pairs, ix_judging good,
                    const char *show);
/* Right among those that are found, in one field; errors are told unless `tell` is NULL. */
void ix_eval_judge(ix_evaluation *e, const char *measure, const ix_pairing *pairs, ix_judging good,
                   ix_telling tell);

/* eval_kinds.c: all measures of one release. */
void ix_eval_release(ix_evaluation *e, const json_t *gold, const json_t *record);

#endif
