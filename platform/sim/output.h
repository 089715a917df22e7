/* SPDX-License-Identifier: MIT
 *
 * Where results go: a file that appears whole or not at all, or standard output.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "whole_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct output {
    const char *path;
    FILE *stream; /* null: not open */
    whole_file file;
} output;

/* "-" is standard output; `path` must outlive it. False with a message `PATH: why`. */
bool output_open(output *out, const char *path, char *message, size_t message_size);

/* Puts the file in its place; false with a message when a byte of it could not be written, and then
 * nothing is left behind. */
bool output_close(output *out, char *message, size_t message_size);

/* Leaves nothing behind. Does nothing when it is not open. */
void output_drop(output *out);

/* All in one: `write` gives false for a failure (errno tells which). */
bool output_write(const char *path, bool (*write)(FILE *stream, void *self), void *self,
                  char *message, size_t message_size);

#endif
