/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "whole_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void forget(whole_file *file) {
    free(file->path);
    free(file->beside);
    *file = (whole_file){NULL, NULL, NULL};
}

/* A device or a pipe is written to as it is: renaming over it would put a plain file in its place.
 */
static int is_special(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

/* The name carries the process, so that two writers do not meet; a left-over one is overwritten. */
int whole_file_open(whole_file *file, const char *path) {
    size_t length = strlen(path) + 32;
    *file = (whole_file){NULL, malloc(length), malloc(length)};
    if (file->path && file->beside) {
        snprintf(file->path, length, "%s", path);
        if (is_special(path))
            snprintf(file->beside, length, "%s", path);
        else
            snprintf(file->beside, length, "%s.%ld.part", path, (long)getpid());
        file->stream = fopen(file->beside, "wb");
    }
    if (file->stream)
        return 0;
    int error = errno;
    forget(file);
    errno = error;
    return -1;
}

void whole_file_drop(whole_file *file) {
    int error = errno;
    if (file->stream)
        fclose(file->stream);
    if (file->beside && !is_special(file->beside))
        unlink(file->beside);
    forget(file);
    errno = error;
}

int whole_file_keep(whole_file *file) {
    int failed = ferror(file->stream);
    if (fclose(file->stream) != 0)
        failed = 1;
    file->stream = NULL;
    if (!failed && !is_special(file->path))
        failed = rename(file->beside, file->path) != 0;
    if (failed) {
        whole_file_drop(file);
        return -1;
    }
    forget(file);
    return 0;
}
