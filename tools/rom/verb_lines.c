/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "opened.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERB "lines"

static const char help[] =
    "Usage: motograph-rom lines FILE.rom [OPTION]...\n"
    "Print the lines of a ROM: kind TAB date TAB text, in the order in which they were written.\n\n"
    "      --model MODEL  the text model, when it is none of ours\n"
    "      --all          separators, labels and notices too\n"
    "      --help         this text\n\n"
    "Examples:\n"
    "  motograph-rom lines news.rom\n"
    "  motograph-rom lines news.rom | cut -f3\n";

enum {
    OPTION_MODEL = 256,
    OPTION_HELP
};

static int print_line(const opened *rom, uint32_t number, message *error) {
    moto_line line;
    size_t when;
    moto_rom_line(&rom->rom, number, &line);
    char *text = opened_text(rom, &line, &when, error);
    if (!text)
        return -1;
    const char *rest = text + when;
    if (when > 0 && strncmp(rest, ": ", 2) == 0)
        rest += 2;
    printf("%s\t%.*s\t%s\n", opened_kind((moto_kind)line.kind), (int)when, text, rest);
    free(text);
    return 0;
}

static int print_lines(const opened *rom, bool all, message *error) {
    for (uint32_t i = 0; i < rom->rom.line_count; i++)
        if (all || moto_rom_line_kind(&rom->rom, i) != MOTO_FURNITURE)
            if (print_line(rom, i, error) != 0)
                return -1;
    return output_finish(error);
}

int verb_lines(int argc, char **argv) {
    const char *model = NULL;
    int all = 0, option;
    const struct option options[] = {
        {"model", required_argument, NULL, OPTION_MODEL},
        {"all", no_argument, &all, 1},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (option == OPTION_MODEL)
            model = optarg;
        else if (option != 0)
            return wrong_option(VERB);
    }
    if (argc - optind != 1)
        return wrong_usage(VERB, "expected one ROM");
    opened rom;
    message error = {""};
    if (opened_read(argv[optind], model, &rom, &error) != 0)
        return bad_input(&error);
    int result = print_lines(&rom, all, &error);
    opened_free(&rom);
    return result == 0 ? EXIT_GOOD : bad_input(&error);
}
