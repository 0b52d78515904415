/* How often each rule was right, and how far reviewers agree. */
#include <inttypes.h>
#include <stdlib.h>

#include "6-emit/json.h"
#include "review/agreement.h"
#include "review/order.h"
#include "review/session.h"

enum { WORST = 5 };

static void put_real(ix_buf *buf, const char *name, double value) {
    long tens = (long)((value < 0 ? -value : value) * 10000 + 0.5);
    ix_buf_format(buf, ",\"%s\":%s%ld.%04ld", name, value < 0 ? "-" : "", tens / 10000, tens % 10000);
}

/* What a rule got wrong: rejects first. */
typedef struct wrong {
    const ix_reviewed *document;
    const ix_event *event;
} wrong;
typedef IX_ARRAY(wrong) wrongs;

static void gather(ix_review *review, wrongs *of_rule, ix_arena *arena) {
    for (uint32_t i = 0; i < review->documents.n; i++) {
        const ix_reviewed *d = &review->documents.v[i];
        ix_groups groups;
        if (d->first_event < 0)
            continue;
        ix_review_group(review, d, &groups);
        for (uint32_t g = 0; g < groups.list.n; g++) {
            const ix_group *group = &groups.list.v[g];
            ix_state state = group->folded.state;
            if (group->there && (state == IX_REJECTED || state == IX_CORRECTED))
                *IX_PUSH(arena, &of_rule[group->there->rule]) = (wrong){d, group->folded.last};
        }
        ix_arena_done(&groups.arena);
    }
}

static void put_wrong(ix_buf *buf, const wrong *w) {
    ix_str before = w->event->field[IX_EVENT_before];
    json_t *fields = json_loadb(before.ptr, before.len, 0, NULL);
    ix_buf_str(buf, IX_STR("{\"document\":"));
    ix_json_quote(buf, w->document->id);
    ix_buf_str(buf, IX_STR(",\"fact\":"));
    ix_json_quote(buf, w->event->field[IX_EVENT_fact]);
    ix_buf_str(buf, IX_STR(",\"text\":"));
    ix_json_quote(buf, ix_str_of(json_string_value(json_object_get(fields, "text"))));
    ix_buf_format(buf, ",\"decision\":\"%s\"}", ix_decision_names[w->event->decision]);
    json_decref(fields);
}

static void put_worst(ix_buf *buf, const wrong *v, uint32_t n) {
    uint32_t put = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < n && put < WORST; i++)
            if ((v[i].event->decision == IX_REJECT) == (pass == 0)) {
                ix_buf_add(buf, ",", put++ > 0);
                put_wrong(buf, &v[i]);
            }
}

static void put_rule(ix_buf *buf, const ix_review_rule *rule, const wrong *v, uint32_t n) {
    uint32_t judged = rule->accepted + rule->rejected + rule->corrected;
    ix_interval interval = ix_wilson(rule->accepted, judged);
    ix_buf_str(buf, IX_STR("{\"rule\":"));
    ix_json_quote(buf, rule->name);
    ix_buf_format(buf,
                  ",\"accepted\":%" PRIu32 ",\"rejected\":%" PRIu32 ",\"corrected\":%" PRIu32
                  ",\"unsure\":%" PRIu32,
                  rule->accepted, rule->rejected, rule->corrected, rule->unsure);
    if (judged) {
        put_real(buf, "precision", (double)rule->accepted / judged);
        put_real(buf, "low", interval.low);
        put_real(buf, "high", interval.high);
    } else {
        ix_buf_str(buf, IX_STR(",\"precision\":null,\"low\":null,\"high\":null"));
    }
    ix_buf_str(buf, IX_STR(",\"worst\":["));
    put_worst(buf, v, n);
    ix_buf_str(buf, IX_STR("]}"));
}

bool ix_review_rules(ix_review *review, ix_buf *answer, ilex_error *error) {
    ix_arena arena = {0};
    if (!ix_review_refresh(review, error))
        return false;
    wrongs *of_rule = ix_arena_alloc(&arena, (review->rules.n + 1) * sizeof *of_rule);
    uint32_t put = 0;
    gather(review, of_rule, &arena);
    ix_buf_char(answer, '[');
    for (uint32_t i = 0; i < review->rules.n; i++) {
        const ix_review_rule *rule = &review->rules.v[i];
        if (!(rule->accepted + rule->rejected + rule->corrected + rule->unsure))
            continue;
        ix_buf_add(answer, ",", put++ > 0);
        put_rule(answer, rule, of_rule[i].v, of_rule[i].n);
    }
    ix_buf_char(answer, ']');
    ix_arena_done(&arena);
    return true;
}

/* --- agreement --- */

typedef struct table {
    IX_ARRAY(ix_str) reviewers;
    IX_ARRAY(ix_agreement) pairs; /* a < b: pair(a, b) */
} table;

static uint32_t pair_at(uint32_t a, uint32_t b) {
    return b * (b - 1) / 2 + a;
}

