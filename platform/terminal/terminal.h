/* SPDX-License-Identifier: MIT
 *
 * The panel's light in a terminal: an LED is half a character cell, or a quarter where the panel is
 * too wide for that, in as many colours as the terminal has.
 */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "session.h"

#include <stddef.h>

/* Runs the view until the people quit. Gives the exit code, or -1 and a message when standard input
 * or output is no terminal, or one that cannot move its cursor. The terminal is restored whatever
 * happens: signals, suspension (SIGTSTP, SIGCONT), a crash, a broken pipe. */
int terminal_run(session *s, char *message, size_t message_size);

#endif
