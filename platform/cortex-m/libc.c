/* SPDX-License-Identifier: MIT
 *
 * The four functions that the core takes from a C library, and strlen, for firmware that has none.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The compiler calls them by itself, too late for its link-time optimiser to know of it. */
#define KEPT __attribute__((used))

KEPT void *memcpy(void *restrict to, const void *restrict from, size_t size) {
    uint8_t *out = to;
    const uint8_t *in = from;
    if ((((uintptr_t)out | (uintptr_t)in) & 3) == 0)
        for (; size >= 4; size -= 4, out += 4, in += 4)
            *(uint32_t *)(void *)out = *(const uint32_t *)(const void *)in;
    while (size-- > 0)
        *out++ = *in++;
    return to;
}

KEPT void *memmove(void *to, const void *from, size_t size) {
    uint8_t *out = to;
    const uint8_t *in = from;
    if (out <= in) {
        while (size-- > 0)
            *out++ = *in++;
        return to;
    }
    while (size-- > 0)
        out[size] = in[size];
    return to;
}

KEPT void *memset(void *to, int value, size_t size) {
    uint8_t *out = to;
    while (size-- > 0)
        *out++ = (uint8_t)value;
    return to;
}

KEPT int memcmp(const void *left, const void *right, size_t size) {
    const uint8_t *a = left, *b = right;
    for (; size > 0; size--, a++, b++)
        if (*a != *b)
            return *a - *b;
    return 0;
}

size_t strlen(const char *text) {
    size_t length = 0;
    while (text[length])
        length++;
    return length;
}
