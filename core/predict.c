/* SPDX-License-Identifier: MIT */
#include "predict.h"

#include "header.h"

#include <string.h>

enum {
    ONE = 256,
    FACTOR_MOST = 4095,
    LOGIT_MOST = 2047
};

/* 65536 / (1 + e^-x) for x = 0, 1/8, ... 8. */
static const uint16_t chances[65] = {
    32768, 34813, 36843, 38841, 40793, 42687, 44511, 46254, 47911, 49474, 50941, 52310, 53581,
    54754, 55834, 56822, 57724, 58544, 59287, 59959, 60565, 61109, 61598, 62036, 62428, 62778,
    63090, 63368, 63615, 63835, 64030, 64203, 64357, 64494, 64614, 64721, 64816, 64900, 64974,
    65039, 65097, 65149, 65194, 65234, 65269, 65300, 65328, 65352, 65374, 65393, 65410, 65425,
    65438, 65449, 65459, 65468, 65476, 65483, 65489, 65495, 65500, 65504, 65508, 65511, 65514,
};

/* The mantissas of the logarithmic scale, in 1/64: 2^0, 2^1/4, 2^1/2, 2^3/4. */
static uint32_t mantissa(uint32_t scale) {
    return (0x6C5B4C40u >> 8 * (scale & 3)) & 0xFF;
}

/* The step of a row in 1/1024, rounded. */
static uint32_t step_of(uint32_t scale) {
    return ((mantissa(scale) << (scale >> 2)) + (1u << 11)) >> 12;
}

/* Shifts down toward minus infinity, whatever the compiler makes of negative numbers. */
static int32_t shift_down(int32_t x, uint32_t by) {
    return (int32_t)((((uint32_t)x + 0x80000000u) >> by) - (0x80000000u >> by));
}

