/* SPDX-License-Identifier: MIT
 *
 * The ROM blob: opened and checked once, then read where it lies. FORMAT.md describes every byte.
 */
#ifndef MOTO_ROM_H
#define MOTO_ROM_H

#include "error.h"
#include "font.h"
#include "limits.h"
#include "model.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

#define MOTO_ROM_MAJOR 1
#define MOTO_ROM_MINOR 0

#define MOTO_NONE   0xFFFFu /* no line */
#define MOTO_ALWAYS 0xFFu   /* no schedule */

typedef enum moto_kind {
    MOTO_HEADLINE,
    MOTO_AGENDA,
    MOTO_TOPICS,
    MOTO_POINT,
    MOTO_ALERT,
    MOTO_FURNITURE, /* separators, labels, notices */
    MOTO_KINDS,
} moto_kind;

typedef enum moto_effect {
    MOTO_CRAWL,      /* an endless strip slides through the zone                        */
    MOTO_PAGE,       /* a page slides in, rests, slides out                             */
    MOTO_ROLL,       /* a page pushes the one before it out and rests                   */
    MOTO_WIPE,       /* a page uncovers over the one before it and rests                */
    MOTO_TYPEWRITER, /* a page appears glyph by glyph and rests                         */
    MOTO_STILL,      /* a page is there at once and rests                               */
    MOTO_EFFECTS,
    MOTO_INHERIT = 0xFF, /* of a line: as its zone */
} moto_effect;

/* Where nothing but crawls was built in, the compiler drops all that is for other effects. */
static inline bool moto_crawls(uint32_t effect) {
    return MOTO_CRAWL_ONLY || effect == MOTO_CRAWL;
}

typedef enum moto_direction {
    MOTO_LEFT,
    MOTO_RIGHT,
    MOTO_UP,
    MOTO_DOWN,
    MOTO_DIRECTIONS,
} moto_direction;

typedef enum moto_align {
    MOTO_ALIGN_LEFT,
    MOTO_ALIGN_CENTRE,
    MOTO_ALIGN_RIGHT,
} moto_align;

/* Pixels a second, as a fraction. */
typedef struct moto_speed {
    uint32_t num;
    uint32_t den; /* 1 to MOTO_SPEED_DEN */
} moto_speed;

typedef struct moto_zone {
    uint16_t x, y, width;
    uint8_t height, top, font, ink;
    uint8_t effect, direction;
    bool label, inverse, blink;
    uint8_t align;
    uint8_t follows;
    uint16_t gap;
    moto_speed speed;
    uint32_t hold_us;
    uint16_t separator; /* MOTO_NONE: `gap` blank columns instead */
    uint16_t first, count;
    uint16_t labels;
} moto_zone;

typedef struct moto_line {
    uint8_t kind, priority, ink;
    bool coded, inverse, blink;
    uint8_t effect, direction; /* MOTO_INHERIT: the zone's */
    uint8_t when_bytes;
    uint8_t schedule; /* MOTO_ALWAYS: none */
    bool own_hold;
    uint32_t hold_us; /* when own_hold */
    moto_speed speed; /* den 0: the zone's */
    uint32_t width;
    uint32_t text, text_bytes;
    uint32_t block, blocks;
    uint32_t page, pages;
} moto_line;

typedef struct moto_block {
    uint32_t column; /* of the line at which the block begins */
    const uint8_t *code;
    uint32_t size;
    moto_coding coding;
} moto_block;

/* While all of it holds for the local time, lines of this schedule are on. */
typedef struct moto_schedule {
    uint32_t from, to;     /* minutes of the day; to <= from: past midnight */
    uint32_t days;         /* of the window's beginning; bit 0 is Monday */
    int64_t first, behind; /* minutes since 1970-01-01 00:00 local time */
} moto_schedule;

typedef struct moto_live {
    uint8_t source; /* 0: the clock, by the pattern; 1: a value */
    uint8_t value;
    uint16_t width;
    uint8_t align;
    uint8_t pattern_bytes;
    const uint8_t *pattern;
} moto_live;

