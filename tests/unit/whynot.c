/* Patterns as items, over all rules there are: what ilex rules why-not points at. */
#include "rules/whynot.h"

#include "unit.h"

static const ix_name *within(const ix_names *names, const ix_item *item, bool *named) {
    const ix_name *fragment = NULL;
    *named = false;
    for (uint32_t i = 0; i < names->n; i++) {
        const ix_name *name = &names->v[i];
        if (name->start > item->start || name->end < item->end)
            continue;
        *named |= name->what != IX_NAME_FRAGMENT;
        fragment = name->what == IX_NAME_FRAGMENT ? name : fragment;
    }
    return fragment;
}

/* Every item's text stands where it is said to be written. */
static void check_items(ix_whynot *why) {
    ix_str pattern = why->rule->pattern;
    for (uint32_t i = 0; i < why->items.v.n; i++) {
        const ix_item *item = &why->items.v.v[i];
        bool named;
        const ix_name *in = within(&why->names, item, &named);
        ck_assert(item->start < item->end && item->end <= pattern.len && item->before >= 0 &&
                  item->before < 1);
        if (item->group || named)
            continue;
        ix_str text = ix_str_sub(pattern, item->start, item->end);
        ix_str source = in ? in->def->node->text : why->rule->written->text;
        size_t at = ix_whynot_written(why, in, item->start);
        ck_assert_msg(at + text.len <= source.len && memcmp(source.ptr + at, text.ptr, text.len) == 0,
                      "%.*s: '%.*s' is not written at %zu", IX_FMT(why->rule->name), IX_FMT(text), at);
    }
}

static int untraced; /* rules whose patterns have no room for callouts */

static void check_rule(const ix_language *language, const ix_rule *rule) {
    ix_whynot why = {.language = language, .rule = rule};
    ix_regex *traced = ix_whynot_trace(&why);
    check_items(&why);
    untraced += !traced;
    ix_regex_free(traced);
    ix_arena_done(&why.arena);
}

START_TEST(items_of_all_rules) {
    ilex_ruleset *rules = ilex_ruleset_load("rules", 0, NULL, NULL);
    const ix_language *language;
    ck_assert_ptr_nonnull(rules);
    for (int i = 0; (language = ix_ruleset_language_at(rules, i)); i++)
        for (uint32_t r = 0; r < language->all.n; r++)
            check_rule(language, &language->all.v[r]);
    ck_assert_int_le(untraced, 2);
    ilex_ruleset_free(rules);
}
END_TEST

static ix_items items_of(ix_arena *arena, const char *pattern) {
    return ix_items_of(arena, ix_str_of(pattern), &(ix_names){0}, IX_DETAIL_ALL);
}

START_TEST(shares) {
    ix_arena arena = {0};
    ix_items items = items_of(&arena, "ab \\s+ (?: x | (?<n> [\\]a]{2} ) y ) # z\n (?! of ) ");
    assert_str(items.traced, "(?C1)ab (?C1)\\s+ (?C1)(?: (?C1)x | (?C1)(?<n> (?C1)[\\]a]{2} ) (?C1)y ) # z\n "
                             "(?C1)(?! (?C1)of ) ");
    static const double before[] = {0, 0.25, 0.5, 0.5, 0.5, 0.5, 0.625, 0.75, 0.75};
    ck_assert_uint_eq(items.v.n, 9);
    for (uint32_t i = 0; i < items.v.n; i++)
        ck_assert(items.v.v[i].before == before[i]);
    ck_assert(items.v.v[7].look && !items.v.v[7].in_look && items.v.v[8].in_look);
    ck_assert_int_eq(ix_item_at(&items, items.at.v[4].at), 4);
    ck_assert_int_eq(ix_item_at(&items, 0), -1);
    ix_arena_done(&arena);
}
END_TEST

/* No pattern, however broken, is read beyond its end. */
START_TEST(broken_patterns) {
    static const char *const broken[] = {"(",  "[",   "\\",  "(?<",  "a{2", "[\\", "(?i",
                                         "(?", "x)y", "[^]", "\\x{", "(?#", "|"};
    ix_arena arena = {0};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        ix_items items = items_of(&arena, broken[i]);
        for (uint32_t k = 0; k < items.v.n; k++)
            ck_assert(items.v.v[k].end <= strlen(broken[i]));
    }
    ix_arena_done(&arena);
}
END_TEST

SUITE(whynot, items_of_all_rules, shares, broken_patterns)
