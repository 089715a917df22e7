/* SPDX-License-Identifier: MIT */
#include "model.h"

#include "header.h"
#include "predict.h"
#include "rom.h"
#include "words.h"

#include <string.h>

static const uint8_t magic[4] = {'M', 'G', 'T', 'M'};

enum {
    VERSION = 1,
    SYMBOL_BITS = CODE_LENGTHS + 8
};

static uint32_t ranked_bytes(uint32_t bits) {
    return (bits + 63) / 64 * RANK_BLOCK;
}

/* A ranked bitmap over `bits` whose counts are right; how many are set, or -1. */
static int32_t check_ranked(const uint8_t *bitmap, uint32_t bits) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < bits; i++) {
        if (i % 64 == 0 && moto_u16(bitmap + i / 64 * RANK_BLOCK) != count) {
            return -1;
        }
        count += moto_rank_bit(bitmap, i);
    }
    return (int32_t)count;
}

static bool check_scales(const uint8_t *rows, uint32_t count, uint32_t stride) {
    for (; count > 0; count--, rows += stride) {
        if (*rows > SCALE_MOST) {
            return false;
        }
    }
    return true;
}

/* The next `count` bytes of the model; null when there are fewer. */
static const uint8_t *take(const moto_model *model, uint32_t *at, uint32_t count) {
    const uint8_t *taken = model->bytes + *at;
    if (count > model->size - *at) {
        return NULL;
    }
    *at += count;
    return taken;
}

/* Maps, rows and factors. */
static bool take_inputs(moto_model *model, uint32_t *at) {
    uint32_t leaves = header_leaves(model);
    uint32_t direct = model->bytes[HEADER_DIRECT];
    uint32_t rows = 0;
    for (uint32_t slot = 0; slot <= MOTO_MODEL_DIRECT; slot++) {
        uint32_t classes =
            slot < direct || slot == MOTO_MODEL_DIRECT ? header_classes(model, slot) : 0;
        model->maps[slot] = NULL;
        model->first_row[slot] = (uint16_t)rows;
        if (classes == 0 && slot < MOTO_MODEL_DIRECT) {
            continue;
        }
        if (classes != leaves) {
            const uint8_t *map = take(model, at, ranked_bytes(leaves));
            if (!map || check_ranked(map, leaves) != (int32_t)classes || !moto_rank_bit(map, 0)) {
                return false;
            }
            model->maps[slot] = map;
        }
        rows += slot < MOTO_MODEL_DIRECT ? classes + 1 : 0;
    }
    uint32_t shared = model->bytes[HEADER_SHARED];
    uint32_t stride = 1 + model->bytes[HEADER_DIMS] / 2u;
    rows += ROWS_FACTORED + shared;
    model->rows = take(model, at, rows * stride);
    if (!model->rows || !check_scales(model->rows, rows, stride)) {
        return false;
    }
    rows = header_classes(model, MOTO_MODEL_DIRECT) + 1;
    stride = 1 + shared / 2;
    model->shared = take(model, at, rows * stride);
    if (!model->shared || !check_scales(model->shared, rows, stride)) {
        return false;
    }
    model->factors = take(model, at, shared * model->bytes[HEADER_HISTORY]);
    return model->factors != NULL;
}

static uint32_t left_of(const moto_model *model, uint32_t node) {
    static const moto_hidden nothing;
    uint32_t left;
    moto_predict_node(model, &nothing, node, true, &left);
    return left;
}

/* The way to every leaf is short, and each node on it divides. */
static bool check_tree(const moto_model *model) {
    uint32_t leaves = header_leaves(model);
    for (uint32_t leaf = 0; leaf < leaves; leaf++) {
        uint32_t node = 0;
        uint32_t first = 0;
        uint32_t count = leaves;
        for (uint32_t depth = 0; count > 1; depth++) {
            uint32_t left = left_of(model, node);
            if (depth == MOTO_MODEL_DEPTH || left == 0 || left >= count) {
                return false;
            }
            bool right = leaf >= first + left;
            first += right ? left : 0;
            count = right ? count - left : left;
            node += right ? left : 1;
        }
    }
    return true;
}

