/* SPDX-License-Identifier: MIT */
#include "tone.h"
#include "curve.h"

static void make_gain(tone *made, double full) {
    for (int i = 0; i < (65536 >> TONE_SHIFT); i++) {
        double z = full * (i + 0.5) * (1 << TONE_SHIFT) / 65536;
        made->gain[i] = curve_u16(65535 * (1 - curve_exp(-z)) / z);
    }
}

static void make_code(tone *made, double full) {
    double white = 1 - curve_exp(-full);
    for (int i = 0; i < TONE_CODES; i++) {
        double value = i < TONE_FINE ? i : TONE_FINE + (i - TONE_FINE + 0.5) * 16;
        double shown = curve_clamp(full * value / 65535 / white, 0, 1);
        made->code[i] = curve_u16(255 * 256 * curve_srgb(shown));
    }
}

/* Bayer's matrix: the bits of x ^ y and y interleaved, the last bit first. */
static uint16_t bayer(int x, int y) {
    int value = 0;
    for (int bit = 0; bit < 3; bit++) {
        value = value << 1 | (((x ^ y) >> bit) & 1);
        value = value << 1 | ((y >> bit) & 1);
    }
    return (uint16_t)(value * 4 + 2);
}

void tone_make(tone *made, const look_style *style) {
    double full = style->exposure * style->clip;
    made->bleach = curve_u16(65535 * style->bleach);
    make_gain(made, full);
    make_code(made, full);
    for (int y = 0; y < TONE_DITHER; y++)
        for (int x = 0; x < TONE_DITHER; x++)
            made->dither[y][x] = bayer(x, y);
}
