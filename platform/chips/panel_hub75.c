/* SPDX-License-Identifier: MIT */
#include "../../core/driver/hub75.h"

#include "hub75.h"
#include "panel_kind.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    GUARD_TICKS = 2,
    PIN_CLOCK = 1 << 13,
};

static const char *const pin_names[] = {"R1", "G1", "B1", "R2", "G2",  "B2", "A",
                                        "B",  "C",  "D",  "E",  "LAT", "OE", "CLK"};

typedef struct hub75_panel {
    panel base;
    moto_hub75 driver;
    hub75 chips;
    uint16_t *words;
    moto_colour *row;
} hub75_panel;

/* The bus: words to the panels and, when somebody watches, edges to the pins. */

static void tell_words(panel *base, uint32_t tick, const uint16_t *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        panel_set_pins(base, words[i]);
        base->now += tick / 2;
        panel_set_pins(base, words[i] | PIN_CLOCK);
        base->now += tick - tick / 2;
    }
}

static void bus_clock(void *self, const uint16_t *words, uint32_t count) {
    hub75_panel *sign = self;
    hub75_clock(&sign->chips, words, count);
    if (sign->base.telling)
        tell_words(&sign->base, sign->chips.tick_nanoseconds, words, count);
}

static void bus_hold(void *self, uint16_t pins, uint32_t ticks) {
    hub75_panel *sign = self;
    hub75_hold(&sign->chips, pins, ticks);
    panel_set_pins(&sign->base, pins);
    sign->base.now += (uint64_t)ticks * sign->chips.tick_nanoseconds;
}

static void refresh(panel *base, const moto_source *source, uint64_t begin) {
    hub75_panel *sign = (hub75_panel *)base;
    hub75_time(&sign->chips, begin);
    moto_hub75_refresh(&sign->driver, source, panel_microseconds(begin));
}

static void begin_exposure(panel *base, const exposure *window) {
    hub75_panel *sign = (hub75_panel *)base;
    moto_hub75_compensate(&sign->driver, base->compensated);
    hub75_watch(&sign->chips, window);
}

static void develop(panel *base, const exposure *window, light *out) {
    (void)window;
    hub75_develop(&((hub75_panel *)base)->chips, out);
}

static void brightness(panel *base, int percent) {
    int level = percent * MOTO_HUB75_BRIGHTNESS_MAX / 100;
    if (percent > 0 && level == 0)
        level = 1;
    moto_hub75_brightness(&((hub75_panel *)base)->driver, (uint16_t)level);
}

static void close_panel(panel *base) {
    hub75_panel *sign = (hub75_panel *)base;
    hub75_close(&sign->chips);
    free(sign->words);
    free(sign->row);
}

/* What a specification's options say. */
typedef struct wishes {
    hub75_shape shape;
    int planes;
    int megahertz;
    int hertz;
} wishes;

static bool read_panel_size(hub75_shape *shape, panel_options *options) {
    char text[24];
    shape->panel_width = shape->width % 64 == 0 ? 64 : shape->width;
    shape->panel_height = shape->height % 64 == 0 ? 64 : shape->height;
    if (!panel_option(options, "panel", text, sizeof text))
        return true;
    int used = 0;
    if (sscanf(text, "%4dx%4d%n", &shape->panel_width, &shape->panel_height, &used) == 2 &&
        text[used] == '\0' && shape->panel_width > 0 && shape->panel_height > 1)
        return true;
    panel_say(options, "panel=%s: must be WIDTHxHEIGHT of one panel of the sign", text);
    return false;
}

static bool read_shape(hub75_shape *shape, panel_options *options) {
    static const char *const layouts[] = {"straight", "serpentine", NULL};
    int layout = 0;
    if (!read_panel_size(shape, options))
        return false;
    shape->scan = shape->panel_height / 2;
    if (!panel_option_number(options, "scan", 1, 32, &shape->scan) ||
        !panel_option_number(options, "fold", 1, 4096, &shape->fold_columns) ||
        !panel_option_name(options, "layout", layouts, &layout))
        return false;
    shape->serpentine = layout == 1;
    return true;
}

