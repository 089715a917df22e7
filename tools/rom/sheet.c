/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include "light.h"
#include "look.h"
#include "png_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define GAP       1 /* rows between lines and around the whole */
#define WIDTH_MAX 4096
#define LOOK      "hub75-p4"
#define AMBER                                                                                      \
    { 65535, 28270, 0 }

/* Where the next glyph goes. */
typedef struct pen {
    int x, y;
    uint32_t left; /* code point of the neighbour; 0: none */
} pen;

static void next_line(pen *at, int rows) {
    at->x = GAP;
    at->y += rows + GAP;
    at->left = 0;
}

static void draw_glyph(sheet *s, const font_picture *glyph, int x, int y, int rows) {
    for (int column = 0; column < glyph->width; column++)
        for (int row = 0; row < rows; row++)
            if (glyph->columns[column] >> row & 1)
                if (x + column < s->width && y + row < s->height)
                    s->lit[(size_t)(y + row) * (size_t)s->width + (size_t)(x + column)] = 1;
}

/* Sets the text on `s`, or without its LEDs only measures. Returns the height. */
static int set_text(const font_source *font, const uint32_t *code_points, size_t count, sheet *s) {
    int rows = font_rows(font);
    pen at = {GAP, GAP, 0};
    for (size_t i = 0; i < count; i++) {
        font_picture glyph;
        if (font_draw(font, code_points[i], &glyph) != 0)
            font_draw(font, 0, &glyph);
        if (code_points[i] == '\n') {
            next_line(&at, rows);
            continue;
        }
        int kern = at.left ? font_kern(font, at.left, code_points[i]) : 0;
        if (at.x + kern + glyph.advance > s->width - GAP) {
            next_line(&at, rows);
            kern = 0;
        }
        at.x += kern;
        if (s->lit)
            draw_glyph(s, &glyph, at.x, at.y, rows);
        at.x += glyph.advance;
        at.left = code_points[i];
    }
    return at.y + rows + GAP;
}

int sheet_set(const font_source *font, const uint32_t *code_points, size_t count, int width,
              sheet *out) {
    *out = (sheet){.width = width};
    while ((out->height = set_text(font, code_points, count, out)) > SHEET_HEIGHT_MAX) {
        out->width *= 2;
        if (out->width > WIDTH_MAX)
            return -1;
    }
    out->lit = calloc((size_t)out->width * (size_t)out->height, 1);
    if (!out->lit)
        return -1;
    set_text(font, code_points, count, out);
    return 0;
}

void sheet_free(sheet *s) {
    free(s->lit);
    *s = (sheet){0};
}

static bool is_lit(const sheet *s, int x, int y) {
    return y < s->height && s->lit[(size_t)y * (size_t)s->width + (size_t)x];
}

void sheet_print(const sheet *s) {
    static const char *const blocks[] = {" ", "\xE2\x96\x80", "\xE2\x96\x84", "\xE2\x96\x88"};
    for (int y = 0; y < s->height; y += 2) {
        for (int x = 0; x < s->width; x++)
            fputs(blocks[is_lit(s, x, y) + 2 * is_lit(s, x, y + 1)], stdout);
        putchar('\n');
    }
}

/* ---- pictures ---- */

static int write_look(const sheet *s, const light *lit, int pitch, const char *path) {
    look_renderer *panel = look_open(LOOK, s->width, s->height, pitch, LOOK_BEZEL_OWN);
    errno = ENOMEM;
    if (!panel)
        return -1;
    int width = look_width(panel), height = look_height(panel), result = -1;
    uint32_t *pixels = calloc((size_t)width * (size_t)height, sizeof *pixels);
    if (pixels) {
        look_draw(panel, lit, 0, pixels, width);
        result = png_file_write(path, pixels, width, height, width);
    }
    free(pixels);
    look_close(panel);
    return result;
}

int sheet_write_png(const sheet *s, int pitch, const char *path) {
    light lit = light_make(s->width, s->height);
    errno = ENOMEM;
    if (!lit.leds)
        return -1;
    for (size_t i = 0; i < (size_t)s->width * (size_t)s->height; i++)
        if (s->lit[i])
            lit.leds[i] = (light_led)AMBER;
    int result = write_look(s, &lit, pitch, path);
    light_free(&lit);
    return result;
}
