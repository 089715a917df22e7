/* SPDX-License-Identifier: MIT
 *
 * Flip-dots and bulbs: the same column latch in two looks.
 */
#include "../../core/driver/columns.h"

#include "columns.h"
#include "panel_kind.h"

#include <stdlib.h>
#include <string.h>

enum {
    BIT_NANOSECONDS = 1000,
    PIN_CLOCK = 1,
    PIN_DATA = 2,
    PIN_LATCH = 4,
};

static const char *const pin_names[] = {"CLK", "DATA", "LATCH"};

static const light_led yellow_disc = {65535, 52000, 2500};
static const light_led warm_bulb = {65535, 36000, 12000};

typedef struct columns_panel {
    panel base;
    moto_columns driver;
    columns sign;
    uint8_t *bytes;
    uint32_t *row;
    light_led lit; /* a dot that is on */
    int percent;
} columns_panel;

static void tell_byte(panel *base, uint8_t byte) {
    for (int bit = 7; bit >= 0; bit--) {
        uint32_t data = byte >> bit & 1 ? PIN_DATA : 0;
        panel_set_pins(base, data);
        base->now += BIT_NANOSECONDS / 2;
        panel_set_pins(base, data | PIN_CLOCK);
        base->now += BIT_NANOSECONDS / 2;
    }
}

/* On the pins: two bytes of column number, then the column. */
static void bus_column(void *self, uint16_t x, const uint8_t *bytes, uint32_t count) {
    columns_panel *panel_of = self;
    panel *base = &panel_of->base;
    columns_set(&panel_of->sign, x, bytes, (int)count);
    tell_byte(base, (uint8_t)(x >> 8));
    tell_byte(base, (uint8_t)x);
    for (uint32_t i = 0; i < count; i++)
        tell_byte(base, bytes[i]);
    panel_set_pins(base, PIN_LATCH);
    base->now += BIT_NANOSECONDS;
    panel_set_pins(base, 0);
}

static void refresh(panel *base, const moto_source *source, uint64_t begin) {
    columns_panel *sign = (columns_panel *)base;
    moto_columns_config config = sign->driver.config;
    if (base->introduce)
        moto_columns_start(&sign->driver, &config);
    moto_columns_show(&sign->driver, source, panel_microseconds(begin));
}

static void shine(panel *base, const exposure *window, uint64_t from, uint64_t to) {
    const columns_panel *sign = (columns_panel *)base;
    for (int y = 0; y < base->info.height; y++) {
        uint32_t seen = exposure_seen(window, (uint32_t)y, from, to);
        for (int x = 0; x < base->info.width; x++)
            if (columns_dot(&sign->sign, x, y))
                base->lit[y * base->info.width + x] += seen;
    }
}

static uint16_t part(uint16_t colour, uint16_t level, int percent) {
    return (uint16_t)((uint64_t)colour * level / 65535 * (unsigned)percent / 100);
}

static void develop(panel *base, const exposure *window, light *out) {
    const columns_panel *sign = (columns_panel *)base;
    for (int i = 0; i < out->width * out->height; i++) {
        uint16_t level = exposure_light(window, base->lit[i], 1, 1);
        out->leds[i] = (light_led){part(sign->lit.red, level, sign->percent),
                                   part(sign->lit.green, level, sign->percent),
                                   part(sign->lit.blue, level, sign->percent)};
    }
}

/* The bulbs' supply, or the light that falls on the discs: not the firmware's business. */
static void brightness(panel *base, int percent) {
    ((columns_panel *)base)->percent = percent;
}

static void close_panel(panel *base) {
    columns_panel *sign = (columns_panel *)base;
    columns_close(&sign->sign);
    free(sign->bytes);
    free(sign->row);
}

static bool allocate(columns_panel *sign, int width, int height) {
    sign->bytes = malloc((size_t)MOTO_COLUMNS_BYTES(width, height));
    sign->row = malloc((size_t)MOTO_COLUMNS_ROW(width) * sizeof *sign->row);
    bool dots = columns_open(&sign->sign, width, height);
    return sign->bytes && sign->row && dots;
}

static panel *open_panel(const panel_kind *kind, int width, int height, panel_options *options) {
    bool discs = kind == &panel_kind_flipdot;
    int hertz = discs ? 30 : 60;
    if (!panel_option_number(options, "refresh", 1, 1000, &hertz))
        return NULL;
    columns_panel *sign = panel_new(kind, sizeof *sign, width, height, 1, options);
    if (!sign)
        return NULL;
    if (!allocate(sign, width, height))
        return panel_fail(&sign->base, options, "out of memory");
    moto_columns_config config = {.bus = {sign, bus_column},
                                  .width = (uint16_t)width,
                                  .height = (uint16_t)height,
                                  .bytes = sign->bytes,
                                  .row = sign->row};
    moto_columns_start(&sign->driver, &config);
    sign->lit = discs ? yellow_disc : warm_bulb;
    sign->base.hertz = (uint32_t)hertz;
    sign->base.violations = &sign->sign.violations;
    sign->base.info.depth = PANEL_BITS;
    sign->base.info.levels = 1;
    sign->base.info.pin_names = pin_names;
    sign->base.info.pins = sizeof pin_names / sizeof *pin_names;
    return &sign->base;
}

const panel_kind panel_kind_flipdot = {
    .name = "flipdot",
    .width = 112,
    .height = 16,
    .open = open_panel,
    .close = close_panel,
    .brightness = brightness,
    .refresh = refresh,
    .shine = shine,
    .develop = develop,
};

const panel_kind panel_kind_bulbs = {
    .name = "bulbs",
    .width = 128,
    .height = 16,
    .open = open_panel,
    .close = close_panel,
    .brightness = brightness,
    .refresh = refresh,
    .shine = shine,
    .develop = develop,
};
