/* SPDX-License-Identifier: MIT
 *
 * Small ROMs for tests, built from a script in the test's own process.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stddef.h>
#include <stdint.h>

/* Ends the test when the script is wrong. To be freed. */
uint8_t *sample_rom(const char *script_text, size_t *size);

/* Writes bytes to a new file in the folder for temporary files; `suffix` as ".ticker". The name is
 * to be freed. */
char *sample_file(const char *suffix, const void *bytes, size_t size);

/* The text of a stream from its beginning; to be freed. */
char *sample_read(const char *path);

#endif