static void count_group(const table *t, const ix_group *group) {
    for (uint32_t b = 1; b < t->reviewers.n; b++) {
        const ix_event *of_b = ix_fold_one(group->events.v, group->events.n, t->reviewers.v[b]);
        for (uint32_t a = 0; a < b && of_b; a++) {
            const ix_event *of_a = ix_fold_one(group->events.v, group->events.n, t->reviewers.v[a]);
            if (of_a)
                ix_agreement_add(&t->pairs.v[pair_at(a, b)], of_a->decision, of_b->decision);
        }
    }
}

static void put_disagreement(ix_buf *buf, const table *t, const ix_reviewed *d, const ix_group *group) {
    bool first = true;
    ix_buf_str(buf, IX_STR("{\"document\":"));
    ix_json_quote(buf, d->id);
    ix_buf_str(buf, IX_STR(",\"fact\":"));
    ix_json_quote(buf, group->fact);
    ix_buf_format(buf, ",\"state\":\"%s\",\"decisions\":[", ix_state_names[group->folded.state]);
    for (uint32_t i = 0; i < t->reviewers.n; i++) {
        const ix_event *e = ix_fold_one(group->events.v, group->events.n, t->reviewers.v[i]);
        if (!e)
            continue;
        ix_buf_add(buf, ",", !first);
        first = false;
        ix_event_write(e, buf);
    }
    ix_buf_str(buf, IX_STR("]}"));
}

/* Two who do not say the same, settled by a curator or not. */
static bool differs(const table *t, const ix_group *group) {
    const ix_event *one = NULL;
    for (uint32_t i = 0; i < t->reviewers.n; i++) {
        const ix_event *e = ix_fold_one(group->events.v, group->events.n, t->reviewers.v[i]);
        if (e && one && !ix_fold_agree(one, e))
            return true;
        one = e ? e : one;
    }
    return false;
}

static table find_reviewers(const ix_review *review, ix_arena *arena) {
    enum { MOST = 32 };
    table t = {0};
    ix_map seen = {0};
    for (uint32_t i = 0; i < review->log.events.n && t.reviewers.n < MOST; i++) {
        ix_str name = review->log.events.v[i].field[IX_EVENT_reviewer];
        if (!ix_review_sees(review, &review->log.events.v[i]))
            continue;
        int *at = ix_map_put(arena, &seen, name);
        if (*at < 0) {
            *at = (int)t.reviewers.n;
            *IX_PUSH(arena, &t.reviewers) = name;
        }
    }
    for (uint32_t i = 0; i < t.reviewers.n * (t.reviewers.n + 1) / 2; i++)
        *IX_PUSH(arena, &t.pairs) = (ix_agreement){0};
    return t;
}

static void put_pairs(ix_buf *buf, const table *t) {
    uint32_t put = 0;
    for (uint32_t b = 1; b < t->reviewers.n; b++)
        for (uint32_t a = 0; a < b; a++) {
            const ix_agreement *pair = &t->pairs.v[pair_at(a, b)];
            ix_buf_str(buf, put++ ? IX_STR(",{\"a\":") : IX_STR("{\"a\":"));
            ix_json_quote(buf, t->reviewers.v[a]);
            ix_buf_str(buf, IX_STR(",\"b\":"));
            ix_json_quote(buf, t->reviewers.v[b]);
            ix_buf_format(buf, ",\"n\":%" PRIu32, pair->n);
            double kappa;
            if (ix_agreement_kappa(pair, &kappa))
                put_real(buf, "kappa", kappa);
            else
                ix_buf_str(buf, IX_STR(",\"kappa\":null"));
            ix_buf_char(buf, '}');
        }
}

bool ix_review_agreement(ix_review *review, ix_buf *answer, ilex_error *error) {
    ix_arena arena = {0};
    ix_buf differing = {0};
    if (!ix_review_refresh(review, error))
        return false;
    table t = find_reviewers(review, &arena);
    for (uint32_t i = 0; i < review->documents.n; i++) {
        const ix_reviewed *d = &review->documents.v[i];
        ix_groups groups;
        ix_review_group(review, d, &groups);
        for (uint32_t g = 0; g < groups.list.n; g++) {
            count_group(&t, &groups.list.v[g]);
            if (!differs(&t, &groups.list.v[g]))
                continue;
            ix_buf_add(&differing, ",", differing.len > 0);
            put_disagreement(&differing, &t, d, &groups.list.v[g]);
        }
        ix_arena_done(&groups.arena);
    }
    ix_buf_str(answer, IX_STR("{\"reviewers\":["));
    for (uint32_t i = 0; i < t.reviewers.n; i++) {
        ix_buf_add(answer, ",", i > 0);
        ix_json_quote(answer, t.reviewers.v[i]);
    }
    ix_buf_str(answer, IX_STR("],\"pairs\":["));
    put_pairs(answer, &t);
    ix_buf_str(answer, IX_STR("],\"disagreements\":["));
    ix_buf_str(answer, ix_buf_view(&differing));
    ix_buf_str(answer, IX_STR("]}"));
    ix_buf_done(&differing);
    ix_arena_done(&arena);
    return true;
}
