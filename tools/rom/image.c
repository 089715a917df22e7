/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include <string.h>

#define HEADER_BYTES 16u
#define ENTRY_BYTES  12u
#define SECTIONS     (16 + MOTO_FONTS_MAX)
#define HOLD_UNIT_US 10000u
#define NO_HOLD      0xFFFFu

/* The sections, one behind the other, and where each begins. */
typedef struct image {
    buffer body;
    struct {
        const char *tag;
        size_t begin;
    } sections[SECTIONS];
    size_t count;
} image;

static buffer *begin(image *m, const char *tag) {
    m->sections[m->count].tag = tag;
    m->sections[m->count++].begin = m->body.count;
    return &m->body;
}

static void add_section(image *m, const char *tag, const void *bytes, size_t size) {
    if (size > 0)
        buffer_add(begin(m, tag), bytes, size);
}

static void write_panel(const plan *p, image *m) {
    buffer *b = begin(m, "PANL");
    put_u16(b, p->width);
    put_u16(b, p->height);
    put_u16(b, p->refresh);
    put_u16(b, 1);
    put_u16(b, p->notice);
    put_u16(b, p->idle);
    put_u32(b, 0);
}

static void write_zone(const moto_zone *zone, buffer *b) {
    put_u16(b, zone->x);
    put_u16(b, zone->y);
    put_u16(b, zone->width);
    put_u8(b, zone->height);
    put_u8(b, zone->top);
    put_u8(b, zone->font);
    put_u8(b, zone->ink);
    put_u8(b, zone->effect);
    put_u8(b, zone->direction);
    put_u8(b, (uint32_t)zone->label | (uint32_t)zone->inverse << 1 | (uint32_t)zone->blink << 2 |
                  (uint32_t)zone->align << 4);
    put_u8(b, zone->follows);
    put_u16(b, zone->gap);
    put_u32(b, zone->speed.num);
    put_u16(b, zone->speed.den);
    put_u16(b, zone->hold_us / HOLD_UNIT_US);
    put_u16(b, zone->separator);
    put_u16(b, zone->first);
    put_u16(b, zone->count);
    put_u16(b, zone->labels);
}

/* `blocks` lie before those of this line in their section. */
static void write_line(const plan *p, const plan_line *line, uint32_t blocks, buffer *b) {
    const moto_line *l = &line->record;
    const plan_block *first = &p->blocks[l->block];
    bool single = l->blocks == 1;
    bool coded = single && first->coding == MOTO_CODED;
    put_u8(b, l->kind);
    put_u8(b, l->priority);
    put_u8(b, l->ink);
    put_u8(b, (uint32_t)coded | (uint32_t)l->inverse << 1 | (uint32_t)l->blink << 2);
    put_u8(b, l->effect);
    put_u8(b, l->direction);
    put_u8(b, l->when_bytes);
    put_u8(b, l->schedule);
    put_u16(b, l->own_hold ? l->hold_us / HOLD_UNIT_US : NO_HOLD);
    put_u16(b, l->speed.den);
    put_u32(b, l->speed.num);
    put_u32(b, l->width);
    put_u32(b, first->code_at);
    const plan_block *last = first + l->blocks - 1;
    put_u32(b, last->code_at + last->code_size - first->code_at);
    put_u32(b, single ? 0 : blocks);
    put_u32(b, single ? 0 : l->blocks);
    put_u32(b, l->pages > 1 ? l->page : 0);
    put_u32(b, l->pages > 1 ? l->pages : 0);
}

static void write_block(const plan_block *block, buffer *b) {
    put_u32(b, block->column);
    put_u32(b, block->code_at);
    put_u24(b, block->code_size);
    put_u8(b, block->coding == MOTO_CODED);
}

static void write_live(const plan_live *live, buffer *b) {
    put_u8(b, live->record.source);
    put_u8(b, live->record.value);
    put_u16(b, live->record.width);
    put_u8(b, live->record.align);
    put_u8(b, live->record.pattern_bytes);
    buffer_add(b, live->pattern, sizeof live->pattern);
    put_u16(b, 0);
}

