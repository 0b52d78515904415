#include "unit.h"

#include "review/agreement.h"
#include "review/fold.h"
#include "review/order.h"

#define STR(s)                                                                                               \
    { s, sizeof s - 1 }
static const ix_event accepted = {.decision = IX_ACCEPT,
                                  .judged = 7,
                                  .field = {[IX_EVENT_id] = STR("1"), [IX_EVENT_reviewer] = STR("ann")}};
static const ix_event rejected = {.decision = IX_REJECT,
                                  .judged = 7,
                                  .field = {[IX_EVENT_id] = STR("2"), [IX_EVENT_reviewer] = STR("ann")}};
static const ix_event undo = {
    .decision = IX_UNDO,
    .field = {[IX_EVENT_id] = STR("3"), [IX_EVENT_reviewer] = STR("ann"), [IX_EVENT_target] = STR("2")}};
static const ix_event redo = {
    .decision = IX_REDO,
    .field = {[IX_EVENT_id] = STR("4"), [IX_EVENT_reviewer] = STR("ann"), [IX_EVENT_target] = STR("2")}};
static const ix_event of_bob = {.decision = IX_REJECT,
                                .judged = 7,
                                .field = {[IX_EVENT_id] = STR("5"), [IX_EVENT_reviewer] = STR("bob")}};
static const ix_event curated = {.decision = IX_ACCEPT,
                                 .judged = 7,
                                 .curator = true,
                                 .field = {[IX_EVENT_id] = STR("6"), [IX_EVENT_reviewer] = STR("cyd")}};
static const ix_event flag = {.decision = IX_FLAG,
                              .field = {[IX_EVENT_id] = STR("7"), [IX_EVENT_reviewer] = STR("bob")}};

static ix_folded fold(const ix_event *a, const ix_event *b, const ix_event *c, const ix_event *d,
                      ix_present present) {
    const ix_event *events[] = {a, b, c, d};
    uint32_t n = 0;
    while (n < 4 && events[n])
        n++;
    return ix_fold(events, n, present);
}

static const ix_present same = {true, 7}, other = {true, 8}, gone = {false, 0};

START_TEST(a_state_is_the_fold_of_events) {
    ck_assert_int_eq(fold(NULL, NULL, NULL, NULL, same).state, IX_UNREVIEWED);
    ck_assert_int_eq(fold(&accepted, NULL, NULL, NULL, same).state, IX_ACCEPTED);
    ck_assert_int_eq(fold(&accepted, &rejected, NULL, NULL, same).state, IX_REJECTED);
    ck_assert_int_eq(fold(&accepted, &rejected, &undo, NULL, same).state, IX_ACCEPTED);
    ck_assert_int_eq(fold(&rejected, &undo, NULL, NULL, same).state, IX_UNREVIEWED);
    ck_assert_int_eq(fold(&accepted, &rejected, &undo, &redo, same).state, IX_REJECTED);
    ck_assert(fold(&accepted, &flag, NULL, NULL, same).flagged);
    ck_assert_int_eq(fold(&flag, NULL, NULL, NULL, same).state, IX_UNREVIEWED);
}
END_TEST

START_TEST(two_must_agree_or_a_curator_decides) {
    ck_assert_int_eq(fold(&accepted, &of_bob, NULL, NULL, same).state, IX_DISPUTED);
    ck_assert_int_eq(fold(&rejected, &of_bob, NULL, NULL, same).state, IX_REJECTED);
    ck_assert_int_eq(fold(&accepted, &of_bob, &curated, NULL, same).state, IX_ACCEPTED);
}
END_TEST

START_TEST(a_changed_fact_is_reopened_and_a_gone_one_stale) {
    ck_assert_int_eq(fold(&accepted, NULL, NULL, NULL, other).state, IX_REOPENED);
    ck_assert_int_eq(fold(&accepted, NULL, NULL, NULL, gone).state, IX_STALE);
    ck_assert_int_eq(fold(&rejected, &undo, NULL, NULL, gone).state, IX_UNREVIEWED);
}
END_TEST

/* 8 of 10: (0.8 + 1.9208 / 10) / 1.38416 -+ 1.96 sqrt(0.016 + 0.0096036) / 1.38416. */
START_TEST(wilson_as_worked_by_hand) {
    ix_interval i = ix_wilson(8, 10);
    ck_assert_double_eq_tol(i.low, 0.4902, 0.0001);
    ck_assert_double_eq_tol(i.high, 0.9433, 0.0001);
    ck_assert_double_eq_tol(ix_wilson(0, 10).high, 0.2775, 0.0001);
    ck_assert_double_eq_tol(ix_wilson(10, 10).low, 0.7225, 0.0001);
    ck_assert_double_eq(ix_wilson(0, 0).high, 1);
}
END_TEST

/* 50 facts: both accept 20, both reject 15, a alone accepts 5, b alone 10: 0.7 observed, 0.5 by chance. */
START_TEST(kappa_as_worked_by_hand) {
    ix_agreement pair = {0};
    double kappa;
    for (int i = 0; i < 50; i++)
        ix_agreement_add(&pair, i < 25 ? IX_ACCEPT : IX_REJECT,
                         i < 20 || (i >= 25 && i < 35) ? IX_ACCEPT : IX_REJECT);
    ck_assert(ix_agreement_kappa(&pair, &kappa));
    ck_assert_double_eq_tol(kappa, 0.4, 1e-9);
    pair = (ix_agreement){0};
    ck_assert(!ix_agreement_kappa(&pair, &kappa));
    ix_agreement_add(&pair, IX_ACCEPT, IX_ACCEPT);
    ck_assert(!ix_agreement_kappa(&pair, &kappa));
}
END_TEST

SUITE(review, a_state_is_the_fold_of_events, two_must_agree_or_a_curator_decides,
      a_changed_fact_is_reopened_and_a_gone_one_stale, wilson_as_worked_by_hand, kappa_as_worked_by_hand)
