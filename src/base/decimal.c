#include "base/decimal.h"

static const ix_decimal none = {0, 0, false};
enum { MAX_POWER = 36, MAX_DIGITS = 18 };

/* Without trailing zeros in m, so that equal values are equal structs. */
static ix_decimal tidy(int64_t m, int e) {
    while (m != 0 && m % 10 == 0 && e < MAX_POWER) {
        m /= 10;
        e++;
    }
    if (m == 0)
        e = 0;
    return e < -MAX_POWER || e > MAX_POWER ? none : (ix_decimal){m, (int8_t)e, true};
}

ix_decimal ix_decimal_int(int64_t value) {
    return tidy(value, 0);
}

ix_decimal ix_decimal_parse(ix_str s) {
    int64_t m = 0;
    int digits = 0, after = -1, noughts = 0; /* those that m has no room for */
    size_t i = s.len && (s.ptr[0] == '-') ? 1 : 0;
    for (; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '.' && after < 0) {
            after = 0;
        } else if (c >= '0' && c <= '9') {
            if (digits > 0 || c != '0')
                digits++;
            if (digits > MAX_DIGITS && (c != '0' || after >= 0))
                return none;
            if (digits > MAX_DIGITS)
                noughts++;
            else
                m = m * 10 + (c - '0');
            after += after >= 0;
        } else {
            return none;
        }
    }
    if (s.len == 0 || (s.len == 1 && (s.ptr[0] == '-' || s.ptr[0] == '.')))
        return none;
    return tidy(s.ptr[0] == '-' ? -m : m, after > 0 ? noughts - after : noughts);
}

ix_decimal ix_decimal_scale(ix_decimal a, int power) {
    return a.ok ? tidy(a.m, a.e + power) : none;
}

/* Rewrites a with exponent e <= a.e; false when it does not fit. */
static bool lower_to(ix_decimal *a, int e) {
    while (a->e > e) {
        int64_t m;
        if (__builtin_mul_overflow(a->m, 10, &m))
            return false;
        a->m = m;
        a->e--;
    }
    return true;
}

ix_decimal ix_decimal_add(ix_decimal a, ix_decimal b) {
    int64_t sum;
    int e = a.e < b.e ? a.e : b.e;
    if (!a.ok || !b.ok || !lower_to(&a, e) || !lower_to(&b, e) || __builtin_add_overflow(a.m, b.m, &sum))
        return none;
    return tidy(sum, e);
}

ix_decimal ix_decimal_mul(ix_decimal a, ix_decimal b) {
    int64_t product;
    if (!a.ok || !b.ok || __builtin_mul_overflow(a.m, b.m, &product))
        return none;
    return tidy(product, a.e + b.e);
}

ix_decimal ix_decimal_div(ix_decimal a, ix_decimal b, int digits) {
    if (!a.ok || !b.ok || b.m == 0)
        return none;
    bool negative = (a.m < 0) != (b.m < 0);
    unsigned __int128 n = (unsigned __int128)(a.m < 0 ? -a.m : a.m),
                      d = (unsigned __int128)(b.m < 0 ? -b.m : b.m);
    unsigned __int128 limit = 1;
    for (int i = 1; i < digits; i++)
        limit *= 10;
    int e = a.e - b.e;
    if (n == 0)
        return tidy(0, 0);
    while (n / d >= limit * 10 && e < 36) {
        d *= 10;
        e++;
    }
    while (n / d < limit && e > -36) {
        n *= 10;
        e--;
    }
    unsigned __int128 q = (n + d / 2) / d;
    return tidy(negative ? -(int64_t)q : (int64_t)q, e);
}

int ix_decimal_cmp(ix_decimal a, ix_decimal b) {
    int e = a.e < b.e ? a.e : b.e;
    if (lower_to(&a, e) && lower_to(&b, e))
        return (a.m > b.m) - (a.m < b.m);
    long double x = a.m, y = b.m;
    for (int i = a.e; i > e; i--)
        x *= 10;
    for (int i = b.e; i > e; i--)
        y *= 10;
    return (x > y) - (x < y);
}

size_t ix_decimal_print(char out[IX_DECIMAL_TEXT], ix_decimal a) {
    char digits[IX_DECIMAL_TEXT]; /* from the end, and the noughts before them that a fraction needs */
    int n = 0, places = a.e < 0 ? -a.e : 0;
    size_t at = 0;
    uint64_t rest = a.m < 0 ? 0 - (uint64_t)a.m : (uint64_t)a.m;
    for (; rest || n <= places; rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    if (a.m < 0)
        out[at++] = '-';
    while (n > places)
        out[at++] = digits[--n];
    for (int zeros = a.e; zeros > 0; zeros--)
        out[at++] = '0';
    if (n)
        out[at++] = '.';
    while (n)
        out[at++] = digits[--n];
    return at;
}

ix_str ix_decimal_text(ix_arena *arena, ix_decimal a) {
    char text[IX_DECIMAL_TEXT];
    size_t n = ix_decimal_print(text, a);
    return (ix_str){ix_arena_copy(arena, text, n), n};
}
