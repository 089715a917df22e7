/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "live.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* A line that moves to the right is decoded block by block from its end: short blocks keep the
 * work of one frame small. */
#define RIGHTWARD_BLOCK_BYTES 64

/* ---- live values ---- */

static uint32_t advance_of(const moto_font *font, uint32_t code_point) {
    moto_glyph glyph;
    moto_font_glyph(font, code_point, &glyph);
    return glyph.advance;
}

static void measure_live(plan *p, plan_live *live) {
    const moto_font *font = &p->fonts[live->font].opened;
    uint32_t figure = moto_font_figure_advance(font), width = 0;
    if (live->record.source != 0)
        width = (uint32_t)live->figures * figure;
    for (size_t i = 0; i < live->record.pattern_bytes; i++) {
        uint8_t c = live->pattern[i];
        if (strchr("HMSdm", c))
            width += 2 * figure;
        else
            width += c == 'Y' ? 4 * figure : advance_of(font, c);
    }
    live->record.width = (uint16_t)width;
}

/* ---- blocks ---- */

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where a block that begins at `at` ends: before a space in its second half, or between two code
 * points. */
static size_t block_end(const plan_line *line, size_t at, size_t most) {
    if (line->size - at <= most)
        return line->size;
    size_t end = at + most;
    while (end > at + 1 && continues(line->text[end]))
        end--;
    for (size_t space = end; space > at + most / 2; space--)
        if (line->text[space] == ' ')
            return space;
    return end;
}

static plan_block *add_block(plan *p) {
    if (p->block_count == p->block_room) {
        size_t room = p->block_room ? 2 * p->block_room : 256;
        plan_block *grown = realloc(p->blocks, room * sizeof *grown);
        if (!grown)
            return NULL;
        p->blocks = grown;
        p->block_room = room;
    }
    plan_block *block = &p->blocks[p->block_count++];
    *block = (plan_block){0};
    return block;
}

static bool moves_right(const plan *p, const plan_line *line) {
    const moto_zone *zone = &p->zones[line->zone].record;
    uint8_t direction =
        line->record.direction == MOTO_INHERIT ? zone->direction : line->record.direction;
    return direction == MOTO_RIGHT;
}

/* ---- pages ---- */

typedef struct pager {
    plan *p;
    uint32_t width; /* of the zone; 0: the line has no pages */
    uint32_t begin; /* of the page */
    uint32_t word;  /* where its last word begins */
    bool blank;     /* the last glyph was a space */
    uint32_t count;
} pager;

static void add_page(pager *g, uint32_t column) {
    put_u32(&g->p->pages, column);
    g->begin = column;
    g->word = column;
    g->count++;
}

/* A glyph from `column` to `end`. A word that no page holds is broken at a glyph. */
static void page_glyph(pager *g, uint32_t column, uint32_t end, bool space) {
    if (g->width == 0)
        return;
    if (g->blank && !space)
        g->word = column;
    g->blank = space;
    while (!space && end - g->begin > g->width && column > g->begin)
        add_page(g, g->word > g->begin ? g->word : column);
}

static bool has_pages(const plan *p, const plan_line *line) {
    const moto_zone *zone = &p->zones[line->zone].record;
    uint8_t effect = line->record.effect == MOTO_INHERIT ? zone->effect : line->record.effect;
    return effect != MOTO_CRAWL && line->record.kind != MOTO_FURNITURE;
}

/* ---- lines ---- */

/* Columns of a block that begins at `column`: the advances, and the kerning between neighbours of
 * which none is a live value. */
static uint32_t measure_block(plan *p, const plan_line *line, const plan_block *block, pager *g) {
    const moto_font *font = &p->fonts[p->zones[line->zone].record.font].opened;
    const char *at = line->text + block->at, *end = at + block->size;
    uint32_t column = block->column;
    bool neighbour = false;
    moto_glyph left = {0}, glyph;
    while (at < end) {
        size_t size;
        uint32_t code_point = utf8_read(at, end, &size);
        const plan_live *live = live_of(p, code_point);
        moto_font_glyph(font, code_point, &glyph);
        if (!live && neighbour)
            column += (uint32_t)moto_font_kern(font, left.index, glyph.index);
        uint32_t advance = live ? live->record.width : glyph.advance;
        page_glyph(g, column, column + advance, code_point == ' ');
        column += advance;
        neighbour = !live;
        left = glyph;
        at += size;
    }
    return column;
}

static int measure_line(plan *p, size_t number) {
    plan_line *line = &p->lines[number];
    size_t most = moves_right(p, line) ? RIGHTWARD_BLOCK_BYTES : MOTO_BLOCK_BYTES;
    pager g = {.p = p, .width = has_pages(p, line) ? p->zones[line->zone].record.width : 0};
    line->record.block = (uint32_t)p->block_count;
    line->record.page = (uint32_t)(p->pages.count / 4);
    if (g.width > 0)
        add_page(&g, 0);
    size_t at = 0;
    do {
        plan_block *block = add_block(p);
        if (!block)
            return message_no_memory(p->error, line->file);
        block->line = number;
        block->at = at;
        block->size = block_end(line, at, most) - at;
        block->column = line->record.width;
        line->record.width = measure_block(p, line, block, &g);
        line->record.blocks++;
        at += block->size;
    } while (at < line->size);
    line->record.pages = g.count;
    return p->pages.failed ? message_no_memory(p->error, line->file) : 0;
}

int measure_plan(plan *p) {
    for (size_t i = 0; i < p->live_count; i++)
        measure_live(p, &p->lives[i]);
    for (size_t i = 0; i < p->line_count; i++)
        if (measure_line(p, i) != 0)
            return -1;
    return 0;
}
