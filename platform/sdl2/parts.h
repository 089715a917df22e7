/* SPDX-License-Identifier: MIT
 *
 * What the sources of the window share.
 */
#ifndef WINDOW_PARTS_H
#define WINDOW_PARTS_H

#include "hud.h"
#include "look.h"
#include "window.h"

#include <SDL.h>

typedef enum drag_kind {
    DRAG_NONE,
    DRAG_PANEL,
    DRAG_TIMELINE,
} drag_kind;

struct window {
    session *session;
    window_options options;
    SDL_Window *window;
    SDL_Renderer *renderer;
    hud *hud; /* null: no font */

    /* The panel's picture. */
    look_renderer *look;
    SDL_Texture *texture;
    uint32_t *pixels;
    unsigned generation; /* of the session, for which it was opened */
    int width, height;   /* of the whole picture, pixels */
    double scale;        /* pixels per point: 2 on high-density displays */
    SDL_Rect panel, timeline, status;

    uint64_t last_real; /* microseconds */
    double refresh;     /* hertz of the display; 0: unknown */
    double rate;        /* frames a second, averaged */

    uint64_t touched; /* when a key or the mouse was last used */
    uint64_t noticed; /* when the notice came */
    unsigned notices;
    bool hud_off, hovering, full_screen, done;
    drag_kind drag;
    int drag_x;
    int pointer_x, pointer_y;
    bool pointer_known;
};

/* Microseconds from any origin. */
uint64_t window_now(const window *w);

/* Panel, texture and areas for the present size of the window; false when memory ran out. */
bool window_lay_out(window *w, char *message, size_t message_size);

/* Draws the frame without presenting it. */
void window_draw(window *w);

void window_handle(window *w, const SDL_Event *event);

#endif
