/* SPDX-License-Identifier: MIT
 *
 * The palette of a look: a picture of it with all hues and levels, cut into boxes of colours,
 * always the box with the greatest spread at its middle (median cut), each box its mean.
 */
#include "gif.h"
#include "look.h"

#include <stdlib.h>
#include <string.h>

enum {
    WIDE = 96,
    HIGH = 12,
    PITCH = 8
};

typedef struct box {
    int first, count, widest, spread;
} box;

static int channel_of(uint32_t pixel, int channel) {
    return (int)(pixel >> (16 - 8 * channel) & 255);
}

static int by_red(const void *a, const void *b) {
    return channel_of(*(const uint32_t *)a, 0) - channel_of(*(const uint32_t *)b, 0);
}

static int by_green(const void *a, const void *b) {
    return channel_of(*(const uint32_t *)a, 1) - channel_of(*(const uint32_t *)b, 1);
}

static int by_blue(const void *a, const void *b) {
    return channel_of(*(const uint32_t *)a, 2) - channel_of(*(const uint32_t *)b, 2);
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void measure(const uint32_t *pixels, box *b) {
    b->spread = -1;
    for (int c = 0; c < 3; c++) {
        int low = 255, high = 0;
        for (int i = b->first; i < b->first + b->count; i++) {
            int value = channel_of(pixels[i], c);
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        int weighted = (high - low) * (c == 1 ? 4 : c == 0 ? 3 : 2);
        if (weighted > b->spread) {
            b->spread = weighted;
            b->widest = c;
        }
    }
}

static int mean(const uint32_t *pixels, const box *b, int channel) {
    int64_t sum = 0;
    for (int i = b->first; i < b->first + b->count; i++)
        sum += channel_of(pixels[i], channel);
    return (int)((sum + b->count / 2) / b->count);
}

/* Cut where half of the pixels lie on either side: the board and the bezel, most of every picture,
 * get their shades, and the bright cores theirs by their spread. */
static void cut(uint32_t *pixels, box *boxes, int count) {
    static int (*const by[3])(const void *, const void *) = {by_red, by_green, by_blue};
    int worst = 0;
    for (int i = 1; i < count; i++)
        if (boxes[i].spread > boxes[worst].spread)
            worst = i;
    box *b = boxes + worst;
    qsort(pixels + b->first, (size_t)b->count, sizeof *pixels, by_value);
    if (b->spread > 0)
        qsort(pixels + b->first, (size_t)b->count, sizeof *pixels, by[b->widest]);
    int half = b->count > 1 ? b->count / 2 : 1;
    boxes[count] = (box){b->first + b->count - half, half, 0, 0};
    b->count = b->count > 1 ? b->count - half : 1;
    measure(pixels, b);
    measure(pixels, boxes + count);
}

/* Twelve inks in three strengths each, and as much again unlit: what a ticker shows, and its halo.
 */
static void paint(light *now) {
    static const uint8_t ink[12][3] = {{255, 255, 255}, {255, 0, 0},   {255, 40, 0},
                                       {255, 90, 0},    {255, 180, 0}, {0, 255, 0},
                                       {60, 255, 60},   {0, 200, 255}, {0, 60, 255},
                                       {60, 60, 255},   {255, 0, 160}, {180, 200, 255}};
    for (int y = 0; y < HIGH; y++)
        for (int x = 0; x < WIDE / 2; x++) {
            const uint8_t *c = ink[x / 4];
            int level = 257 >> (x % 4 == 3 ? 8 : 2 * (y / 4));
            if (x % 4 != 3)
                now->leds[y * WIDE + x] = (light_led){
                    (uint16_t)(c[0] * level), (uint16_t)(c[1] * level), (uint16_t)(c[2] * level)};
        }
}

int gif_palette_of_look(const char *name, uint32_t palette[GIF_COLOURS]) {
    look_renderer *look = look_open(name, WIDE, HIGH, PITCH, LOOK_BEZEL_OWN);
    light now = light_make(WIDE, HIGH);
    int count = look ? look_width(look) * look_height(look) : 0;
    uint32_t *pixels = look && now.leds ? calloc((size_t)count, sizeof *pixels) : NULL;
    if (pixels) {
        box boxes[GIF_COLOURS];
        paint(&now);
        look_draw(look, &now, 0, pixels, look_width(look));
        boxes[0] = (box){0, count, 0, 0};
        measure(pixels, boxes);
        for (int i = 1; i < GIF_COLOURS; i++)
            cut(pixels, boxes, i);
        for (int i = 0; i < GIF_COLOURS; i++)
            palette[i] = (uint32_t)mean(pixels, boxes + i, 0) << 16 |
                         (uint32_t)mean(pixels, boxes + i, 1) << 8 |
                         (uint32_t)mean(pixels, boxes + i, 2);
    }
    int result = pixels ? 0 : -1;
    free(pixels);
    light_free(&now);
    look_close(look);
    return result;
}
