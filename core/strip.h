/* SPDX-License-Identifier: MIT
 *
 * A line as a row of columns: walked forward from any column, kept in a ring that the zone's window
 * slides over. The cost of a step does not depend on the length of the line.
 */
#ifndef MOTO_STRIP_H
#define MOTO_STRIP_H

#include "font.h"
#include "limits.h"
#include "rom.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- Live values ----------------------------------------------------------------------------- */

typedef struct moto_values {
    uint8_t size[MOTO_VALUES_MAX];
    char text[MOTO_VALUES_MAX][MOTO_VALUE_BYTES];
} moto_values;

/* What live values say at one moment. */
typedef struct moto_moment {
    const moto_values *values;
    int64_t local; /* seconds since 1970-01-01 00:00 local time */
    bool clock;    /* false: the time is not known, its digits are shown as dashes */
} moto_moment;

/* Writes what a live place says, at most MOTO_VALUE_BYTES. Returns how many bytes. */
uint32_t moto_live_text(const moto_live *live, const moto_moment *moment, char *text);

/* ---- A walk along a text --------------------------------------------------------------------- */

/* A text to walk along: a line of the ROM, or one that was typed. */
typedef struct moto_passage {
    uint16_t line;        /* MOTO_NONE: typed */
    uint8_t font;         /* of the ROM */
    const uint8_t *typed; /* stored text, at most MOTO_BLOCK_BYTES */
    uint32_t typed_bytes;
    uint32_t width; /* columns */
} moto_passage;

typedef struct moto_walk {
    moto_text text;
    moto_glyph glyph;  /* under the next column */
    moto_glyph before; /* may still reach into it, when kerning is negative */
    moto_glyph next;   /* already read, for kerning needs to know it */
    uint32_t column;   /* the next one, of the passage */
    uint32_t block;
    uint16_t line;
    uint16_t x;    /* the next column, of the glyph */
    uint16_t step; /* columns from the glyph to the next one */
    uint8_t font;
    uint8_t overhang; /* column of `before` under column 0 of the glyph; 0: it does not reach */
    uint8_t live;     /* the glyph is this live place; MOTO_NOT_LIVE: a real glyph */
    uint8_t next_live;
    bool has_next;
    bool blank;    /* the text is over */
    bool met_live; /* set when the walk comes to a live place; never reset */
    uint8_t pending_bytes;
    uint8_t pending[4]; /* bytes read ahead of a code point */
    uint8_t figure;     /* advance of the digits of a live place */
    uint8_t value_bytes;
    char value[MOTO_VALUE_BYTES];
} moto_walk;

#define MOTO_NOT_LIVE 0xFFu

/* Begins at a column of the passage, decoding at most one block up to it. */
void moto_walk_start(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                     uint32_t column, const moto_moment *moment);

/* The next column; blank behind the end. Bit 0 is the font's top row. */
uint32_t moto_walk_next(moto_walk *walk, const moto_rom *rom, const moto_passage *passage,
                        const moto_moment *moment);

/* The walk stands on the first column of a glyph. */
static inline bool moto_walk_at_glyph(const moto_walk *walk) {
    return walk->x == 0 && !walk->blank;
}

/* Columns of one block of stored or coded text, in a font of the ROM. This is the width that a ROM
 * must state: the sum of it over a line's blocks. */
uint32_t moto_measure(const moto_rom *rom, uint32_t font, const moto_block *block);

/* ---- The ring -------------------------------------------------------------------------------- */

/* Of an ink byte in the ring. */
#define MOTO_INK_MASK  0x3Fu
#define MOTO_INK_BLINK 0x40u /* dark in the second half of every second */
#define MOTO_INK_GLYPH 0x80u /* a glyph begins here */

/* Columns of an endless row of columns, one bit per LED, row by row. Column lo is bit 0 of each
 * row's first word. */
typedef struct moto_ring {
    uint32_t *bits;   /* rows * words */
    uint8_t *inks;    /* words * 32 */
    int64_t lo;       /* the first column */
    uint16_t columns; /* how many there are: a multiple of eight */
    uint16_t words;   /* per row */
    uint8_t rows;
} moto_ring;

/* 32-bit words of memory that a ring for a window of `width` columns needs, inks included. */
#define MOTO_RING_COLUMNS_WORDS(width) (((width) + 63u) / 32u)
#define MOTO_RING_WORDS(width, rows)   (MOTO_RING_COLUMNS_WORDS(width) * ((rows) + 8u))

void moto_ring_init(moto_ring *ring, uint32_t *memory, uint32_t width, uint32_t rows);

/* The first column behind the newest. */
static inline int64_t moto_ring_end(const moto_ring *ring) {
    return ring->lo + ring->columns;
}

/* Empties it: the next column is `column`. */
void moto_ring_reset(moto_ring *ring, int64_t column);

/* Makes room for eight columns behind the newest and returns where they begin; the oldest 32 go
 * when there is none. */
int64_t moto_ring_extend(moto_ring *ring);

/* Makes room for 32 columns before the oldest and returns where they begin; the newest go when
 * there is none. */
int64_t moto_ring_extend_back(moto_ring *ring);

/* Sets eight columns, `at` a multiple of eight from `lo`; their ink bytes are set apart. */
void moto_ring_put(moto_ring *ring, int64_t at, const uint32_t columns[8]);
uint8_t *moto_ring_inks(const moto_ring *ring, int64_t at);

/* Bits of columns from..from + width - 1 of some rows, all of which must be in the ring; a row's
 * words begin `stride` words behind those of the one before. */
void moto_ring_rows(const moto_ring *ring, uint32_t row, uint32_t rows, int64_t from,
                    uint32_t width, uint32_t *bits, uint32_t stride);

/* 32 columns of one row; what is not in the ring is dark. */
uint32_t moto_ring_word(const moto_ring *ring, uint32_t row, int64_t from);

/* The ink byte of a column; 0 outside the ring. */
uint8_t moto_ring_ink(const moto_ring *ring, int64_t at);

#endif
