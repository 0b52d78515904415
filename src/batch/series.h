/* Figures across releases: what is said of the same thing at different times or places, and in other
 * languages. */
#ifndef IX_BATCH_SERIES_H
#define IX_BATCH_SERIES_H

#include "batch/export.h"
#include "ilex.h"

/* Writes a JSON object a line to `sink`:
 *   {"series": …}    figures of one measure, unit and place, of two releases or more, by the date they hold
 * for; not of a release in which that is a name of several things, nor shares of a whole. "disagree" lists
 * the dates for which releases have different values of the same status: days and periods with an end, and
 * only where no release was left out.
 *   {"versions": …}  two releases in two languages, of some days at most where both have a date, that name a
 * body in common and share most of their numbers, the telling ones counted more (versions.c; the pair that
 * shares most, of several), with the figures that only one of them has. False after complaining. */
bool ix_series(const char *out, ilex_sink sink, void *context, ix_complain complain);

#endif
