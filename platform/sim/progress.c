/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
    BAR = 30,
    FIRST_MS = 500,
    EVERY_MS = 100
};

static uint64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void progress_begin(progress *p, const char *what, uint64_t total) {
    uint64_t now = now_ms();
    *p = (progress){what, total, now, now, isatty(STDERR_FILENO) && total > 1, false};
}

void progress_at(progress *p, uint64_t done) {
    if (!p->wanted)
        return;
    uint64_t now = now_ms();
    if (now - p->began_ms < FIRST_MS || now - p->told_ms < EVERY_MS)
        return;
    char bar[BAR + 1];
    for (uint64_t i = 0; i < BAR; i++)
        bar[i] = i * p->total < done * BAR ? '=' : ' ';
    bar[BAR] = '\0';
    uint64_t left = done ? (now - p->began_ms) * (p->total - done) / done : 0;
    fprintf(stderr, "\r%s [%s] %3" PRIu64 " %%  %" PRIu64 " s left \x1b[K", p->what, bar,
            done * 100 / p->total, (left + 999) / 1000);
    p->told_ms = now;
    p->shown = true;
}

void progress_end(progress *p) {
    if (p->shown)
        fputs("\r\x1b[K", stderr);
    p->shown = false;
}
