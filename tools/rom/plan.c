/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

void plan_free(plan *p) {
    for (size_t i = 0; i < p->font_count; i++) {
        plan_font *font = &p->fonts[i];
        for (size_t k = 0; k < font->source_count; k++)
            font_close(font->sources[k]);
        buffer_free(&font->wanted);
        font_section_free(&font->section);
    }
    for (size_t i = 0; i < p->zone_count; i++)
        buffer_free(&p->zones[i].play);
    for (size_t i = 0; i < p->line_count; i++)
        free(p->lines[i].text);
    free(p->lines);
    free(p->blocks);
    buffer_free(&p->pages);
    buffer_free(&p->schedules);
    buffer_free(&p->inks);
    buffer_free(&p->text);
    buffer_free(&p->dictionary);
    models_close(&p->models);
}

plan_line *plan_add_line(plan *p) {
    if (p->line_count == MOTO_NONE) {
        message_set(p->error, "%s: more than %u lines", p->inputs[0].name, MOTO_NONE);
        return NULL;
    }
    if (p->line_count == p->line_room) {
        size_t room = p->line_room ? 2 * p->line_room : 64;
        plan_line *grown = realloc(p->lines, room * sizeof *grown);
        if (!grown) {
            message_no_memory(p->error, p->inputs[0].name);
            return NULL;
        }
        p->lines = grown;
        p->line_room = room;
    }
    plan_line *line = &p->lines[p->line_count++];
    *line = (plan_line){.record = {.effect = MOTO_INHERIT,
                                   .direction = MOTO_INHERIT,
                                   .schedule = 0xFF,
                                   .kind = MOTO_FURNITURE}};
    return line;
}

const char *plan_place(const char *file, int number, char out[512]) {
    if (number > 0)
        snprintf(out, 512, "%.480s:%d", file, number);
    else
        snprintf(out, 512, "%.480s", file);
    return out;
}

int plan_record(buffer *section, const uint8_t *record, size_t size, size_t max) {
    size_t count = section->count / size;
    for (size_t i = 0; i < count; i++)
        if (memcmp(section->bytes + i * size, record, size) == 0)
            return (int)i;
    if (count == max)
        return -1;
    buffer_add(section, record, size);
    return section->failed ? -1 : (int)count;
}

static void put(buffer *b, uint32_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        buffer_add_byte(b, (char)(uint8_t)(value >> 8 * i));
}

void put_u8(buffer *b, uint32_t value) {
    put(b, value, 1);
}

void put_u16(buffer *b, uint32_t value) {
    put(b, value, 2);
}

void put_u24(buffer *b, uint32_t value) {
    put(b, value, 3);
}

void put_u32(buffer *b, uint32_t value) {
    put(b, value, 4);
}
