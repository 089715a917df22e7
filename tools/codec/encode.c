/* SPDX-License-Identifier: MIT */
#include "codec.h"

#include <stdlib.h>
#include <string.h>

struct codec {
    const moto_model *model;
};

codec *codec_open(const moto_model *model) {
    codec *opened = calloc(1, sizeof *opened);
    if (opened) {
        opened->model = model;
    }
    return opened;
}

void codec_close(codec *encoder) {
    free(encoder);
}

long codec_encode(codec *encoder, codec_text text, uint8_t *code, moto_coding *coding) {
    (void)encoder;
    if (text.size > MOTO_BLOCK_BYTES) {
        return MOTO_ERR_RANGE;
    }
    memcpy(code, text.bytes, text.size);
    *coding = MOTO_STORED;
    return (long)text.size;
}

long codec_dictionary_choose(codec *encoder, const codec_text *blocks, size_t count,
                             uint8_t section[CODEC_DICTIONARY_BYTES]) {
    (void)encoder;
    (void)blocks;
    (void)count;
    (void)section;
    return 0;
}

moto_error codec_dictionary_use(codec *encoder, const uint8_t *section, size_t size) {
    (void)encoder;
    (void)section;
    return size ? MOTO_ERR_FORMAT : MOTO_OK;
}

size_t codec_decode(const moto_model *model, const uint8_t *dictionary, const uint8_t *code,
                    size_t size, moto_coding coding, uint8_t *text, size_t capacity) {
    moto_text decoder;
    size_t length = 0;
    moto_text_start(&decoder, model, dictionary, code, (uint32_t)size, coding);
    for (int byte; (byte = moto_text_next(&decoder)) != MOTO_TEXT_END; length++) {
        if (length < capacity) {
            text[length] = (uint8_t)byte;
        }
    }
    return length;
}
