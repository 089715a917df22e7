/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "inspect.h"
#include "output.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#define VERB "inspect"

static const char help[] =
    "Usage: motograph-rom inspect FILE.rom [OPTION]...\n"
    "Print what a ROM consists of: panel, zones, every section with its size and share, a map, "
    "and\n"
    "what each line costs.\n\n"
    "      --json         the same for programs\n"
    "      --model MODEL  the text model, when it is none of ours\n"
    "      --help         this text\n\n"
    "Bits per character are those of the coded text over the plain text, each line counted with "
    "one\n"
    "byte for its end; the ROM's own dictionary is not counted.\n\n"
    "Examples:\n"
    "  motograph-rom inspect news.rom\n"
    "  motograph-rom inspect news.rom --json | jq .text.bits_per_character\n";

enum {
    OPTION_MODEL = 256,
    OPTION_HELP
};

static int run(const char *path, const char *model, bool as_json) {
    opened rom;
    inspection found;
    message error = {""};
    if (opened_read(path, model, &rom, &error) != 0)
        return bad_input(&error);
    int result = inspect(&rom, &found, &error);
    if (result == 0) {
        if (as_json)
            inspect_print_json(&found);
        else
            inspect_print(&found);
        inspection_free(&found);
        result = output_finish(&error);
    }
    opened_free(&rom);
    return result == 0 ? EXIT_GOOD : bad_input(&error);
}

int verb_inspect(int argc, char **argv) {
    const char *model = NULL;
    int as_json = 0, option;
    const struct option options[] = {
        {"json", no_argument, &as_json, 1},
        {"model", required_argument, NULL, OPTION_MODEL},
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
    return run(argv[optind], model, as_json);
}
