/* Numerals and number words read as exact decimals. What a word is worth, and which mark parts thousands or
 * decimals, comes from the language's lists and settings. */
#ifndef IX_EXTRACT_NUMBER_H
#define IX_EXTRACT_NUMBER_H

#include "model/document.h"
#include "rules/rules.h"

/* How a document writes its numerals, counted over its whole text. Index 0: point, 1: comma. */
typedef struct ix_numeral_habit {
    uint32_t decimal[2]; /* surely parts decimals: 3.25, 0.5 */
    uint32_t group[2];   /* surely parts thousands: 1.234.567, 1.234,5 */
    uint32_t either[2];  /* before exactly three digits: 1.234 */
} ix_numeral_habit;

typedef struct ix_numeral_reader {
    const ix_language *language;
    ix_numeral_habit habit;
    int decimal; /* the language's decimal mark: 0 point, 1 comma */
} ix_numeral_reader;

typedef struct ix_numeral {
    ix_decimal value; /* not ok: no number, or too large */
    int power;        /* the last scale word's power of ten: 6 in "3 million" */
    bool words, scaled, grouped, ambiguous;
} ix_numeral;

/* Takes the language's settings and the habit of `text`. */
ix_numeral_reader ix_numeral_reader_for(const ix_language *language, ix_str text);

/* "1,400", "8 mil millones", "two hundred and five thousand", "3 and a half million". List `number_word`
 * (with `number_ten`, `number_hundred`) gives words their values, list `scale` theirs: "e6" multiplies by a
 * power of ten, "x12" by a number,
 * "/2" is a part of one, "." begins the decimals. Words in none of them (and, a) hold no value. */
ix_numeral ix_numeral_read(const ix_numeral_reader *reader, ix_str words);

/* Digits with their marks alone; sets what it finds out in `n` and leaves the rest. */
void ix_digits_read(const ix_numeral_reader *reader, ix_str digits, ix_numeral *n);

/* The value of a range's low end beside its high end. */
ix_decimal ix_low_end(const ix_number *low, const ix_number *high);

/* Layers number, fraction and range: fills doc->numbers. */
void ix_extract_numbers(ix_document *doc, const ix_language *language, ix_matcher *matcher);

#endif
