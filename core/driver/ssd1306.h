/* SPDX-License-Identifier: MIT
 *
 * Driver for one-bit OLEDs with pages: SSD1306 (128x64, 128x32) and SSD0303 (132x64, of which a
 * display shows a part). A byte is eight rows of one column, the lowest bit on top; a page is a row
 * of such bytes. Only the stretch of each page that changed is sent.
 *
 * Sources: Solomon Systech SSD1306 rev. 1.1 and SSD0303 rev. 1.2 datasheets.
 */
#ifndef MOTO_SSD1306_H
#define MOTO_SSD1306_H

#include "../error.h"
#include "source.h"

#include <stdbool.h>
#include <stdint.h>

/* What a port writes: the same for SPI (with a D/C pin) and I2C (with a control byte). */
typedef struct moto_oled_bus {
    void *self;
    void (*command)(void *self, const uint8_t *bytes, uint32_t count);
    void (*data)(void *self, const uint8_t *bytes, uint32_t count);
} moto_oled_bus;

typedef enum moto_oled_part {
    MOTO_SSD1306,
    MOTO_SSD0303,
} moto_oled_part;

#define MOTO_SSD1306_BYTES(w, h) ((w) * ((h) / 8 + 1)) /* buffer */
#define MOTO_SSD1306_ROW(w)      (((w) + 31) / 32)     /* words */

typedef struct moto_ssd1306_config {
    moto_oled_bus bus;
    moto_oled_part part;
    uint16_t width;        /* 1 to 128 (SSD0303: 132) with the offset */
    uint16_t height;       /* 16 to 64, a multiple of 8 */
    uint8_t column_offset; /* of the glass's left column in the chip's memory */
    uint8_t contrast;
    uint8_t *bytes; /* MOTO_SSD1306_BYTES(width, height) */
    uint32_t *row;  /* MOTO_SSD1306_ROW(width) words */
} moto_ssd1306_config;

typedef struct moto_ssd1306 {
    moto_ssd1306_config config;
} moto_ssd1306;

/* Keeps the buffers, sets the chip up, all dark, and switches it on.
 * Errors: MOTO_ERR_RANGE, MOTO_ERR_MEMORY (a buffer is null). */
moto_error moto_ssd1306_start(moto_ssd1306 *driver, const moto_ssd1306_config *config);

/* Shows the source at `time` (microseconds). */
void moto_ssd1306_show(moto_ssd1306 *driver, const moto_source *source, uint64_t time);

/* 0 to 255; even 0 is not dark. */
void moto_ssd1306_contrast(moto_ssd1306 *driver, uint8_t contrast);

void moto_ssd1306_sleep(moto_ssd1306 *driver, bool asleep);

#endif
