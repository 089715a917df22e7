/* SPDX-License-Identifier: MIT */
#include "picture.h"

#include <string.h>

static uint32_t mix(uint64_t number) {
    number = (number ^ number >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    number = (number ^ number >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(number >> 32);
}

static uint32_t noise_at(const picture *noise, uint64_t time, int x, int y) {
    uint64_t frame = noise->period ? time / noise->period : 0;
    return mix(frame * 1000003 + (uint64_t)y * 4096 + (uint64_t)x + 1);
}

bool picture_lit(const picture *noise, uint64_t time, int x, int y) {
    return noise_at(noise, time, x, y) >> 7 & 1;
}

moto_colour picture_colour(const picture *noise, uint64_t time, int x, int y) {
    uint32_t red = noise_at(noise, time, x, y);
    uint32_t green = mix(red + UINT64_C(0x100000000));
    return (moto_colour){(uint16_t)red, (uint16_t)green, (uint16_t)(green >> 16)};
}

static void bits(void *self, uint64_t time, uint32_t y, uint32_t *row) {
    picture *noise = self;
    noise->ask++;
    noise->last_time = time;
    memset(row, 0, (size_t)(noise->source.width + 31) / 32 * sizeof *row);
    for (int x = 0; x < noise->source.width; x++)
        if (picture_lit(noise, time, x, (int)y))
            row[x / 32] |= UINT32_C(1) << x % 32;
}

static void colours(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    picture *noise = self;
    noise->ask++;
    noise->last_time = time;
    for (int x = 0; x < noise->source.width; x++)
        row[x] = picture_colour(noise, time, x, (int)y);
}

void picture_make(picture *noise, int width, int height, uint64_t period) {
    *noise = (picture){{noise, (uint16_t)width, (uint16_t)height, bits, colours}, period, 0, 0};
}

static void white_colours(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    picture *white = self;
    (void)time;
    (void)y;
    memset(row, 0xFF, white->source.width * sizeof *row);
}

static void white_bits(void *self, uint64_t time, uint32_t y, uint32_t *row) {
    picture *white = self;
    (void)time;
    (void)y;
    memset(row, 0, (white->source.width + 31u) / 32 * sizeof *row);
    for (uint32_t x = 0; x < white->source.width; x++)
        row[x / 32] |= UINT32_C(1) << x % 32;
}

void picture_make_white(picture *white, int width, int height) {
    picture_make(white, width, height, 0);
    white->source.bits = white_bits;
    white->source.colours = white_colours;
}

static void ramp_colours(void *self, uint64_t time, uint32_t y, moto_colour *row) {
    picture *ramp = self;
    (void)time;
    (void)y;
    for (uint32_t x = 0; x < ramp->source.width; x++) {
        uint16_t grey = (uint16_t)(x * 65535 / (ramp->source.width - 1u));
        row[x] = (moto_colour){grey, grey, grey};
    }
}

void picture_make_ramp(picture *ramp, int width, int height) {
    picture_make(ramp, width, height, 0);
    ramp->source.colours = ramp_colours;
}
