/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "civil.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

int wrong_usage(const char *verb, const char *format, ...) {
    va_list arguments;
    fprintf(stderr, "motograph-rom %s: ", verb);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return wrong_option(verb);
}

int wrong_option(const char *verb) {
    fprintf(stderr, "Try \"motograph-rom %s --help\".\n", verb);
    return EXIT_WRONG_USAGE;
}

int bad_input(const message *error) {
    fprintf(stderr, "%s\n", error->text);
    return EXIT_BAD_INPUT;
}

void show_notes(const notes *remarks) {
    for (size_t i = 0; i < remarks->count; i++)
        fprintf(stderr, "%s\n", remarks->lines[i]);
}

int read_number(const char *verb, const char *option, const char *text, unsigned long long least,
                unsigned long long most, unsigned long long *out) {
    char *end;
    errno = 0;
    *out = strtoull(text, &end, 0);
    if (text[0] >= '0' && text[0] <= '9' && *end == 0 && errno == 0 && *out >= least &&
        *out <= most)
        return 0;
    wrong_usage(verb, "%s is \"%s\"; expected a number from %llu to %llu", option, text, least,
                most);
    return -1;
}

int read_date(const char *verb, const char *text, const char **out) {
    civil_day day;
    size_t used = civil_read_day(text, &day);
    *out = text;
    if (used > 0 && text[used] == 0)
        return 0;
    wrong_usage(verb, "--date is \"%s\"; expected a day, such as 2013-05-06", text);
    return -1;
}
