/* SPDX-License-Identifier: MIT
 *
 * A sign without LEDs, for tests. Load a ROM, feed inputs, ask for the frame at any time, and
 * compare it with a picture made of characters that a reviewer can read:
 *
 *     headless *sign = headless_open_file("sign.rom", NULL, NULL, 0);
 *     headless_alert(sign, 2 * HEADLESS_SECOND, "Fire drill at noon");
 *     int wrong = headless_expect(sign, "golden/alert.txt", 2 * HEADLESS_SECOND, 100000, 5);
 *     headless_close(sign);
 *     return wrong;
 *
 * The frames are those of the firmware: the core that runs here is the core that runs on the
 * device. Time is the caller's, in microseconds from the sign's start; nothing waits, and any frame
 * may be asked for in any order. Inputs are kept in a log; going back behind one restores the sign
 * as it was before it, so that a test need not think of what it asked for last.
 *
 * Functions that return int give 0 for good and a negative moto_error otherwise, unless they say
 * something else. One sign is used by one thread at a time; different signs share nothing.
 */
#ifndef HEADLESS_H
#define HEADLESS_H

#include "motograph.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define HEADLESS_SECOND UINT64_C(1000000) /* of the times below */

typedef struct headless headless;

typedef struct headless_options {
    const moto_model *models; /* text models that the ROM may ask for; null: none */
    uint32_t model_count;
    moto_view view; /* the columns that this device shows; width 0: the whole panel */
} headless_options;

/* ---- The sign -------------------------------------------------------------------------------- */

/* Starts a sign on a copy of the ROM, at time 0. `options` null: no models, the whole panel. Null
 * when the ROM is not good or memory ran out; then `message` says why (or standard error does, when
 * `message` is null). */
headless *headless_open(const uint8_t *rom, size_t size, const headless_options *options,
                        char *message, size_t message_size);
headless *headless_open_file(const char *path, const headless_options *options, char *message,
                             size_t message_size);

/* Takes null too. */
void headless_close(headless *sign);

int headless_width(const headless *sign);  /* LEDs that this device shows */
int headless_height(const headless *sign); /* LEDs */

/* The ROM that is on show after the last input at or before the time of the last frame. */
const moto_rom *headless_rom(const headless *sign);

/* ---- Inputs ---------------------------------------------------------------------------------- */

/* An input at `when`, which may lie before others: those after it then happen to a sign that knew
 * it. Texts are copied. A refused input changes nothing; errors as of moto_ticker_event. For a new
 * ROM use headless_load. */
int headless_event(headless *sign, uint64_t when, const moto_event *event);

/* The same for the usual ones. An alert is shown once, at once, with priority 255 in zone 0. */
int headless_alert(headless *sign, uint64_t when, const char *text);
int headless_button(headless *sign, uint64_t when, moto_button button);
int headless_value(headless *sign, uint64_t when, unsigned index, const char *text);
int headless_rate(headless *sign, uint64_t when, uint32_t num, uint32_t den);

/* The wall clock is set to a local time, "2013-05-06 12:30" or "2013-05-06 12:30:59". */
int headless_clock(headless *sign, uint64_t when, const char *local_time);

/* A new ROM, which is copied; it must have the same size of panel (MOTO_ERR_RANGE). */
int headless_load(headless *sign, uint64_t when, const uint8_t *rom, size_t size, bool after_line);

/* The log: how many inputs there are, and one of them, in the order of time. */
size_t headless_event_count(const headless *sign);
const moto_event *headless_event_at(const headless *sign, size_t index, uint64_t *when);

/* Takes the inputs from `when` on out of the log. */
void headless_forget(headless *sign, uint64_t when);

/* Seconds since 1970-01-01 00:00 of a local time as above; false when it is none. A day alone
 * stands for its midnight. */
bool headless_parse_time(const char *text, int64_t *seconds);

/* ---- Frames ---------------------------------------------------------------------------------- */

/* The ticker at `time`, to be read with moto_ticker_bits, _levels, _colours and _status. It stays
 * so until the next call with this sign. */
const moto_ticker *headless_at(headless *sign, uint64_t time);

/* The sign as the source of a driver: each row for any time. */
moto_source headless_source(headless *sign);

/* The frame as text: a line for each row, '#' for a lit LED and '.' for a dark one. To be freed by
 * the caller; null when memory ran out. */
char *headless_ascii(headless *sign, uint64_t time);

/* FNV-1a, 64 bits, over all rows of moto_ticker_bits (words of 32 LEDs, little-endian), top to
 * bottom, and then all rows of moto_ticker_colours (red, green, blue, 16 bits each, little-endian).
 * Source: Fowler, Noll, Vo, draft-eastlake-fnv. */
uint64_t headless_hash(headless *sign, uint64_t time);

/* ---- Goldens --------------------------------------------------------------------------------- */

/* Compares `count` frames, from `from` on and `step` microseconds apart, with a golden file: for
 * each frame a line `@TIME`, then its rows as in headless_ascii. Gives how many frames differ, and
 * tells of each on standard error:
 *
 *     golden/alert.txt: frame @2100000: 8 of 4096 LEDs differ (columns 40 to 47, rows 3 to 9): the
 *     frame is the golden one moved 1 column to the left
 *           40
 *      3    -#+.....      + lit, should be dark    - dark, should be lit
 *
 * When the environment has MOTOGRAPH_UPDATE_GOLDENS=1, writes the file instead (whole or not at
 * all) and gives 0. A golden file that is not there, cannot be read or has other times counts as
 * `count` differences. */
int headless_expect(headless *sign, const char *path, uint64_t from, uint64_t step, unsigned count);

/* The same with the report on a stream of one's own. */
int headless_compare(headless *sign, const char *path, uint64_t from, uint64_t step, unsigned count,
                     FILE *report);

/* ---- Records of a session -------------------------------------------------------------------- */

/* Writes the log as text, an input a line, that can be read, edited and replayed:
 *
 *     # Motograph inputs, ROM 5b0e2f11
 *     0 clock 2013-05-06 12:30:00
 *     1500000 alert zone=0 priority=255 flags=0 ink=0 lifetime=0 text=Fire drill at noon
 *     2000000 button next
 *     2500000 rate 2/1
 *     3000000 value 3 21.5
 *     4000000 rom at-once TU9UTwEA...                 (base64)
 *
 * A backslash in a text is written \\, a line break \n. 0, or -1 when the stream failed. */
int headless_record(const headless *sign, FILE *out);

/* Adds the inputs of such a text to the log. 0, 1 when they were recorded with another ROM (they
 * are added all the same), or a negative number and a message `name:line: what is wrong`, with the
 * log as it was. `message` null: the message goes to standard error. */
int headless_replay(headless *sign, FILE *in, const char *name, char *message, size_t message_size);

#endif
