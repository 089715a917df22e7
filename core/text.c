/* SPDX-License-Identifier: MIT */
#include "text.h"

#include "header.h"

enum {
    STORED,
    BETWEEN,
    SPELLING,
    ENDED
};
enum {
    QUOTES_STRAIGHT = 1,
    QUOTES_CURLY = 2
};
enum {
    RANGE_LEAST = 1 << 24
};

const uint16_t moto_quote_chances[3] = {8192, 2048, 63488};

/* Behind the code come zeros. */
static uint32_t take_byte(moto_text *text) {
    if (text->rest == 0) {
        return 0;
    }
    text->rest--;
    return *text->at++;
}

static void normalise(moto_text *text) {
    while (text->range < RANGE_LEAST) {
        text->range <<= 8;
        text->code = text->code << 8 | take_byte(text);
    }
}

static uint32_t take_bit(moto_text *text, uint32_t chance) {
    uint32_t bound = (text->range >> MOTO_CHANCE_BITS) * chance;
    uint32_t bit = text->code < bound;
    if (bit) {
        text->range = bound;
    } else {
        text->code -= bound;
        text->range -= bound;
    }
    normalise(text);
    return bit;
}

/* The first part of a choice among `total`: where the code points. */
static uint32_t take_share(moto_text *text, uint32_t total) {
    text->range /= total;
    uint32_t share = text->code / text->range;
    return share < total ? share : total - 1;
}

/* The second part: the choice begins at `first` and is `size` wide. */
static void take_rest(moto_text *text, uint32_t first, uint32_t size) {
    text->code -= first * text->range;
    text->range *= size;
    normalise(text);
}

static uint32_t take_equal(moto_text *text, uint32_t total) {
    uint32_t share = take_share(text, total);
    take_rest(text, share, 1);
    return share;
}

static uint32_t take_token(moto_text *text, uint32_t leaf) {
    moto_bucket run;
    uint32_t total = 0;
    moto_bucket_start(text->model, leaf, &run);
    while (moto_bucket_next(text->model, &run)) {
        total += run.count << run.shift;
    }
    uint32_t share = take_share(text, total);
    uint32_t first = 0;
    moto_bucket_start(text->model, leaf, &run);
    while (moto_bucket_next(text->model, &run) && share - first >= run.count << run.shift) {
        first += run.count << run.shift;
    }
    uint32_t within = (share - first) >> run.shift;
    take_rest(text, first + (within << run.shift), 1u << run.shift);
    return run.token + within;
}

static uint32_t take_casing(moto_text *text, moto_hidden *hidden) {
    const moto_model *model = text->model;
    uint32_t casing = 0;
    uint32_t left;
    while (casing < 2) {
        uint32_t node = moto_predict_extra(model, MOTO_NODE_CAPITAL + casing);
        if (!take_bit(text, moto_predict_node(model, hidden, node, false, &left))) {
            break;
        }
        casing++;
    }
    moto_predict_casing(model, hidden, casing);
    return casing;
}

static uint32_t take_leaf(moto_text *text, const moto_hidden *hidden) {
    uint32_t count = header_leaves(text->model);
    uint32_t first = 0;
    uint32_t node = 0;
    while (count > 1) {
        uint32_t left;
        uint32_t chance = moto_predict_node(text->model, hidden, node, true, &left);
        if (take_bit(text, chance)) {
            first += left;
            count -= left;
            node += left;
        } else {
            count = left;
            node++;
        }
    }
    return first;
}

/* Decodes one token. It is then spelled, or was one byte that is given at once; -1 for none. */
static int next_token(moto_text *text) {
    const moto_model *model = text->model;
    moto_hidden hidden;
    uint32_t left;
    moto_predict(model, &text->context, &hidden);
    if (text->context.history[0] != MOTO_NO_LEAF &&
        take_bit(text, moto_predict_node(model, &hidden, moto_predict_extra(model, MOTO_NODE_END),
                                         false, &left))) {
        text->state = ENDED;
        return -1;
    }
    text->casing = take_casing(text, &hidden) & 3;
    uint32_t leaf = take_leaf(text, &hidden);
    uint32_t token = take_token(text, leaf);
    moto_context_push(&text->context, leaf, text->casing);
    if (token == moto_u16(model->bytes + HEADER_ESCAPE)) {
        moto_context_count(&text->context, 1);
        return (int)take_equal(text, 256);
    }
    text->state = SPELLING;
    text->own = 0;
    if (token != moto_u16(model->bytes + HEADER_NAME)) {
        moto_spelling_start(model, token, &text->spelling);
    } else if (text->dictionary) {
        text->own = 1;
        text->spelling.cursor = 0;
        moto_spelling_skip(model, text->dictionary + 1, &text->spelling,
                           take_equal(text, text->dictionary[0]));
    } else {
        text->state = ENDED;
    }
    return -1;
}

