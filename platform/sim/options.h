/* SPDX-License-Identifier: MIT
 *
 * The command line of motograph-sim.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "film.h"
#include "session.h"

#include <stdbool.h>

typedef enum view_kind {
    VIEW_UNSAID, /* what the machine has: window, else terminal, else a picture */
    VIEW_WINDOW,
    VIEW_TERMINAL,
    VIEW_NONE,
} view_kind;

typedef struct options {
    view_kind view;
    session_options session;
    film_options film;
    const char *record;
    const char *hud_font;
    bool full_screen;
    bool no_hover_pause;
} options;

/* Reads the command line. Gives true to go on, false to exit with *status (help, version, usage).
 */
bool options_read(options *out, int argc, char **argv, int *status);

/* "12.5" to 12500000 for 6 decimals; at most `most` whole units. False for anything else. */
bool options_decimal(const char *text, int decimals, uint64_t most, uint64_t *value);

#endif