static void write_zones(const plan *p, image *m) {
    buffer *b = begin(m, "ZONE");
    for (size_t i = 0; i < p->zone_count; i++)
        write_zone(&p->zones[i].record, b);
}

/* A line of one block stands in its own record. */
static void write_lines(const plan *p, image *m) {
    buffer *b = begin(m, "LINE");
    uint32_t blocks = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        write_line(p, &p->lines[i], blocks, b);
        blocks += p->lines[i].record.blocks > 1 ? p->lines[i].record.blocks : 0;
    }
    if (blocks > 0)
        begin(m, "BLOK");
    for (size_t i = 0; i < p->block_count && blocks > 0; i++)
        if (p->lines[p->blocks[i].line].record.blocks > 1)
            write_block(&p->blocks[i], b);
}

static void write_play(const plan *p, image *m) {
    buffer *b = begin(m, "PLAY");
    for (size_t i = 0; i < p->zone_count; i++)
        buffer_add(b, p->zones[i].play.bytes, p->zones[i].play.count);
}

static void write_model(const plan *p, image *m) {
    if (!coding_needs_model(p))
        return;
    buffer *b = begin(m, "MODL");
    put_u32(b, p->model->hash);
    buffer_add(b, p->model_name, strlen(p->model_name));
}

static void write_sections(const plan *p, image *m) {
    write_panel(p, m);
    write_zones(p, m);
    write_lines(p, m);
    write_play(p, m);
    add_section(m, "PAGE", p->pages.bytes, p->pages.count);
    add_section(m, "SCHD", p->schedules.bytes, p->schedules.count);
    if (p->live_count > 0)
        begin(m, "LIVE");
    for (size_t i = 0; i < p->live_count; i++)
        write_live(&p->lives[i], &m->body);
    add_section(m, "INKS", p->inks.bytes, p->inks.count);
    if (p->title)
        add_section(m, "NAME", p->title, strlen(p->title));
    write_model(p, m);
    add_section(m, "DICT", p->dictionary.bytes, p->dictionary.count);
    for (size_t i = 0; i < p->font_count; i++)
        add_section(m, "FONT", p->fonts[i].section.bytes, p->fonts[i].section.size);
    add_section(m, "TEXT", p->text.bytes, p->text.count);
}

static void write_directory(const image *m, buffer *out) {
    size_t behind = HEADER_BYTES + m->count * ENTRY_BYTES;
    for (size_t i = 0; i < m->count; i++) {
        size_t end = i + 1 < m->count ? m->sections[i + 1].begin : m->body.count;
        buffer_add(out, m->sections[i].tag, 4);
        put_u32(out, (uint32_t)(behind + m->sections[i].begin));
        put_u32(out, (uint32_t)(end - m->sections[i].begin));
    }
}

static void set_crc(buffer *out) {
    uint8_t *bytes = (uint8_t *)out->bytes;
    uint32_t crc = moto_crc32(0, bytes, 12);
    crc = moto_crc32(crc, bytes + HEADER_BYTES, (uint32_t)(out->count - HEADER_BYTES));
    for (size_t i = 0; i < 4; i++)
        bytes[12 + i] = (uint8_t)(crc >> 8 * i);
}

int image_write(plan *p, buffer *out) {
    image m = {0};
    write_sections(p, &m);
    size_t size = HEADER_BYTES + m.count * ENTRY_BYTES + m.body.count;
    buffer_add(out, "MOTO", 4);
    put_u8(out, MOTO_ROM_MAJOR);
    put_u8(out, MOTO_ROM_MINOR);
    put_u16(out, (uint32_t)m.count);
    put_u32(out, (uint32_t)size);
    put_u32(out, 0);
    write_directory(&m, out);
    buffer_add(out, m.body.bytes, m.body.count);
    bool failed = m.body.failed || out->failed;
    buffer_free(&m.body);
    if (failed)
        return message_no_memory(p->error, p->inputs[0].name);
    set_crc(out);
    return 0;
}
