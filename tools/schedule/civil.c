/* SPDX-License-Identifier: MIT */
#include "civil.h"

#include <stdio.h>

/* Years are counted from March, so that the leap day is the last of its year; 400 of them have
 * 146,097 days. */
enum {
    ERA_YEARS = 400,
    ERA_DAYS = 146097,
    EPOCH_SHIFT = 719468
};

static bool leap_year(int year) {
    if (year % 400 == 0)
        return true;
    if (year % 100 == 0)
        return false;
    return year % 4 == 0;
}

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap_year(year) ? 1 : 0);
}

bool civil_day_valid(civil_day day) {
    if (day.year < 1 || day.year > 9999 || day.month < 1 || day.month > 12)
        return false;
    return day.day >= 1 && day.day <= month_days(day.year, day.month);
}

int32_t civil_day_number(civil_day day) {
    int year = day.month <= 2 ? day.year - 1 : day.year;
    int month = day.month <= 2 ? day.month + 9 : day.month - 3;
    int era = year / ERA_YEARS;
    int year_of_era = year - era * ERA_YEARS;
    int day_of_year = (153 * month + 2) / 5 + day.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

civil_day civil_day_from_number(int32_t number) {
    int shifted = number + EPOCH_SHIFT;
    int era = shifted / ERA_DAYS;
    int day_of_era = shifted - era * ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153;
    civil_day day = {.year = era * ERA_YEARS + year_of_era,
                     .month = month < 10 ? month + 3 : month - 9,
                     .day = day_of_year - (153 * month + 2) / 5 + 1};
    if (day.month <= 2)
        day.year++;
    return day;
}

int civil_weekday(int32_t day_number) {
    int weekday = (day_number + 3) % 7;
    return weekday < 0 ? weekday + 7 : weekday;
}

const char *civil_weekday_name(int weekday) {
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return names[weekday];
}

const char *civil_month_name(int month) {
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[month - 1];
}

/* Exactly `count` digits; -1 when there are fewer. */
static int read_digits(const char *text, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

size_t civil_read_day(const char *text, civil_day *out) {
    civil_day day = {.year = read_digits(text, 4)};
    if (day.year < 0 || text[4] != '-')
        return 0;
    day.month = read_digits(text + 5, 2);
    if (day.month < 0 || text[7] != '-')
        return 0;
    day.day = read_digits(text + 8, 2);
    if (day.day < 0 || !civil_day_valid(day))
        return 0;
    *out = day;
    return 10;
}

size_t civil_read_clock(const char *text, int *minutes) {
    int hour = read_digits(text, 2);
    if (hour < 0 || hour > 24 || text[2] != ':')
        return 0;
    int minute = read_digits(text + 3, 2);
    if (minute < 0 || minute > 59 || hour * 60 + minute > 24 * 60)
        return 0;
    *minutes = hour * 60 + minute;
    return 5;
}

void civil_write_day(civil_day day, char out[CIVIL_DAY_CHARS]) {
    unsigned year = (unsigned)day.year % 10000, month = (unsigned)day.month % 100;
    snprintf(out, CIVIL_DAY_CHARS, "%04u-%02u-%02u", year, month, (unsigned)day.day % 100);
}
