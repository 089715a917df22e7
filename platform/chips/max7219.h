/* SPDX-License-Identifier: MIT
 *
 * MAX7219: serial driver for eight digits of eight LEDs, here a chain of them with 8x8 matrices.
 *
 *              +----\_/----+
 *       DIN  1 |           | 24  DOUT      DIN   serial data, taken at the rising edge of CLK
 *     DIG 0  2 |           | 23  SEG D     CLK   serial clock, at most 10 MHz
 *     DIG 4  3 |           | 22  SEG DP    LOAD  (CS on the MAX7221) rising edge: the last 16 bits
 *       GND  4 |           | 21  SEG E           become a command
 *     DIG 6  5 |           | 20  SEG C     DOUT  what DIN was 16.5 clocks ago, to the next chip
 *     DIG 2  6 |           | 19  V+        ISET  resistor to V+: the segments' peak current
 *     DIG 3  7 |           | 18  ISET
 *     DIG 7  8 |           | 17  SEG G     word  D15..D12 ignored, D11..D8 address, D7..D0 data
 *       GND  9 |           | 16  SEG B     0     no operation     9  code B decoding, bit per digit
 *     DIG 5 10 |           | 15  SEG F     1..8  digit 0..7       A  intensity, 0..15
 *     DIG 1 11 |           | 14  SEG A           D7 DP, D6 A,     B  scan limit, 0..7
 *      LOAD 12 |           | 13  CLK             ... D0 G         C  shutdown (D0 = 0), F test
 *              +-----------+
 *
 * Emulated: the 16-bit shift registers as one long chain, bit by bit (or whole words, which is the
 * same and faster), loading at LOAD's rising edge and only then, all registers, code B decoding,
 * and the scan: digit after digit for 156.25 us each (800 Hz with eight digits), each lit for
 * (2 * intensity + 1) / 32 of its slot.
 *
 * Not emulated: that each chip's oscillator is a little different (here all scan in step, at 800
 * Hz; the datasheet allows 500 to 1300), setup and hold times, the MAX7221's slew limits and its
 * clock gate, currents, DOUT's half clock of delay.
 *
 * Source: Maxim MAX7219/MAX7221 datasheet, 19-4452.
 */
#ifndef MAX7219_H
#define MAX7219_H

#include "../light/light.h"
#include "exposure.h"
#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    MAX7219_RAGGED,     /* LOAD rose after a number of bits that is no multiple of 16 */
    MAX7219_SHORT,      /* fewer than 16 bits a chip: the far chips load an old word again */
    MAX7219_ADDRESS,    /* a register that the chip does not have (D, E) */
    MAX7219_SCAN_LIMIT, /* lit with three digits or fewer: the digit drivers overheat */
    MAX7219_TOO_FAST,   /* a clock of more than 10 MHz */
    MAX7219_VIOLATIONS,
};

typedef struct max7219_chip {
    uint8_t digits[8];
    uint8_t decode;
    uint8_t intensity;
    uint8_t scan_limit;
    bool awake;
    bool test;
} max7219_chip;

/* Where a chip's 8x8 matrix hangs. Upright, digit 0 is the top row and DP the left column. */
typedef struct max7219_module {
    uint16_t x;            /* of its left column on the panel */
    uint16_t y;            /* of its top row */
    uint8_t quarter_turns; /* clockwise, 0 to 3, after mirroring */
    bool mirrored;         /* left to right */
} max7219_module;

typedef struct max7219 {
    int chips; /* 1 to 65535; chip 0 is the one at the firmware's end */
    max7219_chip *chip;
    max7219_module *module;
    violations violations;

    /* The chain's shift registers: whole words in a ring, the newest at `newest`, then a few bits
     * that are not a word yet. */
    uint16_t *words;
    int newest;
    unsigned partial;
    unsigned partial_bits;
    uint32_t bits_since_select;
    bool load; /* levels of the pins */
    bool clock;
} max7219;

/* As after power-up: shutdown, all registers 0. The modules all lie at 0, 0; place them. Gives
 * false when memory ran out. */
bool max7219_open(max7219 *chain, int chips);
void max7219_close(max7219 *chain);

/* The pins; an edge is a difference to the last call. */
void max7219_pins(max7219 *chain, bool load, bool clock, bool din);

/* The same in larger bites: sixteen clocks, most significant bit first; and LOAD alone. */
void max7219_word(max7219 *chain, uint16_t word);
void max7219_load(max7219 *chain, bool high);

/* What the last chip's DOUT gives. */
bool max7219_dout(const max7219 *chain);

/* To be told once how fast the firmware clocks. */
void max7219_clock_hertz(max7219 *chain, uint32_t hertz);

/* Adds to lit[] (a nanosecond each, `width` LEDs a row) the time for which each LED was lit during
 * [from, to) and seen through `window`. The registers are what they are now. */
void max7219_shine(const max7219 *chain, const exposure *window, uint64_t from, uint64_t to,
                   uint32_t *lit, int width);

/* Of the time for which an LED is lit at full intensity with eight digits. */
#define MAX7219_FULL_NUMERATOR   31
#define MAX7219_FULL_DENOMINATOR (8 * 32)

#endif
