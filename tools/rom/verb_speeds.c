/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "motion.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#define VERB         "speeds"
#define REFRESH_MAX  1000
#define FRACTION_MAX 1000

static const char help[] =
    "Usage: motograph-rom speeds --refresh HZ [--near SPEED]\n"
    "Print the speeds that do not judder on a panel of one bit: whole pixels a refresh, or whole\n"
    "refreshes a pixel. Any speed is smooth on a panel of grey levels.\n\n"
    "      --refresh HZ  of the panel, 1 to 1000; also as a fraction, 60000/1001\n"
    "      --near SPEED  only the one nearest to so many pixels a second, 1 to 2000\n"
    "      --help        this text\n\n"
    "Output: pixels a second TAB how it moves.\n\n"
    "Examples:\n"
    "  motograph-rom speeds --refresh 100\n"
    "  motograph-rom speeds --refresh 60 --near 50\n";

enum {
    OPTION_REFRESH = 256,
    OPTION_NEAR,
    OPTION_HELP
};

typedef struct order {
    unsigned refresh_num, refresh_den;
    unsigned near_num, near_den; /* 0: all */
} order;

/* "60" or "60000/1001" */
static int read_fraction(const char *option, unsigned most, unsigned *num, unsigned *den) {
    char end;
    *den = 1;
    int fields = sscanf(optarg, "%u/%u%c", num, den, &end);
    bool good = fields == 2 || (fields == 1 && sscanf(optarg, "%u%c", num, &end) == 1);
    if (good && *den >= 1 && *den <= FRACTION_MAX + 1 && *num >= *den && *num <= most * *den &&
        *num <= 65535)
        return 0;
    return wrong_usage(VERB, "%s is \"%s\"; expected a number from 1 to %u, or a fraction", option,
                       optarg, most);
}

static void print_speed(moto_speed speed, const order *o) {
    double pixels = (double)speed.num / speed.den;
    double refresh = (double)o->refresh_num / o->refresh_den;
    double each = pixels / refresh;
    printf("%.6g\t", pixels);
    if (each >= 0.999)
        printf("%.0f %s a refresh\n", each, each < 1.5 ? "pixel" : "pixels");
    else
        printf("%.0f refreshes a pixel\n", 1 / each);
}

static void print_ladder(const order *o) {
    uint64_t num = o->refresh_num, den = o->refresh_den;
    for (uint64_t refreshes = num / den; refreshes > 1; refreshes--)
        print_speed((moto_speed){(uint32_t)num, (uint32_t)(den * refreshes)}, o);
    for (uint64_t pixels = 1; pixels * num <= MOTO_SPEED_MAX * den; pixels++)
        print_speed((moto_speed){(uint32_t)(pixels * num), (uint32_t)den}, o);
}

static int read_option(int option, order *o) {
    if (option == OPTION_REFRESH)
        return read_fraction("--refresh", REFRESH_MAX, &o->refresh_num, &o->refresh_den);
    if (option == OPTION_NEAR)
        return read_fraction("--near", MOTO_SPEED_MAX, &o->near_num, &o->near_den);
    return wrong_option(VERB);
}

int verb_speeds(int argc, char **argv) {
    order o = {0};
    int option;
    const struct option options[] = {
        {"refresh", required_argument, NULL, OPTION_REFRESH},
        {"near", required_argument, NULL, OPTION_NEAR},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (read_option(option, &o) != 0)
            return EXIT_WRONG_USAGE;
    }
    if (optind < argc)
        return wrong_usage(VERB, "takes no files");
    if (o.refresh_num == 0)
        return wrong_usage(VERB, "say --refresh HZ");
    if (o.near_num > 0)
        print_speed(
            moto_speed_crisp((moto_speed){o.near_num, o.near_den}, o.refresh_num, o.refresh_den),
            &o);
    else
        print_ladder(&o);
    message error = {""};
    return output_finish(&error) == 0 ? EXIT_GOOD : bad_input(&error);
}
