/* SPDX-License-Identifier: MIT
 *
 * Output files appear whole or not at all: they are written beside their place and then renamed.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "message.h"

#include <stddef.h>
#include <stdio.h>

/* Writes a whole file; "-" is standard output, and what is no regular file (a pipe, a device) is
 * written in place. 0, or -1 with the message ("FILE: what is wrong") and nothing written. */
int output_write(const char *path, const void *bytes, size_t size, message *error);

/* Flushes standard output. -1 with the message when not all of it could be written. */
int output_finish(message *error);

#endif
