/* SPDX-License-Identifier: MIT
 *
 * One whole programme of a zone, as segments in time: which line stands where on the strip at the
 * bottom of the window.
 */
#ifndef TIMELINE_H
#define TIMELINE_H

#include "motograph.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct timeline_segment {
    uint64_t from, to; /* microseconds of show time */
    moto_kind kind;
    uint16_t line;
} timeline_segment;

typedef struct timeline {
    timeline_segment *segments;
    size_t count;
    uint64_t length; /* of one whole programme, microseconds of show time; 0: there is none */
} timeline;

/* `clock`: the local time (seconds since 1970) that decides which lines are on; null: none is
 * known. Empty when memory ran out. */
timeline timeline_make(const moto_rom *rom, uint32_t zone, const int64_t *clock);
void timeline_free(timeline *line);

/* The segment at a time below `length`; null when there is none. */
const timeline_segment *timeline_at(const timeline *line, uint64_t time);

/* The zone to tell of: the first that has a programme of its own. */
uint32_t timeline_zone(const moto_rom *rom);

#endif
