/* Regular expressions under bounds. The one door to PCRE2. */
#ifndef IX_RULES_REGEX_H
#define IX_RULES_REGEX_H

#include "base/str.h"

typedef struct ix_regex ix_regex;
typedef struct ix_regex_scratch ix_regex_scratch; /* match data, JIT stack and limits of one worker */

typedef struct ix_regex_fault {
    size_t offset; /* byte of the pattern */
    char message[256];
} ix_regex_fault;

enum {
    IX_REGEX_CASELESS = 1,
    IX_REGEX_JIT = 2,
    IX_REGEX_ANCHORED = 4, /* only for ix_regex_match_at: does not look for further places to begin */
    IX_REGEX_TRACED = 8,   /* for ix_regex_trace: every place is tried */
};

/* Compiled with UTF, Unicode classes, extended syntax, duplicate names, and plain parentheses not capturing.
 * NULL and a fault when it is no pattern, is over 64 KB, or uses \C. */
ix_regex *ix_regex_new(ix_str pattern, unsigned options, ix_regex_fault *fault);
void ix_regex_free(ix_regex *re);
uint32_t ix_regex_groups(const ix_regex *re);
/* The name of group n (from 1), or an empty string. Borrowed from re. */
ix_str ix_regex_group_name(const ix_regex *re, uint32_t n);

ix_regex_scratch *ix_regex_scratch_new(void);
void ix_regex_scratch_free(ix_regex_scratch *scratch);

enum { IX_REGEX_UNSET = -1 };
typedef enum ix_regex_result { IX_REGEX_NONE, IX_REGEX_FOUND, IX_REGEX_BUDGET } ix_regex_result;

/* Begins a search: the next calls share its allowance of dear places. */
void ix_regex_renew(ix_regex_scratch *scratch);

/* The next non-empty match that begins at or after `start` and before `stop` in valid UTF-8. On
 * IX_REGEX_FOUND, *pairs holds start and end of group 0, 1, … (SIZE_MAX where a group did not take part),
 * valid until the scratch's next use. IX_REGEX_BUDGET: one place took more than 10000 steps, or more than 500
 * places of a search took more than 4000 each; the caller gives the rule up for this subject. That is a
 * count, and the same on every machine. PCRE2's own count begins anew at each place, so long subjects are
 * searched in steps (PCRE2_USE_OFFSET_LIMIT), and one with a dear place in it place by place. */
ix_regex_result ix_regex_find(const ix_regex *re, ix_regex_scratch *scratch, ix_str subject, size_t start,
                              size_t stop, const size_t **pairs);

/* The same for a pattern that is IX_REGEX_ANCHORED: a match that begins at `at`. */
ix_regex_result ix_regex_match_at(const ix_regex *re, ix_regex_scratch *scratch, ix_str subject, size_t at,
                                  const size_t **pairs);

/* Searches from `start` and calls `each` at every callout of the pattern: `item` is the byte of the pattern
 * that comes next, `began` where the match at hand would begin, `at` how far it is. Returning false gives up.
 */
typedef bool (*ix_regex_watcher)(void *context, size_t item, size_t began, size_t at);
ix_regex_result ix_regex_trace(const ix_regex *re, ix_regex_scratch *scratch, ix_str subject, size_t start,
                               ix_regex_watcher each, void *context, const size_t **pairs);

#endif
