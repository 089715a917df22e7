/* SPDX-License-Identifier: MIT
 *
 * The pattern of a panel at one pitch: what each pixel takes from its LED, from the halo and from
 * the room. It repeats every `leds` LEDs across (one block of the picture) and every 8 LEDs down;
 * pitches are eighths of a pixel, so both are whole numbers of pixels.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include "style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PATTERN_ROWS = 8,
    PATTERN_FACES = 17
};

enum {
    PATTERN_RED, /* mask: part of the LED's light, unit = pattern.unit */
    PATTERN_GREEN,
    PATTERN_BLUE,
    PATTERN_ALBEDO, /* part of the halo, same unit */
    PATTERN_ROOM,   /* light of the unlit panel, three planes, same unit */
    PATTERN_PLANES = PATTERN_ROOM + 3,
};

typedef struct pattern {
    int pitch8; /* eighths of a pixel from LED to LED */
    int leds;   /* across */
    int width;  /* pixels, leds x pitch */
    int height; /* pixels, 8 x pitch */
    int stride; /* width and some room behind, so that loops can run in steps of 32 */
    double unit;
    uint16_t *plane[PATTERN_PLANES]; /* height rows of stride */
    /* Discs only: three planes for each face, from black (0) to coloured (PATTERN_FACES - 1). */
    uint16_t *face[PATTERN_FACES][3];
    uint16_t *memory;
} pattern;

bool pattern_make(pattern *made, const look_style *style, int pitch8);
void pattern_free(pattern *made);

static inline const uint16_t *pattern_row(const pattern *p, int plane, int y) {
    return p->plane[plane] + (size_t)y * (size_t)p->stride;
}

#endif
