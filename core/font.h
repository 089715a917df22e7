/* SPDX-License-Identifier: MIT
 *
 * A compiled font: code point -> glyph -> columns. Any column of any glyph in constant time.
 * The section's bits are in FORMAT-FONT.md.
 */
#ifndef MOTO_FONT_H
#define MOTO_FONT_H

#include "error.h"

#include <stdint.h>

/* A column is one word: bit 0 is the top row. */
#define MOTO_FONT_ROWS_MAX 32

/* Columns of ink in one glyph at most. */
#define MOTO_FONT_INK_MAX 255

/* How many bits each field of a glyph's record has in this font. */
typedef struct moto_font_widths {
    uint8_t advance;
    uint8_t first;
    uint8_t ink;
    uint8_t distinct;
    uint8_t band;
    uint8_t data;
    uint8_t left;  /* kerning class as the left neighbour  */
    uint8_t right; /* kerning class as the right neighbour */
} moto_font_widths;

/* Filled by moto_font_open, read-only afterwards. Places are bytes from the section's start. */
typedef struct moto_font {
    const uint8_t *bytes; /* the font section as it lies in flash; must outlive this struct */
    uint32_t size;
    uint16_t glyphs;         /* glyph 0 is the box that stands for what the font has not */
    uint16_t ranges;         /* runs of consecutive code points */
    uint8_t rows;            /* height of the cell, 1 to MOTO_FONT_ROWS_MAX */
    uint8_t baseline;        /* rows above the baseline, 0 to rows */
    uint8_t figure_advance;  /* see moto_font_figure_advance */
    uint8_t least_advance;   /* of any glyph; the records hold what is more */
    uint8_t right_classes;   /* columns of the kerning table, class 0 left out */
    uint8_t record_bits;     /* one glyph's record */
    moto_font_widths widths; /* its fields, in the order in which they lie */
    uint32_t bands_at;
    uint32_t kerning_at;
    uint32_t records_at;
    uint32_t data_at;
} moto_font;

/* One glyph, ready for its columns to be fetched. Plain data. */
typedef struct moto_glyph {
    uint32_t data;     /* the bit at which its column references begin, in the data; its distinct
                          columns follow */
    uint16_t index;    /* of the glyph in the font */
    uint8_t advance;   /* columns from this glyph's origin to the next one's, gap included */
    uint8_t first;     /* the ink's first column and ... */
    uint8_t ink;       /* ... how many there are; 0 for a space */
    uint8_t top;       /* the ink's first row and ... */
    uint8_t ink_rows;  /* ... how many there are */
    uint8_t distinct;  /* different columns; equal to ink: stored in order, no references */
    uint8_t reference; /* bits of a reference */
} moto_glyph;

/* Checks the section once, so that the calls below need no error paths: O(columns of all glyphs).
 * Any bytes are safe to open. Errors: MOTO_ERR_SIZE, _MAGIC, _VERSION, _FORMAT. */
moto_error moto_font_open(moto_font *font, const uint8_t *bytes, uint32_t size);

/* The glyph for a code point; the font's box (glyph 0) when it has none. O(log ranges). */
void moto_font_glyph(const moto_font *font, uint32_t code_point, moto_glyph *glyph);

/* Column x of the glyph, 0 <= x < advance; 0 outside the ink. Constant time. */
uint32_t moto_font_column(const moto_font *font, const moto_glyph *glyph, uint32_t x);

/* Columns to add (mostly negative) between two neighbours, by glyph index below font->glyphs;
 * -8 to 7, and never less than minus half the left glyph's advance. */
int moto_font_kern(const moto_font *font, uint16_t left, uint16_t right);

/* The advance of a tabular figure: the widest of 0 to 9. A clock or a price that must not jitter
 * gives every figure this advance and sets the glyph in its middle. 0 when the font has no figure.
 */
static inline uint32_t moto_font_figure_advance(const moto_font *font) {
    return font->figure_advance;
}

#endif
