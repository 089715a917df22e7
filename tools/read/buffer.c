/* SPDX-License-Identifier: MIT */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

static bool reserve(buffer *b, size_t more) {
    if (b->failed)
        return false;
    size_t needed = b->count + more + 1;
    if (needed <= b->capacity)
        return true;
    size_t capacity = b->capacity ? b->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    char *grown = realloc(b->bytes, capacity);
    if (!grown) {
        b->failed = true;
        return false;
    }
    b->bytes = grown;
    b->capacity = capacity;
    return true;
}

void buffer_add(buffer *b, const void *bytes, size_t count) {
    if (!reserve(b, count))
        return;
    if (count > 0)
        memcpy(b->bytes + b->count, bytes, count);
    b->count += count;
    b->bytes[b->count] = 0;
}

void buffer_add_byte(buffer *b, char byte) {
    buffer_add(b, &byte, 1);
}

void buffer_add_code_point(buffer *b, uint32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    unsigned char bytes[4];
    size_t count = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = count - 1; i > 0; i--, code_point >>= 6)
        bytes[i] = (unsigned char)(0x80 | (code_point & 0x3F));
    bytes[0] = (unsigned char)(lead[count] | code_point);
    buffer_add(b, bytes, count);
}

char *buffer_take(buffer *b) {
    buffer_add(b, "", 0);
    char *bytes = b->bytes;
    if (b->failed) {
        free(bytes);
        bytes = NULL;
    }
    *b = (buffer){0};
    return bytes;
}

void buffer_free(buffer *b) {
    free(b->bytes);
    *b = (buffer){0};
}
