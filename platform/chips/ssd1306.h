/* SPDX-License-Identifier: MIT
 *
 * SSD1306 and SSD0303: controllers of one-bit OLEDs.
 *
 *            +---------+
 *     CS#  --|         |== SEG0..127   CS#   low: listens (here it always does)
 *     RES# --| SSD1306 |   (SSD0303:   RES#  low: reset
 *     D/C# --|         |    131)       D/C#  low: the byte is a command, high: it is data
 *     SCLK --|         |== COM0..63    SCLK  rising edge takes SDIN, at most 10 MHz
 *     SDIN --|         |               SDIN  eight bits a byte, most significant first
 *            +---------+
 *
 *     memory: 8 pages of 128 (132) bytes; bit 0 of a byte is the page's top row
 *
 *     00-0F, 10-1F  column, low and high digit    A4, A5  from memory, all lit
 *     20 m          addressing: 0 rows, 1 columns, A6, A7  1 is lit, 0 is lit
 *                   2 pages (SSD1306)             A8 n    rows scanned, less one
 *     21 a b, 22 a b  window (SSD1306)            AD n    converter (SSD0303)
 *     40-7F         line shown on top             AE, AF  off, on
 *     81 n          contrast                      B0-B7   page
 *     8D n          charge pump (SSD1306)         C0, C8  which COM is on top
 *     A0, A1        which SEG is on the left      D3 n    rows to shift by
 *
 * Emulated: all of these as displays' glass is usually wired (A1 and C8 give an upright picture),
 * one row lit at a time, 100 frames a second, light in proportion to the contrast.
 *
 * Not emulated: scrolling commands, clock, pre-charge and wiring settings (D5, D9, DA, DB are taken
 * and forgotten), I2C framing, reading, the parts' real frame rates, burn-in.
 *
 * Sources: Solomon Systech SSD1306 rev. 1.1 and SSD0303 rev. 1.2 datasheets.
 */
#ifndef SSD1306_H
#define SSD1306_H

#include "exposure.h"
#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SSD1306_COMMAND,    /* a command that the part does not have */
    SSD1306_UNFINISHED, /* data where a command's parameter was due */
    SSD1306_WINDOW,     /* an address beyond the memory, or a window's end before its begin */
    SSD1306_NO_SUPPLY,  /* switched on with the charge pump (the converter) off: stays dark */
    SSD1306_ROWS,       /* scans more or fewer rows than the glass has */
    SSD1306_TOO_FAST,   /* a clock of more than 10 MHz */
    SSD1306_VIOLATIONS,
};

typedef struct ssd1306 {
    bool ssd0303;
    int width; /* of the glass, LEDs */
    int height;
    int offset; /* column of the memory at the glass's left edge */
    violations violations;

    uint8_t memory[8][132];
    int mode;
    int column, column_first, column_last;
    int page, page_first, page_last;
    int start_line;
    int shift;
    int rows;
    uint8_t contrast;
    bool on, supply, inverse, all_lit, mirrored, upside_down;

    uint8_t command; /* that waits for parameters */
    uint8_t parameters[2];
    int given, due;
} ssd1306;

/* As after reset. */
void ssd1306_open(ssd1306 *chip, bool ssd0303, int width, int height, int offset);

void ssd1306_byte(ssd1306 *chip, bool data, uint8_t byte);

/* Adds to lit[] (a nanosecond each, glass size) the light during [from, to), seen through `window`.
 * An LED at full is lit for 1/height of the time. */
void ssd1306_shine(const ssd1306 *chip, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit);

#endif
