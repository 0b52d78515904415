#include "base/calendar.h"

static bool leap(int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int ix_days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && leap(year));
}

bool ix_day_valid(ix_day d) {
    return d.year >= 1 && d.year <= 9999 && d.day >= 1 && d.day <= ix_days_in_month(d.year, d.month);
}

int64_t ix_day_number(ix_day d) {
    int64_t y = d.month <= 2 ? d.year - 1 : d.year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

ix_day ix_day_from_number(int64_t n) {
    n += 719468;
    int64_t era = (n >= 0 ? n : n - 146096) / 146097;
    int64_t doe = n - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    return (ix_day){(int)(yoe + era * 400) + (month <= 2), month, (int)(doy - (153 * mp + 2) / 5 + 1)};
}

int ix_day_weekday(ix_day d) {
    int64_t n = (ix_day_number(d) + 3) % 7;
    return (int)(n < 0 ? n + 7 : n) + 1;
}

ix_day ix_week_monday(int week_year, int week) {
    ix_day fourth = {week_year, 1, 4};
    return ix_day_add_days(fourth, 1 - ix_day_weekday(fourth) + 7 * (int64_t)(week - 1));
}

int ix_day_week(ix_day d, int *week_year) {
    int year = ix_day_add_days(d, 4 - ix_day_weekday(d)).year;
    if (week_year)
        *week_year = year;
    return (int)((ix_day_number(d) - ix_day_number(ix_week_monday(year, 1))) / 7) + 1;
}

ix_day ix_day_add_days(ix_day d, int64_t n) {
    return ix_day_from_number(ix_day_number(d) + n);
}

ix_day ix_day_add_months(ix_day d, int n) {
    int months = d.year * 12 + d.month - 1 + n;
    ix_day out = {months / 12, months % 12 + 1, d.day};
    int last = ix_days_in_month(out.year, out.month);
    if (out.day > last)
        out.day = last;
    return out;
}

int ix_day_cmp(ix_day a, ix_day b) {
    int64_t x = ix_day_number(a), y = ix_day_number(b);
    return (x > y) - (x < y);
}

ix_day ix_easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (ix_day){year, n / 31, n % 31 + 1};
}

ix_day ix_day_parse(ix_str s) {
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
        return (ix_day){0};
    ix_day d = {ix_str_int(ix_str_sub(s, 0, 4)), ix_str_int(ix_str_sub(s, 5, 7)),
                ix_str_int(ix_str_sub(s, 8, 10))};
    return ix_day_valid(d) ? d : (ix_day){0};
}

static void put_digits(char *out, int n, int digits) {
    for (; digits-- > 0; n /= 10)
        out[digits] = (char)('0' + n % 10);
}

size_t ix_day_print(char out[IX_DAY_TEXT], ix_day d) {
    put_digits(out, d.year, 4);
    out[4] = '-';
    put_digits(out + 5, d.month, 2);
    out[7] = '-';
    put_digits(out + 8, d.day, 2);
    return IX_DAY_TEXT;
}
