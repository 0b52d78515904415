/* The rule engine as the stages use it: rules of a language, lists, and matching a layer over a document. */
#ifndef IX_RULES_RULES_H
#define IX_RULES_RULES_H

#include "base/buf.h"
#include "ilex.h"
#include "model/document.h"

/* The rules of one language, those of common/ included. Immutable. */
typedef struct ix_language ix_language;
/* The scratch of one worker for matching one document at a time. */
typedef struct ix_matcher ix_matcher;

/* "en", or NULL when no such folder is loaded. */
const ix_language *ix_ruleset_language(const ilex_ruleset *rules, ix_str code);
/* The i-th language, or NULL past the end. In order of their codes. */
const ix_language *ix_ruleset_language_at(const ilex_ruleset *rules, int i);
ix_str ix_language_code(const ix_language *language);
/* See ilex_ruleset_digest. */
const char *ix_ruleset_digest(const ilex_ruleset *rules, ix_str language);
/* Loaded with ILEX_EXPLAIN. */
bool ix_ruleset_explains(const ilex_ruleset *rules);

/* --- lists, for mechanisms that look words up themselves --- */

typedef struct ix_list ix_list;
/* A list of this language (or of common/), or NULL. Gazetteers are no lists. */
const ix_list *ix_language_list(const ix_language *language, const char *name);
/* A list as it may be asked for before it is known that a text is in this language: only those of common/ and
 * of the language's own language.yaml, since records of all languages depend on it. The same for a setting.
 */
const ix_list *ix_early_list(const ix_language *language, const char *name);
ix_str ix_early_setting(const ix_language *language, const char *name);
/* The value of an entry that equals `words`: as it is written if there is one ("mW"), else folded
 * (ix_utf8_fold; "MW"); entries without value have their own text. A NULL list has no entries. Returns an
 * empty string with ptr NULL when there is none. */
ix_str ix_list_value(const ix_list *list, ix_str words);
static inline bool ix_list_has(const ix_list *list, ix_str words) {
    return ix_list_value(list, words).ptr != NULL;
}
/* Iterate: false past the end. Entries in file order, as written. */
bool ix_list_at(const ix_list *list, uint32_t i, ix_str *words, ix_str *value);
/* A setting (`settings:` in a rule file), or an empty string. */
ix_str ix_language_setting(const ix_language *language, const char *name);

/* --- gazetteers --- */

typedef struct ix_gazetteer_entry ix_gazetteer_entry;
/* A column of the entry's row, or an empty string. */
ix_str ix_entry_column(const ix_gazetteer_entry *entry, const char *column);
/* A number for the row: two entries of one row are the same thing under two names. */
uint32_t ix_entry_row(const ix_gazetteer_entry *entry);

typedef struct ix_hit {
    ix_span span;
    const ix_gazetteer_entry *entry;
} ix_hit;
/* The hit that a field value with kind >= IX_LAYERS points to. */
const ix_hit *ix_matcher_hit(const ix_matcher *matcher, int kind, int item);
/* All hits of one gazetteer in the document, in text order; *n: how many. */
const ix_hit *ix_matcher_hits(ix_matcher *matcher, const char *gazetteer, uint32_t *n);
/* The longest entry of gazetteer `name` that begins at byte `start` of text; false when there is none. */
bool ix_gazetteer_at(const ix_language *language, const char *name, ix_str text, uint32_t start, ix_hit *hit);

/* --- matching --- */

/* See ilex_worker_costs. */
void ix_matcher_costs(const ix_matcher *matcher, void (*each)(const ilex_rule_cost *, void *), void *context);

ix_matcher *ix_matcher_new(void);
void ix_matcher_free(ix_matcher *matcher);

/* Take up a document with its blocks (and, when it has them, sentences). To be called again when these have
 * changed: mentions lifted so far stay. ix_matcher_end forgets the document; it must come before another one.
 */
void ix_matcher_begin(ix_matcher *matcher, const ilex_ruleset *rules, const ix_language *language,
                      ix_document *doc);

void ix_matcher_end(ix_matcher *matcher);

enum { IX_REFUSE = -1, IX_NO_LIFT = -2 };
/* Asked for each winning match in text order. Returns the index of the mention it made (>= 0), which patterns
 * of later layers then see as {{layer}}; IX_NO_LIFT when later layers shall see the words themselves;
 * IX_REFUSE to drop the match (`why` may then be set to a literal that says why), after which the next best
 * match at that place is asked for. */
typedef int (*ix_accept)(ix_document *doc, const ix_match *match, void *context, const char **why);

/* Match all rules of a layer over all its units. Which of several overlapping matches wins: the longest, then
 * the rule that stands first. */
void ix_match_layer(ix_matcher *matcher, ix_layer layer, ix_accept accept, void *context);

/* Make a stretch visible to later layers as {{layer}}, as if a rule had found it. Any order; overlapping
 * ones: the widest wins. */
void ix_matcher_lift(ix_matcher *matcher, ix_layer layer, ix_span span, int item);
/* Take such a stretch, or all of a layer, back. */
void ix_matcher_unlift(ix_matcher *matcher, ix_layer layer, ix_span span);

/* What one rule did in each unit of a document: made for its name, given to the matcher before the document,
 * told after it. */
typedef struct ix_whynot ix_whynot;
ix_whynot *ix_whynot_new(const char *rule);
void ix_whynot_free(ix_whynot *why);
/* NULL: nobody asks any more. */
void ix_matcher_ask(ix_matcher *matcher, ix_whynot *why);
/* How much of the pattern the best attempt came through: 1 for a match. */
double ix_whynot_share(const ix_whynot *why);
/* As text; `doc` was read with ILEX_EXPLAIN. */
void ix_whynot_tell(const ix_whynot *why, const ix_document *doc, ix_buf *to);

/* An ix_accept that keeps the match in doc->matches and lifts it: for layers that have no array of their own.
 */
int ix_keep_match(ix_document *doc, const ix_match *match, void *context, const char **why);

#endif
