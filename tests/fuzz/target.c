/* SPDX-License-Identifier: MIT */
#include "target.h"

#include <stdio.h>

static uint8_t *read_whole(const char *path, uint32_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(1 << 18);
    if (!file || !bytes) {
        fprintf(stderr, "%s: cannot be read; run in the project's folder\n", path);
        exit(1);
    }
    *size = (uint32_t)fread(bytes, 1, 1 << 18, file);
    fclose(file);
    return bytes;
}

const moto_model *target_models(void) {
    static const char *const paths[TARGET_MODELS] = {
        "assets/models/en-8k.model", "assets/models/en-64k.model", "assets/models/en-256k.model"};
    static moto_model models[TARGET_MODELS];
    for (int i = 0; i < TARGET_MODELS && !models[TARGET_MODELS - 1].bytes; i++) {
        uint32_t size;
        uint8_t *bytes = read_whole(paths[i], &size);
        demand(moto_model_open(&models[i], bytes, size) == MOTO_OK);
    }
    return models;
}

uint8_t *target_copy(const uint8_t *data, size_t size) {
    uint8_t *copy = malloc(size ? size : 1);
    demand(copy != NULL);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

void target_decode(const moto_model *model, const uint8_t *dictionary, const uint8_t *code,
                   uint32_t size, moto_coding coding) {
    moto_text text, later = {0};
    uint32_t length = 0;
    moto_text_start(&text, model, dictionary, code, size, coding);
    for (int byte; (byte = moto_text_next(&text)) != MOTO_TEXT_END; length++) {
        demand(byte >= 0 && byte <= 255);
        demand(length < MOTO_BLOCK_BYTES);
        if (length == 8)
            later = text;
        else if (length > 8 && length <= 16)
            demand(moto_text_next(&later) == byte); /* a copy goes on as the original */
    }
    demand(moto_text_next(&text) == MOTO_TEXT_END);
}
