/* SPDX-License-Identifier: MIT */
#include "layout.h"
#include "curve.h"

#include <stdlib.h>
#include <string.h>

enum {
    SPARE = 64
}; /* loops in whole steps read beyond the last pixel */

static int divide_down(int a, int b) {
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

int layout_edge(int led, int pitch8) {
    return divide_down(led * pitch8 + 3, 8);
}

int layout_led(int pixel, int pitch8) {
    return divide_down(8 * pixel + 4, pitch8);
}

static bool take_memory(layout_axis *a) {
    size_t pixels = (size_t)a->pixels + SPARE, parts = (size_t)a->parts + 1;
    size_t edges = (size_t)(a->leds + 2 * a->margin) + 2 * parts;
    a->memory = calloc(2 * parts + edges + 4 * pixels, sizeof(int32_t));
    if (!a->memory)
        return false;
    a->start = a->memory;
    a->first_edge = a->start + parts;
    a->edge = a->first_edge + parts;
    a->cell = a->edge + edges;
    uint16_t *next = (uint16_t *)(a->cell + pixels);
    for (int i = 0; i < 3; i++)
        a->weight[i] = next + pixels * (size_t)i;
    a->vignette = next + pixels * 3;
    a->camera = next + pixels * 4;
    return true;
}

static void make_parts(layout_axis *a, int part_leds) {
    a->start[0] = 0;
    for (int i = 1; i < a->parts - 1; i++)
        a->start[i] = a->bezel + layout_edge((i - 1) * part_leds, a->pitch8);
    a->start[a->parts - 1] = a->bezel + layout_edge(a->leds, a->pitch8);
    a->start[a->parts] = a->pixels;
}

/* Quadratic B-spline: the light of a place t LEDs from its cell's middle. */
static void make_weights(layout_axis *a) {
    double pitch = a->pitch8 / 8.0;
    for (int x = 0; x < a->pixels; x++) {
        int led = layout_led(x - a->bezel, a->pitch8);
        double t = (x - a->bezel + 0.5) / pitch - led - 0.5;
        a->cell[x] = led + a->margin;
        a->weight[0][x] = curve_u16(65535 * (0.5 - t) * (0.5 - t) / 2);
        a->weight[2][x] = curve_u16(65535 * (0.5 + t) * (0.5 + t) / 2);
        a->weight[1][x] = (uint16_t)(65535 - a->weight[0][x] - a->weight[2][x]);
    }
}

static void make_edges(layout_axis *a) {
    int32_t next = 0;
    for (int part = 0; part < a->parts; part++) {
        a->first_edge[part] = next;
        for (int x = a->start[part]; x < a->start[part + 1]; x++)
            if (x == a->start[part] || a->cell[x] != a->cell[x - 1])
                a->edge[next++] = x - a->start[part];
        a->edge[next++] = layout_size(a, part);
    }
    a->first_edge[a->parts] = next;
}

/* How much of the pixel from x to x + 1 lies between low and high. */
static double overlap(double x, double low, double high) {
    double from = x > low ? x : low, to = x + 1 < high ? x + 1 : high;
    return to > from ? to - from : 0;
}

static double seam_at(const layout_axis *a, const look_style *style, int x) {
    if (style->module == 0)
        return 1;
    double pitch = a->pitch8 / 8.0, module = style->module * pitch, panel = x - a->bezel;
    int nearest = (int)((panel + 0.5) / module + 0.5);
    if (nearest < 1 || nearest * style->module >= a->leds || panel < 0)
        return 1;
    double half = style->seam_width * pitch / 2, middle = nearest * module;
    return 1 - (1 - style->seam) * overlap(panel, middle - half, middle + half);
}

static void make_camera(layout_axis *a, const look_style *style, double vignette) {
    for (int x = 0; x < a->pixels; x++) {
        double off = (x + 0.5) / a->pixels * 2 - 1;
        double light = 65535 * (1 - vignette * off * off);
        a->vignette[x] = curve_u16(light);
        a->camera[x] = curve_u16(light * seam_at(a, style, x));
    }
}

bool layout_make(layout_axis *a, const look_style *style, int leds, int pitch8, int bezel,
                 int part_leds, double vignette) {
    memset(a, 0, sizeof *a);
    a->leds = leds;
    a->pitch8 = pitch8;
    a->bezel = bezel;
    a->margin = bezel * 8 / pitch8 + 3;
    a->pixels = layout_edge(leds, pitch8) + 2 * bezel;
    a->parts = (leds + part_leds - 1) / part_leds + 2;
    if (!take_memory(a))
        return false;
    make_parts(a, part_leds);
    make_weights(a);
    make_edges(a);
    make_camera(a, style, vignette);
    return true;
}

void layout_free(layout_axis *a) {
    free(a->memory);
    memset(a, 0, sizeof *a);
}