static bool read_wishes(wishes *want, bool *compensated, panel_options *options) {
    static const char *const switches[] = {"off", "on", NULL};
    int compensate = 1;
    if (!read_shape(&want->shape, options) ||
        !panel_option_number(options, "planes", 1, MOTO_HUB75_PLANES_MAX, &want->planes) ||
        !panel_option_number(options, "clock", 1, 100, &want->megahertz) ||
        !panel_option_number(options, "refresh", 10, 2000, &want->hertz) ||
        !panel_option_name(options, "compensate", switches, &compensate))
        return false;
    *compensated = compensate == 1;
    return true;
}

static moto_hub75_config driver_config(hub75_panel *sign, const wishes *want) {
    const hub75_shape *shape = &want->shape;
    return (moto_hub75_config){
        .bus = {sign, bus_clock, bus_hold},
        .width = (uint16_t)shape->width,
        .height = (uint16_t)shape->height,
        .panel_width = (uint16_t)shape->panel_width,
        .panel_height = (uint16_t)shape->panel_height,
        .scan = (uint8_t)shape->scan,
        .fold_columns = (uint16_t)shape->fold_columns,
        .serpentine = shape->serpentine,
        .planes = (uint8_t)want->planes,
        .brightness = MOTO_HUB75_BRIGHTNESS_MAX,
        .clock_hertz = (uint32_t)want->megahertz * 1000000,
        .refresh_hertz = (uint16_t)want->hertz,
        .guard = GUARD_TICKS,
        .words = sign->words,
        .row = sign->row,
    };
}

static bool start_driver(hub75_panel *sign, const wishes *want, const panel_options *options) {
    const hub75_shape *shape = &want->shape;
    /* At most height / 2 rows share a line of the chain, whatever the shape. */
    size_t chain = (size_t)shape->width * (size_t)shape->height;
    sign->words = malloc(MOTO_HUB75_WORDS(chain) * sizeof *sign->words);
    sign->row = malloc((size_t)shape->width * sizeof *sign->row);
    moto_hub75_config config = driver_config(sign, want);
    switch (moto_hub75_start(&sign->driver, &config)) {
    case MOTO_OK:
        return true;
    case MOTO_ERR_MEMORY:
        panel_say(options, "out of memory");
        return false;
    case MOTO_ERR_LIMIT:
        panel_say(options, "a clock of %d MHz is too slow for %d planes at %d Hz", want->megahertz,
                  want->planes, want->hertz);
        return false;
    default:
        panel_say(
            options,
            "%dx%d: no HUB75 sign of %dx%d panels with 1/%d scan; give panel=, scan= or fold=",
            shape->width, shape->height, shape->panel_width, shape->panel_height, shape->scan);
        return false;
    }
}

static panel *open_panel(const panel_kind *kind, int width, int height, panel_options *options) {
    wishes want = {
        .shape = {.width = width, .height = height}, .planes = 8, .megahertz = 20, .hertz = 120};
    bool compensated = true;
    if (!read_wishes(&want, &compensated, options))
        return NULL;
    hub75_panel *sign = panel_new(kind, sizeof *sign, width, height, 1, options);
    if (!sign)
        return NULL;
    if (!start_driver(sign, &want, options)) {
        panel_close(&sign->base);
        return NULL;
    }
    if (!hub75_open(&sign->chips, &want.shape, (uint32_t)want.megahertz * 1000000))
        return panel_fail(&sign->base, options, "out of memory");
    sign->base.hertz = (uint32_t)want.hertz;
    sign->base.compensated = compensated;
    sign->base.violations = &sign->chips.violations;
    panel_info *info = &sign->base.info;
    info->depth = PANEL_COLOURS;
    info->levels = (1 << want.planes) - 1;
    info->skewed = true;
    info->pin_names = pin_names;
    info->pins = sizeof pin_names / sizeof *pin_names;
    sign->base.levels = MOTO_HUB75_OE;
    return &sign->base;
}

const panel_kind panel_kind_hub75 = {
    .name = "hub75",
    .width = 192,
    .height = 32,
    .open = open_panel,
    .close = close_panel,
    .brightness = brightness,
    .refresh = refresh,
    .begin = begin_exposure,
    .develop = develop,
};
