/* SPDX-License-Identifier: MIT
 *
 * A ROM while it is being made: what the steps of the build hand to one another. Each step fills
 * its part: layout (panel, zones, fonts), content (lines, programmes), glyphs (fonts), measure
 * (widths, blocks, pages), coding (text), image (the bytes).
 */
#ifndef PLAN_H
#define PLAN_H

#include "attributes.h"
#include "buffer.h"
#include "build.h"
#include "font.h"
#include "font_compile.h"
#include "font_source.h"
#include "limits.h"
#include "models.h"
#include "rom.h"

#define PLAN_FALLBACKS_MAX 8
#define PLAN_LIVE_FIRST    0xE000u /* the code point of the first live value */

typedef struct plan_font {
    const char *spec; /* of the first source, by which zones share a font */
    font_source *sources[PLAN_FALLBACKS_MAX];
    size_t source_count;
    buffer wanted; /* code points, 4 bytes each, in the machine's order */
    font_section section;
    moto_font opened;
} plan_font;

typedef struct plan_zone {
    moto_zone record;
    const char *name;
    const script_zone *label; /* null: no label */
    bool own_gap;             /* blank columns between lines, instead of the standard separator */
    buffer play;              /* line numbers, 2 bytes each, little-endian */
    const char *file;
    int number;
} plan_zone;

typedef struct plan_line {
    moto_line record;
    char *text; /* as it is to be decoded: date, ": ", text; live values as private code points */
    size_t size;
    size_t zone; /* in whose font it is measured */
    const char *file;
    int number;    /* 0: not from a file */
    int column;    /* where `text` begins in that line of the file, from 1; 0: unknown */
    size_t before; /* bytes of `text` that do not stand there: the date */
} plan_line;

/* A place in the text where a live value stands. */
typedef struct plan_live {
    moto_live record; /* its pattern is the one below */
    uint8_t pattern[12];
    size_t figures; /* of a value: so many figures wide */
    size_t font;
} plan_live;

/* A block of a line, before and after coding. */
typedef struct plan_block {
    size_t line;
    size_t at, size; /* of its text in the line's */
    uint32_t column;
    uint32_t code_at, code_size; /* in `text` */
    moto_coding coding;
} plan_block;

typedef struct plan {
    const build_input *inputs;
    size_t input_count;
    build_options options;
    uint16_t width, height, refresh;
    const char *title;
    plan_zone zones[MOTO_ZONES_MAX];
    size_t zone_count;
    plan_font fonts[MOTO_FONTS_MAX];
    size_t font_count;
    plan_line *lines;
    size_t line_count, line_room;
    plan_live lives[MOTO_LIVE_MAX];
    size_t live_count;
    plan_block *blocks;
    size_t block_count, block_room;
    buffer pages, schedules, inks; /* sections */
    uint16_t notice, idle;
    bool may_code; /* some text may be coded, so that a notice is needed */
    models models;
    const moto_model *model; /* of this coding; null: all is stored */
    const char *model_name;
    buffer text, dictionary; /* after coding */
    notes *notes;
    message *error;
} plan;

void plan_free(plan *p);

/* Appends an empty line; null: too many, or no memory, with the message. */
plan_line *plan_add_line(plan *p);

/* "news.ticker:3" or "news.ticker", for messages. */
const char *plan_place(const char *file, int number, char out[512]);

/* Index of a record in a section, which is appended when it is not yet there; -1: more than `max`
 * of them, or no memory. */
int plan_record(buffer *section, const uint8_t *record, size_t size, size_t max);

/* Little-endian numbers at the end of a section. */
void put_u8(buffer *b, uint32_t value);
void put_u16(buffer *b, uint32_t value);
void put_u24(buffer *b, uint32_t value);
void put_u32(buffer *b, uint32_t value);

/* ---- The steps; each returns 0, or -1 with the message ---- */

int layout_plan(plan *p);
int content_plan(plan *p);
int glyphs_plan(plan *p);
int measure_plan(plan *p);
int coding_plan(plan *p);
int image_write(plan *p, buffer *out);
int verify_image(plan *p, const buffer *image);

/* Whether the text needs its model on the sign. */
bool coding_needs_model(const plan *p);

#endif
