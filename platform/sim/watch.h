/* SPDX-License-Identifier: MIT
 *
 * Whether a file changed. Looks at its name, so that editors that write a new file and rename it
 * are seen too; tells of a change once the file has held still from one look to the next, so that
 * nothing half-written is read.
 */
#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <stdint.h>

#define WATCH_EVERY_US 150000 /* how often to look: a change is told after twice this */

typedef struct watch_stamp {
    bool there;
    uint64_t inode;
    int64_t size, seconds, nanoseconds;
} watch_stamp;

typedef struct watch {
    watch_stamp read; /* as it was when it was read */
    watch_stamp last; /* as it was at the last look */
} watch;

/* The file is being read now. */
void watch_begin(watch *w, const char *path);

/* A look: true when the file is another one than was read and holds still. Told once. */
bool watch_changed(watch *w, const char *path);

#endif
