/* SPDX-License-Identifier: MIT */
#include "../../core/driver/max7219.h"

#include "max7219.h"
#include "panel_kind.h"

#include <stdlib.h>

enum {
    EDGE = 8,
    CLOCK_NANOSECONDS = 100, /* of the firmware's SPI: as fast as the chip can */
    PIN_CLOCK = 1,
    PIN_DATA = 2,
    PIN_LOAD = 4,
};

static const char *const pin_names[] = {"CLK", "DIN", "CS"};

typedef struct max7219_panel {
    panel base;
    moto_max7219 driver;
    max7219 chain;
    uint8_t *digits;
    uint32_t *row;
    int percent; /* as told ... */
    int set;     /* ... and as sent, -1 before */
} max7219_panel;

/* The bus: words to the chain and, when somebody watches, bits to the pins. */

static void bus_select(void *self, bool low) {
    max7219_panel *sign = self;
    max7219_load(&sign->chain, !low);
    sign->base.now += CLOCK_NANOSECONDS;
    panel_set_pins(&sign->base, low ? 0 : PIN_LOAD);
    sign->base.now += CLOCK_NANOSECONDS;
}

static void show_bit(panel *base, bool bit) {
    uint32_t data = bit ? PIN_DATA : 0;
    panel_set_pins(base, data);
    base->now += CLOCK_NANOSECONDS / 2;
    panel_set_pins(base, data | PIN_CLOCK);
    base->now += CLOCK_NANOSECONDS / 2;
    panel_set_pins(base, data);
}

static void bus_write16(void *self, uint16_t word) {
    max7219_panel *sign = self;
    max7219_word(&sign->chain, word);
    if (!sign->base.telling) {
        sign->base.now += 16 * CLOCK_NANOSECONDS;
        return;
    }
    for (int bit = 15; bit >= 0; bit--)
        show_bit(&sign->base, word >> bit & 1);
}

/* How the modules hang. */

typedef struct hanging {
    const char *name;
    uint8_t driver;        /* what the driver is told */
    uint8_t quarter_turns; /* what is true */
    bool mirrored;
} hanging;

static const hanging hangings[] = {
    {"fc16", MOTO_MAX7219_FC16, 0, false},
    {"parola", MOTO_MAX7219_PAROLA, 0, true},
    {"generic", MOTO_MAX7219_GENERIC, 3, false},
    {"icstation", MOTO_MAX7219_ICSTATION, 2, false},
    {"turned-right", MOTO_MAX7219_TURNED_RIGHT, 1, false},
};
static const char *const hanging_names[] = {"fc16",      "parola",       "generic",
                                            "icstation", "turned-right", NULL};

/* By the driver's chain flags. */
static const char *const chain_names[] = {"right-top",
                                          "left-top",
                                          "right-bottom",
                                          "left-bottom",
                                          "right-top-serpentine",
                                          "left-top-serpentine",
                                          "right-bottom-serpentine",
                                          "left-bottom-serpentine",
                                          NULL};

/* Walks along the cable, as the one does who hangs the sign. */
static void hang_modules(max7219 *chain, int width, int height, const hanging *how, int flags) {
    bool left = flags & MOTO_MAX7219_FROM_LEFT;
    bool bottom = flags & MOTO_MAX7219_FROM_BOTTOM;
    int across = width / EDGE, down = height / EDGE;
    int x = left ? 0 : across - 1, y = bottom ? down - 1 : 0;
    int step = left ? 1 : -1;
    int turns = how->quarter_turns;
    for (int chip = 0; chip < chain->chips; chip++) {
        chain->module[chip] = (max7219_module){(uint16_t)(x * EDGE), (uint16_t)(y * EDGE),
                                               (uint8_t)turns, how->mirrored};
        x += step;
        if (x >= 0 && x < across)
            continue;
        y += bottom ? -1 : 1;
        if (flags & MOTO_MAX7219_SERPENTINE) {
            step = -step;
            x += step;
            turns = (turns + 2) % 4;
        } else {
            x = left ? 0 : across - 1;
        }
    }
}

/* The firmware's loop and the light. */

