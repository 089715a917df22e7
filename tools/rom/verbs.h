/* SPDX-License-Identifier: MIT
 *
 * The verbs of motograph-rom. Each gets its own words of the command line, its name first, as a
 * main would, and returns the program's exit code.
 */
#ifndef VERBS_H
#define VERBS_H

#include "message.h"

enum {
    EXIT_GOOD = 0,
    EXIT_BAD_INPUT = 1,
    EXIT_WRONG_USAGE = 2,
};

int verb_build(int argc, char **argv);
int verb_lines(int argc, char **argv);
int verb_inspect(int argc, char **argv);
int verb_emit(int argc, char **argv);
int verb_condense(int argc, char **argv);
int verb_train(int argc, char **argv);
int verb_font(int argc, char **argv);
int verb_speeds(int argc, char **argv);

/* "motograph-rom: build: ..." and how to get help, on standard error. Returns EXIT_WRONG_USAGE. */
int wrong_usage(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* After getopt_long has said what is wrong: how to get help. Returns EXIT_WRONG_USAGE. */
int wrong_option(const char *verb);

/* The message on standard error. Returns EXIT_BAD_INPUT. */
int bad_input(const message *error);

/* Remarks on standard error, a line each. */
void show_notes(const notes *remarks);

/* Reads a whole number of an option. -1: it is none, or out of its range, and wrong_usage said so.
 */
int read_number(const char *verb, const char *option, const char *text, unsigned long long least,
                unsigned long long most, unsigned long long *out);

/* Checks a day, "2013-05-06". -1: it is none, and wrong_usage said so. */
int read_date(const char *verb, const char *text, const char **out);

#endif
