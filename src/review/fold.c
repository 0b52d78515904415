#include "review/fold.h"

const char *const ix_state_names[IX_STATES] = {"unreviewed", "accepted", "rejected", "corrected", "unsure",
                                               "added",      "stale",    "reopened", "disputed"};

/* The last undo or redo that speaks of it decides. */
static bool stands(const ix_event *const *events, uint32_t n, uint32_t i) {
    bool standing = true;
    for (uint32_t j = i + 1; j < n; j++)
        if ((events[j]->decision == IX_UNDO || events[j]->decision == IX_REDO) &&
            ix_str_eq(events[j]->field[IX_EVENT_target], events[i]->field[IX_EVENT_id]))
            standing = events[j]->decision == IX_REDO;
    return standing;
}

bool ix_fold_agree(const ix_event *a, const ix_event *b) {
    return a->decision == b->decision && a->after == b->after;
}

static bool same_reviewer(const ix_event *a, const ix_event *b) {
    return ix_str_eq(a->field[IX_EVENT_reviewer], b->field[IX_EVENT_reviewer]);
}

/* Whether it is the last standing decision of its reviewer. */
static bool is_word_of(const ix_event *const *events, uint32_t n, uint32_t i) {
    if (!ix_event_settles(events[i]) || !stands(events, n, i))
        return false;
    for (uint32_t j = i + 1; j < n; j++)
        if (ix_event_settles(events[j]) && same_reviewer(events[j], events[i]) && stands(events, n, j))
            return false;
    return true;
}

const ix_event *ix_fold_one(const ix_event *const *events, uint32_t n, ix_str reviewer) {
    for (uint32_t i = n; i-- > 0;)
        if (ix_str_eq(events[i]->field[IX_EVENT_reviewer], reviewer) && is_word_of(events, n, i))
            return events[i];
    return NULL;
}

static ix_state state_of(const ix_event *last) {
    static const ix_state states[] = {[IX_ACCEPT] = IX_ACCEPTED,
                                      [IX_REJECT] = IX_REJECTED,
                                      [IX_CORRECT] = IX_CORRECTED,
                                      [IX_UNSURE] = IX_UNSURE_STATE,
                                      [IX_ADD] = IX_ADDED};
    return states[last->decision];
}

ix_folded ix_fold(const ix_event *const *events, uint32_t n, ix_present present) {
    ix_folded out = {0};
    const ix_event *curated = NULL, *last = NULL;
    bool agree = true, added = false;
    for (uint32_t i = 0; i < n; i++) {
        const ix_event *e = events[i];
        bool flag = e->decision == IX_FLAG || e->decision == IX_UNFLAG;
        added |= e->decision == IX_ADD;
        if (flag && stands(events, n, i))
            out.flagged = e->decision == IX_FLAG;
        if (!is_word_of(events, n, i))
            continue;
        agree &= !last || ix_fold_agree(last, e);
        last = e;
        if (e->curator && e->decision != IX_UNSURE)
            curated = e;
    }
    out.last = curated ? curated : last;
    if (!out.last)
        return out;
    out.state = curated || agree ? state_of(out.last) : IX_DISPUTED;
    if (!present.there && !added)
        out.state = IX_STALE;
    else if (!added && out.last->judged != present.judged)
        out.state = IX_REOPENED;
    return out;
}
