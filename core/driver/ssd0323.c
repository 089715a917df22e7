/* SPDX-License-Identifier: MIT */
#include "ssd0323.h"

#include <string.h>

enum {
    SET_COLUMNS = 0x15,
    SET_ROWS = 0x75,
    SET_CONTRAST = 0x81,
    DISPLAY_OFF = 0xAE,
    DISPLAY_ON = 0xAF,
    GREY_MAX = 15,
};

static void command(const moto_ssd0323 *driver, const uint8_t *bytes, uint32_t count) {
    driver->config.bus.command(driver->config.bus.self, bytes, count);
}

/* Of a row: two LEDs a byte. */
static unsigned row_bytes(const moto_ssd0323 *driver) {
    return driver->config.width / 2u;
}

static uint8_t *next_row(const moto_ssd0323 *driver) {
    return driver->config.bytes + row_bytes(driver) * driver->config.height;
}

/* Luminance by the weights of ITU-R BT.709, in 1/256. */
static unsigned grey_of(const moto_colour *led) {
    uint32_t luminance = (led->red * 54u + led->green * 183u + led->blue * 19u) >> 8;
    return (luminance * GREY_MAX + 0x8000) >> 16;
}

static void draw_row(const moto_ssd0323 *driver, const moto_source *source, uint64_t time,
                     unsigned y) {
    const moto_colour *row = driver->config.row;
    uint8_t *next = next_row(driver);
    source->colours(source->self, time, y, driver->config.row);
    for (unsigned i = 0; i < row_bytes(driver); i++)
        next[i] = (uint8_t)(grey_of(&row[2 * i]) << 4 | grey_of(&row[2 * i + 1]));
}

static void send_stretch(const moto_ssd0323 *driver, unsigned y, unsigned from, unsigned to) {
    const uint8_t place[] = {SET_COLUMNS, (uint8_t)from, (uint8_t)(to - 1),
                             SET_ROWS,    (uint8_t)y,    (uint8_t)y};
    command(driver, place, sizeof place);
    driver->config.bus.data(driver->config.bus.self, next_row(driver) + from, to - from);
}

static void send_changes(const moto_ssd0323 *driver, unsigned y) {
    unsigned from = 0, to = row_bytes(driver);
    const uint8_t *next = next_row(driver);
    uint8_t *shown = driver->config.bytes + y * row_bytes(driver);
    while (from < to && shown[from] == next[from])
        from++;
    while (to > from && shown[to - 1] == next[to - 1])
        to--;
    if (from == to)
        return;
    send_stretch(driver, y, from, to);
    memcpy(shown + from, next + from, to - from);
}

static void set_up(const moto_ssd0323 *driver) {
    const uint8_t commands[] = {
        DISPLAY_OFF, 0xA0,
        0x52, /* left LED in the high nibble, row 0 on top */
        0xA1,        0x00,
        0xA2,        0x00,                                 /* from line 0, no offset */
        0xA4,                                              /* from memory, 15 is brightest */
        0xA8,        (uint8_t)(driver->config.height - 1), /* rows scanned */
        0x86,                                              /* full current */
        0xB1,        0x22,
        0xB2,        0x46,
        0xB3,        0x41, /* phases, row period, clock */
        0xB8,        0x01,
        0x11,        0x11,
        0x11,        0x11,
        0x11,        0x11,
        0x11, /* equal steps of grey */
        0xBC,        0x10,
        0xBE,        0x1C,
        0xBF,        0x0D, /* pre-charge and segment voltages */
    };
    command(driver, commands, sizeof commands);
}

moto_error moto_ssd0323_start(moto_ssd0323 *driver, const moto_ssd0323_config *config) {
    if (config->width < 2 || config->width > 128 || config->width % 2 != 0)
        return MOTO_ERR_RANGE;
    if (config->height < 16 || config->height > 80)
        return MOTO_ERR_RANGE;
    if (!config->bytes || !config->row)
        return MOTO_ERR_MEMORY;
    driver->config = *config;
    set_up(driver);
    moto_ssd0323_contrast(driver, config->contrast);
    memset(config->bytes, 0, MOTO_SSD0323_BYTES((size_t)config->width, config->height));
    for (unsigned y = 0; y < config->height; y++)
        send_stretch(driver, y, 0, row_bytes(driver));
    moto_ssd0323_sleep(driver, false);
    return MOTO_OK;
}

void moto_ssd0323_show(moto_ssd0323 *driver, const moto_source *source, uint64_t time) {
    for (unsigned y = 0; y < driver->config.height; y++) {
        draw_row(driver, source, time, y);
        send_changes(driver, y);
    }
}

void moto_ssd0323_contrast(moto_ssd0323 *driver, uint8_t contrast) {
    const uint8_t bytes[] = {SET_CONTRAST, contrast > 127 ? 127 : contrast};
    driver->config.contrast = bytes[1];
    command(driver, bytes, sizeof bytes);
}

void moto_ssd0323_sleep(moto_ssd0323 *driver, bool asleep) {
    uint8_t byte = asleep ? DISPLAY_OFF : DISPLAY_ON;
    command(driver, &byte, 1);
}
