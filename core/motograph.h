/* SPDX-License-Identifier: MIT
 *
 * Motograph: a news ticker. This header is all that a firmware includes.
 *
 *     static moto_rom rom;
 *     static moto_ticker ticker;
 *     static uint64_t memory[MOTO_MEMORY(128, 32, 1)];
 *
 *     moto_rom_open(&rom, blob, sizeof blob, NULL, 0);
 *     moto_ticker_init(&ticker, &rom, NULL, memory, sizeof memory, now());
 *     for (;;) {
 *         moto_ticker_at(&ticker, now());
 *         for (uint32_t y = 0; y < 32; y++) {
 *             uint32_t bits[4];
 *             moto_ticker_bits(&ticker, y, bits);
 *             ...
 *         }
 *     }
 *
 * A frame is a pure function of the ROM, the inputs and the time. Time is in microseconds, from any
 * origin, and may be asked for in any order, as long as it does not go back behind the last input.
 * Nothing drifts, nothing is counted; a sign that missed a thousand frames shows the right one
 * next.
 *
 * The state of the sign is the struct moto_ticker: copy it to take a snapshot, copy it back to
 * restore one. The memory beside it is a cache: its contents never show.
 */
#ifndef MOTOGRAPH_H
#define MOTOGRAPH_H

#include "driver/source.h"
#include "error.h"
#include "limits.h"
#include "model.h"
#include "motion.h"
#include "rom.h"
#include "show.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Inputs ---------------------------------------------------------------------------------- */

typedef enum moto_button {
    MOTO_BUTTON_PAUSE,  /* stop, or go on at the column where it stopped   */
    MOTO_BUTTON_NEXT,   /* the next line enters now                        */
    MOTO_BUTTON_BACK,   /* the line on show enters again; just begun: the one before it */
    MOTO_BUTTON_CANCEL, /* end the alert on show                           */
} moto_button;

typedef enum moto_event_kind {
    MOTO_EVENT_CLOCK, /* the wall clock was set                        */
    MOTO_EVENT_VALUE, /* a live value changed                          */
    MOTO_EVENT_ALERT, /* something more urgent than the programme      */
    MOTO_EVENT_BUTTON,
    MOTO_EVENT_RATE, /* everything faster or slower by a factor       */
    MOTO_EVENT_ROM,  /* another programme                             */
} moto_event_kind;

typedef struct moto_event {
    moto_event_kind kind;
    union {
        /* Local civil time at the event: seconds since 1970-01-01 00:00 *local*. */
        int64_t clock;
        struct {
            uint8_t index; /* 0 to MOTO_VALUES_MAX - 1 */
            uint8_t size;  /* 0 to MOTO_VALUE_BYTES */
            char text[MOTO_VALUE_BYTES];
        } value;
        /* A typed alert (text, size) or, when text is null, an alert line of the ROM. The text must
         * stay where it is until the alert is over. It is shown for whole passes: one, and as many
         * more as end within the lifetime, counted in show time from the event. An alert that could
         * not begin within its lifetime is dropped, unless that is 0 (one pass, whenever it may
         * be). It interrupts lines of at most its own priority and alerts of a lower one; else it
         * waits. */
        struct {
            const uint8_t *text;
            uint32_t size;
            uint16_t line;
            uint8_t zone;
            uint8_t priority;
            uint8_t flags; /* MOTO_ALERT_AT_LINE_END, _INVERSE, _BLINK */
            uint8_t ink;
            uint32_t lifetime_ms;
        } alert;
        moto_button button;
        /* 1/1 is the ROM's own speed; 1/16 to 16, denominator and numerator 1 to 65535. */
        struct {
            uint32_t num, den;
        } rate;
        /* The new ROM's first line stands at the left edge at once, so that no frame is black. */
        struct {
            const moto_rom *rom;
            bool after_line; /* let the line on show in zone 0 go out first */
        } rom;
    };
} moto_event;

/* ---- The sign -------------------------------------------------------------------------------- */

