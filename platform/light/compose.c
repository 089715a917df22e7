/* SPDX-License-Identifier: MIT */
#include "compose.h"
#include "clones.h"

#include <string.h>

static inline uint16_t part(uint16_t a, uint16_t b) {
    return (uint16_t)((uint32_t)a * b >> 16);
}

/* Rounded, in 16 bits only: the product's upper half and the first bit of its lower. */
static inline uint16_t part_rounded(uint16_t a, uint16_t b) {
    uint16_t low = (uint16_t)((uint32_t)a * b);
    return (uint16_t)(part(a, b) + (uint16_t)(low >> 15));
}

static inline void mix_halo(const compose_source *s, int c, int at, uint16_t *restrict out) {
    const uint16_t *above = s->halo[0][c] + at, *level = s->halo[1][c] + at;
    const uint16_t *under = s->halo[2][c] + at;
    uint16_t w0 = s->weight[0], w1 = s->weight[1], w2 = s->weight[2];
    const uint16_t *albedo = s->albedo + at, *room = s->room[c] + at;
    for (int i = 0; i < COMPOSE_STEP; i++) {
        uint16_t glow = (uint16_t)(part(above[i], w0) + part(level[i], w1) + part(under[i], w2));
        out[i] = (uint16_t)(part(glow, albedo[i]) + room[i]);
    }
}

static inline void add_light(const compose_source *s, int c, int at, uint16_t *restrict out) {
    const uint16_t *light = s->light[c] + at, *mask = s->mask[c] + at;
    for (int i = 0; i < COMPOSE_STEP; i++)
        out[i] = (uint16_t)(out[i] + part_rounded(light[i], mask[i]));
}

static inline void copy_room(const compose_source *s, int c, int at, uint16_t *restrict out) {
    const uint16_t *room = s->room[c] + at;
    for (int i = 0; i < COMPOSE_STEP; i++)
        out[i] = room[i];
}

static inline void through_camera(const uint16_t *camera, uint16_t *restrict out) {
    for (int i = 0; i < COMPOSE_STEP; i++)
        out[i] = part(out[i], camera[i]);
}

static inline void take_camera(const compose_source *s, int at, uint16_t *restrict camera) {
    for (int i = 0; i < COMPOSE_STEP; i++)
        camera[i] = part(s->camera[at + i], s->camera_row);
}

CLONES void compose_light(const compose_source *s, compose_line *line) {
    uint16_t camera[COMPOSE_STEP];
    for (int at = 0; at < s->count; at += COMPOSE_STEP) {
        take_camera(s, at, camera);
        for (int c = 0; c < 3; c++) {
            mix_halo(s, c, at, line->channel[c] + at);
            add_light(s, c, at, line->channel[c] + at);
            through_camera(camera, line->channel[c] + at);
        }
    }
}

CLONES void compose_spill(const compose_source *s, compose_line *line) {
    uint16_t camera[COMPOSE_STEP];
    for (int at = 0; at < s->count; at += COMPOSE_STEP) {
        take_camera(s, at, camera);
        for (int c = 0; c < 3; c++) {
            mix_halo(s, c, at, line->channel[c] + at);
            through_camera(camera, line->channel[c] + at);
        }
    }
}

CLONES void compose_room(const compose_source *s, compose_line *line) {
    uint16_t camera[COMPOSE_STEP];
    for (int at = 0; at < s->count; at += COMPOSE_STEP) {
        take_camera(s, at, camera);
        for (int c = 0; c < 3; c++) {
            copy_room(s, c, at, line->channel[c] + at);
            through_camera(camera, line->channel[c] + at);
        }
    }
}

static inline uint16_t most_of(uint16_t a, uint16_t b) {
    return a > b ? a : b;
}

/* Horner's rule; no sum is over 65535. */
static inline uint16_t polynomial(const uint16_t *coefficient, int degree, uint16_t x) {
    uint16_t value = coefficient[degree];
    for (int n = degree - 1; n >= 0; n--)
        value = (uint16_t)(part(value, x) + coefficient[n]);
    return value;
}

