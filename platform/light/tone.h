/* SPDX-License-Identifier: MIT
 *
 * Camera and display: linear light to 8-bit sRGB.
 *
 *   m = max(r, g, b); every channel x becomes x + (m - x) (shoulder x m + bleach m^2), which moves
 *   overexposed colours towards white by way of yellow, cyan or pink, and is then scaled by T(m) /
 * m, T(m) = 1 - exp(-k m), which holds the hue; then the sRGB curve, then ordered dither.
 *
 * T(m) / (k m) falls from 1 to T(clip) / (k clip) and all its derivatives alternate in sign, so
 * that as a polynomial in 1 - m / clip it has none but positive coefficients: 16 unsigned bits hold
 * every step of Horner's rule.
 */
#ifndef TONE_H
#define TONE_H

#include "style.h"

#include <stdint.h>

enum {
    TONE_DEGREE = 5,
    TONE_CODES = 32768,
    TONE_DITHER = 8
};

typedef struct tone {
    uint16_t shoulder[2], bleach[3]; /* polynomials in m / clip */
    uint16_t
        gain[TONE_DEGREE + 1]; /* of T(m) / (k m), sum TONE_CODES - 1; gain[n] times (1 - m)^n */
    uint16_t code[TONE_CODES]; /* sRGB in 1/256 of a step, by channel * gain */
    uint16_t dither[TONE_DITHER][TONE_DITHER];
} tone;

void tone_make(tone *made, const look_style *style);
/* Puts its code in the place of each of count values, or up to 7 more. */
void tone_look_up(const tone *camera, uint16_t *values, int count);

#endif
