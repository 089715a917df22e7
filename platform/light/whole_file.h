/* SPDX-License-Identifier: MIT
 *
 * A file that appears whole or not at all: written beside its place, renamed when it is complete.
 */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <stdio.h>

typedef struct whole_file {
    FILE *stream;
    char *path;
    char *beside;
} whole_file;

/* 0, or -1 with errno set and nothing to clean up. */
int whole_file_open(whole_file *file, const char *path);
/* Flushes, closes, renames. 0, or -1 with errno set; then the file beside is gone and path is as it
 * was. */
int whole_file_keep(whole_file *file);
/* Closes and removes what was written; errno is kept. */
void whole_file_drop(whole_file *file);

#endif
