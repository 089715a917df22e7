/* SPDX-License-Identifier: MIT
 *
 * The inner loops: a run of pixels in one row, from light to linear picture to sRGB. All values are
 * fractions of 65536; runs are taken in whole steps of COMPOSE_STEP, so every row that goes in must
 * be readable that far.
 */
#ifndef COMPOSE_H
#define COMPOSE_H

#include "tone.h"

#include <stdint.h>

enum {
    COMPOSE_STEP = 32,
    COMPOSE_MOST = 256 + COMPOSE_STEP
};

typedef struct compose_source {
    int count;
    const uint16_t *light[3];   /* of each pixel's LED */
    const uint16_t *halo[3][3]; /* by grid row (above, at, under) and channel */
    uint16_t weight[3];         /* of the three grid rows */
    const uint16_t *mask[3];
    const uint16_t *albedo;
    const uint16_t *room[3];
    const uint16_t *camera; /* seams and vignette along the row */
    uint16_t camera_row;
} compose_source;

typedef struct compose_line {
    uint16_t channel[3][COMPOSE_MOST];
} compose_line;

/* light x mask + halo x albedo + room, through the camera. */
void compose_light(const compose_source *source, compose_line *line);
/* halo x albedo + room: the bezel. */
void compose_spill(const compose_source *source, compose_line *line);
/* room alone: what reflects and has no light. */
void compose_room(const compose_source *source, compose_line *line);

/* Tone curve, sRGB and dither (a row of the matrix, repeated) into count pixels; uses up the line.
 */
void compose_finish(const tone *camera, compose_line *line, const uint16_t *dither,
                    uint32_t *pixels, int count);

/* One grid row of the halo, brought to `pixels` pixels: each LED's run of pixels is weighted
 * over itself and its neighbours. Writes up to 7 values beyond the end. */
typedef struct compose_columns {
    const int32_t *edge;       /* first pixel of each LED's run, leds + 1 of them */
    const uint16_t *weight[3]; /* by pixel: left, middle, right */
} compose_columns;

void compose_spread(const compose_columns *columns, int leds, const uint16_t *grid, uint16_t *out);
/* Repeats each LED's value over its run of pixels. Writes up to 7 values beyond the end. */
void compose_repeat(const int32_t *edge, int leds, const uint16_t *values, uint16_t *out);
/* Count values of one disc's face, dimmed by its tilt. Writes up to 7 values beyond the end. */
void compose_tilt(const uint16_t *face, uint16_t tilt, uint16_t *out, int count);

#endif
