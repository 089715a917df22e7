/* SPDX-License-Identifier: MIT
 *
 * A display without a screen (Xvfb) and the hands in front of it: keys and mouse by the XTest
 * extension, a file dropped by the XDND protocol, and as much of a window manager as full screen
 * takes. All of it goes through the X server, as it would from a person.
 */
#ifndef DISPLAY_H
#define DISPLAY_H

#include <X11/Xlib.h>
#include <X11/keysym.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    DISPLAY_WIDTH = 1280,
    DISPLAY_HEIGHT = 720
};

/* Starts Xvfb and sets DISPLAY. False when there is none; a failure when CI=true. */
bool display_open(void);
void display_close(void);

/* Does the window manager's and the drop source's part; to be called between frames. */
void display_serve(void);

/* The window that is on the screen, for what follows; waits for nothing. */
bool display_find_window(void);
void display_size(int *x, int *y, int *width, int *height);
void display_resize(int width, int height);
char *display_title(void); /* to be freed by XFree */
void display_ask_to_close(void);

void display_key(KeySym key); /* pressed and let go, with shift when the key needs it */
void display_shift(bool down);
void display_type(const char *ascii);
void display_move(int x, int y); /* of the window */
void display_button(unsigned button, bool down);
void display_drop(const char *path);

/* What is on the screen in the window's place, 0xRRGGBB; to be freed. */
uint32_t *display_pixels(int *width, int *height);

#endif