static bool take_nodes(moto_model *model, uint32_t *at) {
    uint32_t nodes = header_leaves(model) - 1 + MOTO_NODE_EXTRA;
    uint32_t narrow = NARROW_HEAD + model->bytes[HEADER_NARROW] / 2u;
    uint32_t wide = WIDE_HEAD + model->bytes[HEADER_DIMS] / 2u;
    model->wide = take(model, at, ranked_bytes(nodes));
    int32_t count = model->wide ? check_ranked(model->wide, nodes) : -1;
    if (count < 0) {
        return false;
    }
    model->nodes = take(model, at, (uint32_t)count * wide + (nodes - (uint32_t)count) * narrow);
    if (!model->nodes) {
        return false;
    }
    const uint8_t *record = model->nodes;
    for (uint32_t node = 0; node < nodes; node++) {
        bool is_wide = moto_rank_bit(model->wide, node);
        if (record[is_wide ? 3 : 2] > SCALE_MOST) {
            return false;
        }
        record += is_wide ? wide : narrow;
    }
    return check_tree(model);
}

/* The runs of every leaf, one behind the other, with an entry before every eighth leaf. */
static bool check_leaf(const moto_model *model, uint32_t leaf, uint32_t limit, uint32_t *token,
                       uint32_t *place) {
    const uint8_t *entry = model->leaves + leaf / LEAF_GROUP * 4;
    uint32_t total = 0;
    if (leaf % LEAF_GROUP == 0 && (moto_u16(entry) != *token || moto_u16(entry + 2) != *place)) {
        return false;
    }
    moto_bucket run = {.token = *token, .count = 0, .shift = BUCKET_SHIFT + 1, .place = *place};
    while (run.place < limit && moto_bucket_next(model, &run)) {
        total += run.count << run.shift;
    }
    if (run.count != BUCKET_END || total == 0 || total > 0xFFFF) {
        return false;
    }
    *token = run.token;
    *place = run.place;
    return true;
}

static bool take_leaves(moto_model *model, uint32_t *at) {
    uint32_t leaves = header_leaves(model);
    model->leaves = take(model, at, (leaves + LEAF_GROUP - 1) / LEAF_GROUP * 4);
    const uint8_t *size = model->leaves ? take(model, at, 2) : NULL;
    model->buckets = size ? take(model, at, moto_u16(size)) : NULL;
    if (!model->buckets) {
        return false;
    }
    uint32_t token = 0;
    uint32_t place = 0;
    for (uint32_t leaf = 0; leaf < leaves; leaf++) {
        if (!check_leaf(model, leaf, moto_u16(size) * 2, &token, &place)) {
            return false;
        }
    }
    return token == header_tokens(model);
}

static bool check_below(const uint8_t *bytes, uint32_t count, uint32_t limit) {
    while (count > 0) {
        if (bytes[--count] >= limit) {
            return false;
        }
    }
    return true;
}

/* No table has more codes than symbols, nor names a symbol that is none. */
static bool check_tables(const moto_model *model, uint32_t count, uint32_t symbols) {
    const uint8_t *table = model->tables;
    for (; count > 0; count--, table += CODE_LENGTHS + symbols) {
        uint32_t codes = 0;
        for (uint32_t i = 0; i < CODE_LENGTHS; i++) {
            codes += table[i];
        }
        if (codes > symbols || !check_below(table + CODE_LENGTHS, symbols, symbols)) {
            return false;
        }
    }
    return true;
}

/* Every spelling ends in time, and begins where the index says. Only the two tokens that are no
 * words spell nothing. */
static bool check_strings(const moto_model *model, uint32_t bits) {
    moto_spelling reader = {0};
    for (uint32_t token = 0; token < header_tokens(model); token++) {
        bool silent = token == moto_u16(model->bytes + HEADER_ESCAPE) ||
                      token == moto_u16(model->bytes + HEADER_NAME);
        uint32_t length = 0;
        if (token % STRING_GROUP == 0) {
            moto_spelling indexed;
            reader.cursor += (0u - reader.cursor) % STRING_UNIT;
            moto_spelling_start(model, token, &indexed);
            if (indexed.cursor != reader.cursor) {
                return false;
            }
        }
        do {
            if (reader.cursor + SYMBOL_BITS > bits || length > MOTO_TOKEN_BYTES) {
                return false;
            }
            length++;
        } while (moto_spelling_next(model, model->strings, &reader) >= 0);
        if ((length == 1) != silent) {
            return false;
        }
    }
    return true;
}

