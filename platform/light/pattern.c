/* SPDX-License-Identifier: MIT */
#include "pattern.h"
#include "cell.h"
#include "curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELL_MOST = 34,
    BELL_STEPS = 64,
    BELL_END = 20
};

/* One LED's cell at one place relative to the pixels, in linear light. */
typedef struct cell {
    int width, height;
    double plane[PATTERN_PLANES][CELL_MOST * CELL_MOST];
    double face[3][CELL_MOST * CELL_MOST];
} cell;

typedef struct painter {
    const look_style *style;
    double pitch;
    int samples;                            /* each way in a pixel */
    double integral[3];                     /* of the mask over one LED, in pitches squared */
    double bell[BELL_END * BELL_STEPS + 2]; /* exp(-t / 2) in steps of t */
} painter;

/* Distance to the dot's outline, negative inside. */
static double outline(const look_style *s, double u, double v) {
    double x = fabs(u) - (s->half - s->corner), y = fabs(v) - (s->half - s->corner);
    double outside = sqrt((x > 0 ? x * x : 0) + (y > 0 ? y * y : 0));
    double inside = x > y ? x : y;
    return outside + (inside < 0 ? inside : 0) - s->corner;
}

static double coverage(const look_style *s, double u, double v) {
    return 1 - curve_step(-s->edge / 2, s->edge / 2, outline(s, u, v));
}

/* A Gaussian of peak 1 by the square of the distance. */
static double bell(const painter *p, double square, double sigma) {
    double t = square / (sigma * sigma) * BELL_STEPS;
    if (t >= BELL_END * BELL_STEPS)
        return 0;
    int step = (int)t;
    return p->bell[step] + (p->bell[step + 1] - p->bell[step]) * (t - step);
}

static double mask_at(const painter *p, int channel, double u, double v) {
    static const double away[3][2] = {{0, -1}, {0.87, 0.5}, {-0.87, 0.5}};
    const look_style *s = p->style;
    u -= away[channel][0] * s->die;
    v -= away[channel][1] * s->die;
    double part = curve_clamp((u * u + v * v) / (s->half * s->half), 0, 1);
    double body = coverage(s, u, v) * (s->rim + (s->centre - s->rim) * (1 - part));
    double x = u / s->core_aspect, y = v * s->core_aspect;
    return s->gain * (body + s->core * bell(p, x * x + y * y, s->core_sigma));
}

/* Glass catches the room's light along its outline, most of it above left. */
static double outline_light(const painter *p, double u, double v) {
    const look_style *s = p->style;
    if (s->glass <= 0)
        return 0;
    double slant = (u + v) / s->half, away = sqrt(u * u + v * v) - 0.84 * s->half;
    return s->glass * bell(p, away * away, 0.025) * slant * slant * (slant < 0 ? 1 : 0.35);
}

/* The room's light comes from the top left: the lens is brighter there and has its glint there. */
static void room_at(const painter *p, double u, double v, double *albedo, double room[3]) {
    const look_style *s = p->style;
    double covered = coverage(s, u, v);
    double lit = covered * (0.5 + 0.5 * curve_clamp(0.5 - (u + v) / s->half * 0.5, 0, 1));
    double x = u + 0.36 * s->half, y = v + 0.40 * s->half, edge = 0.5 - fabs(v);
    double glint = s->glint * bell(p, x * x + y * y, 0.05) + outline_light(p, u, v);
    double ridge = s->louvre * (v > 0 ? 1 : -0.6) * bell(p, edge * edge, 0.07);
    *albedo = s->board_albedo + (s->lens_albedo - s->board_albedo) * covered;
    for (int c = 0; c < 3; c++)
        room[c] = s->board[c] * (1 + ridge) * (1 - covered) + s->lens[c] * lit + glint;
}

