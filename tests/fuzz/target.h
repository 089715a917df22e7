/* SPDX-License-Identifier: MIT
 *
 * What the fuzz targets share. Run from the project's folder, where they find the shipped models.
 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include "motograph.h"

#include <stdlib.h>
#include <string.h>

#define TARGET_MODELS 3

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The promise is kept, or the target ends with a fault. */
static inline void demand(bool holds) {
    if (!holds)
        abort();
}

/* The shipped models, opened at the first call. */
const moto_model *target_models(void);

/* A copy that is exactly as long, so that the sanitizer sees the first byte behind it. */
uint8_t *target_copy(const uint8_t *data, size_t size);

static inline void target_put_u32(uint8_t *at, uint32_t number) {
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> 8 * i);
}

/* Decodes a block to its end and holds moto_text_next to what it promises. */
void target_decode(const moto_model *model, const uint8_t *dictionary, const uint8_t *code,
                   uint32_t size, moto_coding coding);

#endif
