/* Exact decimal numbers, m * 10^e: figures are never rounded through binary floating point. */
#ifndef IX_BASE_DECIMAL_H
#define IX_BASE_DECIMAL_H

#include "base/str.h"

typedef struct ix_decimal {
    int64_t m;
    int8_t e; /* power of ten, -36 to 36 */
    bool ok;  /* false: no value, or it did not fit */
} ix_decimal;

ix_decimal ix_decimal_int(int64_t value);
/* "1234.5", "-3": ASCII digits with one optional point. ok is false for anything else or more than 18 digits,
 * noughts at either end apart. */
ix_decimal ix_decimal_parse(ix_str s);
ix_decimal ix_decimal_add(ix_decimal a, ix_decimal b);
ix_decimal ix_decimal_mul(ix_decimal a, ix_decimal b);
/* a * 10^power. */
ix_decimal ix_decimal_scale(ix_decimal a, int power);
/* a / b rounded half up to `digits` significant digits. */
ix_decimal ix_decimal_div(ix_decimal a, ix_decimal b, int digits);
/* -1, 0, 1; both must be ok. */
int ix_decimal_cmp(ix_decimal a, ix_decimal b);
/* Plain notation, no exponent, no trailing zeros after the point: "55000000", "52.4", "0.2". */
ix_str ix_decimal_text(ix_arena *arena, ix_decimal a);
/* The same into `out`; returns its length. */
enum { IX_DECIMAL_TEXT = 64 };
size_t ix_decimal_print(char out[IX_DECIMAL_TEXT], ix_decimal a);

#endif
