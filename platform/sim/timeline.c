/* SPDX-License-Identifier: MIT */
#include "timeline.h"

#include <stdlib.h>
#include <string.h>

enum {
    SAMPLES = 600,
    PRECISION_US = 1000,
    SEGMENTS_MAX = 4096
};

/* A sign of its own to ask, so that the one on show is left alone. */
typedef struct probe {
    moto_ticker ticker;
    uint64_t *memory;
    uint32_t zone;
} probe;

static bool probe_open(probe *p, const moto_rom *rom, uint32_t zone, const int64_t *clock) {
    uint32_t bytes = moto_ticker_memory(rom, NULL);
    p->zone = zone;
    p->memory = malloc(bytes);
    if (!p->memory)
        return false;
    if (moto_ticker_init(&p->ticker, rom, NULL, p->memory, bytes, 0))
        return false;
    if (!clock)
        return true;
    moto_event event = {.kind = MOTO_EVENT_CLOCK, .clock = *clock};
    return moto_ticker_event(&p->ticker, 0, &event) == MOTO_OK;
}

static moto_status status_at(probe *p, uint64_t time) {
    moto_status status;
    moto_ticker_at(&p->ticker, time);
    moto_ticker_status(&p->ticker, p->zone, &status);
    return status;
}

static bool add_segment(timeline *line, const moto_status *status, uint64_t from) {
    if (line->count)
        line->segments[line->count - 1].to = from;
    if (line->count == SEGMENTS_MAX)
        return false;
    timeline_segment *grown = realloc(line->segments, (line->count + 1) * sizeof *grown);
    if (!grown)
        return false;
    line->segments = grown;
    line->segments[line->count++] =
        (timeline_segment){from, line->length, status->kind, status->line};
    return true;
}

/* The segments between two times of which the first is told already. */
static bool fill(probe *p, timeline *line, uint64_t from, moto_status before, uint64_t to) {
    moto_status after = status_at(p, to);
    while (after.line != before.line) {
        uint64_t low = from, high = to;
        while (high - low > PRECISION_US) {
            uint64_t middle = low + (high - low) / 2;
            if (status_at(p, middle).line == before.line)
                low = middle;
            else
                high = middle;
        }
        before = status_at(p, high);
        from = high;
        if (!add_segment(line, &before, high))
            return false;
    }
    return true;
}

timeline timeline_make(const moto_rom *rom, uint32_t zone, const int64_t *clock) {
    timeline line = {NULL, 0, 0};
    probe p;
    if (probe_open(&p, rom, zone, clock)) {
        moto_status status = status_at(&p, 0);
        line.length = status.loop;
        bool more = line.length && add_segment(&line, &status, 0);
        uint64_t from = 0;
        for (unsigned i = 1; more && i <= SAMPLES; i++) {
            uint64_t to = line.length / SAMPLES * i;
            if (i == SAMPLES)
                to = line.length - 1;
            more = to <= from || fill(&p, &line, from, status_at(&p, from), to);
            from = to;
        }
    }
    free(p.memory);
    return line;
}

void timeline_free(timeline *line) {
    free(line->segments);
    *line = (timeline){NULL, 0, 0};
}

const timeline_segment *timeline_at(const timeline *line, uint64_t time) {
    for (size_t i = line->count; i-- > 0;) {
        if (line->segments[i].from <= time)
            return &line->segments[i];
    }
    return NULL;
}

uint32_t timeline_zone(const moto_rom *rom) {
    for (uint32_t i = 0; i < rom->zone_count; i++) {
        moto_zone zone;
        moto_rom_zone(rom, i, &zone);
        if (!zone.label && zone.count)
            return i;
    }
    return 0;
}
