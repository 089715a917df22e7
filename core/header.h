/* SPDX-License-Identifier: MIT
 *
 * Where the fields of a model's header are. Inner to the codec.
 */
#ifndef MOTO_HEADER_H
#define MOTO_HEADER_H

#include "bytes.h"
#include "model.h"

#include <stdbool.h>

enum {
    HEADER_VERSION = 4,
    HEADER_DIMS = 5,
    HEADER_NARROW = 6,
    HEADER_DIRECT = 7,
    HEADER_HISTORY = 8,
    HEADER_SHARED = 9,
    HEADER_SYMBOLS = 10,
    HEADER_TABLES = 11,
    HEADER_SIZE = 12,
    HEADER_CRC = 16,
    HEADER_TOKENS = 20,
    HEADER_LEAVES = 22,
    HEADER_ESCAPE = 24,
    HEADER_NAME = 26,
    HEADER_SPREAD = 28,
    HEADER_CLASSES = 30, /* of each direct token, then of the shared rows */
    HEADER_BYTES = HEADER_CLASSES + 2 * (MOTO_MODEL_DIRECT + 1),

    ROWS_PAIRS = 0, /* from model->first_row[MOTO_MODEL_DIRECT] */
    ROWS_POSITIONS = 9,
    ROWS_CASINGS = 21,
    ROWS_FACTORED = 24,

    POSITION_SHIFT = 4,
    POSITION_MOST = 11,

    RANK_BLOCK = 10,  /* 64 bits and how many are set before them */
    NARROW_HEAD = 3,  /* leaves on the left, bias, scale */
    WIDE_HEAD = 4,    /* the same, two bytes of leaves   */
    SCALE_MOST = 79,  /* a step of 13.5: beyond, products would not fit */
    LEAF_GROUP = 8,   /* leaves to an entry of the leaf index   */
    STRING_GROUP = 8, /* tokens to a step of the string index   */
    STRING_BLOCK = 64,
    STRING_ENTRY = 10, /* bytes: position, then 7 steps */
    STRING_UNIT = 4,   /* bits */
    CODE_LENGTHS = 12,
    BUCKET_END = 15,
    BUCKET_MORE = 14,
    BUCKET_SHIFT = 9,
};

static inline uint32_t header_tokens(const moto_model *model) {
    return moto_u16(model->bytes + HEADER_TOKENS);
}

static inline uint32_t header_leaves(const moto_model *model) {
    return moto_u16(model->bytes + HEADER_LEAVES);
}

static inline uint32_t header_classes(const moto_model *model, uint32_t slot) {
    return moto_u16(model->bytes + HEADER_CLASSES + 2 * slot);
}

/* How many bits of a ranked bitmap are set, from the first to number `at`, which is included. */
uint32_t moto_rank(const uint8_t *bitmap, uint32_t at);

static inline bool moto_rank_bit(const uint8_t *bitmap, uint32_t at) {
    return bitmap[(at >> 6) * RANK_BLOCK + 2 + ((at & 63) >> 3)] >> (at & 7) & 1;
}

#endif