static void sample_light(const painter *p, cell *made, int at, double u, double v, double weight) {
    double albedo, room[3];
    room_at(p, u, v, &albedo, room);
    made->plane[PATTERN_ALBEDO][at] += weight * albedo;
    double mask = mask_at(p, 0, u, v);
    for (int c = 0; c < 3; c++) {
        if (c > 0 && p->style->die > 0)
            mask = mask_at(p, c, u, v);
        made->plane[PATTERN_ROOM + c][at] += weight * room[c];
        made->plane[PATTERN_RED + c][at] += weight * mask;
    }
}

static void sample_face(const painter *p, cell *made, int at, double u, double v, double weight,
                        int face) {
    double colour[3];
    cell_face(p->style, u, v, (double)face / (PATTERN_FACES - 1), colour);
    for (int c = 0; c < 3; c++)
        made->face[c][at] += weight * colour[c];
}

/* Pixel (x, y) of a cell whose first pixel lies `from` eighths right of (below) the LED's edge. */
static void sample_pixel(const painter *p, cell *made, int x, int y, const int from[2], int face) {
    double step = 1.0 / p->samples, weight = step * step;
    int at = y * CELL_MOST + x;
    for (int j = 0; j < p->samples; j++)
        for (int i = 0; i < p->samples; i++) {
            double u = (x + from[0] / 8.0 + (i + 0.5) * step) / p->pitch - 0.5;
            double v = (y + from[1] / 8.0 + (j + 0.5) * step) / p->pitch - 0.5;
            if (p->style->kind == LOOK_DISC)
                sample_face(p, made, at, u, v, weight, face);
            else
                sample_light(p, made, at, u, v, weight);
        }
}

/* Every LED sends out the same light, however its cell falls on the pixels. */
static void equalise(const painter *p, cell *made) {
    for (int c = 0; c < 3; c++) {
        double sum = 0, *mask = made->plane[PATTERN_RED + c];
        for (int i = 0; i < CELL_MOST * CELL_MOST; i++)
            sum += mask[i];
        double scale = sum > 0 ? p->integral[c] * p->pitch * p->pitch / sum : 0;
        for (int i = 0; i < CELL_MOST * CELL_MOST; i++)
            mask[i] *= scale;
    }
}

static void paint_cell(const painter *p, cell *made, const int from[2], int face) {
    memset(made->plane, 0, sizeof made->plane);
    memset(made->face, 0, sizeof made->face);
    for (int y = 0; y < made->height; y++)
        for (int x = 0; x < made->width; x++)
            sample_pixel(p, made, x, y, from, face);
    equalise(p, made);
}

/* Eight LEDs at most lie differently on the pixels, each way. */
static int period_of(int pitch8) {
    int period = 8;
    while (period > 1 && pitch8 * (period / 2) % 8 == 0)
        period /= 2;
    return period;
}

/* Fewer samples where there are many pixels to sample. */
static int samples_for(int pitch8) {
    if (period_of(pitch8) <= 2)
        return pitch8 < 96 ? 8 : 4;
    return pitch8 < 48 ? 8 : pitch8 < 128 ? 4 : 3;
}

static int edge_of(int led, int pitch8) {
    return (led * pitch8 + 3) >> 3;
}

/* 0.88 to 1: lenses and boards of one panel are not all alike. */
static double variety(int x, int y) {
    unsigned h = (unsigned)x * 73856093u ^ (unsigned)y * 19349663u;
    h = (h ^ h >> 13) * 0x5bd1e995u;
    return 0.88 + 0.12 * ((h ^ h >> 15) & 255) / 255;
}