/* Which columns of the ROM's panel this device shows, so that several devices with the same clock
 * and inputs show one wide sign. */
typedef struct moto_view {
    uint16_t x, width;
} moto_view;

typedef struct moto_ticker {
    const moto_rom *rom;
    uint64_t *memory;
    uint32_t memory_bytes;
    uint32_t layout; /* number of the ROM in `memory`; next_layout of the one to come */
    uint32_t next_layout;
    moto_view view;
    moto_show show;
} moto_ticker;

/* 64-bit words of memory for one zone of width x height LEDs, enough for every effect; the sum over
 * a ROM's zones serves that ROM. A zone that only crawls does with `rings` 1, others need 2. */
#define MOTO_ZONE_WORDS(width, height, rings)                                                      \
    ((sizeof(moto_view_zone) + 7) / 8 + ((rings)*MOTO_RING_WORDS(width, height) + 1) / 2)
#define MOTO_MEMORY(width, height, rings) (4 + MOTO_ZONE_WORDS(width, height, rings))

/* Bytes of memory that this ROM needs at least; `view` as in moto_ticker_init. */
uint32_t moto_ticker_memory(const moto_rom *rom, const moto_view *view);

/* Begins the programme of `rom` at time `now`, on an empty sign. `view` null: the whole panel.
 * `memory` stays in use. Errors: MOTO_ERR_MEMORY, MOTO_ERR_RANGE (view). */
moto_error moto_ticker_init(moto_ticker *ticker, const moto_rom *rom, const moto_view *view,
                            uint64_t *memory, uint32_t memory_bytes, uint64_t now);

/* An input at time `when`, which must not lie before the last one (MOTO_ERR_RANGE, nothing done);
 * after it the moment to show is to be chosen anew. A refused event changes nothing that shows.
 * Errors: MOTO_ERR_RANGE (a field), MOTO_ERR_LIMIT (too many alerts wait and all of them are as
 * urgent), MOTO_ERR_MEMORY (the new ROM needs more). */
moto_error moto_ticker_event(moto_ticker *ticker, uint64_t when, const moto_event *event);

/* Chooses the moment of which the calls below tell. Any time not before the last event
 * (MOTO_ERR_RANGE otherwise; then the last event's moment is shown). */
moto_error moto_ticker_at(moto_ticker *ticker, uint64_t time);

/* Row y of the view at the chosen moment. */

/* One bit per LED: column x is bit x % 32 of bits[x / 32]; (width + 31) / 32 words. */
void moto_ticker_bits(const moto_ticker *ticker, uint32_t y, uint32_t *bits);

/* The same for all rows, one behind the other. */
void moto_ticker_frame(const moto_ticker *ticker, uint32_t *bits);

/* Grey, linear, 65535 for a lit LED; between two columns by the fraction of the position. */
void moto_ticker_levels(const moto_ticker *ticker, uint32_t y, uint16_t *levels);

/* Colour, linear, likewise. */
void moto_ticker_colours(const moto_ticker *ticker, uint32_t y, moto_colour *row);

/* The ticker as the source of a driver, which then chooses the moments itself. */
moto_source moto_ticker_source(moto_ticker *ticker);

/* ---- What is on show ------------------------------------------------------------------------- */

typedef struct moto_status {
    bool idle;     /* nothing to show: the fields below are 0 */
    bool alert;    /* an alert is on show; line is MOTO_NONE when it was typed */
    uint16_t line; /* that entered last */
    moto_kind kind;
    moto_effect effect;
    uint32_t width;   /* of that line, columns */
    uint32_t column;  /* of it, at the edge where it enters; crawl only */
    uint64_t elapsed; /* of the programme, us of show time, from its beginning (loops included) */
    uint64_t loop;    /* length of one whole programme, us of show time; 0: none */
    moto_speed speed; /* the rate counted in */
} moto_status;

/* Of one zone, at the chosen moment. */
void moto_ticker_status(const moto_ticker *ticker, uint32_t zone, moto_status *status);

#endif
