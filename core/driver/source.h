/* SPDX-License-Identifier: MIT
 *
 * Where a driver gets its picture from: rows, each for any moment in time.
 */
#ifndef MOTO_SOURCE_H
#define MOTO_SOURCE_H

#include <stdint.h>

/* Linear light; 65535 is an LED at its full. */
typedef struct moto_colour {
    uint16_t red, green, blue;
} moto_colour;

typedef struct moto_source {
    void *self;
    uint16_t width, height;
    /* Row y at `time` (microseconds): column x is bit x % 32 of bits[x / 32]. */
    void (*bits)(void *self, uint64_t time, uint32_t y, uint32_t *bits);
    /* The same row as colours, `width` of them. */
    void (*colours)(void *self, uint64_t time, uint32_t y, moto_colour *row);
} moto_source;

#endif
