#include "review/reviewed.h"

#include <stdio.h>
#include <stdlib.h>

#include "review/corrected.h"
#include "review/held.h"

static const char *const prefixes = "fdqop"; /* of ids, by kind */

/* What a correction or an added fact comes to, in the order made. */
typedef struct revision {
    ix_revising r;
    IX_ARRAY(ix_revision) made;
    ix_arena arena;
} revision;

/* --- numbers and references --- */

/* The new id of an old one, or null. */
static json_t *renamed(const json_t *names, const json_t *id) {
    json_t *to = json_is_string(id) ? json_object_get(names, json_string_value(id)) : NULL;
    return to ? to : json_null();
}

static void rename_at(const json_t *names, json_t *object, const char *key) {
    json_t *id = json_object_get(object, key);
    if (json_is_string(id) && strcmp(json_string_value(id), "published") != 0)
        json_object_set(object, key, renamed(names, id));
}

static void rename_links(const json_t *names, json_t *figure) {
    json_t *links = json_object_get(figure, "links");
    for (size_t i = json_array_size(links); i-- > 0;) {
        json_t *link = json_array_get(links, i);
        rename_at(names, link, "figure");
        if (json_is_null(json_object_get(link, "figure")))
            json_array_remove(links, i);
    }
}

static void number_anew(const ix_revising *r) {
    json_t *names = json_object(), *item;
    size_t i;
    char id[24];
    for (int kind = 0; kind < IX_FACT_KINDS; kind++)
        json_array_foreach(json_object_get(r->record, ix_fact_list_names[kind]), i, item) {
            const char *old = json_string_value(json_object_get(item, "id"));
            snprintf(id, sizeof id, "%c%zu", prefixes[kind], i + 1);
            if (old)
                json_object_set_new(names, old, json_string(id));
            json_object_set_new(item, "id", json_string(id));
        }
    for (int kind = 0; kind < IX_FACT_KINDS; kind++)
        json_array_foreach(json_object_get(r->record, ix_fact_list_names[kind]), i, item) {
            rename_at(names, json_object_get(item, "as_of"), "date");
            rename_at(names, item, "said_by");
            rename_at(names, item, "anchor");
            rename_at(names, item, "parent");
            rename_at(names, item, "organisation");
            rename_at(names, json_object_get(item, "speaker"), "person");
            rename_at(names, json_object_get(item, "speaker"), "organisation");
            rename_links(names, item);
        }
    json_decref(names);
}

/* --- the record --- */

/* A number that is left out goes where every number is that is no fact: into the ledger, in its place. */
static void enter_ledger(const ix_revising *r, const json_t *item, ix_state state) {
    char reason[32];
    json_t *ledger = json_object_get(r->record, "ledger"), *entry = json_object();
    json_int_t start = json_integer_value(json_object_get(item, "start"));
    size_t at = json_array_size(ledger);
    while (at > 0 && json_integer_value(json_object_get(json_array_get(ledger, at - 1), "start")) > start)
        at--;
    ix_revising_span(r, entry, start, json_integer_value(json_object_get(item, "end")));
    snprintf(reason, sizeof reason, "review:%s", ix_state_names[state]);
    json_object_set_new(entry, "reason", json_string(reason));
    json_array_insert_new(ledger, at, entry);
}

static bool is_number(const json_t *item, int kind) {
    const char *text = json_string_value(json_object_get(item, "text"));
    return kind == IX_FIGURE_FACT || (kind == IX_DATE_FACT && text && strpbrk(text, "0123456789"));
}

static bool keeps(ix_state state, bool keep_unreviewed) {
    return state == IX_ACCEPTED || state == IX_CORRECTED ||
           (keep_unreviewed && (state == IX_UNREVIEWED || state == IX_REOPENED));
}

static void note(revision *v, json_t *item, int kind, const ix_group *group, ix_str after) {
    *IX_PUSH(&v->arena, &v->made) = (ix_revision){item, kind, group->fact, after};
}

