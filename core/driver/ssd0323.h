/* SPDX-License-Identifier: MIT
 *
 * Driver for the SSD0323: an OLED of up to 128x80 LEDs with 16 greys. A byte is two LEDs of a row.
 * Only the stretch of each row that changed is sent.
 *
 * Source: Solomon Systech SSD0323 rev. 2.0 datasheet.
 */
#ifndef MOTO_SSD0323_H
#define MOTO_SSD0323_H

#include "../error.h"
#include "source.h"
#include "ssd1306.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTO_SSD0323_BYTES(w, h) ((w) / 2 * ((h) + 1)) /* buffer */

typedef struct moto_ssd0323_config {
    moto_oled_bus bus;
    uint16_t width;   /* 2 to 128, even */
    uint16_t height;  /* 16 to 80 */
    uint8_t contrast; /* 0 to 127 */
    uint8_t *bytes;   /* MOTO_SSD0323_BYTES(width, height): what is shown, and a row */
    moto_colour *row; /* width */
} moto_ssd0323_config;

typedef struct moto_ssd0323 {
    moto_ssd0323_config config;
} moto_ssd0323;

/* Keeps the buffers, sets the chip up, all dark, and switches it on. The greys are set to be linear
 * in light. Errors: MOTO_ERR_RANGE, MOTO_ERR_MEMORY (a buffer is null). */
moto_error moto_ssd0323_start(moto_ssd0323 *driver, const moto_ssd0323_config *config);

/* Shows the source's luminance at `time` (microseconds). */
void moto_ssd0323_show(moto_ssd0323 *driver, const moto_source *source, uint64_t time);

/* 0 to 127, beyond is clipped. */
void moto_ssd0323_contrast(moto_ssd0323 *driver, uint8_t contrast);

void moto_ssd0323_sleep(moto_ssd0323 *driver, bool asleep);

#endif
