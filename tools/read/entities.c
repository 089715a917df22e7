/* SPDX-License-Identifier: MIT */
#include "entities.h"

#include "buffer.h"
#include "charset.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

enum {
    ENTITY_BYTES_MAX = 12
}; /* of what stands between & and ; */

static int digit_value(char c, int base) {
    int value = c >= '0' && c <= '9'                 ? c - '0'
                : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10
                : base == 16 && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
    return value;
}

/* "8217" or "x2019"; 0: neither. */
static uint32_t read_number(const char *text, size_t length) {
    int base = length > 0 && (*text == 'x' || *text == 'X') ? 16 : 10;
    uint32_t value = 0;
    size_t at = base == 16 ? 1 : 0;
    if (at == length)
        return 0;
    for (; at < length; at++) {
        int digit = digit_value(text[at], base);
        if (digit < 0 || value > 0x110000)
            return 0;
        value = value * (uint32_t)base + (uint32_t)digit;
    }
    return value <= 0x10FFFF ? value : 0;
}

static uint32_t read_name(const char *text, size_t length) {
    char name[ENTITY_BYTES_MAX + 1];
    memcpy(name, text, length);
    name[length] = 0;
    if (strcmp(name, "apos") == 0)
        return '\'';
    const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)name);
    return found ? found->value : 0;
}

/* The reference at an ampersand: its code point, 0: none, and its length with & and ;. */
static uint32_t read_reference(const char *text, size_t length, size_t *used) {
    size_t looked_at = length < ENTITY_BYTES_MAX + 2 ? length : ENTITY_BYTES_MAX + 2;
    const char *end = memchr(text, ';', looked_at);
    if (!end || end - text < 3)
        return 0;
    *used = (size_t)(end - text) + 1;
    if (text[1] == '#')
        return read_number(text + 2, *used - 3);
    return read_name(text + 1, *used - 2);
}

/* A character of the C1 set in a text is one of Windows-1252 that was taken by its number. */
static uint32_t without_c1(uint32_t c) {
    return c >= 0x80 && c <= 0x9F ? charset_windows_1252((unsigned char)c) : c;
}

char *entities_decode(const char *text, size_t length) {
    buffer out = {0};
    for (size_t at = 0; at < length;) {
        size_t used = 1;
        uint32_t c = 0;
        if (text[at] == '&') {
            c = read_reference(text + at, length - at, &used);
        } else if (text[at] == '\xC2' && at + 1 < length && (unsigned char)text[at + 1] < 0xA0) {
            c = (unsigned char)text[at + 1];
            used = 2;
        }
        if (c > 0)
            buffer_add_code_point(&out, without_c1(c));
        else
            buffer_add(&out, text + at, used = 1);
        at += used;
    }
    return buffer_take(&out);
}

static bool known_to_xml(const char *text, size_t length) {
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == length && memcmp(text, names[i], length) == 0)
            return true;
    return text[1] == '#';
}

char *entities_to_numbers(const char *text, size_t length, size_t *out_length) {
    buffer out = {0};
    const char *end = text + length;
    while (text < end) {
        const char *mark = memchr(text, '&', (size_t)(end - text));
        size_t before = (size_t)((mark ? mark : end) - text), used = 1;
        buffer_add(&out, text, before);
        text += before;
        if (!mark)
            break;
        uint32_t c = read_reference(text, (size_t)(end - text), &used);
        char number[16];
        if (c == 0)
            buffer_add(&out, "&amp;", 5);
        else if (known_to_xml(text, used))
            buffer_add(&out, text, used);
        else
            buffer_add(&out, number, (size_t)snprintf(number, sizeof number, "&#%u;", (unsigned)c));
        text += c == 0 ? 1 : used;
    }
    *out_length = out.count;
    return buffer_take(&out);
}
