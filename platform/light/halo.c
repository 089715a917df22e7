/* SPDX-License-Identifier: MIT */
#include "halo.h"
#include "clones.h"
#include "curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SPARE = 32
};

/* The B-spline has spread 1/4 LED^2 already. */
static double rest(double sigma) {
    double variance = sigma * sigma - 0.25;
    return variance > 0.01 ? sqrt(variance) : 0.1;
}

static void make_taps(uint32_t *taps, int reach, double sigma, double weight) {
    double part[HALO_TAPS_MOST], sum = 0;
    for (int i = 0; i <= 2 * reach; i++)
        sum += part[i] = curve_gauss(i - reach, sigma);
    for (int i = 0; i <= 2 * reach; i++)
        taps[i] = (uint32_t)(65536 * weight * part[i] / sum);
}

/* Three taps of a given variance: a, 1 - 2a, a with 2a the variance. */
static void make_near(uint32_t *taps, double sigma, double weight) {
    double variance = curve_clamp(sigma * sigma - 0.25, 0, 0.6);
    taps[0] = taps[2] = (uint32_t)(65536 * weight * variance / 2);
    taps[1] = (uint32_t)(65536 * weight) - 2 * taps[0];
}

static bool take_memory(halo *h) {
    size_t grid = (size_t)h->stride * (size_t)h->height;
    size_t rows = (size_t)h->stride * (size_t)h->leds_high;
    size_t line = (size_t)h->stride + 2 * HALO_TAPS_MOST;
    h->memory = calloc(3 * grid + 6 * rows + 2 * line + 2 * line, sizeof(uint16_t));
    if (!h->memory)
        return false;
    h->sum = h->memory;
    uint16_t *next = (uint16_t *)(h->sum + line);
    for (int c = 0; c < 3; c++) {
        h->grid[c] = next;
        h->near_row[c] = next + grid;
        h->far_row[c] = next + grid + rows;
        next += grid + 2 * rows;
    }
    h->padded = next;
    h->fresh = next + line;
    return true;
}

bool halo_make(halo *h, const look_style *style, int leds_wide, int leds_high, int margin) {
    memset(h, 0, sizeof *h);
    h->leds_wide = leds_wide;
    h->leds_high = leds_high;
    h->margin = margin;
    double far = rest(style->far_sigma);
    h->reach = (int)(2.6 * far + 0.999);
    if (h->reach > HALO_REACH_MOST)
        h->reach = HALO_REACH_MOST;
    h->width = leds_wide + 2 * margin;
    h->height = leds_high + 2 * margin;
    h->stride = (h->width + SPARE - 1) / SPARE * SPARE + SPARE;
    make_near(h->near_tap, style->near_sigma, 1);
    make_near(h->near_weighted, style->near_sigma, style->near_weight);
    make_taps(h->far_tap, h->reach, far, 1);
    make_taps(h->far_weighted, h->reach, far, style->far_weight);
    return take_memory(h);
}

void halo_free(halo *h) {
    free(h->memory);
    memset(h, 0, sizeof *h);
}

static inline void add(uint32_t *restrict sum, const uint16_t *restrict row, uint32_t weight,
                       int count) {
    for (int i = 0; i < count; i++)
        sum[i] += row[i] * weight;
}

static inline void settle(uint32_t *restrict sum, uint16_t *restrict row, int count) {
    for (int i = 0; i < count; i++) {
        row[i] = (uint16_t)((sum[i] + 0x8000u) >> 16);
        sum[i] = 0;
    }
}

CLONES void halo_along(halo *h, int channel, int y, const uint16_t *light) {
    size_t start = (size_t)y * (size_t)h->stride;
    uint16_t *centre = h->padded + h->reach;
    memcpy(centre + h->margin, light, (size_t)h->leds_wide * sizeof *light);
    for (int t = -1; t <= 1; t++)
        add(h->sum, centre + t, h->near_tap[t + 1], h->width);
    settle(h->sum, h->near_row[channel] + start, h->width);
    for (int t = -h->reach; t <= h->reach; t++)
        add(h->sum, centre + t, h->far_tap[t + h->reach], h->width);
    settle(h->sum, h->far_row[channel] + start, h->width);
}

/* Steps of 8/65536 are under what 8 bits of sRGB show, and keep far-off tiles from being drawn
 * anew. */
static inline void settle_coarse(uint32_t *restrict sum, uint16_t *restrict row, int count) {
    for (int i = 0; i < count; i++) {
        row[i] = (uint16_t)((sum[i] >> 16) & 0xfff8u);
        sum[i] = 0;
    }
}

CLONES void halo_down(halo *h, int channel, int y) {
    for (int t = -h->reach; t <= h->reach; t++) {
        int led = y - h->margin + t;
        if (led < 0)
            continue;
        if (led >= h->leds_high)
            break;
        size_t start = (size_t)led * (size_t)h->stride;
        add(h->sum, h->far_row[channel] + start, h->far_weighted[t + h->reach], h->width);
        if (t >= -1 && t <= 1)
            add(h->sum, h->near_row[channel] + start, h->near_weighted[t + 1], h->width);
    }
    settle_coarse(h->sum, h->fresh, h->width);
}
