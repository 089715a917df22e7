/* SPDX-License-Identifier: MIT */
#include "../../core/driver/ws2812.h"

#include "panel_kind.h"
#include "ws2812.h"

#include <stdlib.h>

enum {
    BIT_NANOSECONDS = 1000000000 / MOTO_WS2812_CLOCK_HERTZ + 1, /* of the SPI port */
    REST_NANOSECONDS = 300000,
    LED_NANOSECONDS = BIT_NANOSECONDS * 8 * MOTO_WS2812_LED_BYTES,
};

static const char *const pin_names[] = {"DIN"};

typedef struct ws2812_panel {
    panel base;
    moto_ws2812 driver;
    ws2812 chain;
    moto_colour *row;
    uint32_t high, low; /* the pulse that is on the line, nanoseconds */
} ws2812_panel;

/* ---- The bus: an SPI port's data pin --------------------------------------------------------- */

static void end_pulse(ws2812_panel *sign) {
    if (sign->high > 0)
        ws2812_pulse(&sign->chain, sign->high, sign->low);
    sign->high = sign->low = 0;
}

static void line_bit(ws2812_panel *sign, bool high) {
    panel_set_pins(&sign->base, high);
    if (high && sign->low > 0)
        end_pulse(sign);
    if (high)
        sign->high += BIT_NANOSECONDS;
    else
        sign->low += BIT_NANOSECONDS;
    sign->base.now += BIT_NANOSECONDS;
}

static void bus_write(void *self, const uint8_t *bytes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        for (int bit = 7; bit >= 0; bit--)
            line_bit(self, bytes[i] >> bit & 1);
}

static void bus_rest(void *self) {
    ws2812_panel *sign = self;
    panel_set_pins(&sign->base, 0);
    sign->low += REST_NANOSECONDS;
    sign->base.now += REST_NANOSECONDS;
    end_pulse(sign);
}

/* ---- Light ----------------------------------------------------------------------------------- */

/* The LED at x, y, counted along the cable as it lies. */
static int led_at(const ws2812_panel *sign, int x, int y) {
    int flags = sign->driver.config.chain;
    int width = sign->base.info.width, height = sign->base.info.height;
    if (flags & MOTO_WS2812_FROM_RIGHT)
        x = width - 1 - x;
    if (flags & MOTO_WS2812_FROM_BOTTOM)
        y = height - 1 - y;
    bool columns = flags & MOTO_WS2812_COLUMNS;
    int line = columns ? x : y;
    int place = columns ? y : x;
    int length = columns ? height : width;
    if (flags & MOTO_WS2812_SERPENTINE && line % 2 == 1)
        place = length - 1 - place;
    return line * length + place;
}

static void refresh(panel *base, const moto_source *source, uint64_t begin) {
    ws2812_panel *sign = (ws2812_panel *)base;
    moto_ws2812_show(&sign->driver, source, panel_microseconds(begin));
}

static void shine(panel *base, const exposure *window, uint64_t from, uint64_t to) {
    ws2812_panel *sign = (ws2812_panel *)base;
    uint32_t *sums = base->lit;
    for (int y = 0; y < base->info.height; y++)
        for (int x = 0; x < base->info.width; x++, sums += 3) {
            int led = led_at(sign, x, y);
            for (int colour = 0; colour < 3; colour++)
                sums[colour] +=
                    ws2812_seen(&sign->chain, led, colour, window, (uint32_t)y, from, to);
        }
}

static void develop(panel *base, const exposure *window, light *out) {
    const uint32_t *sums = base->lit;
    for (int i = 0; i < out->width * out->height; i++, sums += 3)
        out->leds[i] = (light_led){exposure_light(window, sums[1], 1, 1),
                                   exposure_light(window, sums[0], 1, 1),
                                   exposure_light(window, sums[2], 1, 1)};
}

static void brightness(panel *base, int percent) {
    int level = (percent * MOTO_WS2812_BRIGHTNESS_MAX + 99) / 100;
    moto_ws2812_brightness(&((ws2812_panel *)base)->driver, (uint16_t)level);
}

/* ---- Opening --------------------------------------------------------------------------------- */

static void close_panel(panel *base) {
    ws2812_panel *sign = (ws2812_panel *)base;
    ws2812_close(&sign->chain);
    free(sign->row);
}

/* By the driver's chain flags. */
static const char *const chain_names[] = {"left-top",
                                          "right-top",
                                          "left-bottom",
                                          "right-bottom",
                                          "left-top-columns",
                                          "right-top-columns",
                                          "left-bottom-columns",
                                          "right-bottom-columns",
                                          "left-top-serpentine",
                                          "right-top-serpentine",
                                          "left-bottom-serpentine",
                                          "right-bottom-serpentine",
                                          "left-top-columns-serpentine",
                                          "right-top-columns-serpentine",
                                          "left-bottom-columns-serpentine",
                                          "right-bottom-columns-serpentine",
                                          NULL};

/* How often a picture can be sent, 120 times a second at most. */
static int fastest(int leds) {
    long hertz = 1000000000L / ((long)leds * LED_NANOSECONDS + REST_NANOSECONDS);
    return hertz > 120 ? 120 : hertz > 60 ? 60 : hertz > 30 ? 30 : (int)hertz;
}

static panel *open_panel(const panel_kind *kind, int width, int height, panel_options *options) {
    int chain = MOTO_WS2812_SERPENTINE, limit = 0, supply = 0;
    if (width * height > 16384) {
        panel_say(options, "%dx%d: a chain of more than 16384 LEDs takes half a second", width,
                  height);
        return NULL;
    }
    int hertz = fastest(width * height);
    if (!panel_option_name(options, "chain", chain_names, &chain) ||
        !panel_option_number(options, "limit", 0, 1000000, &limit) ||
        !panel_option_number(options, "supply", 0, 1000000, &supply) ||
        !panel_option_number(options, "refresh", 1, hertz, &hertz))
        return NULL;
    ws2812_panel *sign = panel_new(kind, sizeof *sign, width, height, 3, options);
    if (!sign)
        return NULL;
    sign->row = malloc((size_t)width * sizeof *sign->row);
    if (!ws2812_open(&sign->chain, width * height, (uint32_t)supply) || !sign->row)
        return panel_fail(&sign->base, options, "out of memory");
    moto_ws2812_config config = {.bus = {sign, bus_write, bus_rest},
                                 .width = (uint16_t)width,
                                 .height = (uint16_t)height,
                                 .chain = (uint8_t)chain,
                                 .brightness = MOTO_WS2812_BRIGHTNESS_MAX,
                                 .limit_ma = (uint32_t)limit,
                                 .row = sign->row};
    if (moto_ws2812_start(&sign->driver, &config) != MOTO_OK)
        return panel_fail(&sign->base, options, "limit= is less than the dark LEDs take");
    sign->base.hertz = (uint32_t)hertz;
    sign->base.violations = &sign->chain.violations;
    sign->base.info.depth = PANEL_COLOURS;
    sign->base.info.levels = 255;
    sign->base.info.pin_names = pin_names;
    sign->base.info.pins = sizeof pin_names / sizeof *pin_names;
    return &sign->base;
}

const panel_kind panel_kind_ws2812 = {
    .name = "ws2812",
    .width = 32,
    .height = 8,
    .open = open_panel,
    .close = close_panel,
    .brightness = brightness,
    .refresh = refresh,
    .shine = shine,
    .develop = develop,
};
