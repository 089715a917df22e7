/* SPDX-License-Identifier: MIT
 *
 * A bar on standard error for long work, when that is a terminal and the work lasts.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct progress {
    const char *what;
    uint64_t total;
    uint64_t began_ms, told_ms;
    bool wanted, shown;
} progress;

void progress_begin(progress *p, const char *what, uint64_t total);
void progress_at(progress *p, uint64_t done);
void progress_end(progress *p); /* wipes the bar */

#endif
