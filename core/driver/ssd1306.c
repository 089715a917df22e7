/* SPDX-License-Identifier: MIT */
#include "ssd1306.h"

#include <string.h>

enum {
    SET_COLUMN_LOW = 0x00,
    SET_COLUMN_HIGH = 0x10,
    SET_CONTRAST = 0x81,
    DISPLAY_OFF = 0xAE,
    DISPLAY_ON = 0xAF,
    SET_PAGE = 0xB0,
    PAGE_ROWS = 8,
};

static void command(const moto_ssd1306 *driver, const uint8_t *bytes, uint32_t count) {
    driver->config.bus.command(driver->config.bus.self, bytes, count);
}

static void send_stretch(const moto_ssd1306 *driver, unsigned page, unsigned from,
                         const uint8_t *bytes, unsigned count) {
    unsigned column = from + driver->config.column_offset;
    const uint8_t place[] = {(uint8_t)(SET_PAGE | page), (uint8_t)(SET_COLUMN_LOW | (column & 15)),
                             (uint8_t)(SET_COLUMN_HIGH | column >> 4)};
    command(driver, place, sizeof place);
    driver->config.bus.data(driver->config.bus.self, bytes, count);
}

/* The page that is being drawn lies behind the ones that are shown. */
static uint8_t *next_page(const moto_ssd1306 *driver) {
    return driver->config.bytes + (uint32_t)driver->config.width * (driver->config.height / 8u);
}

static void draw_page(const moto_ssd1306 *driver, const moto_source *source, uint64_t time,
                      unsigned page) {
    const uint32_t *row = driver->config.row;
    uint8_t *next = next_page(driver);
    memset(next, 0, driver->config.width);
    for (unsigned bit = 0; bit < PAGE_ROWS; bit++) {
        source->bits(source->self, time, page * PAGE_ROWS + bit, driver->config.row);
        for (unsigned x = 0; x < driver->config.width; x++)
            next[x] |= (uint8_t)((row[x / 32] >> x % 32 & 1u) << bit);
    }
}

static void send_changes(const moto_ssd1306 *driver, unsigned page) {
    unsigned width = driver->config.width;
    const uint8_t *next = next_page(driver);
    uint8_t *shown = driver->config.bytes + page * width;
    unsigned from = 0, to = width;
    while (from < to && shown[from] == next[from])
        from++;
    while (to > from && shown[to - 1] == next[to - 1])
        to--;
    if (from == to)
        return;
    send_stretch(driver, page, from, next + from, to - from);
    memcpy(shown + from, next + from, to - from);
}

static void set_up(const moto_ssd1306 *driver) {
    const moto_ssd1306_config *config = &driver->config;
    bool tall = config->height > 32;
    const uint8_t common[] = {
        DISPLAY_OFF, 0xD5,
        0x80,                                       /* clock */
        0xA8,        (uint8_t)(config->height - 1), /* rows scanned */
        0xD3,        0x00,                          /* no offset */
        0x40,                                       /* from line 0 */
        0xA1,        0xC8,                          /* column 127 at the left, row 0 on top */
        0xDA,        tall ? 0x12 : 0x02,            /* how the rows are wired */
        0xD9,        0xF1,                          /* pre-charge */
        0xA4,        0xA6,                          /* from memory, 1 is lit */
    };
    /* Page addressing and the charge pump; a converter on the SSD0303. */
    static const uint8_t ssd1306[] = {0x20, 0x02, 0x8D, 0x14};
    static const uint8_t ssd0303[] = {0xAD, 0x8B};
    command(driver, common, sizeof common);
    if (config->part == MOTO_SSD1306)
        command(driver, ssd1306, sizeof ssd1306);
    else
        command(driver, ssd0303, sizeof ssd0303);
}

static void clear(const moto_ssd1306 *driver) {
    unsigned pages = driver->config.height / 8u;
    memset(driver->config.bytes, 0, driver->config.width * (pages + 1));
    for (unsigned page = 0; page < pages; page++)
        send_stretch(driver, page, 0, driver->config.bytes, driver->config.width);
}

moto_error moto_ssd1306_start(moto_ssd1306 *driver, const moto_ssd1306_config *config) {
    unsigned columns = config->part == MOTO_SSD1306 ? 128 : 132;
    if (config->width < 1 || (unsigned)config->width + config->column_offset > columns)
        return MOTO_ERR_RANGE;
    if (config->height < 16 || config->height > 64 || config->height % PAGE_ROWS != 0)
        return MOTO_ERR_RANGE;
    if (!config->bytes || !config->row)
        return MOTO_ERR_MEMORY;
    driver->config = *config;
    set_up(driver);
    moto_ssd1306_contrast(driver, config->contrast);
    clear(driver);
    moto_ssd1306_sleep(driver, false);
    return MOTO_OK;
}

void moto_ssd1306_show(moto_ssd1306 *driver, const moto_source *source, uint64_t time) {
    for (unsigned page = 0; page < driver->config.height / 8u; page++) {
        draw_page(driver, source, time, page);
        send_changes(driver, page);
    }
}

void moto_ssd1306_contrast(moto_ssd1306 *driver, uint8_t contrast) {
    const uint8_t bytes[] = {SET_CONTRAST, contrast};
    driver->config.contrast = contrast;
    command(driver, bytes, sizeof bytes);
}

void moto_ssd1306_sleep(moto_ssd1306 *driver, bool asleep) {
    uint8_t byte = asleep ? DISPLAY_OFF : DISPLAY_ON;
    command(driver, &byte, 1);
}
