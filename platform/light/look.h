/* SPDX-License-Identifier: MIT
 *
 * The look of a marquee: a light buffer becomes pixels that pass for a photograph of the panel.
 *
 *     look_renderer *panel = look_open("hub75-p4", 192, 32, 8.0, LOOK_BEZEL_OWN);
 *     uint32_t *pixels = calloc((size_t)look_width(panel) * (size_t)look_height(panel), 4);
 *     look_rectangle changed = look_draw(panel, &light, time_us, pixels, look_width(panel));
 *     ...
 *     look_close(panel);
 *
 * How the picture comes about, all of it in linear light:
 *
 *   LED        level x mask of the dot (soft edge, hot core), each LED a few per cent apart from
 * its neighbours, as LEDs of one bin are
 *   + halo     two Gaussians of the LEDs' light, scattered back by what it falls on: lens, board,
 *              bezel
 *   + room     what the unlit board, lens and bezel reflect
 *   x camera   seams between modules, vignette
 *   -> tone    1 - exp(-k x) of the largest channel, so that hues hold; overexposed cores bleach
 *   -> sRGB    8 bits with one step of ordered dither
 *
 * From the light buffer to the pixels there is integer arithmetic only, and the tables are made by
 * correctly rounded operations: the same light gives the same bytes on every machine. Cost follows
 * what changed: only tiles whose LEDs or halo differ from the last call are drawn again.
 *
 * Looks:
 *
 *   hub75-p4        RGB, round dots on a dark grey board, modules of 32 LEDs
 *   hub75-p2.5      RGB, small squarish dots on a black board, modules of 64
 *   p10-red         red outdoor panel, small very bright lenses, modules of 16
 *   max7219         red 8x8 blocks, large milky dots; max7219-green the same in green
 *   flip-dot        discs, yellow or black, that turn in 50 ms; no light of their own
 *   bulbs-1928      the Motograph: clear bulbs, filaments that warm up and cool down slowly
 *   oled            square pixels on black glass, RGB
 *
 * One-colour looks (look_is_one_colour) have their own colour and take the largest channel of a LED
 * as its level, so that an article's red, amber and white inks are equally bright on a red panel. A
 * flip-dot has two sides only: it shows yellow from half of the full level on.
 *
 * Time matters to looks with inertia. Each call says at what time the light was so, in
 * microseconds: a filament or disc moves from where it was at the last call towards the new light.
 * The same sequence of (light, time) gives the same pixels. After look_open, look_reset, or when
 * time goes backwards, a call takes its light as having been there for ever.
 */
#ifndef LOOK_H
#define LOOK_H

#include "light.h"

#include <stdbool.h>
#include <stdint.h>

#define LOOK_PITCH_LEAST 2.0 /* pixels from LED to LED */
#define LOOK_PITCH_MOST  32.0
#define LOOK_WIDTH_MOST  4096 /* LEDs */
#define LOOK_HEIGHT_MOST 256

#define LOOK_BEZEL_OWN (-1) /* as wide as the look has it: about three and a half LEDs */

typedef struct look_renderer look_renderer;

/* In pixels of the picture; width is 0 when nothing changed. */
typedef struct look_rectangle {
    int x;
    int y;
    int width;
    int height;
} look_rectangle;

/* The looks in a fixed order: names for 0 <= index < look_count(), null outside. */
int look_count(void);
const char *look_name(int index);
/* The index of a name, or -1. */
int look_find(const char *name);
bool look_is_one_colour(int index);

/* pitch: pixels per LED, taken to the nearest eighth. bezel: its width in pixels, 0 to 256, or
 * LOOK_BEZEL_OWN. Null when the name is unknown, a number is out of range, or memory ran out; the
 * memory is about 14 bytes per LED, 6 KB times the square of the pitch, and 40 bytes per column. */
look_renderer *look_open(const char *name, int leds_wide, int leds_high, double pitch, int bezel);
void look_close(look_renderer *renderer);

/* The picture, bezel included, in pixels. */
int look_width(const look_renderer *renderer);
int look_height(const look_renderer *renderer);
double look_pitch(const look_renderer *renderer);
int look_bezel(const look_renderer *renderer);

/* The largest pitch at which the picture with its own bezel fits into width x height pixels; never
 * under LOOK_PITCH_LEAST, even if that does not fit. */
double look_fit(int leds_wide, int leds_high, int width, int height);

/* Which LED is at this pixel: true and its place, or false on the bezel and outside. */
bool look_led_at(const look_renderer *renderer, int x, int y, int *led_x, int *led_y);
/* The pixels of one LED's cell; the inverse of look_led_at. */
look_rectangle look_cell(const look_renderer *renderer, int led_x, int led_y);

/* Draws what changed since the last call into pixels (0xFFRRGGBB, stride in pixels), which must
 * hold what the last call left there, and returns the rectangle around it. The first call, and the
 * first after look_reset or look_redraw, draws everything. `now` must have the renderer's size. */
look_rectangle look_draw(look_renderer *renderer, const light *now, uint64_t time_us,
                         uint32_t *pixels, int stride);

/* The pixels were lost (a new texture, a resize): the next call draws everything. Inertia goes on.
 */
void look_redraw(look_renderer *renderer);
/* Forgets the past: the next call draws everything, in its steady state. */
void look_reset(look_renderer *renderer);
/* True while discs or filaments still move though the light stands still: keep drawing. */
bool look_is_moving(const look_renderer *renderer);

/* For tests: the linear light before the tone curve of the last look_draw's picture, three channels
 * a pixel, row-major; look_unit is the value of the light of a fully lit LED at mask 1. */
void look_linear(look_renderer *renderer, uint16_t *channels);
double look_unit(const look_renderer *renderer);

#endif
