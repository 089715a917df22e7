/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static light_led *led_at(light *out, int x, int y) {
    return out->leds + (size_t)y * (size_t)out->width + (size_t)x;
}

static uint16_t part(double level) {
    return (uint16_t)(65535 * level + 0.5);
}

static void ramp(light *out) {
    static const double colour[4][3] = {{1, 1, 1}, {1, 0.1, 0}, {1, 0.45, 0}, {0.1, 0.3, 1}};
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++) {
            const double *c = colour[y * 4 / out->height];
            double level = pow((x + 1.0) / out->width, 2.2);
            *led_at(out, x, y) =
                (light_led){part(c[0] * level), part(c[1] * level), part(c[2] * level)};
        }
}

static void mixed(light *out) {
    uint32_t seed = 7;
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++) {
            seed = seed * 1664525u + 1013904223u;
            int block = (x / 11 + y / 5) % 4;
            int lit = block == 0 || (block == 1 && (x + y) % 3 == 0) || seed >> 27 == 0;
            if (lit)
                *led_at(out, x, y) = (light_led){(uint16_t)(seed >> 8), (uint16_t)(seed >> 12),
                                                 (uint16_t)(seed >> 16)};
        }
}

int scene_draw(const char *name, light *out) {
    size_t count = (size_t)out->width * (size_t)out->height;
    memset(out->leds, strcmp(name, "white") == 0 ? 0xff : 0, count * sizeof *out->leds);
    if (strcmp(name, "ramp") == 0)
        ramp(out);
    else if (strcmp(name, "mixed") == 0)
        mixed(out);
    else if (strcmp(name, "one") == 0)
        *led_at(out, out->width / 2, out->height / 2) = (light_led){65535, 65535, 65535};
    else if (strcmp(name, "white") != 0 && strcmp(name, "dark") != 0)
        return -1;
    return 0;
}

static uint16_t linear(int code) {
    return part(pow(code / 255.0, 2.2));
}

light scene_read(const char *path) {
    light out = {0, 0, NULL};
    int width, height;
    FILE *in = fopen(path, "rb");
    if (!in)
        return out;
    if (fscanf(in, "P6 %d %d 255", &width, &height) == 2 && fgetc(in) != EOF)
        out = light_make(width, height);
    for (int i = 0; out.leds && i < width * height; i++) {
        int red = fgetc(in), green = fgetc(in), blue = fgetc(in);
        out.leds[i] = (light_led){linear(red), linear(green), linear(blue)};
    }
    fclose(in);
    return out;
}
