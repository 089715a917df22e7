/* SPDX-License-Identifier: MIT
 *
 * motograph-rom: articles and scripts -> ROMs.
 */
#include "verbs.h"

#include <stdio.h>
#include <string.h>

#ifndef MOTOGRAPH_VERSION
#define MOTOGRAPH_VERSION "unknown"
#endif

typedef struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} verb;

static const verb verbs[] = {
    {"condense", verb_condense, "articles -> a script that can be edited"},
    {"build", verb_build, "scripts and articles -> a ROM"},
    {"inspect", verb_inspect, "every section of a ROM, sizes, ratios and a map"},
    {"emit", verb_emit, "a ROM as C source, Intel HEX, UF2 or plain bytes"},
    {"train", verb_train, "plain text -> a text model"},
    {"font", verb_font, "any font, shown on a panel"},
    {"speeds", verb_speeds, "the speeds that do not judder at a refresh rate"},
    {"lines", verb_lines, "the lines of a ROM: kind, date and text"},
};

#define VERBS (sizeof verbs / sizeof *verbs)

static void print_help(void) {
    printf("Usage: motograph-rom VERB [OPTION]... FILE...\n"
           "Make the ROM of a news ticker from articles and scripts, and look into it.\n\n");
    for (size_t i = 0; i < VERBS; i++)
        printf("  %-9s %s\n", verbs[i].name, verbs[i].summary);
    printf("\n  --help     this text; \"motograph-rom VERB --help\" tells more\n"
           "  --version  the version\n\n"
           "Examples:\n"
           "  motograph-rom condense article.txt > news.ticker\n"
           "  motograph-rom build news.ticker -o news.rom\n"
           "  motograph-rom lines news.rom\n\n"
           "A file \"-\" is standard input. Exit status: 0 good, 1 bad input, 2 wrong usage.\n");
}

int main(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        fprintf(stderr, "motograph-rom: no verb\nTry \"motograph-rom --help\".\n");
        return EXIT_WRONG_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        print_help();
        return EXIT_GOOD;
    }
    if (strcmp(name, "--version") == 0) {
        printf("motograph-rom %s\n", MOTOGRAPH_VERSION);
        return EXIT_GOOD;
    }
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(name, verbs[i].name) != 0)
            continue;
        char whole[64]; /* what getopt_long calls the program */
        snprintf(whole, sizeof whole, "motograph-rom %s", name);
        argv[1] = whole;
        return verbs[i].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "motograph-rom: unknown verb \"%s\"\nTry \"motograph-rom --help\".\n", name);
    return EXIT_WRONG_USAGE;
}
