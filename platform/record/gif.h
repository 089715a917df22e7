/* SPDX-License-Identifier: MIT
 *
 * Pictures as an animated GIF (GIF89a) that loops for ever. One palette for the whole film, ordered
 * dither that stands still, and of each frame only the rectangle that changed, in it what did not
 * change transparent: so the files stay small. A frame like the one before only lasts longer. The
 * same pixels give the same bytes; the file appears whole or not at all.
 */
#ifndef GIF_H
#define GIF_H

#include <stdint.h>

enum {
    GIF_COLOURS = 255
}; /* one more is transparent */

typedef struct gif gif;

/* The palette that suits a look, taken from its own picture of all hues and levels: GIF_COLOURS of
 * 0xRRGGBB. 0, or -1 when the look is unknown or memory ran out. */
int gif_palette_of_look(const char *look, uint32_t palette[GIF_COLOURS]);

/* Null with errno set when the file cannot be made. width and height: 1 to 65535. */
gif *gif_open(const char *path, int width, int height, const uint32_t palette[GIF_COLOURS]);
/* pixels: 0xXXRRGGBB; shown for so many hundredths of a second (2 is 50 frames a second, the most
 * that viewers honour). 0, or -1 with errno set: then only gif_close or gif_drop is left to do. */
int gif_frame(gif *film, const uint32_t *pixels, int stride, int hundredths);
/* Ends the film and renames the file to its place. 0, or -1 with errno set and no file. */
int gif_close(gif *film);
/* Gives up: no file. */
void gif_drop(gif *film);

#endif
