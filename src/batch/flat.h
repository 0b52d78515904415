/* The NDJSON lines that records come in, read fast: an object whose values are strings, whole numbers, true,
 * false or null. Jansson costs 138 instructions a byte on them, twice what all of ilex may take to read 20 MB
 * of text a second; this reader costs about 22. It says nothing about faults: whatever it does not know for
 * good and simple JSON it leaves to Jansson. */
#ifndef IX_BATCH_FLAT_H
#define IX_BATCH_FLAT_H

#include "base/str.h"

typedef enum ix_value_kind { IX_NONE, IX_STRING, IX_WHOLE, IX_OTHER } ix_value_kind;

/* A member's value; IX_NONE: not there or null. `text`: a string's characters, a whole number's digits, with
 * a NUL behind them. */
typedef struct ix_value {
    ix_value_kind kind;
    ix_str text;
} ix_value;

enum { IX_FLAT_MEMBERS = 24 };

typedef struct ix_flat {
    ix_str names[IX_FLAT_MEMBERS];
    ix_value values[IX_FLAT_MEMBERS];
    int n;
    char *room; /* owned: where the values stand */
} ix_flat;

/* True when all of the line was understood; names then borrow from the line. Zero-initialise; ix_flat_done
 * in either case. */
bool ix_flat_read(ix_flat *flat, ix_str line);
void ix_flat_done(ix_flat *flat);

#endif