static bool take_strings(moto_model *model, uint32_t *at) {
    uint32_t symbols = model->bytes[HEADER_SYMBOLS];
    uint32_t tables = model->bytes[HEADER_TABLES];
    uint32_t spread = model->bytes[HEADER_SPREAD];
    uint32_t contexts = spread ? symbols * spread : symbols;
    uint32_t blocks = (header_tokens(model) + STRING_BLOCK - 1) / STRING_BLOCK;
    model->index = take(model, at, blocks * STRING_ENTRY);
    model->tables = take(model, at, tables * (CODE_LENGTHS + symbols));
    model->contexts = take(model, at, contexts);
    model->symbols = take(model, at, symbols);
    if (!model->index || !model->tables || !model->contexts || !model->symbols) {
        return false;
    }
    model->strings = model->bytes + *at;
    return check_tables(model, tables, symbols) && check_below(model->contexts, contexts, tables) &&
           check_strings(model, (model->size - *at) * 8);
}

static moto_error check_header(const moto_model *model) {
    const uint8_t *bytes = model->bytes;
    if (model->size < HEADER_BYTES || memcmp(bytes, magic, sizeof magic) != 0) {
        return MOTO_ERR_MAGIC;
    }
    if (bytes[HEADER_VERSION] != VERSION) {
        return MOTO_ERR_VERSION;
    }
    if (moto_u32(bytes + HEADER_SIZE) != model->size) {
        return MOTO_ERR_SIZE;
    }
    uint32_t crc = moto_crc32(0, bytes, HEADER_CRC);
    crc = moto_crc32(crc, bytes + HEADER_CRC + 4, model->size - HEADER_CRC - 4);
    if (crc != model->hash) {
        return MOTO_ERR_CRC;
    }
    return bytes[HEADER_DIMS] > MOTO_MODEL_DIMS ? MOTO_ERR_LIMIT : MOTO_OK;
}

static bool is_even_within(uint32_t x, uint32_t most) {
    return x >= 2 && x <= most && x % 2 == 0;
}

static bool check_shape(const moto_model *model) {
    const uint8_t *bytes = model->bytes;
    uint32_t symbols = bytes[HEADER_SYMBOLS];
    uint32_t spread = bytes[HEADER_SPREAD];
    if (!is_even_within(bytes[HEADER_DIMS], MOTO_MODEL_DIMS) ||
        !is_even_within(bytes[HEADER_NARROW], bytes[HEADER_DIMS]) ||
        !is_even_within(bytes[HEADER_SHARED], MOTO_MODEL_DIMS)) {
        return false;
    }
    if (bytes[HEADER_DIRECT] > MOTO_MODEL_DIRECT || bytes[HEADER_HISTORY] > MOTO_MODEL_HISTORY) {
        return false;
    }
    if (symbols < 3 || symbols > 128 || bytes[HEADER_TABLES] == 0) {
        return false;
    }
    if (spread != 0 && spread != symbols) {
        return false;
    }
    return header_leaves(model) >= 1 && header_leaves(model) < MOTO_NO_LEAF;
}

moto_error moto_model_open(moto_model *model, const uint8_t *bytes, uint32_t size) {
    uint32_t at = HEADER_BYTES;
    memset(model, 0, sizeof *model);
    model->bytes = bytes;
    model->size = size;
    model->hash = size < HEADER_BYTES ? 0 : moto_u32(bytes + HEADER_CRC);
    moto_error error = check_header(model);
    if (error != MOTO_OK) {
        return error;
    }
    if (!check_shape(model) || !take_inputs(model, &at) || !take_nodes(model, &at) ||
        !take_leaves(model, &at) || !take_strings(model, &at)) {
        return MOTO_ERR_FORMAT;
    }
    return MOTO_OK;
}
