/* SPDX-License-Identifier: MIT */
#include "tone.h"
#include "curve.h"

static double gain_at(double full, double dark) {
    double z = full * (1 - dark);
    return z < 1e-6 ? 1 : (1 - curve_exp(-z)) / z;
}

/* Newton's divided differences through TONE_DEGREE + 1 points, then multiplied out. Both ends are
 * points: the darkest tone is exact. */
static void interpolate(double full, double *coefficient) {
    double at[TONE_DEGREE + 1], difference[TONE_DEGREE + 1];
    for (int i = 0; i <= TONE_DEGREE; i++) {
        at[i] = curve_step(0, 1, (double)i / TONE_DEGREE); /* denser at the ends */
        difference[i] = gain_at(full, at[i]);
    }
    for (int order = 1; order <= TONE_DEGREE; order++)
        for (int i = TONE_DEGREE; i >= order; i--)
            difference[i] = (difference[i] - difference[i - 1]) / (at[i] - at[i - order]);
    for (int i = 0; i <= TONE_DEGREE; i++)
        coefficient[i] = 0;
    for (int i = TONE_DEGREE; i >= 0; i--) {
        for (int n = TONE_DEGREE; n > 0; n--)
            coefficient[n] = coefficient[n - 1] - at[i] * coefficient[n];
        coefficient[0] = difference[i] - at[i] * coefficient[0];
    }
}

static void make_gain(tone *made, double full) {
    double coefficient[TONE_DEGREE + 1];
    int sum = 0;
    interpolate(full, coefficient);
    for (int n = 0; n <= TONE_DEGREE; n++)
        sum += made->gain[n] = curve_u16((TONE_CODES - 1) * coefficient[n]);
    made->gain[1] = (uint16_t)(made->gain[1] + TONE_CODES - 1 - sum);
}

static void make_code(tone *made, double full) {
    double white = 1 - curve_exp(-full);
    for (int i = 0; i < TONE_CODES; i++) {
        double shown = curve_clamp(full * (i + 0.25) / (TONE_CODES - 1) / white, 0, 1);
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
    made->shoulder[0] = 0;
    made->shoulder[1] = curve_u16(65535 * style->shoulder);
    made->bleach[0] = made->bleach[1] = 0;
    made->bleach[2] = curve_u16(65535 * style->bleach);
    make_gain(made, full);
    make_code(made, full);
    for (int y = 0; y < TONE_DITHER; y++)
        for (int x = 0; x < TONE_DITHER; x++)
            made->dither[y][x] = bayer(x, y);
}
