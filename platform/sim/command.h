/* SPDX-License-Identifier: MIT
 *
 * What people can ask of the simulator, and the keys for it: one table for every view and for the
 * help sheet.
 */
#ifndef COMMAND_H
#define COMMAND_H

typedef enum command {
    COMMAND_NONE,
    COMMAND_PAUSE,
    COMMAND_BACKWARD,
    COMMAND_FORWARD,
    COMMAND_FASTER,
    COMMAND_SLOWER,
    COMMAND_FASTER_FINE,
    COMMAND_SLOWER_FINE,
    COMMAND_BRIGHTER,
    COMMAND_DIMMER,
    COMMAND_NEXT,
    COMMAND_BACK,
    COMMAND_ALERT,
    COMMAND_CANCEL,
    COMMAND_STEP_FORWARD,
    COMMAND_STEP_BACKWARD,
    COMMAND_BEGINNING,
    COMMAND_RELOAD,
    COMMAND_LOOK,
    COMMAND_SCREENSHOT,
    COMMAND_HUD,
    COMMAND_FULL_SCREEN,
    COMMAND_HELP,
    COMMAND_QUIT,
    COMMANDS,
} command;

typedef struct command_help {
    const char *keys; /* "left right" */
    const char *what; /* "back, forward 2 seconds" */
} command_help;

/* The command of a character key; COMMAND_NONE for one without. Arrows are the views' business. */
command command_of_key(int key);

/* Row `index` of the help sheet; keys is null behind the last one. */
command_help command_help_row(int index);
/* The same for the mouse, where there is one. */
command_help command_help_mouse(int index);

#endif
