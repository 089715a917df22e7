/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include "codec.h"

#include <stdlib.h>
#include <string.h>

/* The notice must be readable without a model. */
static bool may_code(const plan *p, const plan_block *block) {
    return block->line != p->notice;
}

static codec_text text_of(const plan *p, const plan_block *block) {
    const plan_line *line = &p->lines[block->line];
    return (codec_text){(const uint8_t *)line->text + block->at, block->size};
}

/* ---- the ROM's own dictionary ---- */

static int use_dictionary(plan *p, codec *encoder, const codec_text *blocks, size_t count) {
    uint8_t section[CODEC_DICTIONARY_BYTES];
    long size = codec_dictionary_choose(encoder, blocks, count, section);
    if (size < 0 || codec_dictionary_use(encoder, section, (size_t)size) != MOTO_OK)
        return message_set(p->error, "%s: no dictionary could be chosen: %s", p->inputs[0].name,
                           moto_error_text(size < 0 ? (int)size : MOTO_ERR_FORMAT));
    buffer_add(&p->dictionary, section, (size_t)size);
    return 0;
}

static int choose_dictionary(plan *p, codec *encoder) {
    codec_text *blocks = malloc((p->block_count + 1) * sizeof *blocks);
    size_t count = 0;
    if (!blocks)
        return message_no_memory(p->error, p->inputs[0].name);
    for (size_t i = 0; i < p->block_count; i++)
        if (may_code(p, &p->blocks[i]))
            blocks[count++] = text_of(p, &p->blocks[i]);
    int result = use_dictionary(p, encoder, blocks, count);
    free(blocks);
    return result;
}

/* ---- blocks ---- */

static int code_block(plan *p, codec *encoder, plan_block *block) {
    uint8_t code[MOTO_BLOCK_BYTES];
    codec_text text = text_of(p, block);
    long size = (long)text.size;
    block->coding = MOTO_STORED;
    if (may_code(p, block))
        size = codec_encode(encoder, text, code, &block->coding);
    else
        memcpy(code, text.bytes, text.size);
    if (size < 0)
        return message_set(p->error, "%s: text could not be coded: %s", p->lines[block->line].file,
                           moto_error_text((int)size));
    block->code_at = (uint32_t)p->text.count;
    block->code_size = (uint32_t)size;
    buffer_add(&p->text, code, (size_t)size);
    return 0;
}

int coding_plan(plan *p) {
    buffer_free(&p->text);
    buffer_free(&p->dictionary);
    codec *encoder = codec_open(p->model);
    int result = encoder ? 0 : message_no_memory(p->error, p->inputs[0].name);
    if (result == 0 && p->model && !p->options.no_dictionary)
        result = choose_dictionary(p, encoder);
    for (size_t i = 0; i < p->block_count && result == 0; i++)
        result = code_block(p, encoder, &p->blocks[i]);
    codec_close(encoder);
    if (result == 0 && (p->text.failed || p->dictionary.failed))
        return message_no_memory(p->error, p->inputs[0].name);
    return result;
}

bool coding_needs_model(const plan *p) {
    for (size_t i = 0; i < p->block_count; i++)
        if (p->blocks[i].coding == MOTO_CODED)
            return true;
    return false;
}
