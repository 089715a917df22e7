/* SPDX-License-Identifier: MIT */
#include "compose.h"
#include "clones.h"

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
        out[i] = (uint16_t)(part_rounded(glow, albedo[i]) + room[i]);
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

static inline void through_camera(const compose_source *s, int at, uint16_t *restrict out) {
    const uint16_t *camera = s->camera + at;
    uint16_t row = s->camera_row;
    for (int i = 0; i < COMPOSE_STEP; i++)
        out[i] = part_rounded(out[i], part(camera[i], row));
}

CLONES void compose_light(const compose_source *s, compose_line *line) {
    for (int at = 0; at < s->count; at += COMPOSE_STEP)
        for (int c = 0; c < 3; c++) {
            mix_halo(s, c, at, line->channel[c] + at);
            add_light(s, c, at, line->channel[c] + at);
            through_camera(s, at, line->channel[c] + at);
        }
}

CLONES void compose_spill(const compose_source *s, compose_line *line) {
    for (int at = 0; at < s->count; at += COMPOSE_STEP)
        for (int c = 0; c < 3; c++) {
            mix_halo(s, c, at, line->channel[c] + at);
            through_camera(s, at, line->channel[c] + at);
        }
}

CLONES void compose_room(const compose_source *s, compose_line *line) {
    for (int at = 0; at < s->count; at += COMPOSE_STEP)
        for (int c = 0; c < 3; c++) {
            copy_room(s, c, at, line->channel[c] + at);
            through_camera(s, at, line->channel[c] + at);
        }
}

typedef struct step {
    uint16_t channel[3][COMPOSE_STEP];
    uint16_t most[COMPOSE_STEP], gain[COMPOSE_STEP];
} step;

static inline void take_most(const compose_line *line, int at, step *s) {
    const uint16_t *red = line->channel[0] + at, *green = line->channel[1] + at;
    const uint16_t *blue = line->channel[2] + at;
    for (int i = 0; i < COMPOSE_STEP; i++) {
        uint16_t most = red[i] > green[i] ? red[i] : green[i];
        s->most[i] = most > blue[i] ? most : blue[i];
    }
}

static inline void shade(const tone *camera, const uint16_t *light, step *s,
                         uint16_t *restrict out) {
    for (int i = 0; i < COMPOSE_STEP; i++) {
        uint16_t most = s->most[i];
        uint16_t bleach = part(part(most, most), camera->bleach);
        uint16_t value = (uint16_t)(light[i] + part((uint16_t)(most - light[i]), bleach));
        out[i] = tone_place(part_rounded(value, s->gain[i]));
    }
}

static inline void look_up(const tone *camera, step *s) {
    for (int c = 0; c < 3; c++)
        for (int i = 0; i < COMPOSE_STEP; i++)
            s->channel[c][i] = camera->code[s->channel[c][i]];
}

static inline void pack(const step *s, const uint16_t *dither, uint32_t *restrict pixels,
                        int count) {
    for (int i = 0; i < count; i++) {
        uint32_t red = (uint16_t)(s->channel[0][i] + dither[i]);
        uint32_t green = (uint16_t)(s->channel[1][i] + dither[i]);
        uint32_t blue = (uint16_t)(s->channel[2][i] + dither[i]);
        pixels[i] = 0xff000000u | (red & 0xff00u) << 8 | (green & 0xff00u) | blue >> 8;
    }
}

CLONES void compose_finish(const tone *camera, const compose_line *line, const uint16_t *dither,
                           uint32_t *pixels, int count) {
    step s;
    for (int at = 0; at < count; at += COMPOSE_STEP) {
        take_most(line, at, &s);
        for (int i = 0; i < COMPOSE_STEP; i++)
            s.gain[i] = camera->gain[s.most[i] >> TONE_SHIFT];
        for (int c = 0; c < 3; c++)
            shade(camera, line->channel[c] + at, &s, s.channel[c]);
        look_up(camera, &s);
        if (count - at >= COMPOSE_STEP)
            pack(&s, dither + at, pixels + at, COMPOSE_STEP);
        else
            pack(&s, dither + at, pixels + at, count - at);
    }
}

enum {
    LANES = 8
};

CLONES void compose_spread(const compose_columns *columns, int leds, const uint16_t *grid,
                           uint16_t *out) {
    for (int led = 0; led < leds; led++) {
        uint16_t left = grid[led - 1], middle = grid[led], right = grid[led + 1];
        for (int x = columns->edge[led]; x < columns->edge[led + 1]; x += LANES) {
            const uint16_t *w0 = columns->weight[0] + x, *w1 = columns->weight[1] + x;
            const uint16_t *w2 = columns->weight[2] + x;
            uint16_t *restrict to = out + x;
            for (int i = 0; i < LANES; i++)
                to[i] = (uint16_t)(part(left, w0[i]) + part(middle, w1[i]) + part(right, w2[i]));
        }
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
