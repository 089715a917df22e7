/* SPDX-License-Identifier: MIT
 *
 * 10,000 frames of the core over all example ROMs, boiled down to a line for each ROM. The same
 * source runs on every machine, and prints the same.
 */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdint.h>

#define FRAMES_TOTAL 10000

/* Gives 0, or 1 when a ROM could not be shown. */
int frames_run(void (*print)(const char *text));

/* ---- The ROMs, in an order that is the same everywhere ---- */

typedef struct frames_rom {
    const char *name;
    const uint8_t *bytes;
    uint32_t size;
    const uint8_t *model; /* against which its text is coded; null: it is stored */
    uint32_t model_size;
} frames_rom;

extern const frames_rom frames_roms[];
extern const uint32_t frames_rom_count;

#endif
