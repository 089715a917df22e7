/* SPDX-License-Identifier: MIT
 *
 * The terminal as a device: what it can do, its raw mode, its size, its keys.
 */
#ifndef TTY_H
#define TTY_H

#include "command.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum tty_depth {
    TTY_MONO,
    TTY_16,
    TTY_256,
    TTY_TRUE,
} tty_depth;

typedef struct tty_ability {
    tty_depth depth;
    bool utf8;  /* block characters; else ' . : and ` */
    bool moves; /* has cursor addressing at all */
} tty_ability;

/* From values of the environment, each may be null: COLORTERM, TERM, NO_COLOR, and the locale's
 * name (LC_ALL, LC_CTYPE, LANG: the first that is set). */
tty_ability tty_ability_of(const char *colorterm, const char *term, const char *no_color,
                           const char *locale);
tty_ability tty_ability_here(void);

/* Takes the terminal: alternate screen, no cursor, keys one by one. False with errno set. What
 * ends the program afterwards gives it back. */
bool tty_enter(void);
void tty_leave(void);

/* Columns and rows. */
void tty_size(int *columns, int *rows);
/* Told once for each change of the size and for each return from suspension. */
bool tty_changed(void);
/* If suspension is wished for: gives the terminal back, sleeps, takes it again. */
void tty_suspend_if_asked(void);

/* All bytes; false when the terminal is gone. */
bool tty_write(const char *bytes, size_t size);

typedef enum tty_key_kind {
    TTY_NOTHING,
    TTY_TEXT, /* a character, `text` */
    TTY_ENTER,
    TTY_ERASE,
    TTY_ESCAPE,
    TTY_COMMAND, /* an arrow or the like */
    TTY_GONE,    /* there will be no more keys */
} tty_key_kind;

typedef struct tty_key {
    tty_key_kind kind;
    char text[8]; /* UTF-8 */
    command wish;
} tty_key;

/* Waits at most so long for a key. */
tty_key tty_read(int milliseconds);

#endif