static int capitalise(moto_text *text, int byte) {
    if (byte < 'a' || byte > 'z' || text->casing == 0) {
        return byte;
    }
    text->casing &= 2;
    return byte - ('a' - 'A');
}

/* A quote stands for a typographic one where the code says so: opening after a space. */
static int take_quote(moto_text *text, int byte, int before) {
    if (!take_bit(text, moto_quote_chances[text->quotes])) {
        text->quotes = QUOTES_STRAIGHT;
        return byte;
    }
    text->quotes = QUOTES_CURLY;
    text->pending = (uint8_t)((byte == '"' ? 0x9D : 0x99) - (before == ' '));
    return 0xE2;
}

/* What is still to come of a curly quote: its middle byte, then (bit 7 cleared) its last. */
static int take_pending(moto_text *text) {
    int byte = text->pending | 0x80;
    if (text->pending & 0x80) {
        text->pending &= 0x7F;
        return 0x80;
    }
    text->pending = 0;
    return byte;
}

/* The next byte before the virtual space is dropped and the block's limit is kept. */
static int next_byte(moto_text *text) {
    int byte = -1;
    if (text->pending) {
        return take_pending(text);
    }
    while (text->state != ENDED) {
        if (text->state == BETWEEN) {
            byte = next_token(text);
        }
        if (text->state == SPELLING) {
            const uint8_t *bits = text->own ? text->dictionary + 1 : text->model->strings;
            byte = moto_spelling_next(text->model, bits, &text->spelling);
            if (byte < 0) {
                text->state = BETWEEN;
                continue;
            }
            moto_context_count(&text->context, 1);
            int before = text->last;
            text->last = (uint8_t)byte;
            bool quote = byte == '"' || byte == '\'';
            return quote ? take_quote(text, byte, before) : capitalise(text, byte);
        }
        if (byte >= 0) {
            text->last = (uint8_t)byte;
            return byte;
        }
    }
    return MOTO_TEXT_END;
}

void moto_text_start(moto_text *text, const moto_model *model, const uint8_t *dictionary,
                     const uint8_t *code, uint32_t size, moto_coding coding) {
    *text = (moto_text){.model = model, .dictionary = dictionary, .at = code};
    text->rest = (size < MOTO_BLOCK_BYTES ? size : MOTO_BLOCK_BYTES) & 0x3FF;
    text->left = MOTO_BLOCK_BYTES;
    if (coding == MOTO_STORED) {
        return;
    }
    text->state = size && model ? BETWEEN : ENDED;
    text->range = 0xFFFFFFFFu;
    for (int i = 0; i < 4; i++) {
        text->code = text->code << 8 | take_byte(text);
    }
    moto_context_start(&text->context);
    if (text->state == BETWEEN) {
        next_byte(text);
    }
}

int moto_text_next(moto_text *text) {
    if (text->state == STORED) {
        return text->rest ? (int)take_byte(text) : MOTO_TEXT_END;
    }
    if (text->left == 0) {
        return MOTO_TEXT_END;
    }
    text->left--;
    return next_byte(text);
}

moto_error moto_dictionary_check(const moto_model *model, const uint8_t *bytes, uint32_t size) {
    if (size == 0) {
        return MOTO_OK;
    }
    if (!model) {
        return MOTO_ERR_MODEL;
    }
    uint32_t count = bytes[0];
    moto_spelling spelling = {0};
    uint32_t length = 0;
    if (count == 0 || count > MOTO_NAMES_MAX) {
        return MOTO_ERR_FORMAT;
    }
    while (count > 0) {
        /* A symbol takes at most 20 bits. */
        if (spelling.cursor + 20 > (size - 1) * 8) {
            return MOTO_ERR_SIZE;
        }
        if (moto_spelling_next(model, bytes + 1, &spelling) >= 0) {
            length++;
        } else if (length == 0 || length > MOTO_BLOCK_BYTES) {
            return MOTO_ERR_FORMAT;
        } else {
            length = 0;
            count--;
        }
    }
    return MOTO_OK;
}
