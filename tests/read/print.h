/* SPDX-License-Identifier: MIT
 *
 * What was read, as text that a reviewer can compare with its input.
 */
#ifndef PRINT_H
#define PRINT_H

#include "read.h"

#include <stdio.h>

/* The result of read_source on a file: documents, script, notes or the message. `shown` is the
 * name that stands in messages instead of the path. */
void print_read(const char *path, const char *shown, const read_options *options, FILE *out);

#endif
