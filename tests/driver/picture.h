/* SPDX-License-Identifier: MIT
 *
 * Pictures for the drivers' tests: a source made of noise that changes with time, the same on every
 * machine, and comparing light with it.
 */
#ifndef PICTURE_H
#define PICTURE_H

#include "../../core/driver/source.h"

#include "light.h"

#include <stdbool.h>

typedef struct picture {
    moto_source source;
    uint64_t period; /* microseconds after which all LEDs are drawn anew; 0: never */
    uint32_t ask;    /* how many rows were asked for */
    uint64_t last_time;
} picture;

/* source.self is the picture: it may not move afterwards. */
void picture_make(picture *noise, int width, int height, uint64_t period);

/* Two more, for which the functions below do not hold: all LEDs at full, and a grey ramp from 0 at
 * the left column to 65535 at the right one. */
void picture_make_white(picture *white, int width, int height);
void picture_make_ramp(picture *ramp, int width, int height);

bool picture_lit(const picture *noise, uint64_t time, int x, int y);
moto_colour picture_colour(const picture *noise, uint64_t time, int x, int y);

#endif
