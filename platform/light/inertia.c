/* SPDX-License-Identifier: MIT */
#include "inertia.h"
#include "curve.h"

#include <stdlib.h>
#include <string.h>

enum {
    GLOW_STEPS = 256,
    FULL = 65535
};

static uint16_t part_rounded(uint16_t a, uint16_t b) {
    uint32_t product = (uint32_t)a * b;
    return (uint16_t)((product >> 16) + (product >> 15 & 1));
}

static double luma(const double colour[3]) {
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
}

/* A filament of heat h sends out h^2 of its full light, the redder the cooler it is. */
static void make_glow(inertia *i) {
    static const double ember[3] = {1.0, 0.22, 0.010};
    for (int step = 0; step <= GLOW_STEPS; step++) {
        double heat = (double)step / GLOW_STEPS, colour[3];
        double hot = curve_power(heat, 0.7);
        for (int c = 0; c < 3; c++)
            colour[c] = ember[c] + (i->style->colour[c] - ember[c]) * hot;
        double scale = heat * heat * luma(i->style->colour) / luma(colour);
        for (int c = 0; c < 3; c++)
            i->glow[step * 3 + c] = curve_u16(FULL * scale * colour[c]);
    }
}

static void make_spread(inertia *i) {
    for (int y = 0; y < i->leds_high; y++)
        for (int x = 0; x < i->leds_wide; x++) {
            uint32_t h = (uint32_t)x * 2654435761u + (uint32_t)y * 2246822519u;
            h = (h ^ h >> 15) * 0x2c1b3c6du;
            h = (h ^ h >> 12) * 0x297a2d39u;
            double away = i->style->spread * ((h ^ h >> 15) & 0xffff) / 65535;
            i->spread[(size_t)y * (size_t)i->leds_wide + (size_t)x] = curve_u16(FULL * (1 - away));
        }
}

bool inertia_make(inertia *i, const look_style *style, int leds_wide, int leds_high) {
    memset(i, 0, sizeof *i);
    i->style = style;
    i->leds_wide = leds_wide;
    i->leds_high = leds_high;
    size_t count = (size_t)leds_wide * (size_t)leds_high, line = (size_t)leds_wide + 8;
    i->memory = calloc(5 * count + 3 * line + (GLOW_STEPS + 1) * 3, sizeof(uint16_t));
    if (!i->memory)
        return false;
    uint16_t *next = i->memory;
    i->spread = next;
    i->state = style->kind == LOOK_LED ? NULL : next + count;
    for (int c = 0; c < 3; c++) {
        i->shown[c] = next + count * (size_t)(2 + c);
        i->row[c] = next + count * 5 + line * (size_t)c;
        i->colour[c] = curve_u16(FULL * style->colour[c]);
    }
    i->glow = next + count * 5 + line * 3;
    make_spread(i);
    if (style->kind == LOOK_FILAMENT)
        make_glow(i);
    inertia_reset(i);
    return true;
}

void inertia_free(inertia *i) {
    free(i->memory);
    memset(i, 0, sizeof *i);
}

void inertia_reset(inertia *i) {
    i->steady = true;
    i->time_us = 0;
    i->moving = false;
}

void inertia_begin(inertia *i, uint64_t time_us) {
    if (time_us < i->time_us)
        i->steady = true;
    uint64_t passed = i->steady ? 0 : time_us - i->time_us;
    if (passed > 10000000)
        passed = 10000000;
    i->turn = (uint32_t)(passed * FULL / INERTIA_DISC_US);
    i->kept_rising = (uint32_t)(65536 * curve_exp(-(double)passed / INERTIA_ATTACK_US));
    i->kept_falling = (uint32_t)(65536 * curve_exp(-(double)passed / INERTIA_DECAY_US));
    i->time_us = time_us;
    i->moving = false;
}

static uint16_t level_of(light_led led) {
    uint16_t most = led.red > led.green ? led.red : led.green;
    return most > led.blue ? most : led.blue;
}

static void row_of_leds(inertia *i, const light_led *leds, const uint16_t *spread) {
    for (int x = 0; x < i->leds_wide; x++) {
        i->row[0][x] = part_rounded(leds[x].red, spread[x]);
        i->row[1][x] = part_rounded(leds[x].green, spread[x]);
        i->row[2][x] = part_rounded(leds[x].blue, spread[x]);
    }
}

static void row_of_one_colour(inertia *i, const light_led *leds, const uint16_t *spread) {
    for (int x = 0; x < i->leds_wide; x++) {
        uint16_t level = part_rounded(level_of(leds[x]), spread[x]);
        for (int c = 0; c < 3; c++)
            i->row[c][x] = part_rounded(level, i->colour[c]);
    }
}

static void row_of_discs(inertia *i, const light_led *leds, uint16_t *state) {
    for (int x = 0; x < i->leds_wide; x++) {
        uint32_t target = level_of(leds[x]) >= FULL / 2 + 1 ? FULL : 0, now = state[x];
        if (i->steady)
            now = target;
        else if (now < target)
            now = target - now > i->turn ? now + i->turn : target;
        else
            now = now - target > i->turn ? now - i->turn : target;
        i->moving = i->moving || now != target;
        state[x] = (uint16_t)now;
        i->row[0][x] = (uint16_t)((now + 2048) >> 12);
    }
}

/* The square root of level / 65535, in 1/65535. */
static uint32_t heat_of(uint32_t level) {
    uint32_t square = level * 65535u, root = 0;
    for (uint32_t bit = 1u << 15; bit; bit >>= 1)
        if ((uint64_t)(root | bit) * (root | bit) <= square)
            root |= bit;
    return root;
}

static uint16_t glow_at(const inertia *i, uint32_t heat, int c) {
    uint32_t step = heat >> 8, rest = heat & 255;
    uint32_t low = i->glow[step * 3 + (uint32_t)c], high = i->glow[step * 3 + 3 + (uint32_t)c];
    return (uint16_t)((low * (256 - rest) + high * rest) >> 8);
}

static void row_of_filaments(inertia *i, const light_led *leds, const uint16_t *spread,
                             uint16_t *state) {
    for (int x = 0; x < i->leds_wide; x++) {
        uint32_t target = heat_of(level_of(leds[x])), now = state[x];
        if (i->steady)
            now = target;
        else if (now < target)
            now = target - ((target - now) * i->kept_rising >> 16);
        else
            now = target + ((now - target) * i->kept_falling >> 16);
        i->moving = i->moving || now != target;
        state[x] = (uint16_t)now;
        for (int c = 0; c < 3; c++)
            i->row[c][x] = part_rounded(glow_at(i, now, c), spread[x]);
    }
}

void inertia_row(inertia *i, int y, const light_led *leds) {
    size_t start = (size_t)y * (size_t)i->leds_wide;
    if (i->style->kind == LOOK_DISC)
        row_of_discs(i, leds, i->state + start);
    else if (i->style->kind == LOOK_FILAMENT)
        row_of_filaments(i, leds, i->spread + start, i->state + start);
    else if (i->style->one_colour)
        row_of_one_colour(i, leds, i->spread + start);
    else
        row_of_leds(i, leds, i->spread + start);
}
