/* SPDX-License-Identifier: MIT */
#include "font_picture.h"

void picture_ink(const font_picture *picture, int *from, int *to) {
    *from = 0;
    *to = picture->width;
    while (*from < *to && picture->columns[*from] == 0)
        ++*from;
    while (*to > *from && picture->columns[*to - 1] == 0)
        --*to;
}

void picture_cut_row(font_picture *picture, int row) {
    uint32_t above = ((uint32_t)1 << row) - 1;
    for (int x = 0; x < picture->width; x++) {
        uint32_t column = picture->columns[x];
        uint32_t below = column & ~(above << 1 | 1);
        picture->columns[x] = below | (column & above) << 1;
    }
}

void picture_drop_column(font_picture *picture, int column) {
    for (int x = column; x + 1 < picture->width; x++)
        picture->columns[x] = picture->columns[x + 1];
    picture->columns[--picture->width] = 0;
    picture->advance--;
}

void picture_flip_columns(font_picture *picture) {
    for (int x = 0; x < picture->width / 2; x++) {
        uint32_t other = picture->columns[picture->width - 1 - x];
        picture->columns[picture->width - 1 - x] = picture->columns[x];
        picture->columns[x] = other;
    }
}

void picture_flip_rows(font_picture *picture) {
    uint32_t all = 0;
    for (int x = 0; x < picture->width; x++)
        all |= picture->columns[x];
    int first = 0;
    int last = 31;
    while (first < 31 && !(all >> first & 1))
        first++;
    while (last > 0 && !(all >> last & 1))
        last--;
    for (int x = 0; x < picture->width; x++) {
        uint32_t flipped = 0;
        for (int row = first; row <= last; row++)
            flipped |= (picture->columns[x] >> row & 1) << (first + last - row);
        picture->columns[x] = flipped;
    }
}
