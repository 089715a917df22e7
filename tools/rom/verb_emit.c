/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include "emit.h"
#include "opened.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERB       "emit"
#define NAME_BYTES 64

static const char help[] =
    "Usage: motograph-rom emit FILE.rom --as c|bin|hex|uf2 -o OUT [OPTION]...\n"
    "       motograph-rom emit --model MODEL --as c|bin|hex|uf2 -o OUT [OPTION]...\n"
    "Write a ROM, or a text model, in a form that firmware takes.\n\n"
    "      --as c         a C source OUT.c and its header OUT.h, for C11 and C++\n"
    "           bin       the bytes as they are\n"
    "           hex       Intel HEX\n"
    "           uf2       UF2, for boot loaders that look like a disk\n"
    "  -o, --output FILE  where it goes; \"-\" is standard output (not for c)\n"
    "      --base ADDRESS where the ROM lies in flash, for hex and uf2; 0 when not given\n"
    "      --family ID    for uf2: a number, or rp2040, rp2350, samd21, samd51, nrf52840, "
    "stm32f4,\n"
    "                     esp32s2, esp32s3\n"
    "      --model MODEL  the text model of that name or file, instead of a ROM; with c, it is a\n"
    "                     moto_model that is open already\n"
    "      --name NAME    for c: the array's name; else news_rom or news_model for news.c\n"
    "      --help         this text\n\n"
    "Examples:\n"
    "  motograph-rom emit news.rom --as c -o news.c\n"
    "  motograph-rom emit news.rom --as uf2 --base 0x10100000 --family rp2040 -o news.uf2\n"
    "  motograph-rom emit --model en-8k --as c -o en_8k.c\n";

enum {
    OPTION_AS = 256,
    OPTION_BASE,
    OPTION_FAMILY,
    OPTION_MODEL,
    OPTION_NAME,
    OPTION_HELP
};

typedef enum form {
    FORM_NONE,
    FORM_C,
    FORM_BIN,
    FORM_HEX,
    FORM_UF2,
} form;

typedef struct order {
    form form;
    const char *output, *name, *model;
    uint32_t base, family;
} order;

static int read_form(const char *text, form *out) {
    static const char *const names[] = {"", "c", "bin", "hex", "uf2"};
    for (int i = FORM_C; i <= FORM_UF2; i++)
        if (strcmp(text, names[i]) == 0)
            *out = (form)i;
    if (*out != FORM_NONE)
        return 0;
    return wrong_usage(VERB, "--as is \"%s\"; expected c, bin, hex or uf2", text);
}

/* The numbers that boot loaders know themselves by. */
static int read_family(const char *text, uint32_t *out) {
    static const struct {
        const char *name;
        uint32_t family;
    } families[] = {
        {"rp2040", 0xE48BFF56},  {"rp2350", 0xE48BFF59},   {"samd21", 0x68ED2B88},
        {"samd51", 0x55114460},  {"nrf52840", 0xADA52840}, {"stm32f4", 0x57755A57},
        {"esp32s2", 0xBFDD4EEE}, {"esp32s3", 0xC47E5767},
    };
    unsigned long long number;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (strcmp(text, families[i].name) == 0) {
            *out = families[i].family;
            return 0;
        }
    }
    if (read_number(VERB, "--family", text, 1, UINT32_MAX, &number) != 0)
        return -1;
    *out = (uint32_t)number;
    return 0;
}

static bool is_name(const char *text) {
    for (size_t i = 0; text[i]; i++) {
        bool letter = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
                      text[i] == '_';
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (!letter && (i == 0 || !digit))
            return false;
    }
    return *text != 0 && strlen(text) < NAME_BYTES;
}

static int read_option(int option, order *o) {
    unsigned long long number;
    switch (option) {
    case 'o':
        o->output = optarg;
        return 0;
    case OPTION_AS:
        return read_form(optarg, &o->form);
    case OPTION_BASE:
        if (read_number(VERB, "--base", optarg, 0, UINT32_MAX, &number) != 0)
            return -1;
        o->base = (uint32_t)number;
        return 0;
    case OPTION_FAMILY:
        return read_family(optarg, &o->family);
    case OPTION_MODEL:
        o->model = optarg;
        return 0;
    case OPTION_NAME:
        o->name = optarg;
        return is_name(optarg) ? 0
                               : wrong_usage(VERB, "--name is \"%s\"; expected a C name", optarg);
    default:
        return wrong_option(VERB);
    }
}

/* What is written. */
typedef struct matter {
    const char *name;
    const uint8_t *bytes;
    size_t size;
    const moto_model *model; /* null: a ROM */
} matter;

