/* SPDX-License-Identifier: MIT
 *
 * A font to draw glyphs from, whatever it is kept in: our own .font text, BDF, PCF (also gzipped),
 * TrueType and OpenType. Every glyph comes as columns of one-bit LEDs in the font's cell.
 */
#ifndef FONT_SOURCE_H
#define FONT_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#define FONT_ROWS_MAX    32 /* as many as the core's columns have bits */
#define FONT_COLUMNS_MAX 96 /* of one glyph, gap included */

typedef struct font_source font_source;

/* One glyph in its cell. */
typedef struct font_picture {
    int advance;                        /* columns to the next glyph's origin, gap included */
    int width;                          /* columns drawn, 0 to FONT_COLUMNS_MAX; may be < advance */
    uint32_t columns[FONT_COLUMNS_MAX]; /* bit 0 is the top row; `width` of them are used */
} font_picture;

/* Opens one of our own fonts by its name (see font_builtin_name) or a file by its path.
 * `rows` is the height to fill, 1 to FONT_ROWS_MAX, or 0 for the font's own: an outline is drawn at
 * the size whose measured ink fills the rows, of a file that holds bitmaps the rows are what they
 * are. Null on failure; then `error` is "FILE: what" or "FILE:LINE: what". */
font_source *font_open(const char *name_or_path, int rows, char *error, size_t error_size);

/* The same for "NAME" or "NAME:ROWS", as --font takes it. */
font_source *font_open_spec(const char *spec, char *error, size_t error_size);

void font_close(font_source *font);

/* "motograph-8", "motograph-16", "motograph-16-bold", "motograph-24"; null from the last one on. */
const char *font_builtin_name(size_t index);

const char *font_name(const font_source *font);
int font_rows(const font_source *font);     /* of the cell, 1 to FONT_ROWS_MAX  */
int font_baseline(const font_source *font); /* rows above the baseline          */

/* Whether the font has a glyph of its own for the code point: 1 or 0. */
int font_has(const font_source *font, uint32_t code_point);

/* Draws a glyph: 0, or -1 when the font has none. Code point 0 is the box that stands for a glyph
 * which is missing; every font has it. */
int font_draw(const font_source *font, uint32_t code_point, font_picture *picture);

/* Columns to add between two neighbours, -8 to 7; 0 when the font has not both. */
int font_kern(const font_source *font, uint32_t left, uint32_t right);

/* How many code points the font has (up to U+1FFFF), and the i-th of them, rising. */
size_t font_code_point_count(const font_source *font);
uint32_t font_code_point(const font_source *font, size_t index);

#endif
