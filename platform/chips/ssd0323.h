/* SPDX-License-Identifier: MIT
 *
 * SSD0323: controller of an OLED of 128x80 LEDs with 16 greys.
 *
 *            +---------+
 *     CS#  --|         |== SEG0..127   CS#   low: listens (here it always does)
 *     RES# --| SSD0323 |               RES#  low: reset
 *     D/C# --|         |               D/C#  low: the byte is a command, high: it is data
 *     SCLK --|         |== COM0..79    SCLK  rising edge takes SDIN, at most 4 MHz
 *     SDIN --|         |               SDIN  eight bits a byte, most significant first
 *            +---------+
 *
 *     memory: 80 rows of 64 bytes, two LEDs a byte
 *
 *     15 a b   columns of the window (bytes)    A8 n     rows scanned, less one
 *     75 a b   rows of the window               AE, AF   off, on
 *     81 n     contrast, 0..127                 B1 B2 B3 phases, row period, clock
 *     84-86    current: quarter, half, full     B8 8n    steps of grey
 *     A0 n     remap: bit 0 columns, 1 nibbles, BC BE BF voltages
 *              2 down before right, 4 rows,     E3       nothing
 *              6 rows split
 *     A1 n     line shown on top                A2 n     rows to shift by
 *     A4-A7    from memory, all at 15, all off, inverse
 *
 * Emulated: all of these but those that are taken and forgotten (B1, B2, B3, BC, BE, BF), as the
 * glass of the LM3S6965 board is wired (remap 0x52 gives an upright picture with the left LED in a
 * byte's high nibble); a row at a time is lit, 100 frames a second, each LED for its grey's pulse
 * width; B8's steps are added up to those widths; light goes with contrast and current.
 *
 * Not emulated: graphic acceleration commands (23-26), reading, the real frame rate, burn-in.
 *
 * Source: Solomon Systech SSD0323 rev. 2.0 datasheet.
 */
#ifndef SSD0323_H
#define SSD0323_H

#include "exposure.h"
#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SSD0323_COMMAND,    /* a command that the part does not have */
    SSD0323_UNFINISHED, /* data where a command's parameter was due */
    SSD0323_WINDOW,     /* a window beyond the memory, or its end before its begin */
    SSD0323_ROWS,       /* scans more or fewer rows than the glass has */
    SSD0323_TOO_FAST,   /* a clock of more than 4 MHz */
    SSD0323_VIOLATIONS,
};

typedef struct ssd0323 {
    int width; /* of the glass, LEDs */
    int height;
    violations violations;

    uint8_t memory[80][64];
    int column, column_first, column_last;
    int row, row_first, row_last;
    int start_line;
    int shift;
    int rows;
    uint8_t contrast;
    uint8_t current; /* quarters, 1 to 4 */
    uint8_t remap;
    uint8_t mode; /* A4 to A7 */
    uint8_t width_of_grey[16];
    bool on;

    uint8_t command; /* that waits for parameters */
    uint8_t parameters[8];
    int given, due;
} ssd0323;

/* As after reset. */
void ssd0323_open(ssd0323 *chip, int width, int height);

void ssd0323_byte(ssd0323 *chip, bool data, uint8_t byte);

/* The grey that the LED at x, y shows, 0 to 15; whether the display is on or not. */
int ssd0323_grey(const ssd0323 *chip, int x, int y);

/* Adds to lit[] (a nanosecond each, glass size) the light during [from, to), seen through `window`.
 * An LED at full is lit for 1/height of the time. */
void ssd0323_shine(const ssd0323 *chip, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit);

#endif
