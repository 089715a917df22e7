/* SPDX-License-Identifier: MIT
 *
 * Builds ROM blobs for tests field by field, without the converter, stored text only. Widths are
 * measured with the core; blocks and pages are cut here.
 */
#ifndef ROM_MAKER_H
#define ROM_MAKER_H

#include "motograph.h"

#include <stddef.h>
#include <stdint.h>

#define MAKER_LINES_MAX  64
#define MAKER_PLAY_MAX   256
#define MAKER_PAGES_MAX  4096
#define MAKER_BLOCKS_MAX 8192

typedef struct maker_line {
    const char *text;
    size_t size; /* 0: strlen(text) */
    moto_kind kind;
    uint8_t priority, ink;
    bool inverse, blink;
    bool has_effect;
    moto_effect effect;
    bool has_direction;
    moto_direction direction;
    uint8_t schedule;      /* 1: the first; 0: none */
    uint16_t hold;         /* 10 ms; 0: the zone's */
    moto_speed speed;      /* den 0: the zone's */
    uint16_t page_columns; /* 0: one page; else cut every so many columns */
    uint16_t block_bytes;  /* 0: 512 */
} maker_line;

typedef struct maker_zone {
    uint16_t x, y, width;
    uint8_t height, top, font, ink, effect, direction, flags, follows;
    uint16_t gap, hold;
    moto_speed speed;
    uint16_t separator_plus_one; /* 0: none */
    uint16_t labels_plus_one;
    const uint16_t *play;
    uint16_t play_count;
} maker_zone;

typedef struct maker_schedule {
    uint16_t from, to;
    uint8_t days;
    uint32_t first, behind;
} maker_schedule;

typedef struct maker_live {
    uint8_t source, value;
    uint16_t width;
    uint8_t align;
    const char *pattern;
} maker_live;

typedef struct rom_recipe {
    uint16_t width, height, refresh_num, refresh_den;
    uint16_t notice_plus_one, idle_plus_one;
    const maker_zone *zones;
    size_t zone_count;
    const maker_line *lines;
    size_t line_count;
    const maker_schedule *schedules;
    size_t schedule_count;
    const maker_live *live;
    size_t live_count;
    size_t ink_count;
    const char *const *fonts; /* names for font_open_spec; null: motograph-16 alone */
    size_t font_count;
    bool claims_model; /* names a model that nobody has */
} rom_recipe;

typedef struct made_rom {
    uint8_t *bytes;
    uint32_t size;
    moto_rom rom;
} made_rom;

/* Aborts the test program when the recipe does not give a good ROM. */
void make_rom(const rom_recipe *recipe, made_rom *made);
void free_rom(made_rom *made);

/* Puts the right CRC into a blob that a test has changed. */
void seal_rom(uint8_t *bytes, uint32_t size);

/* A ticker with memory of its own. */
typedef struct made_ticker {
    moto_ticker ticker;
    uint64_t *memory;
} made_ticker;
void make_ticker(made_ticker *made, const moto_rom *rom, const moto_view *view, uint64_t now);
void free_ticker(made_ticker *made);

/* FNV-1a, 64 bits, over the rows as bits and as colours. */
uint64_t frame_hash(moto_ticker *ticker);

/* A small generator whose seed is printed, so that a failure can be played again: seed from the
 * environment (MOTOGRAPH_SEED) or `fallback`. */
uint64_t test_seed(uint64_t fallback);
uint32_t random_below(uint64_t *state, uint32_t limit);

#endif