/* The light of intensity i goes with 2 i + 1. */
static uint8_t intensity_for(int percent) {
    int intensity = percent * 31 / 200;
    return (uint8_t)(intensity > MOTO_MAX7219_INTENSITY_MAX ? MOTO_MAX7219_INTENSITY_MAX
                                                            : intensity);
}

static void set_brightness(max7219_panel *sign) {
    if (sign->set == sign->percent)
        return;
    moto_max7219_intensity(&sign->driver, intensity_for(sign->percent));
    moto_max7219_sleep(&sign->driver, sign->percent == 0);
    sign->set = sign->percent;
}

static void refresh(panel *base, const moto_source *source, uint64_t begin) {
    max7219_panel *sign = (max7219_panel *)base;
    if (base->introduce) {
        moto_max7219_restore(&sign->driver);
        sign->set = -1;
    }
    set_brightness(sign);
    moto_max7219_show(&sign->driver, source, panel_microseconds(begin));
}

static void shine(panel *base, const exposure *window, uint64_t from, uint64_t to) {
    const max7219_panel *sign = (max7219_panel *)base;
    max7219_shine(&sign->chain, window, from, to, base->lit, base->info.width);
}

static void develop(panel *base, const exposure *window, light *out) {
    size_t leds = (size_t)out->width * (size_t)out->height;
    for (size_t i = 0; i < leds; i++) {
        uint16_t red =
            exposure_light(window, base->lit[i], MAX7219_FULL_NUMERATOR, MAX7219_FULL_DENOMINATOR);
        out->leds[i] = (light_led){red, 0, 0};
    }
}

static void brightness(panel *base, int percent) {
    ((max7219_panel *)base)->percent = percent;
}

static void close_panel(panel *base) {
    max7219_panel *sign = (max7219_panel *)base;
    max7219_close(&sign->chain);
    free(sign->digits);
    free(sign->row);
}

static bool allocate(max7219_panel *sign, int width, int height) {
    sign->digits = malloc((size_t)MOTO_MAX7219_DIGITS(width, height));
    sign->row = malloc((size_t)MOTO_MAX7219_ROW(width) * sizeof *sign->row);
    bool chain = max7219_open(&sign->chain, width / EDGE * (height / EDGE));
    return sign->digits && sign->row && chain;
}

static panel *start(max7219_panel *sign, int width, int height, int module, int chain) {
    moto_max7219_config config = {
        .bus = {sign, bus_select, bus_write16},
        .width = (uint16_t)width,
        .height = (uint16_t)height,
        .module = hangings[module].driver,
        .chain = (uint8_t)chain,
        .digits = sign->digits,
        .row = sign->row,
    };
    sign->base.violations = &sign->chain.violations;
    sign->base.info.depth = PANEL_BITS;
    sign->base.info.levels = 1;
    sign->base.info.pin_names = pin_names;
    sign->base.info.pins = sizeof pin_names / sizeof *pin_names;
    sign->base.levels = PIN_LOAD;
    sign->set = -1;
    hang_modules(&sign->chain, width, height, &hangings[module], chain);
    max7219_clock_hertz(&sign->chain, 1000000000 / CLOCK_NANOSECONDS);
    moto_max7219_start(&sign->driver, &config);
    return &sign->base;
}

static panel *open_panel(const panel_kind *kind, int width, int height, panel_options *options) {
    int module = 0, chain = 0, hertz = 120;
    if (width % EDGE != 0 || height % EDGE != 0) {
        panel_say(options, "%dx%d: MAX7219 modules have 8x8 LEDs", width, height);
        return NULL;
    }
    if (!panel_option_name(options, "module", hanging_names, &module) ||
        !panel_option_name(options, "chain", chain_names, &chain) ||
        !panel_option_number(options, "refresh", 1, 1000, &hertz))
        return NULL;
    max7219_panel *sign = panel_new(kind, sizeof *sign, width, height, 1, options);
    if (!sign)
        return NULL;
    if (!allocate(sign, width, height))
        return panel_fail(&sign->base, options, "out of memory");
    sign->base.hertz = (uint32_t)hertz;
    return start(sign, width, height, module, chain);
}

const panel_kind panel_kind_max7219 = {
    .name = "max7219",
    .width = 128,
    .height = 32,
    .open = open_panel,
    .close = close_panel,
    .brightness = brightness,
    .refresh = refresh,
    .shine = shine,
    .develop = develop,
};
