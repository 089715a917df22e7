/* SPDX-License-Identifier: MIT
 *
 * A compiled font: code point -> glyph -> columns. Any column of any glyph in constant time.
 */
#ifndef MOTO_FONT_H
#define MOTO_FONT_H

#include "error.h"

#include <stdint.h>

/* A column is one word: bit 0 is the top row. */
#define MOTO_FONT_ROWS_MAX 32

typedef struct moto_font {
    const uint8_t *bytes; /* the font section as it lies in flash; must outlive this struct */
    uint32_t size;
    uint16_t glyphs;
    uint8_t rows; /* height of the cell, 1 to MOTO_FONT_ROWS_MAX */
} moto_font;

/* One glyph, ready for its columns to be fetched. Plain data. */
typedef struct moto_glyph {
    uint32_t data;    /* where its columns lie */
    uint16_t index;   /* of the glyph in the font */
    uint8_t advance;  /* columns from this glyph's origin to the next one's, gap included */
    uint8_t first;    /* the ink's first column and ... */
    uint8_t ink;      /* ... how many there are */
    uint8_t top;      /* the ink's first row and ... */
    uint8_t ink_rows; /* ... how many there are */
} moto_glyph;

/* Checks the section once, so that the calls below need no error paths.
 * Errors: MOTO_ERR_SIZE, _MAGIC, _VERSION, _FORMAT. */
moto_error moto_font_open(moto_font *font, const uint8_t *bytes, uint32_t size);

/* The glyph for a code point; the font's box (glyph 0) when it has none. O(log glyphs). */
void moto_font_glyph(const moto_font *font, uint32_t code_point, moto_glyph *glyph);

/* Column x of the glyph, 0 <= x < advance; 0 outside the ink. */
uint32_t moto_font_column(const moto_font *font, const moto_glyph *glyph, uint32_t x);

/* Columns to add (mostly negative) between two neighbours, by glyph index; -advance/2 at least. */
int moto_font_kern(const moto_font *font, uint16_t left, uint16_t right);

#endif
