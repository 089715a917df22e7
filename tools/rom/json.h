/* SPDX-License-Identifier: MIT
 *
 * JSON (RFC 8259) on standard output, a member at a time.
 */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>
#include <stdint.h>

/* Where in the nesting the writer is. Begin with all zero. */
typedef struct json {
    int depth;
    int first; /* no comma before the next member */
} json;

/* `key` is null inside arrays and for the whole. */
void json_begin(json *j, const char *key, char bracket); /* '{' or '[' */
void json_end(json *j, char bracket);                    /* '}' or ']' */
void json_text(json *j, const char *key, const char *text, size_t size);
void json_number(json *j, const char *key, uint64_t value);
void json_fraction(json *j, const char *key, double value); /* 4 digits behind the point */
void json_boolean(json *j, const char *key, int value);

#endif
