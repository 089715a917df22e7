/* SPDX-License-Identifier: MIT */
#include "words.h"

#include "header.h"

enum {
    SYMBOL_END = 0,
    SYMBOL_ESCAPE = 1
};

static uint32_t nibble_at(const uint8_t *nibbles, uint32_t at) {
    return nibbles[at >> 1] >> (at & 1) * 4 & 15;
}

void moto_bucket_start(const moto_model *model, uint32_t leaf, moto_bucket *run) {
    const uint8_t *entry = model->leaves + (leaf / LEAF_GROUP) * 4;
    run->token = moto_u16(entry);
    run->place = moto_u16(entry + 2);
    for (uint32_t skip = leaf % LEAF_GROUP; skip > 0;) {
        uint32_t count = nibble_at(model->buckets, run->place++);
        if (count == BUCKET_END) {
            skip--;
        } else {
            run->token += count;
        }
    }
    run->count = BUCKET_MORE;
    run->token -= BUCKET_MORE;
    run->shift = BUCKET_SHIFT;
}

int moto_bucket_next(const moto_model *model, moto_bucket *run) {
    run->token += run->count;
    if (run->count != BUCKET_MORE && run->shift > 0) {
        run->shift--;
    }
    run->count = nibble_at(model->buckets, run->place++);
    return run->count != BUCKET_END;
}

static uint32_t take_bit(const uint8_t *bits, moto_spelling *spelling) {
    uint32_t at = spelling->cursor++;
    return bits[at >> 3] >> (7 - (at & 7)) & 1;
}

/* Canonical code: how many codes there are of each length, then the symbols in order. */
static uint32_t take_symbol(const moto_model *model, const uint8_t *bits, moto_spelling *spelling) {
    uint32_t spread = model->bytes[HEADER_SPREAD];
    uint32_t symbols = model->bytes[HEADER_SYMBOLS];
    uint32_t table = model->contexts[spelling->first + spelling->second * spread];
    const uint8_t *lengths = model->tables + table * (CODE_LENGTHS + symbols);
    const uint8_t *sorted = lengths + CODE_LENGTHS;
    uint32_t code = 0;
    for (uint32_t i = 0; i < CODE_LENGTHS; i++) {
        code = code * 2 + take_bit(bits, spelling);
        if (code < lengths[i]) {
            return sorted[code];
        }
        code -= lengths[i];
        sorted += lengths[i];
    }
    return SYMBOL_END;
}

void moto_spelling_skip(const moto_model *model, const uint8_t *bits, moto_spelling *spelling,
                        uint32_t skip) {
    spelling->first = SYMBOL_END;
    spelling->second = SYMBOL_END;
    while (skip > 0) {
        if (moto_spelling_next(model, bits, spelling) < 0) {
            skip--;
        }
    }
}

void moto_spelling_start(const moto_model *model, uint32_t token, moto_spelling *spelling) {
    const uint8_t *entry = model->index + token / STRING_BLOCK * STRING_ENTRY;
    uint32_t units = moto_u24(entry);
    for (uint32_t i = 0; i < token % STRING_BLOCK / STRING_GROUP; i++) {
        units += entry[3 + i];
    }
    spelling->cursor = units * STRING_UNIT;
    moto_spelling_skip(model, model->strings, spelling, token % STRING_GROUP);
}

int moto_spelling_next(const moto_model *model, const uint8_t *bits, moto_spelling *spelling) {
    uint32_t symbol = take_symbol(model, bits, spelling);
    int byte = model->symbols[symbol];
    spelling->second = spelling->first;
    spelling->first = (uint8_t)symbol;
    if (symbol == SYMBOL_END) {
        spelling->second = SYMBOL_END;
        return -1;
    }
    if (symbol == SYMBOL_ESCAPE) {
        byte = 0;
        for (int i = 0; i < 8; i++) {
            byte = byte * 2 + (int)take_bit(bits, spelling);
        }
    }
    return byte;
}
