/* From a rule's match to what its words say. */
#ifndef IX_EXTRACT_TIMEX_H
#define IX_EXTRACT_TIMEX_H

#include "model/match.h"
#include "model/timex.h"

/* What a match of layer `date` says; the fields are described in rules/common/date.yaml. NULL when it makes
 * no sense ("31 February"). `month_first`: 3/10/2023 is the 10th of March unless something speaks against it.
 */
ix_timex *ix_timex_read(ix_arena *arena, const ix_match *match, bool month_first);

/* The same for compound expressions (layer `moment`): NULL when the parts do not go together. */
ix_timex *ix_timex_compose(ix_arena *arena, const ix_match *match, const ix_timex *date,
                           const ix_timex *other);

/* From `start` to `end`; what only one of them says (5 – 11 December 2017) holds for both. NULL when they do
 * not go together. */
ix_timex *ix_timex_span(ix_arena *arena, const ix_timex *start, const ix_timex *end, ix_str mod);

/* A point that says no more than a number: a day of the month, or the last digits of a year. */
ix_timex *ix_timex_number(ix_arena *arena, ix_str digits, const ix_timex *other);

#endif
