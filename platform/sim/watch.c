/* SPDX-License-Identifier: MIT */
#include "watch.h"

#include <sys/stat.h>

static watch_stamp look_at(const char *path) {
    struct stat found;
    if (stat(path, &found))
        return (watch_stamp){0};
    return (watch_stamp){true, (uint64_t)found.st_ino, (int64_t)found.st_size,
                         (int64_t)found.st_mtim.tv_sec, (int64_t)found.st_mtim.tv_nsec};
}

static bool is_same(const watch_stamp *a, const watch_stamp *b) {
    return a->there == b->there && a->inode == b->inode && a->size == b->size &&
           a->seconds == b->seconds && a->nanoseconds == b->nanoseconds;
}

void watch_begin(watch *w, const char *path) {
    w->read = w->last = look_at(path);
}

bool watch_changed(watch *w, const char *path) {
    watch_stamp now = look_at(path);
    bool still = is_same(&now, &w->last);
    w->last = now;
    /* A file that is away is mostly one that is being replaced. */
    if (!now.there || !still || is_same(&now, &w->read))
        return false;
    w->read = now;
    return true;
}
