/* SPDX-License-Identifier: MIT
 *
 * The frame around the panel: black anodised metal, bevelled, lit from above; its inner lip catches
 * the halo.
 */
#ifndef BEZEL_H
#define BEZEL_H

#include <stdbool.h>
#include <stdint.h>

enum {
    BEZEL_GRAIN = 64,
    BEZEL_RUN_MOST = 256 + 32
};

typedef enum bezel_side {
    BEZEL_TOP,
    BEZEL_BOTTOM,
    BEZEL_LEFT,
    BEZEL_RIGHT,
    BEZEL_SIDES,
} bezel_side;

typedef struct bezel_frame {
    int width, height;                    /* of the picture */
    int size;                             /* of the frame, pixels */
    uint16_t *room[BEZEL_SIDES], *albedo; /* by distance from the outer edge */
    uint16_t grain[BEZEL_GRAIN][BEZEL_GRAIN + BEZEL_RUN_MOST];
} bezel_frame;

bool bezel_make(bezel_frame *made, int width, int height, int size, double albedo, double unit);
void bezel_free(bezel_frame *made);

/* What count (at most 256) pixels of the frame from (x, y) on reflect. */
void bezel_run(const bezel_frame *b, int x, int y, int count, uint16_t *room, uint16_t *albedo);

#endif
