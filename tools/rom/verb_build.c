/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "build.h"
#include "inputs.h"
#include "limits.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERB "build"

static const char help[] =
    "Usage: motograph-rom build INPUT... -o OUT.rom [OPTION]...\n"
    "Make a ROM of scripts and articles. Several inputs make one programme, in their order.\n\n"
    "  -o, --output FILE     where the ROM goes; \"-\" is standard output\n"
    "      --panel WxH       LEDs of the panel; else as the script says, else 128x32\n"
    "      --font FONT       motograph-8, motograph-16, ... or FILE[:ROWS] (BDF, PCF, TTF, OTF,\n"
    "                        .font); given again: for what the fonts before have not\n"
    "      --model MODEL     the text model: a name, a file, or \"stored\" for plain text\n"
    "      --flash BYTES     choose the model: the smallest ROM and model together, which must\n"
    "                        fit\n"
    "      --date DAY        YYYY-MM-DD: the day from which an article's or a calendar's dates\n"
    "                        count, as for condense\n"
    "      --no-dictionary   leave out the ROM's own dictionary\n"
    "      --only-used-glyphs\n"
    "                        leave out the ASCII characters that no line has; then an alert that\n"
    "                        is typed on the running sign may show boxes\n"
    "      --strict          a character that no font has is an error\n"
    "      --help            this text\n\n"
    "Examples:\n"
    "  motograph-rom build news.ticker -o news.rom\n"
    "  motograph-rom build article.txt agenda.ics -o today.rom --panel 192x16\n"
    "  motograph-rom build news.ticker -o news.rom --font Terminus.bdf --font unifont.otf:16\n"
    "  echo 'headline: Hello' | motograph-rom build - -o - | motograph-rom lines -\n";

enum {
    OPTION_PANEL = 256,
    OPTION_FONT,
    OPTION_MODEL,
    OPTION_FLASH,
    OPTION_DATE,
    OPTION_HELP
};

typedef struct order {
    const char *output;
    build_options options;
    inputs_options reading;
    const char *fonts[8];
    int no_dictionary, only_used_glyphs, strict;
} order;

static int read_panel(const char *text, build_options *options) {
    char end;
    int fields = sscanf(text, "%dx%d%c", &options->panel_width, &options->panel_height, &end);
    if (fields == 2 && options->panel_width >= 1 && options->panel_width <= MOTO_WIDTH_MAX &&
        options->panel_height >= 1 && options->panel_height <= MOTO_HEIGHT_MAX)
        return 0;
    wrong_usage(VERB, "--panel is \"%s\"; expected WxH, such as 128x32, up to %dx%d", text,
                MOTO_WIDTH_MAX, MOTO_HEIGHT_MAX);
    return -1;
}

static int read_option(int option, order *o) {
    unsigned long long number;
    switch (option) {
    case 'o':
        o->output = optarg;
        return 0;
    case OPTION_PANEL:
        return read_panel(optarg, &o->options);
    case OPTION_FONT:
        if (o->options.font_count == sizeof o->fonts / sizeof *o->fonts)
            return wrong_usage(VERB, "more than %zu fonts", o->options.font_count);
        o->fonts[o->options.font_count++] = optarg;
        return 0;
    case OPTION_DATE:
        return read_date(VERB, optarg, &o->reading.reading.date);
    case OPTION_MODEL:
        o->options.model = optarg;
        return 0;
    case OPTION_FLASH:
        if (read_number(VERB, "--flash", optarg, 1, UINT32_MAX, &number) != 0)
            return -1;
        o->options.flash = (uint32_t)number;
        return 0;
    default:
        return wrong_option(VERB);
    }
}

static int build(const char *const *paths, size_t count, order *o) {
    inputs in;
    message error = {""};
    build_result result = {0};
    if (inputs_read(paths, count, &o->reading, &in, &error) != 0)
        return bad_input(&error);
    show_notes(&in.notes);
    int status = rom_build(in.scripts, in.count, &o->options, &result, &error);
    show_notes(&result.notes);
    if (status == 0)
        status = output_write(o->output, result.bytes, result.size, &error);
    build_result_free(&result);
    inputs_free(&in);
    return status == 0 ? EXIT_GOOD : bad_input(&error);
}

int verb_build(int argc, char **argv) {
    order o = {0};
    const struct option options[] = {
        {"output", required_argument, NULL, 'o'},
        {"panel", required_argument, NULL, OPTION_PANEL},
        {"font", required_argument, NULL, OPTION_FONT},
        {"model", required_argument, NULL, OPTION_MODEL},
        {"date", required_argument, NULL, OPTION_DATE},
        {"flash", required_argument, NULL, OPTION_FLASH},
        {"no-dictionary", no_argument, &o.no_dictionary, 1},
        {"only-used-glyphs", no_argument, &o.only_used_glyphs, 1},
        {"strict", no_argument, &o.strict, 1},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (option != 0 && read_option(option, &o) != 0)
            return EXIT_WRONG_USAGE;
    }
    if (optind == argc)
        return wrong_usage(VERB, "no input");
    if (!o.output)
        return wrong_usage(VERB, "no output: say -o FILE");
    o.options.fonts = o.fonts;
    o.options.no_dictionary = o.no_dictionary;
    o.options.only_used_glyphs = o.only_used_glyphs;
    o.options.strict = o.strict;
    return build((const char *const *)argv + optind, (size_t)(argc - optind), &o);
}
