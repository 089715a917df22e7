/* SPDX-License-Identifier: MIT
 *
 * Light that a chip itself switches on and off in a fixed rhythm: a digit, a row, a pulse width.
 */
#ifndef SCAN_H
#define SCAN_H

#include "exposure.h"

/* Nanoseconds: lit during [begin, begin + on) of every period; begin + on <= period. */
typedef struct scan {
    uint64_t period;
    uint64_t begin;
    uint64_t on;
} scan;

/* How much of [0, time) is lit. */
static inline uint64_t scan_until(const scan *rhythm, uint64_t time) {
    uint64_t whole = time / rhythm->period * rhythm->on;
    uint64_t rest = time % rhythm->period;
    if (rest <= rhythm->begin)
        return whole;
    rest -= rhythm->begin;
    return whole + (rest < rhythm->on ? rest : rhythm->on);
}

/* How much of [from, to) is lit and seen in row y. */
static inline uint32_t scan_seen(const scan *rhythm, const exposure *window, uint32_t y,
                                 uint64_t from, uint64_t to) {
    uint64_t open = window->from + y * window->row_delay;
    uint64_t shut = open + window->length;
    if (from < open)
        from = open;
    if (to > shut)
        to = shut;
    if (to <= from)
        return 0;
    if (window->eye)
        return (uint32_t)((to - from) * rhythm->on / rhythm->period);
    return (uint32_t)(scan_until(rhythm, to) - scan_until(rhythm, from));
}

#endif
