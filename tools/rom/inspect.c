/* SPDX-License-Identifier: MIT */
#include "inspect.h"

#include "bytes.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 16u
#define ENTRY_BYTES  12u

static void read_directory(const opened *rom, inspection *out) {
    out->section_count = moto_u16(rom->bytes + 6);
    for (size_t i = 0; i < out->section_count; i++) {
        const uint8_t *entry = rom->bytes + HEADER_BYTES + i * ENTRY_BYTES;
        inspect_section *section = &out->sections[i];
        memcpy(section->tag, entry, 4);
        for (size_t k = 0; k < 4; k++)
            if (section->tag[k] < ' ' || section->tag[k] > '~')
                section->tag[k] = '?';
        section->offset = moto_u32(entry + 4);
        section->bytes = moto_u32(entry + 8);
    }
}

static uint32_t decoded_bytes(const moto_rom *rom, const moto_block *block) {
    moto_text text;
    uint32_t count = 0;
    moto_rom_text(rom, block, &text);
    while (moto_text_next(&text) != MOTO_TEXT_END)
        count++;
    return count;
}

static void count_blocks(const moto_rom *rom, inspect_line *line) {
    line->blocks = line->record.blocks ? line->record.blocks : 1;
    line->plain_bytes = 1;
    for (uint32_t i = 0; i < line->blocks; i++) {
        moto_block block;
        moto_rom_block(rom, &line->record, i, &block);
        line->coded_bytes += block.size;
        line->coded_blocks += block.coding == MOTO_CODED;
        if (!rom->model_missing)
            line->plain_bytes += decoded_bytes(rom, &block);
    }
}

static int take_line(const opened *rom, uint32_t number, inspection *out, message *error) {
    inspect_line *line = &out->lines[out->line_count];
    line->number = number;
    moto_rom_line(&rom->rom, number, &line->record);
    if (line->record.kind == MOTO_FURNITURE)
        return 0;
    out->line_count++;
    count_blocks(&rom->rom, line);
    out->plain_bytes += line->plain_bytes;
    out->coded_bytes += line->coded_bytes;
    if (rom->rom.model_missing)
        return 0;
    line->text = opened_text(rom, &line->record, &line->when_bytes, error);
    return line->text ? 0 : -1;
}

int inspect(const opened *rom, inspection *out, message *error) {
    *out = (inspection){.rom = rom};
    read_directory(rom, out);
    out->lines = calloc(rom->rom.line_count + 1u, sizeof *out->lines);
    int result = out->lines ? 0 : message_no_memory(error, rom->name);
    for (uint32_t i = 0; i < rom->rom.line_count && result == 0; i++)
        result = take_line(rom, i, out, error);
    if (out->plain_bytes > 0 && !rom->rom.model_missing)
        out->bits_per_character = 8.0 * (double)out->coded_bytes / (double)out->plain_bytes;
    if (result != 0)
        inspection_free(out);
    return result;
}

void inspection_free(inspection *i) {
    for (size_t k = 0; k < i->line_count; k++)
        free(i->lines[k].text);
    free(i->lines);
    i->lines = NULL;
    i->line_count = 0;
}
