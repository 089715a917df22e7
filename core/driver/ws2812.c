/* SPDX-License-Identifier: MIT */
#include "ws2812.h"

#include <stddef.h>

enum {
    LEVEL_MAX = 255,
};

void moto_ws2812_code(uint8_t byte, uint8_t coded[3]) {
    uint32_t line = 0;
    for (int bit = 7; bit >= 0; bit--)
        line = line << 3 | (byte >> bit & 1 ? 6u : 4u);
    coded[0] = (uint8_t)(line >> 16);
    coded[1] = (uint8_t)(line >> 8);
    coded[2] = (uint8_t)line;
}

/* `brightness` in 1/65536. */
static uint8_t level_of(uint16_t value, uint32_t brightness) {
    uint64_t light = (uint64_t)value * brightness >> 16;
    return (uint8_t)((light * LEVEL_MAX + 0x8000) >> 16);
}

/* Microamperes of the LEDs' colours at full brightness. */
static uint64_t colours_current(const moto_ws2812 *driver, const moto_source *source,
                                uint64_t time) {
    uint64_t light = 0;
    for (uint32_t y = 0; y < driver->config.height; y++) {
        source->colours(source->self, time, y, driver->config.row);
        for (uint32_t x = 0; x < driver->config.width; x++) {
            const moto_colour *led = &driver->config.row[x];
            light += (uint32_t)led->red + led->green + led->blue;
        }
    }
    return light * MOTO_WS2812_COLOUR_UA / 65535;
}

static uint32_t leds(const moto_ws2812 *driver) {
    return (uint32_t)driver->config.width * driver->config.height;
}

/* The brightness, less when the supply would not bear it. Rounding up of levels may cost half a
 * level an LED, which is kept back. */
static uint32_t bearable(const moto_ws2812 *driver, const moto_source *source, uint64_t time) {
    uint32_t wanted = (uint32_t)driver->config.brightness << 8;
    if (driver->config.limit_ma == 0)
        return wanted;
    uint64_t current = colours_current(driver, source, time);
    uint64_t kept = (uint64_t)leds(driver) *
                    (MOTO_WS2812_IDLE_UA + 3 * MOTO_WS2812_COLOUR_UA / (2 * LEVEL_MAX));
    uint64_t limit = (uint64_t)driver->config.limit_ma * 1000;
    uint64_t left = limit > kept ? limit - kept : 0;
    if (current * wanted >> 16 <= left)
        return wanted;
    return (uint32_t)(left * 65536 / current);
}

static void send_led(const moto_ws2812 *driver, const moto_colour *led) {
    const moto_ws2812_bus *bus = &driver->config.bus;
    uint8_t coded[MOTO_WS2812_LED_BYTES];
    moto_ws2812_code(level_of(led->green, driver->dimmed), coded);
    moto_ws2812_code(level_of(led->red, driver->dimmed), coded + 3);
    moto_ws2812_code(level_of(led->blue, driver->dimmed), coded + 6);
    bus->write(bus->self, coded, sizeof coded);
}

static uint32_t turned(uint32_t index, uint32_t count, bool back) {
    return back ? count - 1 - index : index;
}

static void send_rows(const moto_ws2812 *driver, const moto_source *source, uint64_t time) {
    const moto_ws2812_config *config = &driver->config;
    bool back = config->chain & MOTO_WS2812_FROM_RIGHT;
    for (uint32_t line = 0; line < config->height; line++) {
        uint32_t y = turned(line, config->height, config->chain & MOTO_WS2812_FROM_BOTTOM);
        source->colours(source->self, time, y, config->row);
        for (uint32_t i = 0; i < config->width; i++)
            send_led(driver, &config->row[turned(i, config->width, back)]);
        if (config->chain & MOTO_WS2812_SERPENTINE)
            back = !back;
    }
}

/* Asks for every row once per column: time for memory, as such matrices are small. */
static void send_columns(const moto_ws2812 *driver, const moto_source *source, uint64_t time) {
    const moto_ws2812_config *config = &driver->config;
    bool up = config->chain & MOTO_WS2812_FROM_BOTTOM;
    for (uint32_t line = 0; line < config->width; line++) {
        uint32_t x = turned(line, config->width, config->chain & MOTO_WS2812_FROM_RIGHT);
        for (uint32_t i = 0; i < config->height; i++) {
            source->colours(source->self, time, turned(i, config->height, up), config->row);
            send_led(driver, &config->row[x]);
        }
        if (config->chain & MOTO_WS2812_SERPENTINE)
            up = !up;
    }
}

moto_error moto_ws2812_start(moto_ws2812 *driver, const moto_ws2812_config *config) {
    if (config->width < 1 || config->height < 1)
        return MOTO_ERR_RANGE;
    if (config->brightness > MOTO_WS2812_BRIGHTNESS_MAX)
        return MOTO_ERR_RANGE;
    if (!config->row)
        return MOTO_ERR_MEMORY;
    driver->config = *config;
    driver->dimmed = 0;
    uint64_t idle = (uint64_t)leds(driver) * MOTO_WS2812_IDLE_UA;
    bool limited = config->limit_ma > 0;
    if (limited && (uint64_t)config->limit_ma * 1000 < idle)
        return MOTO_ERR_RANGE;
    return MOTO_OK;
}

void moto_ws2812_show(moto_ws2812 *driver, const moto_source *source, uint64_t time) {
    driver->dimmed = bearable(driver, source, time);
    if (driver->config.chain & MOTO_WS2812_COLUMNS)
        send_columns(driver, source, time);
    else
        send_rows(driver, source, time);
    driver->config.bus.rest(driver->config.bus.self);
}

void moto_ws2812_brightness(moto_ws2812 *driver, uint16_t brightness) {
    if (brightness > MOTO_WS2812_BRIGHTNESS_MAX)
        brightness = MOTO_WS2812_BRIGHTNESS_MAX;
    driver->config.brightness = brightness;
}
