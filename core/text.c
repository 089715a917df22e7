/* SPDX-License-Identifier: MIT */
#include "text.h"

void moto_text_start(moto_text *text, const moto_model *model, const uint8_t *dictionary,
                     const uint8_t *code, uint32_t size, moto_coding coding) {
    (void)model;
    (void)dictionary;
    text->at = code;
    text->end = coding == MOTO_STORED ? code + size : code;
}

int moto_text_next(moto_text *text) {
    return text->at < text->end ? *text->at++ : MOTO_TEXT_END;
}

moto_error moto_dictionary_check(const moto_model *model, const uint8_t *bytes, uint32_t size) {
    (void)model;
    (void)bytes;
    return size ? MOTO_ERR_FORMAT : MOTO_OK;
}