static void paste(pattern *made, const cell *from, int led_x, int led_y, int face) {
    size_t corner = (size_t)edge_of(led_y, made->pitch8) * (size_t)made->stride +
                    (size_t)edge_of(led_x, made->pitch8);
    double room = variety(led_x, led_y) * made->unit;
    for (int y = 0; y < from->height; y++)
        for (int x = 0; x < from->width; x++) {
            size_t to = corner + (size_t)y * (size_t)made->stride + (size_t)x;
            int at = y * CELL_MOST + x;
            for (int c = 0; c < 3 && made->face[face][c]; c++)
                made->face[face][c][to] = curve_u16(from->face[c][at] * made->unit);
            for (int c = 0; c < 3; c++) {
                double mask = from->plane[PATTERN_RED + c][at] * made->unit;
                made->plane[PATTERN_RED + c][to] = curve_u16(curve_clamp(mask, 0, 0.88 * 65535));
                made->plane[PATTERN_ROOM + c][to] =
                    curve_u16(from->plane[PATTERN_ROOM + c][at] * room);
            }
            made->plane[PATTERN_ALBEDO][to] =
                curve_u16(from->plane[PATTERN_ALBEDO][at] * made->unit);
        }
}

/* LEDs that lie alike on the pixels share one painted cell. */
static void paint_phase(pattern *made, const painter *p, cell *scratch, int x, int y) {
    int from[2] = {edge_of(x, made->pitch8) * 8 - x * made->pitch8,
                   edge_of(y, made->pitch8) * 8 - y * made->pitch8};
    scratch->width = edge_of(x + 1, made->pitch8) - edge_of(x, made->pitch8);
    scratch->height = edge_of(y + 1, made->pitch8) - edge_of(y, made->pitch8);
    int faces = p->style->kind == LOOK_DISC ? PATTERN_FACES : 1;
    int period = period_of(made->pitch8);
    if (x >= period || y >= period)
        return;
    for (int face = 0; face < faces; face++) {
        paint_cell(p, scratch, from, face);
        for (int j = y; j < PATTERN_ROWS; j += period)
            for (int i = x; i < made->leds; i += period)
                paste(made, scratch, i, j, face);
    }
}

static void make_bell(painter *p) {
    for (int i = 0; i < BELL_END * BELL_STEPS + 2; i++)
        p->bell[i] = curve_exp(-0.5 * i / BELL_STEPS);
}

static void measure_mask(painter *p) {
    enum {
        GRID = 128
    };
    for (int c = 0; c < 3; c++) {
        double sum = 0;
        for (int y = 0; y < GRID; y++)
            for (int x = 0; x < GRID; x++)
                sum += mask_at(p, c, (x + 0.5) / GRID - 0.5, (y + 0.5) / GRID - 0.5);
        p->integral[c] = sum / (GRID * GRID);
    }
}

static bool take_memory(pattern *made, bool faces) {
    size_t plane = (size_t)made->stride * (size_t)made->height;
    size_t count = PATTERN_PLANES + (faces ? PATTERN_FACES * 3 : 0);
    made->memory = calloc(plane * count, sizeof *made->memory);
    if (!made->memory)
        return false;
    uint16_t *next = made->memory;
    for (int i = 0; i < PATTERN_PLANES; i++, next += plane)
        made->plane[i] = next;
    for (int i = 0; faces && i < PATTERN_FACES * 3; i++, next += plane)
        made->face[i / 3][i % 3] = next;
    return true;
}

bool pattern_make(pattern *made, const look_style *style, int pitch8) {
    memset(made, 0, sizeof *made);
    made->pitch8 = pitch8;
    made->leds = 8 * ((64 + pitch8 - 1) / pitch8);
    made->width = made->leds * pitch8 / 8;
    made->height = pitch8;
    made->stride = (made->width + 31) / 32 * 32 + 32;
    made->unit = 65535 / style->clip;
    painter p = {.style = style, .pitch = pitch8 / 8.0, .samples = samples_for(pitch8)};
    cell *scratch = malloc(sizeof *scratch);
    if (!scratch || !take_memory(made, style->kind == LOOK_DISC)) {
        free(scratch);
        return false;
    }
    if (style->kind != LOOK_DISC) {
        make_bell(&p);
        measure_mask(&p);
    }
    for (int y = 0; y < PATTERN_ROWS; y++)
        for (int x = 0; x < 8; x++)
            paint_phase(made, &p, scratch, x, y);
    free(scratch);
    return true;
}

void pattern_free(pattern *made) {
    free(made->memory);
    memset(made, 0, sizeof *made);
}
