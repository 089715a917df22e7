/* SPDX-License-Identifier: MIT
 *
 * Animated GIF, one palette for the whole film. A frame holds what changed since the last one.
 *
 *     gif *film = gif_create(width, height);
 *     gif_sample(film, pixels);                 some frames, for the palette
 *     gif_begin(film, out);
 *     gif_frame(film, pixels, 2);               all frames, each with its hundredths of a second
 *     gif_end(film);
 *     gif_close(film);
 *
 * The palette is found by cutting the box of the sampled colours at its median, again and again
 * (Heckbert, "Color image quantization for frame buffer display", 1982).
 */
#ifndef GIF_H
#define GIF_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct gif gif;

/* Null when memory ran out or a side is over 65535. */
gif *gif_create(int width, int height);
void gif_close(gif *film);

/* Pixels 0xXXRRGGBB, row-major. */
void gif_sample(gif *film, const uint32_t *pixels);

/* Each gives false when the stream failed. The film runs round and round. */
bool gif_begin(gif *film, FILE *out);
bool gif_frame(gif *film, const uint32_t *pixels, int hundredths);
bool gif_end(gif *film);

#endif
