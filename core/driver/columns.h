/* SPDX-License-Identifier: MIT
 *
 * Driver for signs that are set column by column and keep what they are set to: flip-dots, bulbs
 * with latching relays or thyristors. Only columns that changed are sent.
 */
#ifndef MOTO_COLUMNS_H
#define MOTO_COLUMNS_H

#include "../error.h"
#include "source.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct moto_columns_bus {
    void *self;
    /* Sets column x: row y is bit y % 8 of bytes[y / 8]. */
    void (*column)(void *self, uint16_t x, const uint8_t *bytes, uint32_t count);
} moto_columns_bus;

#define MOTO_COLUMNS_BYTES(w, h) ((w) * (((h) + 7) / 8) * 2)
#define MOTO_COLUMNS_ROW(w)      (((w) + 31) / 32)

typedef struct moto_columns_config {
    moto_columns_bus bus;
    uint16_t width;
    uint16_t height;
    uint8_t *bytes; /* MOTO_COLUMNS_BYTES(width, height) */
    uint32_t *row;  /* MOTO_COLUMNS_ROW(width) words */
} moto_columns_config;

typedef struct moto_columns {
    moto_columns_config config;
} moto_columns;

/* Keeps the buffers and clears the sign. Errors: MOTO_ERR_RANGE, MOTO_ERR_MEMORY. */
moto_error moto_columns_start(moto_columns *driver, const moto_columns_config *config);

/* Shows the source at `time` (microseconds). */
void moto_columns_show(moto_columns *driver, const moto_source *source, uint64_t time);

#endif
