/* SPDX-License-Identifier: MIT
 *
 * HUB75: a sign of LED panels with shift registers for the columns and a decoder for the rows.
 *
 *            +-------+
 *      R1  1 | o   o | 2  G1      R1 G1 B1  bits for the upper half of each panel
 *      B1  3 | o   o | 4  GND     R2 G2 B2  bits for the lower half
 *      R2  5 | o   o | 6  G2      A .. E    which row of each half is lit (E, D: only as the scan
 *      B2  7   o   o | 8  E                 needs them)
 *      A   9   o   o | 10 B       CLK       rising edge: all registers shift by one column
 *      C  11 | o   o | 12 D       LAT       high: the registers go to the column drivers (and go on
 *     CLK 13 | o   o | 14 LAT               to, as long as it is high)
 *      OE 15 | o   o | 16 GND     OE        low: the columns' drivers are on
 *            +-------+
 *
 * The registers of all panels are one chain. Light is the time for which an LED's row is selected,
 * its latched bit is set and OE is low, summed for every LED by itself, in nanoseconds.
 *
 * Emulated: registers, latch, row decoder, OE; any scan from 1/1 to 1/32, panels whose chain folds
 * several rows, rows of panels, serpentine ones; exposures of any length, with a rolling shutter.
 *
 * Not emulated: ghosting itself (only what makes it is reported), rise times, currents and supply
 * voltage, row drivers of the shift register kind (ABC, SM5266), FM6126A's configuration words,
 * S-PWM chips (which have no plain OE).
 *
 * Words have the layout of core/driver/hub75.h, which is this project's own choice; the pins they
 * stand for are not.
 */
#ifndef HUB75_H
#define HUB75_H

#include "../light/light.h"
#include "exposure.h"
#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HUB75_LATCH_WHILE_CLOCKING, /* LAT was high at a rising edge of CLK */
    HUB75_LATCH_WHILE_LIT,      /* LAT rose with OE low: the new line flashes in the old row */
    HUB75_ADDRESS_WHILE_LIT,    /* the address changed with OE low: ghosts in both rows */
    HUB75_ADDRESS_RANGE,        /* a row that the panel's scan does not have */
    HUB75_LENGTH,   /* more or fewer clocks between latches than the chain has columns */
    HUB75_GHOST,    /* OE low less than 50 ns after the address changed */
    HUB75_BURN,     /* one row lit for 10 ms on end */
    HUB75_TOO_FAST, /* a clock of more than 30 MHz */
    HUB75_VIOLATIONS,
};

typedef struct hub75_shape {
    int width; /* of the sign, LEDs */
    int height;
    int panel_width;
    int panel_height;
    int scan;         /* rows of half a panel that take turns, 1 to 32 */
    int fold_columns; /* columns after which the chain changes to its next row; panel_width */
    bool serpentine;  /* every second row of panels, from below, hangs upside down */
} hub75_shape;

/* A stretch of the chain that lies in one row of the sign. */
typedef struct hub75_stretch {
    int begin; /* column of the chain */
    int count;
    int half; /* which data pins */
    int y;    /* row when the address is 0 */
    int step; /* from one address to the next: 1, or -1 in a panel that hangs upside down */
    int x;    /* of its first LED ... */
    int x_step;
} hub75_stretch;

typedef struct hub75 {
    hub75_shape shape;
    int chain; /* columns */
    uint32_t tick_nanoseconds;
    hub75_stretch *stretches;
    int stretch_count;
    violations violations;

    uint16_t *shifted; /* the registers, the far end first */
    uint16_t *latched; /* what drives the columns */
    uint32_t clocks;   /* since the last latch */
    unsigned pins;     /* levels, CLK and data excepted */
    uint64_t now;      /* nanoseconds */
    uint64_t lit_since;
    uint64_t addressed_at; /* when the address changed last */

    exposure window;
    uint32_t *lit; /* nanoseconds by address, data pin, column of the chain */
} hub75;

/* The shape must be one that the driver's start accepts. False when memory ran out. */
bool hub75_open(hub75 *sign, const hub75_shape *shape, uint32_t clock_hertz);
void hub75_close(hub75 *sign);

/* A shutter opens: all light so far is forgotten. */
void hub75_watch(hub75 *sign, const exposure *window);

/* Idle until `nanoseconds`, if that is later than now; earlier: time goes back, in the dark. */
void hub75_time(hub75 *sign, uint64_t nanoseconds);

/* The wire: `count` words with a rising CLK each, or the pins held for some ticks. */
void hub75_clock(hub75 *sign, const uint16_t *words, uint32_t count);
void hub75_hold(hub75 *sign, uint16_t pins, uint32_t ticks);

/* Light of the exposure. 65535: lit for the whole 1/scan of the time that a row can have. */
void hub75_develop(const hub75 *sign, light *out);

#endif
