/* SPDX-License-Identifier: MIT
 *
 * Driver for signs of 8x8 LED modules, each with a MAX7219 (or MAX7221), all in one chain.
 *
 *       DIN --> [chip 0] --> [chip 1] --> ... --> [chip n-1]
 *       CLK, CS: shared by all
 *
 * A transfer is one 16-bit word per chip between CS low and CS high, the far chip's word first.
 * A picture costs at most eight transfers, one for each digit register in which some chip changed;
 * chips that did not change get the no-operation word.
 *
 * Source: Maxim MAX7219/MAX7221 datasheet, 19-4452.
 */
#ifndef MOTO_MAX7219_H
#define MOTO_MAX7219_H

#include "../error.h"
#include "source.h"

#include <stdbool.h>
#include <stdint.h>

/* What a port writes: SPI mode 0, most significant bit first, at most 10 MHz. */
typedef struct moto_max7219_bus {
    void *self;
    void (*select)(void *self, bool low);       /* CS low before, high after a transfer */
    void (*write16)(void *self, uint16_t word); /* clocks one word out */
} moto_max7219_bus;

/* How a module's LEDs hang on its chip. Flags 0: digit 0 is the top row, bit 7 (DP) is the left
 * column. All eight combinations are possible; the names are those of the usual modules. */
enum {
    MOTO_MAX7219_COLUMNS = 1,         /* a digit is a column, digit 0 the left one, bit 7 on top */
    MOTO_MAX7219_DIGITS_REVERSED = 2, /* digit 0 is the bottom row or right column */
    MOTO_MAX7219_SEGMENTS_REVERSED = 4, /* bit 0 is the left column or top row */

    MOTO_MAX7219_FC16 = 0,                                /* upright; four on a red board */
    MOTO_MAX7219_PAROLA = MOTO_MAX7219_SEGMENTS_REVERSED, /* mirrored */
    MOTO_MAX7219_ICSTATION = 2 | 4,                       /* upside down */
    MOTO_MAX7219_GENERIC = 1 | 4,                         /* turned left: pins left and right */
    MOTO_MAX7219_TURNED_RIGHT = 1 | 2,
};

/* How the chain runs over the sign. Flags 0: chip 0 is at the top right, the chain runs to the
 * left, and every row of modules begins at the right again. */
enum {
    MOTO_MAX7219_FROM_LEFT = 1,
    MOTO_MAX7219_FROM_BOTTOM = 2,
    MOTO_MAX7219_SERPENTINE = 4, /* every second row of modules runs back, hung upside down */
};

#define MOTO_MAX7219_INTENSITY_MAX 15

/* Buffer sizes for a sign of w x h LEDs. */
#define MOTO_MAX7219_DIGITS(w, h) ((w) / 8 * (h)*2) /* bytes */
#define MOTO_MAX7219_ROW(w)       (((w) + 31) / 32) /* words */

typedef struct moto_max7219_config {
    moto_max7219_bus bus;
    uint16_t width;    /* LEDs, a multiple of 8 */
    uint16_t height;   /* LEDs, a multiple of 8 */
    uint8_t module;    /* MOTO_MAX7219_FC16 ... */
    uint8_t chain;     /* MOTO_MAX7219_FROM_LEFT ... */
    uint8_t intensity; /* 0 (1/32 of the time) to 15 (31/32) */
    uint8_t *digits;   /* MOTO_MAX7219_DIGITS(width, height) bytes */
    uint32_t *row;     /* MOTO_MAX7219_ROW(width) words */
} moto_max7219_config;

typedef struct moto_max7219 {
    moto_max7219_config config;
    uint16_t across; /* modules */
    uint16_t chips;
    bool known; /* the chips show what the first half of `digits` says */
} moto_max7219;

/* Keeps the buffers and sets up all chips: no display test, no decoding, eight digits, intensity,
 * all dark, then out of shutdown. Errors: MOTO_ERR_RANGE. */
moto_error moto_max7219_start(moto_max7219 *driver, const moto_max7219_config *config);

/* Shows the source at `time` (microseconds); sends only what changed since the last call. */
void moto_max7219_show(moto_max7219 *driver, const moto_source *source, uint64_t time);

/* 0 to MOTO_MAX7219_INTENSITY_MAX, beyond is clipped. Sent at once. */
void moto_max7219_intensity(moto_max7219 *driver, uint8_t intensity);

/* Shutdown keeps the picture and takes 150 microamperes a chip. */
void moto_max7219_sleep(moto_max7219 *driver, bool asleep);

/* Sets the chips up again and has the next show send everything. A sign in a noisy place calls it
 * now and then: chips lose their registers on a brown-out and nothing tells. */
void moto_max7219_restore(moto_max7219 *driver);

#endif