static void add_facts(revision *v, const ix_groups *groups, int wanted) {
    for (uint32_t i = 0; i < groups->list.n; i++) {
        const ix_group *g = &groups->list.v[i];
        const ix_event *first = g->events.v[0];
        ix_state state = g->folded.state;
        int kind = ix_fact_kind_named(first->field[IX_EVENT_kind]);
        char id[32];
        if (first->decision != IX_ADD || kind != wanted ||
            (state != IX_ADDED && state != IX_ACCEPTED && state != IX_CORRECTED))
            continue;
        json_t *item = ix_blank_fact(kind);
        snprintf(id, sizeof id, "added-%d-%u", kind, (unsigned)i);
        json_object_set_new(item, "id", json_string(id)); /* until all are numbered anew */
        ix_correct(&v->r, item, kind, 0, first->field[IX_EVENT_after]);
        if (state == IX_CORRECTED)
            ix_correct(&v->r, item, kind, 0, g->folded.last->field[IX_EVENT_after]);
        bool named = ix_name_added(&v->r, item, kind);
        note(v, named ? item : NULL, kind, g, first->field[IX_EVENT_after]);
        if (named && state == IX_CORRECTED)
            note(v, item, kind, g, g->folded.last->field[IX_EVENT_after]);
        if (named)
            json_array_append(json_object_get(v->r.record, ix_fact_list_names[kind]), item);
        json_decref(item);
    }
}

static json_t *item_of(const revision *v, const ix_review_fact *f) {
    return json_array_get(json_object_get(v->r.record, ix_fact_list_names[f->kind]), f->index);
}

static void correct_facts(ix_review *review, const ix_reviewed *d, revision *v, const ix_groups *groups,
                          int kind) {
    for (uint32_t i = 0; i < d->n_facts; i++) {
        const ix_review_fact *f = &review->facts.v[d->first_fact + i];
        const ix_group *g = ix_group_of(groups, f->id);
        if (f->kind != kind || f->state != IX_CORRECTED || !g)
            continue;
        ix_str after = g->folded.last->field[IX_EVENT_after];
        ix_correct(&v->r, item_of(v, f), kind, f->mention, after);
        note(v, item_of(v, f), kind, g, after);
    }
}

/* The added ones stand at the end of their lists, where they move no other. */
static void leave_out(ix_review *review, const ix_reviewed *d, const revision *v, bool keep_unreviewed) {
    for (uint32_t i = d->n_facts; i-- > 0;) {
        const ix_review_fact *f = &review->facts.v[d->first_fact + i];
        json_t *item = item_of(v, f);
        if (keeps((ix_state)f->state, keep_unreviewed))
            continue;
        if (is_number(item, f->kind))
            enter_ledger(&v->r, item, (ix_state)f->state);
        json_array_remove(json_object_get(v->r.record, ix_fact_list_names[f->kind]), f->index);
    }
}

/* Those that others speak of come first: a quote's speaker is a person, a figure's is a quote's. */
static void revise(ix_review *review, const ix_reviewed *d, revision *v, bool keep_unreviewed,
                   const ix_unheld *unheld) {
    static const int order[] = {IX_ORGANISATION_FACT, IX_PERSON_FACT, IX_QUOTE_FACT, IX_DATE_FACT,
                                IX_FIGURE_FACT};
    ix_groups groups;
    ix_review_group(review, d, &groups);
    for (int i = 0; i < IX_FACT_KINDS; i++) {
        add_facts(v, &groups, order[i]);
        correct_facts(review, d, v, &groups, order[i]);
    }
    leave_out(review, d, v, keep_unreviewed);
    number_anew(&v->r);
    ix_tell_unheld(&v->r, d->id, v->made.v, v->made.n, unheld);
    ix_arena_done(&groups.arena);
}

json_t *ix_reviewed_record(ix_review *review, const ix_reviewed *document, bool keep_unreviewed,
                           const ix_unheld *unheld, ilex_error *error) {
    ix_buf bytes = {0};
    revision v = {0};
    if (ix_review_record(review, document, &bytes, error))
        v.r.record = json_loadb(bytes.ptr, bytes.len, 0, NULL);
    if (v.r.record) {
        ix_revising_index(&v.r);
        revise(review, document, &v, keep_unreviewed, unheld);
        free(v.r.byte_of);
    }
    ix_arena_done(&v.arena);
    ix_buf_done(&bytes);
    return v.r.record;
}
