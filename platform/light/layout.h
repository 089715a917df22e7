/* SPDX-License-Identifier: MIT
 *
 * Where things are in the picture. It is cut into blocks: columns 1 .. blocks - 2 are runs of
 * pattern.leds LEDs, bands 1 .. bands - 2 are rows of LEDs, the first and the last of both are the
 * bezel. Each pixel belongs to one cell of the halo's grid, which reaches over the bezel.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "style.h"

#include <stdbool.h>
#include <stdint.h>

/* Along one axis of the picture. */
typedef struct layout_axis {
    int leds, pitch8, bezel, margin; /* margin: cells of the grid before the first LED */
    int pixels;
    int parts;           /* blocks or bands */
    int32_t *start;      /* first pixel of each part, parts + 1 of them */
    int32_t *cell;       /* grid cell of each pixel */
    uint16_t *weight[3]; /* of the cell before, this, and behind; by pixel, sum 65535 */
    uint16_t *vignette;  /* by pixel */
    uint16_t *camera;    /* vignette and the seams of the panel, by pixel */
    int32_t *edge;       /* of each part's cells, from the part's start: see layout_edges */
    int32_t *first_edge; /* where a part's edges begin, parts + 1 of them */
    void *memory;
} layout_axis;

/* part_leds: LEDs to a part. vignette: part of the light lost at the ends. */
bool layout_make(layout_axis *made, const look_style *style, int leds, int pitch8, int bezel,
                 int part_leds, double vignette);
void layout_free(layout_axis *made);

/* First pixel of an LED's cell, counted from the first LED's; leds may be negative. */
int layout_edge(int led, int pitch8);
/* The LED of a pixel, counted likewise. */
int layout_led(int pixel, int pitch8);

/* The cells of a part: their first pixels relative to the part, and the end. */
static inline const int32_t *layout_edges(const layout_axis *a, int part) {
    return a->edge + a->first_edge[part];
}

static inline int layout_size(const layout_axis *a, int part) {
    return a->start[part + 1] - a->start[part];
}

static inline int layout_cells(const layout_axis *a, int part) {
    return a->first_edge[part + 1] - a->first_edge[part] - 1;
}

#endif
