/* SPDX-License-Identifier: MIT
 *
 * Texts and the timeline over the window's picture.
 */
#ifndef HUD_H
#define HUD_H

#include "session.h"

#include <SDL.h>
#include <stdbool.h>

typedef struct hud hud;

/* Where things go; alpha 0 to 255. */
typedef struct hud_place {
    SDL_Rect status, timeline, panel;
    int alpha;        /* of status line and timeline */
    int notice_alpha; /* of the notice, which takes the status line's place */
    bool held;        /* the pointer stops time */
} hud_place;

/* `font` null: DejaVu Sans where systems keep it; `points` is the size in pixels. Null when there
 * is no font: then `message` says so. */
hud *hud_open(SDL_Renderer *renderer, const char *font, int points, char *message,
              size_t message_size);
void hud_close(hud *h);

void hud_draw(hud *h, session *s, const session_status *status, double frames_a_second,
              const hud_place *place);

#endif