static uint32_t ones(uint32_t x) {
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return ((x + (x >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24;
}

uint32_t moto_rank(const uint8_t *bitmap, uint32_t at) {
    const uint8_t *block = bitmap + (at >> 6) * RANK_BLOCK;
    uint32_t count = moto_u16(block);
    block += 2;
    if (at & 32) {
        count += ones(moto_u32(block));
        block += 4;
    }
    return count + ones(moto_u32(block) << (31 - (at & 31)));
}

void moto_context_start(moto_context *context) {
    memset(context, 0xFF, sizeof context->history);
    context->bytes = 0;
    context->casings = 0;
}

void moto_context_push(moto_context *context, uint32_t leaf, uint32_t casing) {
    memmove(context->history + 1, context->history,
            sizeof context->history - sizeof context->history[0]);
    context->history[0] = (uint16_t)leaf;
    context->casings = (uint8_t)(casing * 3 + context->casings / 3);
}

/* The class of a leaf; the one behind the last is "no token". */
static uint32_t class_of(const moto_model *model, uint32_t slot, uint32_t leaf) {
    if (leaf == MOTO_NO_LEAF) {
        return header_classes(model, slot);
    }
    return model->maps[slot] ? moto_rank(model->maps[slot], leaf) - 1 : leaf;
}

/* Adds a row, times `factor` / 256. Both lanes of a pair at once, modulo 2^32. */
static void add_row(const moto_model *model, moto_hidden *hidden, uint32_t index, int32_t factor) {
    uint32_t count = model->bytes[HEADER_DIMS] / 2u;
    const uint8_t *row = model->rows + index * (count + 1);
    uint32_t step = (uint32_t)shift_down(factor * (int32_t)step_of(*row++), 8);
    uint32_t *pair = hidden->pairs;
    do {
        uint32_t byte = *row++;
        *pair++ += ((byte & 15) + (byte >> 4 << 16) - 0x80008u) * step;
    } while (--count);
}

/* The rows that all places in the history share: each dimension is summed over the places, each
 * with its factor, and the sum weighs one more row. */
static void add_shared(const moto_model *model, const moto_context *context, moto_hidden *hidden) {
    uint32_t dims = model->bytes[HEADER_SHARED];
    uint32_t places = model->bytes[HEADER_HISTORY];
    const uint8_t *rows[MOTO_MODEL_HISTORY];
    uint16_t steps[MOTO_MODEL_HISTORY];
    for (uint32_t j = 0; j < places; j++) {
        uint32_t class = class_of(model, MOTO_MODEL_DIRECT, context->history[j]);
        rows[j] = model->shared + class * (dims / 2 + 1);
        steps[j] = (uint16_t)step_of(rows[j][0]);
    }
    uint32_t first = model->first_row[MOTO_MODEL_DIRECT] + ROWS_FACTORED;
    for (uint32_t d = 0; d < dims; d++) {
        const uint8_t *factor = model->factors + d;
        int32_t sum = 0;
        for (uint32_t j = 0; j < places; j++, factor += dims) {
            int32_t weight = (rows[j][1 + d / 2] >> (d & 1) * 4 & 15) - 8;
            sum += (int8_t)*factor * weight * steps[j];
        }
        sum = shift_down(sum, 8);
        sum = sum > FACTOR_MOST ? FACTOR_MOST : sum < -FACTOR_MOST ? -FACTOR_MOST : sum;
        add_row(model, hidden, first + d, sum);
    }
}

void moto_predict(const moto_model *model, const moto_context *context, moto_hidden *hidden) {
    uint32_t others = model->first_row[MOTO_MODEL_DIRECT];
    uint32_t position = (uint32_t)context->bytes >> POSITION_SHIFT;
    for (uint32_t i = 0; i < model->bytes[HEADER_DIMS] / 2u; i++) {
        hidden->pairs[i] = 0x80008000u;
    }
    for (uint32_t j = 0; j < model->bytes[HEADER_DIRECT]; j++) {
        add_row(model, hidden, model->first_row[j] + class_of(model, j, context->history[j]), ONE);
    }
    add_row(model, hidden, others + ROWS_PAIRS + context->casings, ONE);
    position = position < POSITION_MOST ? position : POSITION_MOST;
    add_row(model, hidden, others + ROWS_POSITIONS + position, ONE);
    add_shared(model, context, hidden);
}

/* An eighth below zero, no more than 4 above. */
static uint32_t bend(uint32_t lane) {
    return lane < 32768 ? (lane >> 3) - 4096 : lane > 32768 + 4096 ? 4096 : lane - 32768;
}

static uint32_t bend_pair(uint32_t pair) {
    return (bend(pair & 0xFFFF) & 0xFFFF) | bend(pair >> 16) << 16;
}

void moto_predict_casing(const moto_model *model, moto_hidden *hidden, uint32_t casing) {
    add_row(model, hidden, model->first_row[MOTO_MODEL_DIRECT] + ROWS_CASINGS + casing, ONE);
    for (uint32_t i = 0; i < model->bytes[HEADER_DIMS] / 2u; i++) {
        hidden->pairs[i] = bend_pair(hidden->pairs[i]);
    }
}

/* 1 / (1 + e^-x) for x in 1/256. */
static uint32_t chance_of(int32_t x) {
    uint32_t size = x < 0 ? (uint32_t)-x : (uint32_t)x;
    size = size < LOGIT_MOST ? size : LOGIT_MOST;
    const uint16_t *low = chances + (size >> 5);
    uint32_t chance = low[0] + ((uint32_t)(low[1] - low[0]) * (size & 31) >> 5);
    return x < 0 ? 65536 - chance : chance;
}

uint32_t moto_predict_node(const moto_model *model, const moto_hidden *hidden, uint32_t node,
                           bool bent, uint32_t *left) {
    bool wide = moto_rank_bit(model->wide, node);
    uint32_t wide_before = moto_rank(model->wide, node) - wide;
    uint32_t narrow_pairs = model->bytes[HEADER_NARROW] / 2u;
    uint32_t wide_pairs = model->bytes[HEADER_DIMS] / 2u;
    const uint8_t *record = model->nodes + wide_before * (WIDE_HEAD + wide_pairs) +
                            (node - wide_before) * (NARROW_HEAD + narrow_pairs);
    uint32_t count = wide ? wide_pairs : narrow_pairs;
    *left = *record++;
    if (wide) {
        *left += (uint32_t)*record++ << 8;
    }
    int32_t bias = (int8_t)record[0];
    uint32_t scale = record[1];
    record += 2;
    const uint32_t *pairs = hidden->pairs;
    int32_t sum = 0;
    do {
        int32_t byte = *record++;
        uint32_t pair = bent ? *pairs : bend_pair(*pairs);
        pairs++;
        sum += ((byte & 15) - 8) * (int16_t)pair + ((byte >> 4) - 8) * (int16_t)(pair >> 16);
    } while (--count);
    uint32_t shift = 24 - (scale >> 2);
    sum = sum * (int32_t)mantissa(scale) + (1 << (shift - 1));
    return chance_of(shift_down(sum, shift) + bias * 32);
}

uint32_t moto_predict_extra(const moto_model *model, uint32_t which) {
    return header_leaves(model) - 1 + which;
}
