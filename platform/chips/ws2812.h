/* SPDX-License-Identifier: MIT
 *
 * WS2812B: an LED with its own controller, here a chain of them.
 *
 *            +-----+
 *     VDD  1 |     | 4  DIN      0: high 0.40 us, low 0.85 us
 *     DOUT 2 | (o) | 3  VSS      1: high 0.80 us, low 0.45 us   (each within 0.15 us)
 *            +-----+             low for 280 us: all LEDs show what they got
 *
 * Each LED keeps the first 24 bits (green, red, blue; most significant bit first) and passes on the
 * rest, reshaped. Light is pulse width modulated at 2 kHz, in proportion to the byte.
 *
 * Emulated: pulses with their times, the chain, the latch, the pulse widths, the current.
 * Not emulated: the chain's delay, the voltage drop along it, that LEDs' rhythms are not in step,
 * white balance.
 *
 * Source: Worldsemi WS2812B datasheet; the reset time is that of the later revision (280 us).
 */
#ifndef WS2812_H
#define WS2812_H

#include "exposure.h"
#include "violation.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    WS2812_PULSE,      /* a high time that is neither a zero's nor a one's */
    WS2812_GAP,        /* a low time too short for its bit, or between a bit's and a reset's */
    WS2812_INCOMPLETE, /* a reset in the middle of an LED's 24 bits */
    WS2812_TOO_MANY,   /* bits for more LEDs than there are */
    WS2812_CURRENT,    /* the LEDs take more than the supply gives */
    WS2812_VIOLATIONS,
};

/* A low phase up to here belongs to its bit. */
#define WS2812_LOW_MAX 5000
#define WS2812_RESET   280000

typedef struct ws2812 {
    int leds;
    uint32_t supply_ma; /* 0: as much as they want */
    violations violations;
    uint8_t (*received)[3]; /* green, red, blue */
    uint8_t (*shown)[3];
    uint32_t bits; /* since the last reset */
} ws2812;

/* Dark. False when memory ran out. */
bool ws2812_open(ws2812 *chain, int leds, uint32_t supply_ma);
void ws2812_close(ws2812 *chain);

/* A pulse on DIN: high, then low, in nanoseconds. */
void ws2812_pulse(ws2812 *chain, uint32_t high, uint32_t low);

/* What the LEDs take now. */
uint32_t ws2812_current_ma(const ws2812 *chain);

/* Nanoseconds of [from, to) for which a colour (0 green, 1 red, 2 blue) of an LED in row y is lit
 * and seen. */
uint32_t ws2812_seen(const ws2812 *chain, int led, int colour, const exposure *window, uint32_t y,
                     uint64_t from, uint64_t to);

#endif
