/* SPDX-License-Identifier: MIT
 *
 * Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`. Texts that went through several
 * systems still have them when all markup is gone.
 */
#ifndef ENTITIES_H
#define ENTITIES_H

#include <stddef.h>

/* Decodes them once, in UTF-8 text; what is none stays. A number from 128 to 159 means the
 * character of Windows-1252, as browsers have it, and so does U+0080 to U+009F itself. A string for
 * `free`, or null: no memory. */
char *entities_decode(const char *text, size_t length);

/* Makes the names that XML does not know into numbers, outside the five that it does, so that an
 * XML parser without a DTD reads `&nbsp;`. The result is as long as `*out_length` says. */
char *entities_to_numbers(const char *text, size_t length, size_t *out_length);

#endif
