/* SPDX-License-Identifier: MIT
 *
 * Any bytes as a model, its checksum made good; when it opens, any code is decoded against it. What
 * lies behind the size that the header states is code; a size that cannot be is set right.
 */
#include "header.h"
#include "target.h"

static uint32_t seal(uint8_t *bytes, uint32_t size) {
    if (moto_u32(bytes + HEADER_SIZE) > size || moto_u32(bytes + HEADER_SIZE) < HEADER_BYTES)
        target_put_u32(bytes + HEADER_SIZE, size);
    size = moto_u32(bytes + HEADER_SIZE);
    uint32_t crc = moto_crc32(0, bytes, HEADER_CRC);
    crc = moto_crc32(crc, bytes + HEADER_CRC + 4, size - HEADER_CRC - 4);
    target_put_u32(bytes + HEADER_CRC, crc);
    return size;
}

/* Code that the input need not hold: a simple generator, begun with the checksum. */
static void decode_noise(const moto_model *model) {
    uint8_t code[48];
    uint32_t state = model->hash;
    for (size_t i = 0; i < sizeof code; i++) {
        state = state * 1664525u + 1013904223u;
        code[i] = (uint8_t)(state >> 24);
    }
    target_decode(model, NULL, code, sizeof code, MOTO_CODED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < HEADER_BYTES || size > 1 << 18)
        return 0;
    uint8_t *sealed = target_copy(data, size);
    uint32_t model_size = seal(sealed, (uint32_t)size);
    uint8_t *bytes = target_copy(sealed, model_size);
    moto_model model;
    if (moto_model_open(&model, bytes, model_size) == MOTO_OK) {
        uint8_t *code = target_copy(sealed + model_size, size - model_size);
        target_decode(&model, NULL, code, (uint32_t)size - model_size, MOTO_CODED);
        decode_noise(&model);
        free(code);
    }
    free(bytes);
    free(sealed);
    return 0;
}
