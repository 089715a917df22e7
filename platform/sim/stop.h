/* SPDX-License-Identifier: MIT
 *
 * Ctrl-C and its like as a question, so that work can end in good order.
 */
#ifndef STOP_H
#define STOP_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP are kept for stop_wanted; a second one ends the program.
 */
void stop_watch(void);
bool stop_wanted(void);
/* 128 + the signal's number, the exit code that a shell expects; 0 when none came. */
int stop_status(void);

#endif