/* An opened ROM. Plain data over the caller's bytes, which must outlive it. */
typedef struct moto_rom {
    const uint8_t *bytes;
    const moto_model *model; /* against which text is coded; null: none needed or none found */
    const uint8_t *zones, *lines, *play, *blocks, *pages, *schedules, *live, *inks, *text;
    const uint8_t *dictionary;
    const uint8_t *title, *model_name;
    uint32_t size, text_bytes, block_count, page_count;
    uint32_t dictionary_bytes;
    uint32_t model_hash;
    uint16_t line_count, play_count;
    uint16_t width, height;
    uint16_t refresh_num, refresh_den;
    uint16_t notice, idle;
    uint16_t title_bytes, model_name_bytes;
    uint8_t zone_count, font_count, schedule_count, live_count, ink_count;
    bool model_missing; /* every line is shown as the notice */
    moto_font fonts[MOTO_FONTS_MAX];
} moto_rom;

/* Checks `size` bytes and finds their sections. The blob may ask for any one of `models`.
 * A missing model is no error: see model_missing. Any bytes are safe to open.
 * Errors: MOTO_ERR_SIZE, _MAGIC, _VERSION, _CRC, _FORMAT, _LIMIT. */
moto_error moto_rom_open(moto_rom *rom, const uint8_t *bytes, uint32_t size,
                         const moto_model *models, uint32_t model_count);

/* Records by index; an index must be below its count. */
void moto_rom_zone(const moto_rom *rom, uint32_t index, moto_zone *zone);
void moto_rom_line(const moto_rom *rom, uint32_t index, moto_line *line);
void moto_rom_live(const moto_rom *rom, uint32_t index, moto_live *live);
bool moto_rom_zone_is_label(const moto_rom *rom, uint32_t index);
void moto_rom_schedule(const moto_rom *rom, uint32_t index, moto_schedule *schedule);
uint32_t moto_rom_play(const moto_rom *rom, uint32_t index);

/* Just one field of a line, for walks along a programme. */
uint32_t moto_rom_line_width(const moto_rom *rom, uint32_t index);
moto_kind moto_rom_line_kind(const moto_rom *rom, uint32_t index);
uint32_t moto_rom_line_priority(const moto_rom *rom, uint32_t index);
uint32_t moto_rom_line_schedule(const moto_rom *rom, uint32_t index); /* MOTO_ALWAYS: none */

/* What of a line its columns need. */
typedef struct moto_style {
    uint8_t ink;
    bool inverse, blink;
} moto_style;
moto_style moto_rom_line_style(const moto_rom *rom, uint32_t index);

/* How a line is shown, `zone` saying what it does not say itself. */
typedef struct moto_manner {
    uint8_t effect, direction;
    moto_speed speed;
    uint32_t hold_us;
    uint32_t width;
    uint32_t pages; /* at least 1 */
} moto_manner;
void moto_rom_line_manner(const moto_rom *rom, uint32_t index, const moto_zone *zone,
                          moto_manner *manner);

/* Block `index` of a line, 0 for a line without blocks. */
void moto_rom_block(const moto_rom *rom, const moto_line *line, uint32_t index, moto_block *block);

/* First column of a page of the line; of page `pages`: the width of the line. */
uint32_t moto_rom_page(const moto_rom *rom, const moto_line *line, uint32_t index);

/* The same by the line's index, for callers short of stack. Blocks are at least 1. */
uint32_t moto_rom_line_blocks(const moto_rom *rom, uint32_t line);
void moto_rom_line_block(const moto_rom *rom, uint32_t line, uint32_t index, moto_block *block);
uint32_t moto_rom_line_page(const moto_rom *rom, uint32_t line, uint32_t index);

/* The last block of the line that begins at or before `column`. */
uint32_t moto_rom_block_at(const moto_rom *rom, uint32_t line, uint32_t column);

/* Starts decoding a block of the line. */
void moto_rom_text(const moto_rom *rom, const moto_block *block, moto_text *text);

/* CRC-32 as in IEEE 802.3, continued: begin with `crc` 0. */
uint32_t moto_crc32(uint32_t crc, const uint8_t *bytes, uint32_t size);

#endif
