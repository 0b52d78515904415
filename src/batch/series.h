/* Figures across releases: what is said of the same thing at different times or places, and in other
 * languages. */
#ifndef IX_BATCH_SERIES_H
#define IX_BATCH_SERIES_H

#include "batch/export.h"
#include "ilex.h"

/* Writes a JSON object a line to `sink`:
 *   {"series": …}    figures of one measure, unit and place, of two releases or more, by the date they hold
 * for; "disagree" lists the dates for which releases have different values of the same status: days and
 * periods with an end, and only where no release has several values for one date itself.
 *   {"versions": …}  two releases of one day in two languages that name a body in common and share most of
 * their figures (the pair that shares most, of several), with the figures that only one of them has. False
 * after complaining. */
bool ix_series(const char *out, ilex_sink sink, void *context, ix_complain complain);

#endif
