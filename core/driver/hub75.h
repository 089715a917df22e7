/* SPDX-License-Identifier: MIT
 *
 * Driver for HUB75 panels: rows lit one after another, grey by binary code modulation.
 *
 * A panel has two halves with a shift register for each colour; `scan` rows of each half share
 * them, one is lit at a time. For every row address and every bit plane, the driver clocks a line
 * of bits through the chain while the line before it is lit, then latches it:
 *
 *     clock   |line 1 ............|      |line 2 ..........|      |line 3 ..........
 *     LAT                           |__|                     |__|
 *     OE low          (dark)              |line 1: 1 unit|          |line 2: 2 units ...
 *     A..E                         row 0                      row 0
 *
 * Plane p is lit for 2^p units of time, less by `brightness`; a line that is lit for a shorter time
 * than the next one takes to clock is followed by dark. All of a row's planes come together, so
 * that the row's light has one moment: the moment for which it is drawn (skew compensation).
 *
 * The words are ready for a DMA channel, a PIO or an I2S port that clocks one out per tick.
 */
#ifndef MOTO_HUB75_H
#define MOTO_HUB75_H

#include "../error.h"
#include "source.h"

#include <stdbool.h>
#include <stdint.h>

/* Pins of a word. 1 is the upper half, 2 the lower. OE is low (0) when the row is lit. */
enum {
    MOTO_HUB75_R1 = 1 << 0,
    MOTO_HUB75_G1 = 1 << 1,
    MOTO_HUB75_B1 = 1 << 2,
    MOTO_HUB75_R2 = 1 << 3,
    MOTO_HUB75_G2 = 1 << 4,
    MOTO_HUB75_B2 = 1 << 5,
    MOTO_HUB75_A = 1 << 6, /* A to E: the row address, five bits from here */
    MOTO_HUB75_LAT = 1 << 11,
    MOTO_HUB75_OE = 1 << 12,
};

#define MOTO_HUB75_SCAN_MAX       32
#define MOTO_HUB75_PLANES_MAX     12
#define MOTO_HUB75_BRIGHTNESS_MAX 256

/* What a port writes. The time of both counts in ticks of the pixel clock. */
typedef struct moto_hub75_bus {
    void *self;
    /* A rising edge of CLK for each word, with the pins as the word says during its tick. The words
     * may be changed when the call has returned. */
    void (*clock)(void *self, const uint16_t *words, uint32_t count);
    /* The pins so for `ticks`, CLK low. */
    void (*hold)(void *self, uint16_t pins, uint32_t ticks);
} moto_hub75_bus;

/* What the source's colours are. */
typedef enum moto_hub75_curve {
    MOTO_HUB75_LINEAR, /* linear light, as moto_source says         */
    MOTO_HUB75_SRGB,   /* sRGB code values, made linear by a table   */
} moto_hub75_curve;

/* Words and colours that the driver works in, for a sign of panels of pw x ph LEDs. */
#define MOTO_HUB75_CHAIN(width, height, ph, scan)                                                  \
    ((width) * ((height) / (ph)) * ((ph) / 2 / (scan)))
#define MOTO_HUB75_WORDS(chain) ((chain)*7)

typedef struct moto_hub75_config {
    moto_hub75_bus bus;
    uint16_t width; /* of the sign, LEDs */
    uint16_t height;

    /* One panel of the sign. A scan of less than half its height folds `panel_height / 2 / scan`
     * rows into one line of the chain, the upper one further from the firmware; they take turns
     * every `fold_columns` columns. */
    uint16_t panel_width;  /* divides width */
    uint16_t panel_height; /* divides height, even */
    uint8_t scan;          /* 1 to 32, divides panel_height / 2; "1/16 scan" is 16 */
    uint16_t fold_columns; /* divides panel_width; 0: panel_width */

    /* Seen from the front, the firmware is at the right end of the lowest row of panels, the data
     * run to the left, and each further row begins at the right again; or, serpentine, where the
     * row below it ended, its panels upside down. */
    bool serpentine;

    uint8_t planes;      /* 1 to 12 */
    uint16_t brightness; /* 0 to 256 */
    moto_hub75_curve curve;
    bool compensated;       /* rows drawn for the moment when they light */
    uint32_t clock_hertz;   /* of a tick */
    uint16_t refresh_hertz; /* as asked for; the planes' times are made to fit */
    uint8_t guard;          /* dark ticks before and after the latch, at least 1; see your panel */

    uint16_t *words;  /* MOTO_HUB75_WORDS(chain) */
    moto_colour *row; /* width */
} moto_hub75_config;

typedef struct moto_hub75 {
    moto_hub75_config config;
    uint32_t chain;     /* ticks to clock one line */
    uint32_t unit;      /* ticks of plane 0 at full brightness */
    uint32_t row_ticks; /* from a row's light to the next one's */
    uint32_t centre;    /* from the beginning of a row's time to the middle of its light */
    uint32_t refresh_ticks;
} moto_hub75;

/* Keeps the buffers and finds the times of the planes. Sends nothing.
 * Errors: MOTO_ERR_RANGE (a field), MOTO_ERR_LIMIT (the clock is too slow for so many planes at
 * this refresh rate), MOTO_ERR_MEMORY (a buffer is null). */
moto_error moto_hub75_start(moto_hub75 *driver, const moto_hub75_config *config);

/* One refresh, that begins at `time` (microseconds) and takes refresh_ticks; begins and ends dark.
 * Call it again and again. Each row is asked from the source once. */
void moto_hub75_refresh(moto_hub75 *driver, const moto_source *source, uint64_t time);

/* From the next refresh on. Beyond 256 is clipped. */
void moto_hub75_brightness(moto_hub75 *driver, uint16_t brightness);
void moto_hub75_compensate(moto_hub75 *driver, bool on);

#endif
