/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "inputs.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define VERB "condense"

static const char help[] =
    "Usage: motograph-rom condense INPUT... [OPTION]...\n"
    "Make a script of articles: headline, agenda, topics and points, on standard output. Each "
    "line\n"
    "stands below the sentence that it was made from and above other wordings of it.\n\n"
    "      --bytes N    no line is longer than N bytes, 20 to 1000; 75 when not given\n"
    "      --lines N    lines beside the headline, 0 to 100; 8 when not given\n"
    "      --date DAY   YYYY-MM-DD, the day from which \"Tuesday\" is counted; else the article's\n"
    "                   own, and for a calendar today\n"
    "      --days N     events of a calendar in so many days, 1 to 366; 7 when not given\n"
    "      --explain    what was left out of the article, and why, on standard error\n"
    "      --help       this text\n\n"
    "Examples:\n"
    "  motograph-rom condense article.html > news.ticker\n"
    "  motograph-rom condense article.txt --lines 4 | motograph-rom build - -o news.rom\n"
    "  motograph-rom condense article.txt agenda.ics --date 2013-05-06 > today.ticker\n";

enum {
    ALTERNATIVES = 3
};

enum {
    OPTION_BYTES = 256,
    OPTION_LINES,
    OPTION_DATE,
    OPTION_DAYS,
    OPTION_HELP
};

static int read_count(const char *option, unsigned long long least, unsigned long long most,
                      int *out) {
    unsigned long long number;
    if (read_number(VERB, option, optarg, least, most, &number) != 0)
        return -1;
    *out = (int)number;
    return 0;
}

static int read_option(int option, inputs_options *options) {
    switch (option) {
    case OPTION_BYTES:
        return read_count("--bytes", 20, 1000, &options->condensing.bytes);
    case OPTION_LINES:
        if (read_count("--lines", 0, 100, &options->condensing.lines) != 0)
            return -1;
        if (options->condensing.lines == 0)
            options->condensing.lines = -1;
        return 0;
    case OPTION_DATE:
        return read_date(VERB, optarg, &options->reading.date);
    case OPTION_DAYS:
        return read_count("--days", 1, READ_DAYS_MAX, &options->reading.days);
    default:
        return wrong_option(VERB);
    }
}

static void explain(const inputs *in) {
    for (size_t i = 0; i < in->article_count; i++) {
        const inputs_article *a = &in->articles[i];
        for (size_t k = 0; k < a->report.count; k++)
            fprintf(stderr, "%s:%d: left out: %s\n", a->name, a->report.drops[k].line,
                    a->report.drops[k].reason);
    }
}

/* Settings of the scripts behind the first would be given twice. */
static int print_scripts(const inputs *in, message *error) {
    for (size_t i = 0; i < in->count; i++) {
        if (i > 0)
            putchar('\n');
        script copy = *in->scripts[i].lines;
        if (i > 0) {
            copy = (script){.lines = copy.lines, .count = copy.count};
        }
        if (script_write(&copy, stdout) != 0)
            break;
    }
    return output_finish(error);
}

static int run(const char *const *paths, size_t count, const inputs_options *options,
               bool explained) {
    inputs in;
    message error = {""};
    if (inputs_read(paths, count, options, &in, &error) != 0)
        return bad_input(&error);
    show_notes(&in.notes);
    if (explained)
        explain(&in);
    int result = print_scripts(&in, &error);
    inputs_free(&in);
    return result == 0 ? EXIT_GOOD : bad_input(&error);
}

int verb_condense(int argc, char **argv) {
    inputs_options chosen = {.condensing.alternatives = ALTERNATIVES};
    int explained = 0, option;
    const struct option options[] = {
        {"bytes", required_argument, NULL, OPTION_BYTES},
        {"lines", required_argument, NULL, OPTION_LINES},
        {"date", required_argument, NULL, OPTION_DATE},
        {"days", required_argument, NULL, OPTION_DAYS},
        {"explain", no_argument, &explained, 1},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (option != 0 && read_option(option, &chosen) != 0)
            return EXIT_WRONG_USAGE;
    }
    if (optind == argc)
        return wrong_usage(VERB, "no input");
    return run((const char *const *)argv + optind, (size_t)(argc - optind), &chosen, explained);
}
