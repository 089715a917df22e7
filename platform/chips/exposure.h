/* SPDX-License-Identifier: MIT
 *
 * When the eye or camera before a panel looks. Times are nanoseconds since the sign was switched
 * on.
 */
#ifndef EXPOSURE_H
#define EXPOSURE_H

#include <stdbool.h>
#include <stdint.h>

/* Row y of the panel is seen during [from + y * row_delay, from + y * row_delay + length).
 * row_delay 0 is the eye or a global shutter, anything else a phone's rolling shutter. */
typedef struct exposure {
    uint64_t from;
    uint64_t length; /* 1 to EXPOSURE_LENGTH_MAX */
    uint64_t row_delay;
    bool eye;      /* what flickers faster than the eye can see counts with its mean */
    uint32_t gain; /* in 1/256; 256 gives 65535 for an LED that is as bright as the panel can be */
} exposure;

/* Light is summed as nanoseconds in 32 bits. */
#define EXPOSURE_LENGTH_MAX UINT64_C(4000000000)

/* The part of [from, to) that row y sees, in nanoseconds. */
static inline uint32_t exposure_seen(const exposure *window, uint32_t y, uint64_t from,
                                     uint64_t to) {
    uint64_t open = window->from + y * window->row_delay;
    uint64_t shut = open + window->length;
    uint64_t begin = from > open ? from : open;
    uint64_t end = to < shut ? to : shut;
    return end > begin ? (uint32_t)(end - begin) : 0;
}

/* When the last of `rows` rows has been seen. */
static inline uint64_t exposure_end(const exposure *window, uint32_t rows) {
    return window->from + (rows - 1) * window->row_delay + window->length;
}

/* Light of an LED that was lit for `lit` of the window's nanoseconds, when at full brightness it is
 * lit for numerator / denominator of the time. */
static inline uint16_t exposure_light(const exposure *window, uint32_t lit, uint32_t numerator,
                                      uint32_t denominator) {
    uint64_t full = window->length * numerator;
    uint64_t level = (uint64_t)lit * denominator * 65535 / full * window->gain / 256;
    return level > 65535 ? 65535 : (uint16_t)level;
}

#endif
