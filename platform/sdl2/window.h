/* SPDX-License-Identifier: MIT
 *
 * The window: the panel's light in its look, and below it a strip for people that comes when a key
 * is pressed or the mouse moves, and goes again: what is on show, how fast, and the whole programme
 * as a timeline.
 *
 *     +--------------------------------------------+
 *     |                  panel                     |  drag: scrub; wheel: speed
 *     +--------------------------------------------+
 *     | 2/8 agenda  1:23.4    60 px/s crisp ...    |
 *     | [ headline  ][ agenda ][ agenda  ][ point ]|  click, drag: seek
 *     +--------------------------------------------+
 *
 * The look is drawn by the processor into a texture; a graphics card, where there is one, only
 * presents it. Colours of the strip are those of Okabe and Ito, which the colour-blind can tell
 * apart, and each segment bears a letter as well.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include "session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct window window;

typedef struct window_options {
    const char *hud_font; /* a font file; null: DejaVu Sans where systems keep it */
    bool full_screen;
    bool hover_pause; /* the pointer over the panel stops time */

    /* For tests: a clock in microseconds; null: the machine's. */
    uint64_t (*clock)(void *self);
    void *clock_self;
} window_options;

typedef enum window_part {
    WINDOW_PANEL,    /* the picture of the panel */
    WINDOW_TIMELINE, /* the strip */
    WINDOW_STATUS,   /* the line of text */
} window_part;

typedef struct window_area {
    int x, y, width, height; /* pixels of the picture */
} window_area;

/* Null when there is no display; then `message` says why. Without a font there is no HUD and one
 * message on standard error. The session must outlive the window. */
window *window_open(session *s, const window_options *options, char *message, size_t message_size);
void window_close(window *w);

/* Takes what people did, lets time go on, draws and presents one frame. False: they are done. */
bool window_step(window *w);

/* For tests: the last frame as it was presented, 0xXXRRGGBB, to be freed; null for no memory. */
uint32_t *window_read(window *w, int *width, int *height);
window_area window_where(const window *w, window_part part);
/* How visible the HUD is, 0 to 255. */
int window_hud_visible(const window *w);

#endif
