/* SPDX-License-Identifier: MIT */
#include "dates.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Up to `max` digits; their count. */
static size_t take_digits(const char *text, size_t max, int *value) {
    size_t count = 0;
    *value = 0;
    while (count < max && is_digit(text[count]))
        *value = *value * 10 + (text[count++] - '0');
    return is_digit(text[count]) ? 0 : count;
}

static const char *skip_separators(const char *text) {
    while (*text == ' ' || *text == ',' || *text == '.' || *text == '-' || *text == '\n')
        text++;
    return text;
}

/* The month that a word of at least three letters begins, 0: none. */
static int take_month(const char **text) {
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    size_t length = 0;
    while (is_letter((*text)[length]))
        length++;
    for (int month = 0; month < 12 && length >= 3; month++)
        if (length <= strlen(names[month]) && strncasecmp(*text, names[month], length) == 0) {
            *text = skip_separators(*text + length);
            return month + 1;
        }
    return 0;
}

static bool take_year(const char *text, int *year) {
    return take_digits(text, 4, year) == 4;
}

/* "6 May 2013", "06-May-2013" */
static bool day_first(const char *text, civil_day *out) {
    size_t digits = take_digits(text, 2, &out->day);
    if (digits == 0)
        return false;
    text = skip_separators(text + digits);
    out->month = take_month(&text);
    return out->month > 0 && take_year(text, &out->year) && civil_day_valid(*out);
}

/* "May 6, 2013", "May 6th, 2013" */
static bool month_first(const char *text, civil_day *out) {
    out->month = take_month(&text);
    if (out->month == 0)
        return false;
    size_t digits = take_digits(text, 2, &out->day);
    if (digits == 0)
        return false;
    text += digits;
    while (is_letter(*text))
        text++;
    return take_year(skip_separators(text), &out->year) && civil_day_valid(*out);
}

/* "20130506", with nothing but a T behind it */
static bool basic(const char *text, civil_day *out) {
    size_t digits = strspn(text, "0123456789");
    if (digits != 8)
        return false;
    int number = 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (text[i] - '0');
    *out = (civil_day){number / 10000, number / 100 % 100, number % 100};
    return out->year > 1900 && civil_day_valid(*out);
}

bool dates_find(const char *text, civil_day *out) {
    bool in_word = false;
    for (; *text; text++) {
        if (!in_word) {
            if (civil_read_day(text, out) > 0 || day_first(text, out) || month_first(text, out) ||
                basic(text, out))
                return true;
        }
        in_word = is_digit(*text) || is_letter(*text);
    }
    return false;
}
