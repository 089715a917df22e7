/* SPDX-License-Identifier: MIT
 *
 * The dates that a sentence names: "on Tuesday", "May 7", "from July 26 until August 8", "next
 * week", "later this month", "tomorrow".
 */
#ifndef CONDENSE_DATE_H
#define CONDENSE_DATE_H

#include "token.h"

#define DATE_TEXT_MAX    48
#define DATE_PHRASES_MAX 16

typedef enum date_kind {
    DATE_TODAY, /* tonight too */
    DATE_TOMORROW,
    DATE_WEEKDAY,
    DATE_DAY,   /* month and day */
    DATE_WEEK,  /* this week, later this week; next week */
    DATE_MONTH, /* a month by name, this or next month */
    DATE_SEASON,
    DATE_YEAR,
} date_kind;

typedef struct date_phrase {
    date_kind kind;
    int first, last;          /* words, without the preposition */
    int weekday;              /* 0 Monday to 6 Sunday, -1 */
    int month, day, year;     /* 0: not named */
    bool next;                /* "next Friday", "next week" */
    bool past;                /* "last Monday", "a week ago" */
    bool vague;               /* no day: a week, a month, a year */
    char text[DATE_TEXT_MAX]; /* "Tue", "May 7", "July 26-Aug 8", "next week" */
} date_phrase;

/* Returns how many were found. */
int date_find(const sentence *s, date_phrase dates[DATE_PHRASES_MAX]);

/* The calendar day of the phrase, seen from `today` (days since 1970-01-01); for a vague one the
 * last day that it can mean. False: none can be told. */
bool date_resolve(const date_phrase *date, int32_t today, int32_t *day);

/* A number that grows with the time that is meant, `weekday` being that of today, -1: not known. */
int date_order(const date_phrase *date, int weekday);

#endif
