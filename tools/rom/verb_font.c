/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "buffer.h"
#include "output.h"
#include "sheet.h"
#include "utf8.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERB "font"

static const char help[] =
    "Usage: motograph-rom font FONT[:ROWS] [OPTION]...\n"
    "Show a font on a panel: one of our own by its name, or a file (BDF, PCF, TTF, OTF, .font).\n"
    "ROWS is the height that an outline is to fill.\n\n"
    "      --text TEXT    what to set; else a sample\n"
    "      --all          every character that the font tells it has\n"
    "      --width LEDS   of the panel, 16 to 4096; 128 when not given, more for long texts\n"
    "      --png FILE     a photograph of the panel, not the terminal\n"
    "      --pitch PIXELS of the photograph, from LED to LED, 2 to 32; 8 when not given\n"
    "      --list         the names of our own fonts\n"
    "      --help         this text\n\n"
    "Examples:\n"
    "  motograph-rom font motograph-16\n"
    "  motograph-rom font DejaVuSans-Bold.ttf:16 --text 'H M W' --png bold.png\n";

static const char sample[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ\nabcdefghijklmnopqrstuvwxyz\n0123456789 "
                             "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\nHMW AR 0O 1lI 5S 8B rnm\n"
                             "The quick brown fox jumps over the lazy dog.";

enum {
    OPTION_TEXT = 256,
    OPTION_WIDTH,
    OPTION_PNG,
    OPTION_PITCH,
    OPTION_HELP,
};

typedef struct order {
    const char *text, *png;
    int width, pitch, all, list;
} order;

static void add_code_point(buffer *out, uint32_t code_point) {
    buffer_add(out, &code_point, sizeof code_point);
}

static void choose_text(const font_source *font, const order *o, buffer *out) {
    size_t known = o->all ? font_code_point_count(font) : 0;
    for (size_t i = 0; i < known; i++)
        add_code_point(out, font_code_point(font, i));
    const char *at = o->text ? o->text : sample, *end = at + strlen(at);
    while (known == 0 && at < end) {
        size_t size;
        add_code_point(out, utf8_read(at, end, &size));
        at += size;
    }
}

static int show(const font_source *font, const order *o, message *error) {
    buffer text = {0};
    sheet s = {0};
    choose_text(font, o, &text);
    const uint32_t *code_points = (const uint32_t *)(const void *)text.bytes;
    int result = -1;
    if (text.failed ||
        sheet_set(font, code_points, text.count / sizeof *code_points, o->width, &s) != 0)
        message_set(error, "%s: the text is too long for a panel", font_name(font));
    else if (o->png && sheet_write_png(&s, o->pitch, o->png) != 0)
        message_set(error, "%s: %s", o->png, strerror(errno));
    else if (!o->png)
        sheet_print(&s);
    if (error->text[0] == 0)
        result = output_finish(error);
    sheet_free(&s);
    buffer_free(&text);
    return result;
}

static int read_option(int option, order *o) {
    unsigned long long number;
    switch (option) {
    case OPTION_TEXT:
        o->text = optarg;
        return 0;
    case OPTION_PNG:
        o->png = optarg;
        return 0;
    case OPTION_WIDTH:
        if (read_number(VERB, "--width", optarg, 16, 4096, &number) != 0)
            return -1;
        o->width = (int)number;
        return 0;
    case OPTION_PITCH:
        if (read_number(VERB, "--pitch", optarg, 2, 32, &number) != 0)
            return -1;
        o->pitch = (int)number;
        return 0;
    default:
        return wrong_option(VERB);
    }
}

static int list_fonts(void) {
    message error = {""};
    for (size_t i = 0; font_builtin_name(i); i++)
        puts(font_builtin_name(i));
    return output_finish(&error) == 0 ? EXIT_GOOD : bad_input(&error);
}

static int run(const char *spec, const order *o) {
    message error = {""};
    char wrong[512];
    font_source *font = font_open_spec(spec, wrong, sizeof wrong);
    if (!font) {
        message_set(&error, "%s", wrong);
        return bad_input(&error);
    }
    int result = show(font, o, &error);
    font_close(font);
    return result == 0 ? EXIT_GOOD : bad_input(&error);
}

int verb_font(int argc, char **argv) {
    order o = {.width = 128, .pitch = 8};
    int option;
    const struct option options[] = {
        {"text", required_argument, NULL, OPTION_TEXT},
        {"all", no_argument, &o.all, 1},
        {"width", required_argument, NULL, OPTION_WIDTH},
        {"png", required_argument, NULL, OPTION_PNG},
        {"pitch", required_argument, NULL, OPTION_PITCH},
        {"list", no_argument, &o.list, 1},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (option != 0 && read_option(option, &o) != 0)
            return EXIT_WRONG_USAGE;
    }
    if (o.list)
        return list_fonts();
    if (argc - optind != 1)
        return wrong_usage(VERB, "expected one font");
    return run(argv[optind], &o);
}
