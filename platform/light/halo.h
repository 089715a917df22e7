/* SPDX-License-Identifier: MIT
 *
 * The halo: the LEDs' light, spread by two Gaussians (glow of the lens near by, of the air and the
 * camera's glass far off), on a grid of one sample per LED that reaches `margin` LEDs over the
 * panel's edges. A quadratic B-spline brings it from the grid to the pixels; its own spread (a
 * variance of 1/4 LED^2) is part of the Gaussians. Rows are cached: only what changed is summed
 * again.
 */
#ifndef HALO_H
#define HALO_H

#include "style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HALO_REACH_MOST = 9,
    HALO_TAPS_MOST = 2 * HALO_REACH_MOST + 1
};

/* 65535 = the light of a fully lit panel. */
typedef struct halo {
    int leds_wide, leds_high, margin, reach;
    int width, height;                                       /* of the grid: LEDs + 2 margin */
    int stride;                                              /* of a grid row */
    uint32_t near_tap[3], far_tap[HALO_TAPS_MOST];           /* along a row, sum 65536 */
    uint32_t near_weighted[3], far_weighted[HALO_TAPS_MOST]; /* down, times the style's weights */
    uint16_t *near_row[3], *far_row[3];                      /* after the pass along the rows */
    uint16_t *grid[3];
    uint16_t *padded, *fresh;
    uint32_t *sum;
    void *memory;
} halo;

bool halo_make(halo *made, const look_style *style, int leds_wide, int leds_high, int margin);
void halo_free(halo *made);

/* LED row y has changed: sums it along. light: leds_wide values of one channel. */
void halo_along(halo *h, int channel, int y, const uint16_t *light);
/* Sums grid row y down into h->fresh; the caller compares and keeps it. */
void halo_down(halo *h, int channel, int y);

static inline uint16_t *halo_row(const halo *h, int channel, int y) {
    return h->grid[channel] + (size_t)y * (size_t)h->stride;
}

#endif
