/* SPDX-License-Identifier: MIT
 *
 * How well the glyphs of a font are told apart on a panel.
 */
#ifndef LEGIBILITY_H
#define LEGIBILITY_H

#include "font_source.h"

/* Columns of a run of glyphs, as it stands on the panel. */
typedef struct legibility_run {
    int width;
    uint32_t columns[2 * FONT_COLUMNS_MAX];
} legibility_run;

/* Sets up to two code points side by side, kerned; the second may be 0. 0, or -1 when the font has
 * not both. */
int legibility_set(const font_source *font, uint32_t first, uint32_t second, legibility_run *run);

/* The number of LEDs that differ when the two lie on each other as well as they can, moved
 * sideways. 0: the same drawing. */
int legibility_differing(const legibility_run *a, const legibility_run *b);

/* The same as an eye sees it from far away, where neighbouring LEDs flow together: both runs are
 * blurred, laid on each other as well as they can be, and the largest difference of light that is
 * left anywhere is given in per cent of a LED, 0 to 100. The blur is binomial, 1 4 6 4 1 both ways:
 * a standard deviation of 1 LED, wider than the panel's own halo. */
int legibility_blurred(const legibility_run *a, const legibility_run *b);

/* Whether the glyph has parts that touch nowhere, not even at a corner: the accent is apart from
 * its letter. 1 or 0; 0 when the font has no such glyph. */
int legibility_is_parted(const font_source *font, uint32_t code_point);

#endif
