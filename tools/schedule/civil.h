/* SPDX-License-Identifier: MIT
 *
 * The civil calendar, without time zones: the sign's clock is the local wall clock, and so is every
 * date in a script. Gregorian, proleptic, years 1 to 9999.
 *
 * Days are counted from 1970-01-01 (day 0, a Thursday), seconds from its midnight.
 */
#ifndef CIVIL_H
#define CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CIVIL_DAY_SECONDS 86400
#define CIVIL_DAY_CHARS   11 /* "2026-11-24" and its zero */

typedef struct civil_day {
    int year;  /* 1 to 9999 */
    int month; /* 1 to 12   */
    int day;   /* 1 to 31   */
} civil_day;

bool civil_day_valid(civil_day day);

/* Days since 1970-01-01; negative before. The day must be valid. */
int32_t civil_day_number(civil_day day);
civil_day civil_day_from_number(int32_t number);

/* 0 Monday to 6 Sunday. */
int civil_weekday(int32_t day_number);

/* "Mon" to "Sun"; "Jan" to "Dec" for 1 to 12. */
const char *civil_weekday_name(int weekday);
const char *civil_month_name(int month);

/* Reads "2026-11-24" at the beginning of a text. Returns the characters read, 10, or 0 when there
 * is no valid day. */
size_t civil_read_day(const char *text, civil_day *out);

/* Reads "08:00", or "24:00" for the day's end, as minutes since midnight. Returns 5, or 0. */
size_t civil_read_clock(const char *text, int *minutes);

/* Writes "2026-11-24". */
void civil_write_day(civil_day day, char out[CIVIL_DAY_CHARS]);

#endif
