/* SPDX-License-Identifier: MIT
 *
 * Camera and display: linear light to 8-bit sRGB.
 *
 *   m = max(r, g, b); every channel x becomes (x + bleach(m) (m - x)) * T(m) / m, which holds the
 * hue (T(m) = 1 - exp(-k m)), then the sRGB curve, then ordered dither.
 */
#ifndef TONE_H
#define TONE_H

#include "style.h"

#include <stdint.h>

enum {
    TONE_SHIFT = 4,   /* of the largest channel, for the gain table */
    TONE_FINE = 4096, /* under this the sRGB table has every value */
    TONE_CODES = TONE_FINE + (65536 - TONE_FINE) / 16,
    TONE_DITHER = 8,
};

typedef struct tone {
    uint16_t bleach;
    uint16_t gain[65536 >> TONE_SHIFT]; /* T(m) / (k m), 65535 = 1 */
    uint16_t code[TONE_CODES];          /* sRGB in 1/256 of a step */
    uint16_t dither[TONE_DITHER][TONE_DITHER];
} tone;

void tone_make(tone *made, const look_style *style);

/* The place of a value in the code table. */
static inline uint16_t tone_place(uint16_t value) {
    uint16_t fine = value < TONE_FINE ? value : (uint16_t)TONE_FINE;
    return (uint16_t)(fine + (uint16_t)((uint16_t)(value - fine) >> 4));
}

#endif
