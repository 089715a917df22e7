/* SPDX-License-Identifier: MIT
 *
 * Bytes that grow. When memory runs out the buffer is marked failed, further bytes are dropped, and
 * `buffer_take` gives null: one check at the end is enough.
 */
#ifndef BUFFER_H
#define BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct buffer {
    char *bytes; /* followed by a zero that does not count; null while nothing was added */
    size_t count;
    size_t capacity;
    bool failed;
} buffer;

void buffer_add(buffer *b, const void *bytes, size_t count);
void buffer_add_byte(buffer *b, char byte);

/* Appends one code point as UTF-8; a surrogate or a number over 0x10FFFF becomes U+FFFD. */
void buffer_add_code_point(buffer *b, uint32_t code_point);

/* Hands the bytes over as a string for `free` and empties the buffer; null when it failed. */
char *buffer_take(buffer *b);

void buffer_free(buffer *b);

#endif
