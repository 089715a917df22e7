/* SPDX-License-Identifier: MIT */
#include "legibility.h"

#include <stdlib.h>
#include <string.h>

#define BLUR   2 /* LEDs that the blur reaches to each side */
#define WIDE   (2 * FONT_COLUMNS_MAX + 2 * BLUR)
#define HIGH   (FONT_ROWS_MAX + 2 * BLUR)
#define TRAVEL 4 /* columns that one run is moved against the other at most */

/* Light in 256ths of a LED. */
typedef struct blurred_run {
    int width;
    int light[WIDE][HIGH];
} blurred_run;

int legibility_set(const font_source *font, uint32_t first, uint32_t second, legibility_run *run) {
    font_picture picture;
    *run = (legibility_run){0};
    if (!font_has(font, first) || font_draw(font, first, &picture) != 0)
        return -1;
    memcpy(run->columns, picture.columns, (size_t)picture.width * sizeof *run->columns);
    run->width = picture.width;
    if (second == 0)
        return 0;
    int at = picture.advance + font_kern(font, first, second);
    if (!font_has(font, second) || font_draw(font, second, &picture) != 0)
        return -1;
    for (int x = 0; x < picture.width; x++)
        run->columns[at + x] |= picture.columns[x];
    run->width = at + picture.width;
    return 0;
}

static uint32_t column(const legibility_run *run, int x) {
    return x >= 0 && x < run->width ? run->columns[x] : 0;
}

static int count_bits(uint32_t bits) {
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* How far the second run is moved: from its left edge on the first one's to right edge on right,
 * and a little beyond. */
static void travel(int a, int b, int *from, int *to) {
    int slack = a - b;
    *from = (slack < 0 ? slack : 0) - TRAVEL;
    *to = (slack > 0 ? slack : 0) + TRAVEL;
}

int legibility_differing(const legibility_run *a, const legibility_run *b) {
    int least = WIDE * FONT_ROWS_MAX;
    int from;
    int to;
    travel(a->width, b->width, &from, &to);
    for (int shift = from; shift <= to; shift++) {
        int first = shift < 0 ? shift : 0;
        int end = b->width + shift > a->width ? b->width + shift : a->width;
        int differing = 0;
        for (int x = first; x < end && differing < least; x++)
            differing += count_bits(column(a, x) ^ column(b, x - shift));
        least = differing < least ? differing : least;
    }
    return least;
}

static void blur(const legibility_run *run, blurred_run *out) {
    static const int weight[2 * BLUR + 1] = {1, 4, 6, 4, 1};
    memset(out, 0, sizeof *out);
    out->width = run->width + 2 * BLUR;
    for (int x = 0; x < run->width; x++)
        for (int y = 0; y < FONT_ROWS_MAX; y++)
            for (int k = 0; k < 25 && run->columns[x] >> y & 1; k++)
                out->light[x + k / 5][y + k % 5] += weight[k / 5] * weight[k % 5];
}

static int light_at(const blurred_run *run, int x, int y) {
    return x >= 0 && x < run->width ? run->light[x][y] : 0;
}

int legibility_blurred(const legibility_run *a, const legibility_run *b) {
    blurred_run first;
    blurred_run second;
    int least = 256;
    int from;
    int to;
    blur(a, &first);
    blur(b, &second);
    travel(first.width, second.width, &from, &to);
    for (int shift = from; shift <= to; shift++) {
        int begin = shift < 0 ? shift : 0;
        int end = second.width + shift > first.width ? second.width + shift : first.width;
        int largest = 0;
        for (int x = begin; x < end; x++)
            for (int y = 0; y < HIGH; y++) {
                int difference = abs(light_at(&first, x, y) - light_at(&second, x - shift, y));
                largest = difference > largest ? difference : largest;
            }
        least = largest < least ? largest : least;
    }
    return least * 100 / 256;
}

/* The ink that touches the first LED found, directly or through other ink, diagonals included. */
static void first_part(const font_picture *picture, uint32_t part[FONT_COLUMNS_MAX + 2]) {
    int start = 0;
    while (start < picture->width && !picture->columns[start])
        start++;
    if (start == picture->width)
        return;
    part[start + 1] = picture->columns[start] & (0u - picture->columns[start]);
    for (int grown = 1; grown;) {
        grown = 0;
        for (int x = 0; x < picture->width; x++) {
            uint32_t around = part[x] | part[x + 1] | part[x + 2];
            around |= around << 1 | around >> 1;
            uint32_t reached = part[x + 1] | (around & picture->columns[x]);
            grown |= reached != part[x + 1];
            part[x + 1] = reached;
        }
    }
}

int legibility_is_parted(const font_source *font, uint32_t code_point) {
    font_picture picture;
    uint32_t part[FONT_COLUMNS_MAX + 2] = {0};
    if (!font_has(font, code_point) || font_draw(font, code_point, &picture) != 0)
        return 0;
    first_part(&picture, part);
    for (int x = 0; x < picture.width; x++)
        if (part[x + 1] != picture.columns[x])
            return 1;
    return 0;
}
