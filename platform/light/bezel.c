/* SPDX-License-Identifier: MIT */
#include "bezel.h"
#include "clones.h"
#include "curve.h"

#include <stdlib.h>
#include <string.h>

/* t: 0 at the outer edge, 1 at the panel. An outer chamfer, a flat face, an inner slope. */
static double face_light(bezel_side side, double t) {
    static const double face[] = {0.021, 0.010, 0.013, 0.013};
    static const double chamfer[] = {0.050, 0.008, 0.020, 0.016};
    static const double slope[] = {0.0015, 0.011, 0.0035, 0.0045};
    double outer = 1 - curve_step(0.05, 0.11, t), inner = curve_step(0.74, 0.80, t);
    double flat = face[side] * (1 - 0.25 * t);
    double light = flat + (chamfer[side] - flat) * outer;
    light += (slope[side] * (1.7 - t) - light) * inner;
    return light * (1 - 0.75 * curve_step(0.95, 1.0, t)) * (1 - 0.6 * curve_gauss(t - 0.77, 0.018));
}

/* The slope faces the panel and takes its light; the flat face gets little. */
static double spill(double t) {
    double inner = curve_step(0.72, 0.80, t);
    return 0.5 + 1.6 * inner + 0.5 * t;
}

static void make_grain(bezel_frame *b) {
    uint32_t seed = 1;
    for (int y = 0; y < BEZEL_GRAIN; y++) {
        for (int x = 0; x < BEZEL_GRAIN; x++) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t first = seed >> 20;
            seed = seed * 1664525u + 1013904223u;
            b->grain[y][x] = (uint16_t)(57344 + first + (seed >> 20));
        }
        for (int x = BEZEL_GRAIN; x < BEZEL_GRAIN + BEZEL_RUN_MOST; x++)
            b->grain[y][x] = b->grain[y][x - BEZEL_GRAIN];
    }
}

bool bezel_make(bezel_frame *b, int width, int height, int size, double albedo, double unit) {
    memset(b, 0, sizeof *b);
    b->width = width;
    b->height = height;
    b->size = size;
    b->albedo = calloc((size_t)(BEZEL_SIDES + 1) * (size_t)(size + 1), sizeof *b->albedo);
    if (!b->albedo)
        return false;
    for (int side = 0; side < BEZEL_SIDES; side++) {
        b->room[side] = b->albedo + (size_t)(side + 1) * (size_t)(size + 1);
        for (int d = 0; d < size; d++)
            b->room[side][d] = curve_u16(unit * face_light((bezel_side)side, (d + 0.5) / size));
    }
    for (int d = 0; d < size; d++)
        b->albedo[d] = curve_u16(unit * albedo * spill((d + 0.5) / size));
    make_grain(b);
    return true;
}

void bezel_free(bezel_frame *b) {
    free(b->albedo);
    memset(b, 0, sizeof *b);
}

static void fill(const bezel_frame *b, int x, int y, int count, uint16_t *room, uint16_t *albedo) {
    int down = y < b->height - 1 - y ? y : b->height - 1 - y;
    bezel_side vertical = y < b->height - 1 - y ? BEZEL_TOP : BEZEL_BOTTOM;
    for (int i = 0; i < count; i++) {
        int left = x + i, right = b->width - 1 - left;
        int across = left < right ? left : right;
        bezel_side side = across >= down ? vertical : left < right ? BEZEL_LEFT : BEZEL_RIGHT;
        int distance = across < down ? across : down;
        room[i] = b->room[side][distance];
        albedo[i] = b->albedo[distance];
    }
}

static inline void fill_straight(const bezel_frame *b, int y, int count, uint16_t *restrict room,
                                 uint16_t *restrict albedo) {
    bool top = y < b->height - 1 - y;
    int distance = top ? y : b->height - 1 - y;
    uint16_t light = b->room[top ? BEZEL_TOP : BEZEL_BOTTOM][distance], part = b->albedo[distance];
    for (int i = 0; i < count; i++) {
        room[i] = light;
        albedo[i] = part;
    }
}

/* Beside the panel only the side counts, at the corners the mitre. */
static inline void fill_side(const bezel_frame *b, int x, int count, uint16_t *restrict room,
                             uint16_t *restrict albedo) {
    bool left = x < b->size;
    int step = left ? 1 : -1, distance = left ? x : b->width - 1 - x;
    const uint16_t *light = b->room[left ? BEZEL_LEFT : BEZEL_RIGHT];
    for (int i = 0; i < count; i++, distance += step) {
        room[i] = light[distance];
        albedo[i] = b->albedo[distance];
    }
}

CLONES void bezel_run(const bezel_frame *b, int x, int y, int count, uint16_t *room,
                      uint16_t *albedo) {
    if (x >= b->size && x + count <= b->width - b->size)
        fill_straight(b, y, count, room, albedo);
    else if (y >= b->size && y < b->height - b->size)
        fill_side(b, x, count, room, albedo);
    else
        fill(b, x, y, count, room, albedo);
    const uint16_t *restrict grain = b->grain[y % BEZEL_GRAIN] + x % BEZEL_GRAIN;
    for (int i = 0; i < count; i++)
        room[i] = (uint16_t)((uint32_t)room[i] * grain[i] >> 16);
}