typedef struct exposure {
    uint16_t most, bleach, shoulder, gain;
} exposure;

static inline uint16_t shade(uint16_t light, exposure e) {
    uint16_t towards = (uint16_t)(part(light, e.shoulder) + e.bleach);
    return part((uint16_t)(light + part((uint16_t)(e.most - light), towards)), e.gain);
}

static inline void expose(const tone *camera, compose_line *line, int at) {
    uint16_t *restrict red = line->channel[0] + at, *restrict green = line->channel[1] + at;
    uint16_t *restrict blue = line->channel[2] + at;
    for (int i = 0; i < COMPOSE_STEP; i++) {
        uint16_t most = most_of(most_of(red[i], green[i]), blue[i]);
        exposure e = {most, polynomial(camera->bleach, 2, most),
                      polynomial(camera->shoulder, 1, most),
                      polynomial(camera->gain, TONE_DEGREE, (uint16_t)~most)};
        red[i] = shade(red[i], e);
        green[i] = shade(green[i], e);
        blue[i] = shade(blue[i], e);
    }
}

static inline void pack(const compose_line *line, const uint16_t *restrict dither, int at,
                        uint32_t *restrict pixels) {
    const uint16_t *red = line->channel[0] + at, *green = line->channel[1] + at;
    const uint16_t *blue = line->channel[2] + at;
    for (int i = 0; i < COMPOSE_STEP; i++) {
        uint16_t high = (uint16_t)(0xff00u | (uint16_t)(red[i] + dither[i]) >> 8);
        uint16_t low = (uint16_t)(((uint16_t)(green[i] + dither[i]) & 0xff00u) |
                                  (uint16_t)(blue[i] + dither[i]) >> 8);
        pixels[i] = (uint32_t)high << 16 | low;
    }
}

CLONES void compose_finish(const tone *camera, compose_line *line, const uint16_t *dither,
                           uint32_t *pixels, int count) {
    for (int at = 0; at < count; at += COMPOSE_STEP)
        expose(camera, line, at);
    for (int c = 0; c < 3; c++)
        tone_look_up(camera, line->channel[c], count);
    int at = 0;
    for (; at + COMPOSE_STEP <= count; at += COMPOSE_STEP)
        pack(line, dither + at, at, pixels + at);
    if (at < count) {
        uint32_t last[COMPOSE_STEP];
        pack(line, dither + at, at, last);
        memcpy(pixels + at, last, (size_t)(count - at) * sizeof *last);
    }
}

enum {
    LANES = 8
};

CLONES void compose_spread(const compose_columns *columns, int leds, const uint16_t *restrict grid,
                           uint16_t *restrict out) {
    const int32_t *restrict edge = columns->edge;
    const uint16_t *restrict w0 = columns->weight[0], *restrict w1 = columns->weight[1];
    const uint16_t *restrict w2 = columns->weight[2];
    for (int led = 0; led < leds; led++) {
        uint16_t left = grid[led - 1], middle = grid[led], right = grid[led + 1];
        for (int x = edge[led]; x < edge[led + 1]; x += LANES)
            for (int i = x; i < x + LANES; i++)
                out[i] = (uint16_t)(part(left, w0[i]) + part(middle, w1[i]) + part(right, w2[i]));
    }
}

CLONES void compose_repeat(const int32_t *edge, int leds, const uint16_t *values, uint16_t *out) {
    for (int led = 0; led < leds; led++) {
        uint16_t value = values[led];
        for (int x = edge[led]; x < edge[led + 1]; x += LANES)
            for (int i = 0; i < LANES; i++)
                out[x + i] = value;
    }
}

CLONES void compose_tilt(const uint16_t *face, uint16_t tilt, uint16_t *restrict out, int count) {
    for (int x = 0; x < count; x += LANES)
        for (int i = 0; i < LANES; i++)
            out[x + i] = part(face[x + i], tilt);
}
