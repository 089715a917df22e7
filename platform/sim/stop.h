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

/* A pipe that nobody reads any more ends a film, quietly, as it ends any filter, but only after the
 * films were cleared away: from now on writing to one fails, and stop_if_pipe_broke then ends the
 * program by SIGPIPE. */
void stop_watch_pipe(void);
void stop_if_pipe_broke(void);

#endif
