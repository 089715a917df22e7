/* SPDX-License-Identifier: MIT
 *
 * UTF-8, one code point at a time, as the core reads it.
 */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Reads the code point at `at` (before `end`) and says in `*size` how many bytes it has. What is
 * not UTF-8 is U+FFFD, a byte at a time. */
uint32_t utf8_read(const char *at, const char *end, size_t *size);

/* The first code point's bytes: 1 to 4. `out` has room for them. */
size_t utf8_write(uint32_t code_point, char out[4]);

#endif
