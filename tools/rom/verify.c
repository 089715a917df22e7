/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "strip.h"

#include <string.h>

/* Decodes a block and compares it with what was meant. */
static bool same_text(const moto_rom *rom, const moto_block *block, const char *meant,
                      size_t size) {
    moto_text text;
    moto_rom_text(rom, block, &text);
    for (size_t i = 0; i < size; i++)
        if (moto_text_next(&text) != (int)(unsigned char)meant[i])
            return false;
    return moto_text_next(&text) == MOTO_TEXT_END;
}

static const char *wrong_in_line(const plan *p, const moto_rom *rom, size_t number) {
    const plan_line *meant = &p->lines[number];
    moto_line line;
    moto_rom_line(rom, (uint32_t)number, &line);
    uint32_t blocks = line.blocks ? line.blocks : 1;
    uint32_t font = p->zones[meant->zone].record.font, width = 0;
    if (blocks != meant->record.blocks)
        return "another number of blocks";
    for (uint32_t i = 0; i < blocks; i++) {
        const plan_block *expected = &p->blocks[meant->record.block + i];
        moto_block block;
        moto_rom_block(rom, &line, i, &block);
        if (!same_text(rom, &block, meant->text + expected->at, expected->size))
            return "another text";
        if (block.column != width)
            return "another column of a block";
        width += moto_measure(rom, font, &block);
    }
    return width == line.width ? NULL : "another width";
}

/* What the core makes of the bytes is what counts. */
int verify_image(plan *p, const buffer *image) {
    moto_rom rom;
    const char *name = p->inputs[0].name;
    moto_error error = moto_rom_open(&rom, (const uint8_t *)image->bytes, (uint32_t)image->count,
                                     p->model, p->model ? 1 : 0);
    if (error != MOTO_OK)
        return message_set(p->error, "%s: the ROM that was made does not open: %s", name,
                           moto_error_text(error));
    if (rom.line_count != p->line_count || rom.model_missing)
        return message_set(p->error, "%s: the ROM that was made has lost lines or its model", name);
    for (size_t i = 0; i < p->line_count; i++) {
        const char *wrong = wrong_in_line(p, &rom, i);
        if (wrong)
            return message_set(p->error, "%s: the ROM that was made has %s in line %zu", name,
                               wrong, i);
    }
    return 0;
}
