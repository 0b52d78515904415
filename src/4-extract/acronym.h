/* Acronyms and what they stand for. Method: A. S. Schwartz, M. A. Hearst, "A Simple Algorithm for Identifying
 * Abbreviation Definitions in Biomedical Text" (2003), tried after plain initials; letters count without
 * accents. */
#ifndef IX_EXTRACT_ACRONYM_H
#define IX_EXTRACT_ACRONYM_H

#include "rules/rules.h"

/* Two to twelve letters, digits, '-', '&' and '.', beginning with a capital, at least two of them capitals.
 */
bool ix_acronym_shape(ix_str word);
/* Likewise, but one capital is enough, as in names made of syllables ("Interpol"). */
bool ix_acronym_loose_shape(ix_str word);

/* Where in `name` the words begin that the acronym's letters stand for; the words run to the end of `name`.
 * name.len when they do not fit. `minor`: words that may have no letter of their own ("of", "the"). */
size_t ix_acronym_start(ix_str acronym, ix_str name, const ix_list *minor);

/* Whether the acronym's letters stand in the name in their order, the first of them as its first letter. */
bool ix_acronym_from_start(ix_str acronym, ix_str name);

/* An acronym in parentheses right behind `at`, with nothing between but blanks, emphasis marks and one
 * apostrophe with a letter. Its span, empty when there is none; *close is then set past the closing
 * parenthesis when nothing else is inside, else 0. */
ix_span ix_acronym_behind(ix_str text, size_t at, size_t *close);

#endif
