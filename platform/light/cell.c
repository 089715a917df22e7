/* SPDX-License-Identifier: MIT */
#include "cell.h"

#include <math.h>

/* cos(pi t) for t in 0..1, to one part in a thousand: what a disc shows of itself. */
static double breadth(double t) {
    double x = t - 0.5, square = x * x * 9.8696044;
    return -3.14159265 * x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42)));
}

static void coloured_face(const look_style *s, double slope, double rim, double colour[3]) {
    double shade = (0.80 - 0.35 * slope) * (rim > 0.40 ? 0.72 : 1);
    for (int c = 0; c < 3; c++)
        colour[c] = s->colour[c] * shade;
}

static void black_face(const look_style *s, double slope, double rim, double colour[3]) {
    for (int c = 0; c < 3; c++)
        colour[c] = s->lens[c] * (1 - 0.92 * slope) * (rim > 0.40 ? 1.9 : 1);
}

static void post(const look_style *s, double u, double v, double colour[3]) {
    for (int c = 0; c < 3; c++)
        colour[c] = s->board[c] * (4.6 - 3.2 * (u - v));
}

void cell_face(const look_style *s, double u, double v, double turned, double colour[3]) {
    double seen = breadth(turned), slope = u + v;
    double along = (u - v) * 0.70710678, across = (u + v) * 0.70710678 / (fabs(seen) + 0.02);
    double rim = sqrt(along * along + across * across);
    for (int c = 0; c < 3; c++)
        colour[c] = s->board[c] * (1 + 0.6 * slope);
    if (u + v > 0.44) {
        if (u * u + v * v < 0.62 * 0.62)
            post(s, u, v, colour);
    } else if (rim < s->half) {
        double light = 0.35 + 0.65 * fabs(seen);
        if (seen < 0)
            coloured_face(s, slope, rim, colour);
        else
            black_face(s, slope, rim, colour);
        for (int c = 0; c < 3; c++)
            colour[c] *= light;
    }
}
