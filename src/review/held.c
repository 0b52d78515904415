#include "review/held.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "batch/revive.h"
#include "review/fields.h"
#include "review/session.h"

typedef struct holding {
    const ix_revising *r;
    ix_str document;
    const ix_revision *made;
    uint32_t n;
    const ix_unheld *unheld;
    uint32_t of_kind[IX_FACT_KINDS];
} holding;

static bool same_decimal(const char *a, const char *b) {
    ix_decimal x = ix_decimal_parse(ix_str_of(a)), y = ix_decimal_parse(ix_str_of(b));
    return x.ok && y.ok && ix_decimal_cmp(x, y) == 0;
}

/* By whichever of its names. */
static bool same_body(const ix_revising *r, const char *a, const char *b) {
    json_t *x = ix_body_named(r, a), *y = ix_body_named(r, b);
    bool same = json_is_string(x) && json_equal(x, y);
    json_decref(x);
    json_decref(y);
    return same;
}

/* Null, missing and empty say the same. What follows from other columns is none of the reviewer's. */
static bool holds(const ix_revising *r, const char *field, const json_t *said, const json_t *held) {
    const char *a = json_string_length(said) ? json_string_value(said) : NULL;
    const char *b = json_string_length(held) ? json_string_value(held) : NULL;
    if (strcmp(field, "kind") == 0 || strcmp(field, "text") == 0 || strcmp(field, "number") == 0)
        return true;
    if (json_is_integer(said))
        return json_equal(said, held);
    if (!a || !b)
        return a == b;
    if (strcmp(field, "value") == 0 || strcmp(field, "high") == 0)
        return strcmp(a, b) == 0 || same_decimal(a, b);
    return strcmp(a, b) == 0 || (strcmp(field, "organisation") == 0 && same_body(r, a, b));
}

static bool said_later(const holding *h, uint32_t i, const char *field) {
    for (uint32_t j = i + 1; j < h->n; j++) {
        json_t *after = h->made[j].item == h->made[i].item
                            ? json_loadb(h->made[j].after.ptr, h->made[j].after.len, 0, NULL)
                            : NULL;
        bool said = json_object_get(after, field) != NULL;
        json_decref(after);
        if (said)
            return true;
    }
    return false;
}

static const char *why_not(const char *field, int kind) {
    static const char *const words[] = {"of", "place", "population", "cue", "quoted"};
    if (strcmp(field, "organisation") == 0)
        return "no such body is accepted in it";
    if (strcmp(field, "speaker") == 0 && kind == IX_FIGURE_FACT)
        return "no accepted quote by that speaker stands over it";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(field, words[i]) == 0)
            return "the words do not stand in the text";
    return "there is no such value";
}

/* `field` NULL: the whole fact. */
static void tell(const ix_unheld *unheld, ix_str document, const ix_revision *one, const char *field,
                 const json_t *said) {
    char what[1024];
    char *value = said ? json_dumps(said, JSON_ENCODE_ANY) : NULL;
    int n = snprintf(what, sizeof what, "%.*s: %s %.*s: not in the record", IX_FMT(document),
                     ix_fact_kind_names[one->kind], IX_FMT(one->fact));
    if (n < 0 || (size_t)n >= sizeof what)
        n = 0;
    if (field)
        snprintf(what + n, sizeof what - (size_t)n, ": %s %.300s: %s", field, value ? value : "",
                 why_not(field, one->kind));
    else
        snprintf(what + n, sizeof what - (size_t)n, ": it stands nowhere in the text");
    free(value);
    unheld->tell(what);
    ++*unheld->n;
}

static void compare(const holding *h, uint32_t i, const json_t *held) {
    const ix_revision *one = &h->made[i];
    json_t *after = json_loadb(one->after.ptr, one->after.len, 0, NULL), *said;
    const char *field;
    json_object_foreach(after, field, said) {
        if (!holds(h->r, field, said, json_object_get(held, field)) && !said_later(h, i, field))
            tell(h->unheld, h->document, one, field, said);
    }
    json_decref(after);
}

static void hold(void *context, uint32_t nth, const ix_fact *fact) {
    holding *h = context;
    int kind = ix_fact_kind_named(fact->kind);
    const json_t *item =
        json_array_get(json_object_get(h->r->record, ix_fact_list_names[kind]), h->of_kind[kind]++);
    json_t *held = NULL;
    (void)nth;
    for (uint32_t i = 0; i < h->n; i++) {
        if (h->made[i].item != item)
            continue;
        held = held ? held : ix_fields_json(fact);
        compare(h, i, held);
    }
    json_decref(held);
}

void ix_tell_unheld(const ix_revising *r, ix_str document, const ix_revision *made, uint32_t n,
                    const ix_unheld *unheld) {
    for (uint32_t i = 0; i < n; i++)
        if (!made[i].item)
            tell(unheld, document, &made[i], NULL, NULL);
    char *record = n ? json_dumps(r->record, JSON_COMPACT | JSON_REAL_PRECISION(15)) : NULL;
    if (!record)
        return;
    ix_revived revived = ix_revive(record, strlen(record));
    if (revived.doc)
        ix_review_facts(revived.doc, hold,
                        &(holding){.r = r, .document = document, .made = made, .n = n, .unheld = unheld});
    ix_document_free(revived.doc);
    free(record);
}
