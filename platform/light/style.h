/* SPDX-License-Identifier: MIT
 *
 * What makes one look differ from another, in numbers. Lengths are in LED pitches, light is linear
 * with 1 = a fully lit LED at mask 1, colours are linear RGB.
 */
#ifndef STYLE_H
#define STYLE_H

typedef enum look_kind {
    LOOK_LED,      /* light at once */
    LOOK_FILAMENT, /* light follows the filament's heat */
    LOOK_DISC,     /* reflects the room; two faces */
} look_kind;

typedef struct look_style {
    const char *name;
    look_kind kind;
    int one_colour; /* else the light's own colours */
    double colour[3];

    /* The dot: a square of half side `half` with round corners of radius `corner` (corner = half is
     * a disc), its edge `edge` wide, `rim` bright there and `centre` in the middle, and a Gaussian
     * core (core_aspect over 1: a filament that lies); the three dies of an RGB LED are `die` apart
     * from each other. */
    double half, corner, edge, rim, centre, core, core_sigma, core_aspect, gain, die;

    /* Two Gaussians of the LEDs' light and how much the surfaces scatter back of it. */
    double near_weight, near_sigma, far_weight, far_sigma;
    double board_albedo, lens_albedo, bezel_albedo;

    /* What one sees unlit. glass: the light along a bulb's outline. louvre: ridges between the
     * rows, as a part of the board's light. */
    double board[3], lens[3], glint, glass, louvre;

    double clip;     /* linear light that the camera can take at most */
    double exposure; /* k in 1 - exp(-k x) */
    double bleach;   /* part of the largest channel that the others gain at clip */
    double shoulder; /* how much sooner the largest channel saturates than the others: amber, say,
                      * turns yellow where it is overexposed */
    double spread;   /* LEDs of one bin differ by up to this part */

    int module; /* LEDs from seam to seam, 0 for none */
    double seam, seam_width;
} look_style;

extern const look_style look_styles[];
extern const int look_style_count;

#endif
