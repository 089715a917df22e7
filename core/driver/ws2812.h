/* SPDX-License-Identifier: MIT
 *
 * Driver for matrices of WS2812 LEDs. The line is coded for an SPI port at 2.4 MHz of which only
 * the data pin is used: each bit is three of SPI's, 100 for a zero and 110 for a one (417 and 833
 * ns high). A pause between two bytes lengthens a low phase, which the LEDs bear for some
 * microseconds.
 *
 * The LEDs take up to 12 mA per colour. The driver adds up what a picture would take and dims it as
 * a whole when that is more than the supply gives, so that it needs no buffer but asks the source
 * for each row twice.
 *
 * Source: Worldsemi WS2812B datasheet.
 */
#ifndef MOTO_WS2812_H
#define MOTO_WS2812_H

#include "../error.h"
#include "source.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTO_WS2812_CLOCK_HERTZ 2400000
#define MOTO_WS2812_LED_BYTES   9 /* SPI bytes for one LED */

/* What an LED takes: dark, and each of its colours at full. Microamperes. */
#define MOTO_WS2812_IDLE_UA   700
#define MOTO_WS2812_COLOUR_UA 12000

#define MOTO_WS2812_BRIGHTNESS_MAX 256

typedef struct moto_ws2812_bus {
    void *self;
    void (*write)(void *self, const uint8_t *bytes, uint32_t count); /* data low afterwards */
    void (*rest)(void *self); /* data low for at least 280 microseconds: the LEDs change */
} moto_ws2812_bus;

/* How the LEDs' chain runs. Flags 0: from the top left, along rows, each beginning at the left. */
enum {
    MOTO_WS2812_FROM_RIGHT = 1,
    MOTO_WS2812_FROM_BOTTOM = 2,
    MOTO_WS2812_COLUMNS = 4,    /* along columns */
    MOTO_WS2812_SERPENTINE = 8, /* every second row (or column) runs back */
};

typedef struct moto_ws2812_config {
    moto_ws2812_bus bus;
    uint16_t width;
    uint16_t height;
    uint8_t chain;       /* MOTO_WS2812_FROM_RIGHT ... */
    uint16_t brightness; /* 0 to 256 */
    uint32_t limit_ma;   /* of the supply; 0: no limit */
    moto_colour *row;    /* width */
} moto_ws2812_config;

typedef struct moto_ws2812 {
    moto_ws2812_config config;
    uint32_t dimmed; /* the last picture's brightness after the limit, 0 to 65536 */
} moto_ws2812;

/* Keeps the buffer; sends nothing. Errors: MOTO_ERR_RANGE (a field, or a limit that not even dark
 * LEDs keep), MOTO_ERR_MEMORY (a buffer is null). */
moto_error moto_ws2812_start(moto_ws2812 *driver, const moto_ws2812_config *config);

/* Shows the source at `time` (microseconds), 8 bits a colour, linear. */
void moto_ws2812_show(moto_ws2812 *driver, const moto_source *source, uint64_t time);

/* From the next show on. Beyond 256 is clipped. */
void moto_ws2812_brightness(moto_ws2812 *driver, uint16_t brightness);

/* One byte of colour as the line's 24 SPI bits. */
void moto_ws2812_code(uint8_t byte, uint8_t coded[3]);

#endif
