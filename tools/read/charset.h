/* SPDX-License-Identifier: MIT
 *
 * Any character set to UTF-8. A byte order mark is believed first, then what the file declares
 * (an XML declaration, a meta element), then the bytes: valid UTF-8, else Windows-1252.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include "message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the bytes are UTF-8 without overlong forms, surrogates and numbers over 0x10FFFF. */
bool charset_is_utf8(const unsigned char *bytes, size_t count);

typedef enum utf16_order {
    UTF16_NOT,
    UTF16_LITTLE,
    UTF16_BIG
} utf16_order;

/* The byte order of UTF-16, whose text has zero bytes and is no binary: by its mark, else by the
 * zeros, which stand at every other byte of a text in Latin letters and nowhere else. */
utf16_order charset_utf16(const unsigned char *bytes, size_t count);

/* The code point of a byte of Windows-1252; the five bytes that it leaves open stay controls. */
uint32_t charset_windows_1252(unsigned char byte);

/* Returns valid UTF-8 for `free`, in which every line break (CR LF, CR, NEL, U+2028, U+2029, form
 * feed) is one LF; `*length` says how long, for it may hold zeros. Null: the message says why. */
char *charset_decode(const unsigned char *bytes, size_t count, const char *name, size_t *length,
                     notes *remarks, message *error);

#endif
