/* SPDX-License-Identifier: MIT
 *
 * A whole file, or standard input, into memory.
 */
#ifndef LOAD_H
#define LOAD_H

#include "message.h"

#include <stddef.h>

/* Reads at most DOCUMENT_BYTES_MAX bytes; "-" is standard input. Returns bytes for `free` and sets
 * their count; null: missing, a directory, unreadable, empty or too large, and the message says
 * which. */
unsigned char *load_file(const char *path, size_t *count, message *error);

/* What messages call a path: itself, or "standard input". */
const char *load_name(const char *path);

#endif
