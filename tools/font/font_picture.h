/* SPDX-License-Identifier: MIT
 *
 * What a composition does to a picture before it joins another one.
 */
#ifndef FONT_PICTURE_H
#define FONT_PICTURE_H

#include "font_source.h"

/* The ink's first column and one past its last; equal when there is none. */
void picture_ink(const font_picture *picture, int *from, int *to);

/* Takes a row out; what was above it comes down by one. 0 <= row < FONT_ROWS_MAX. */
void picture_cut_row(font_picture *picture, int row);

/* Takes a column out; the advance shrinks with it. 0 <= column < width. */
void picture_drop_column(font_picture *picture, int column);

void picture_flip_columns(font_picture *picture);

/* Turns the ink upside down between its own first and last row. */
void picture_flip_rows(font_picture *picture);

#endif
