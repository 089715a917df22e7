/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include <string.h>

/* Of one column. */
static uint32_t column_bytes(const moto_columns *driver) {
    return (driver->config.height + 7u) / 8;
}

static uint32_t all_bytes(const moto_columns *driver) {
    return driver->config.width * column_bytes(driver);
}

static void send(const moto_columns *driver, uint32_t x, const uint8_t *bytes) {
    const moto_columns_bus *bus = &driver->config.bus;
    bus->column(bus->self, (uint16_t)x, bytes, column_bytes(driver));
}

moto_error moto_columns_start(moto_columns *driver, const moto_columns_config *config) {
    if (config->width < 1 || config->height < 1)
        return MOTO_ERR_RANGE;
    if (!config->bytes || !config->row)
        return MOTO_ERR_MEMORY;
    driver->config = *config;
    memset(config->bytes, 0, all_bytes(driver));
    for (uint32_t x = 0; x < config->width; x++)
        send(driver, x, config->bytes);
    return MOTO_OK;
}

static void draw(const moto_columns *driver, const moto_source *source, uint64_t time,
                 uint8_t *next) {
    const uint32_t *row = driver->config.row;
    uint32_t each = column_bytes(driver);
    memset(next, 0, all_bytes(driver));
    for (uint32_t y = 0; y < driver->config.height; y++) {
        source->bits(source->self, time, y, driver->config.row);
        for (uint32_t x = 0; x < driver->config.width; x++)
            next[x * each + y / 8] |= (uint8_t)((row[x / 32] >> x % 32 & 1u) << y % 8);
    }
}

void moto_columns_show(moto_columns *driver, const moto_source *source, uint64_t time) {
    uint8_t *shown = driver->config.bytes;
    uint8_t *next = shown + all_bytes(driver);
    uint32_t each = column_bytes(driver);
    draw(driver, source, time, next);
    for (uint32_t x = 0; x < driver->config.width; x++)
        if (memcmp(shown + x * each, next + x * each, each) != 0)
            send(driver, x, next + x * each);
    memcpy(shown, next, all_bytes(driver));
}
