/* SPDX-License-Identifier: MIT
 *
 * A text set in a font on a panel as wide as asked for, as many lines as it takes.
 */
#ifndef SHEET_H
#define SHEET_H

#include "font_source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHEET_HEIGHT_MAX 256

typedef struct sheet {
    int width, height; /* LEDs */
    uint8_t *lit;      /* 0 or 1, row-major */
} sheet;

/* Sets code points; a glyph that the font has not is its box. Where more than SHEET_HEIGHT_MAX rows
 * would be needed, the panel becomes wider. 0, or -1: no memory, or too much for any panel. */
int sheet_set(const font_source *font, const uint32_t *code_points, size_t count, int width,
              sheet *out);
void sheet_free(sheet *s);

/* On standard output, two rows of LEDs in a row of characters. */
void sheet_print(const sheet *s);

/* A photograph of the panel, `pitch` pixels from LED to LED. 0, or -1 with errno set. */
int sheet_write_png(const sheet *s, int pitch, const char *path);

#endif
