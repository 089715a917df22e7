/* SPDX-License-Identifier: MIT */
#include "stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void keep(int number) {
    came = number;
}

void stop_watch(void) {
    struct sigaction action = {.sa_handler = keep, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

static volatile sig_atomic_t pipe_broke;

static void keep_pipe(int number) {
    (void)number;
    pipe_broke = 1;
}

void stop_watch_pipe(void) {
    struct sigaction action = {.sa_handler = keep_pipe};
    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
}

void stop_if_pipe_broke(void) {
    if (!pipe_broke)
        return;
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

bool stop_wanted(void) {
    return came != 0;
}

int stop_status(void) {
    return came ? 128 + came : 0;
}
