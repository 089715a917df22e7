/* SPDX-License-Identifier: MIT */
#include "gif.h"
#include "gif_lzw.h"
#include "whole_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    CUBE = 32,
    CLEAR_INDEX = GIF_COLOURS,
    LONGEST = 65535,
    DITHER = 4
};

struct gif {
    whole_file file;
    int width, height;
    uint8_t nearest[CUBE * CUBE * CUBE]; /* palette index by five bits of red, green, blue */
    uint8_t *shown;                      /* indices of the picture that stands */
    uint8_t *next;
    uint8_t *patch; /* of the frame that waits: the rectangle's indices */
    int x, y, patch_width, patch_height;
    int hundredths; /* that it lasts; -1: none waits */
};

static int square(int x) {
    return x * x;
}

/* Distance weighted as the eye weights the channels, roughly. */
static uint8_t nearest_to(const uint32_t *palette, int red, int green, int blue) {
    int best = 0, least = 1 << 30;
    for (int i = 0; i < GIF_COLOURS; i++) {
        int r = (int)(palette[i] >> 16 & 255) - red, g = (int)(palette[i] >> 8 & 255) - green;
        int distance = 3 * square(r) + 6 * square(g) + 2 * square((int)(palette[i] & 255) - blue);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return (uint8_t)best;
}

static void make_nearest(gif *g, const uint32_t *palette) {
    for (int i = 0; i < CUBE * CUBE * CUBE; i++)
        g->nearest[i] =
            nearest_to(palette, (i >> 10) * 8 + 4, (i >> 5 & 31) * 8 + 4, (i & 31) * 8 + 4);
}

static void put16(FILE *out, int value) {
    fputc(value & 255, out);
    fputc(value >> 8 & 255, out);
}

static void write_header(gif *g, const uint32_t *palette) {
    FILE *out = g->file.stream;
    fputs("GIF89a", out);
    put16(out, g->width);
    put16(out, g->height);
    fwrite("\xf7\x00\x00", 1, 3, out); /* 256 colours of 8 bits for all frames */
    for (int i = 0; i < GIF_COLOURS; i++) {
        fputc((int)(palette[i] >> 16 & 255), out);
        fputc((int)(palette[i] >> 8 & 255), out);
        fputc((int)(palette[i] & 255), out);
    }
    fwrite("\0\0\0", 1, 3, out);
    fwrite("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 1, 19, out); /* loops for ever */
}

static void write_waiting(gif *g) {
    FILE *out = g->file.stream;
    if (g->hundredths < 0)
        return;
    fwrite("\x21\xf9\x04\x05", 1, 4, out); /* leave the picture standing, one transparent index */
    put16(out, g->hundredths);
    fputc(CLEAR_INDEX, out);
    fputc(0, out);
    fputc(0x2c, out);
    put16(out, g->x);
    put16(out, g->y);
    put16(out, g->patch_width);
    put16(out, g->patch_height);
    fputc(0, out);
    gif_lzw_write(out, g->patch, (size_t)g->patch_width * (size_t)g->patch_height);
    g->hundredths = -1;
}

static void release(gif *g) {
    free(g->shown);
    free(g);
}

gif *gif_open(const char *path, int width, int height, const uint32_t palette[GIF_COLOURS]) {
    size_t count = (size_t)width * (size_t)height;
    if (width < 1 || height < 1 || width > 65535 || height > 65535) {
        errno = ERANGE;
        return NULL;
    }
    gif *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->shown = malloc(3 * count);
    if (!g->shown || whole_file_open(&g->file, path) != 0) {
        release(g);
        return NULL;
    }
    g->width = width;
    g->height = height;
    g->next = g->shown + count;
    g->patch = g->next + count;
    g->hundredths = -1;
    memset(g->shown, CLEAR_INDEX, count);
    make_nearest(g, palette);
    write_header(g, palette);
    return g;
}

static int held(int value) {
    return value < 0 ? 0 : value > 255 ? 255 : value;
}

/* A 4 x 4 matrix, -8 to 7: a larger one makes longer patterns, which LZW likes less. */
static int dither_at(int x, int y) {
    static const signed char matrix[4][4] = {
        {-8, 0, -6, 2}, {4, -4, 6, -2}, {-5, 3, -7, 1}, {7, -1, 5, -3}};
    return matrix[y & 3][x & 3] * DITHER / 8;
}

static uint8_t index_of(const gif *g, uint32_t pixel, int away) {
    int red = held((int)(pixel >> 16 & 255) + away), green = held((int)(pixel >> 8 & 255) + away);
    int blue = held((int)(pixel & 255) + away);
    return g->nearest[(red >> 3) << 10 | (green >> 3) << 5 | blue >> 3];
}

static bool find_change(gif *g, int *x1, int *y1) {
    bool changed = false;
    for (int y = 0; y < g->height; y++) {
        const uint8_t *old = g->shown + (size_t)y * (size_t)g->width;
        const uint8_t *now = g->next + (size_t)y * (size_t)g->width;
        if (memcmp(old, now, (size_t)g->width) == 0)
            continue;
        int first = 0, last = g->width - 1;
        for (; old[first] == now[first]; first++)
            ;
        for (; old[last] == now[last]; last--)
            ;
        g->x = changed && g->x < first ? g->x : first;
        *x1 = changed && *x1 > last + 1 ? *x1 : last + 1;
        g->y = changed ? g->y : y;
        *y1 = y + 1;
        changed = true;
    }
    return changed;
}

/* What did not change stays as it was: transparent. */
static void make_patch(gif *g, int x1, int y1) {
    g->patch_width = x1 - g->x;
    g->patch_height = y1 - g->y;
    uint8_t *to = g->patch;
    for (int y = g->y; y < y1; y++)
        for (int x = g->x; x < x1; x++) {
            size_t at = (size_t)y * (size_t)g->width + (size_t)x;
            *to++ = g->next[at] == g->shown[at] ? (uint8_t)CLEAR_INDEX : g->next[at];
        }
    memcpy(g->shown, g->next, (size_t)g->width * (size_t)g->height);
}

static bool like_before(const gif *g) {
    return g->hundredths >= 0 &&
           memcmp(g->shown, g->next, (size_t)g->width * (size_t)g->height) == 0;
}

int gif_frame(gif *g, const uint32_t *pixels, int stride, int hundredths) {
    for (int y = 0; y < g->height; y++)
        for (int x = 0; x < g->width; x++)
            g->next[(size_t)y * (size_t)g->width + (size_t)x] =
                index_of(g, pixels[(size_t)y * (size_t)stride + (size_t)x], dither_at(x, y));
    if (like_before(g) && g->hundredths + hundredths <= LONGEST) {
        g->hundredths += hundredths;
        return 0;
    }
    write_waiting(g);
    int x1 = 1, y1 = 1;
    if (!find_change(g, &x1, &y1))
        g->x = g->y = 0;
    make_patch(g, x1, y1);
    g->hundredths = hundredths;
    return ferror(g->file.stream) ? -1 : 0;
}

int gif_close(gif *g) {
    write_waiting(g);
    fputc(0x3b, g->file.stream);
    int result = whole_file_keep(&g->file), error = errno;
    release(g);
    errno = error;
    return result;
}

void gif_drop(gif *g) {
    if (!g)
        return;
    whole_file_drop(&g->file);
    release(g);
}