/* "path/news-1.c" -> "news_1_rom", which is no word of C; "en-8k.c" -> "en_8k_model" */
static void name_of(const char *path, const char *end, char name[NAME_BYTES]) {
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    size_t count = 0;
    if (*base >= '0' && *base <= '9')
        name[count++] = '_';
    for (; *base && *base != '.' && count + 7 < NAME_BYTES; base++) {
        char letter[2] = {*base, 0};
        bool digit = *base >= '0' && *base <= '9';
        name[count++] = is_name(letter) || digit ? *base : '_';
    }
    memcpy(name + count, end, strlen(end) + 1);
}

static int write_out(const char *path, buffer *out, message *error) {
    int result = out->failed ? message_no_memory(error, path)
                             : output_write(path, out->bytes, out->count, error);
    buffer_free(out);
    return result;
}

static int write_c(const matter *what, const order *o, message *error) {
    size_t length = strlen(o->output);
    char made[NAME_BYTES], *header = malloc(length + 3);
    buffer text = {0}, source = {0};
    if (!header)
        return message_no_memory(error, o->output);
    memcpy(header, o->output, length + 1);
    memcpy(header + length - 2, ".h", 3);
    name_of(o->output, what->model ? "_model" : "_rom", made);
    const char *name = o->name ? o->name : made, *slash = strrchr(header, '/');
    const char *included = slash ? slash + 1 : header;
    if (what->model) {
        emit_c_model_header(name, &text);
        emit_c_model_source(what->model, name, included, &source);
    } else {
        emit_c_header(name, what->size, &text);
        emit_c_source(what->bytes, what->size, name, included, &source);
    }
    int result = write_out(o->output, &source, error);
    if (result == 0 && write_out(header, &text, error) != 0) {
        remove(o->output);
        result = -1;
    }
    buffer_free(&text);
    free(header);
    return result;
}

static int write_form(const matter *what, const order *o, message *error) {
    buffer out = {0};
    bool addressed = o->form == FORM_HEX || o->form == FORM_UF2;
    if (addressed && what->size > UINT64_C(0x100000000) - o->base)
        return message_set(error, "%s: does not fit below the end of 32-bit addresses", what->name);
    switch (o->form) {
    case FORM_C:
        return write_c(what, o, error);
    case FORM_HEX:
        emit_hex(what->bytes, what->size, o->base, &out);
        break;
    case FORM_UF2:
        emit_uf2(what->bytes, what->size, o->base, o->family, &out);
        break;
    default:
        buffer_add(&out, what->bytes, what->size);
        break;
    }
    return write_out(o->output, &out, error);
}

static int write_rom(const char *path, const order *o, message *error) {
    opened rom;
    if (opened_read(path, NULL, &rom, error) != 0)
        return -1;
    int result = write_form(&(matter){rom.name, rom.bytes, rom.size, NULL}, o, error);
    opened_free(&rom);
    return result;
}

static int write_model(const order *o, message *error) {
    models ours;
    if (models_open(o->model, &ours, error) != 0)
        return -1;
    int index = models_find(&ours, o->model), result = -1;
    if (index < 0) {
        message_set(error, "%s: expected the name or the file of a text model", o->model);
    } else {
        const moto_model *model = &ours.list[index];
        result = write_form(&(matter){o->model, model->bytes, model->size, model}, o, error);
    }
    models_close(&ours);
    return result;
}

static int check(const order *o) {
    if (o->form == FORM_NONE)
        return wrong_usage(VERB, "say --as c, bin, hex or uf2");
    if (!o->output)
        return wrong_usage(VERB, "no output: say -o FILE");
    size_t length = strlen(o->output);
    if (o->form == FORM_C && (length < 3 || strcmp(o->output + length - 2, ".c") != 0))
        return wrong_usage(VERB, "the output is \"%s\"; a C source ends with .c", o->output);
    return 0;
}

int verb_emit(int argc, char **argv) {
    order o = {0};
    int option;
    const struct option options[] = {
        {"as", required_argument, NULL, OPTION_AS},
        {"output", required_argument, NULL, 'o'},
        {"base", required_argument, NULL, OPTION_BASE},
        {"family", required_argument, NULL, OPTION_FAMILY},
        {"model", required_argument, NULL, OPTION_MODEL},
        {"name", required_argument, NULL, OPTION_NAME},
        {"help", no_argument, NULL, OPTION_HELP},
        {0},
    };
    while ((option = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
        if (option == OPTION_HELP) {
            fputs(help, stdout);
            return EXIT_GOOD;
        }
        if (read_option(option, &o) != 0)
            return EXIT_WRONG_USAGE;
    }
    if (check(&o) != 0)
        return EXIT_WRONG_USAGE;
    if (argc - optind != (o.model ? 0 : 1))
        return wrong_usage(VERB, "expected one ROM, or --model alone");
    message error = {""};
    int result = o.model ? write_model(&o, &error) : write_rom(argv[optind], &o, &error);
    return result == 0 ? EXIT_GOOD : bad_input(&error);
}
