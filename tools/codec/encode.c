/* SPDX-License-Identifier: MIT */
#include "encoder.h"

#include "fold.h"
#include "header.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many parses of a block are tried, and of how many bits too many. */
enum {
    TRIES = 64,
    BITS_BEYOND = 6
};

/* Costs are sums of logarithms, from the front or from the back. */
#define ROUNDING 1e-6

/* A range coder with carry (Martin 1979; bytes and carry as in LZMA). */
typedef struct range_coder {
    uint8_t *bytes;
    size_t size;
    size_t room;
    uint64_t low;
    uint32_t range;
} range_coder;

static void put_byte(range_coder *c, uint8_t byte) {
    if (c->size < c->room) {
        c->bytes[c->size] = byte;
    }
    c->size++;
}

static void carry(range_coder *c) {
    size_t at = c->size < c->room ? c->size : c->room;
    while (at > 0 && ++c->bytes[at - 1] == 0) {
        at--;
    }
    c->low &= 0xFFFFFFFFu;
}

static void settle(range_coder *c) {
    if (c->low >> 32) {
        carry(c);
    }
    while (c->range < 1u << 24) {
        put_byte(c, (uint8_t)(c->low >> 24));
        c->low = c->low << 8 & 0xFFFFFFFFu;
        c->range <<= 8;
    }
}

static void put_bit(range_coder *c, uint32_t chance, bool bit) {
    uint32_t bound = (c->range >> MOTO_CHANCE_BITS) * chance;
    c->low += bit ? 0 : bound;
    c->range = bit ? bound : c->range - bound;
    settle(c);
}

static void put_share(range_coder *c, uint32_t first, uint32_t size, uint32_t total) {
    c->range /= total;
    c->low += (uint64_t)first * c->range;
    c->range *= size;
    settle(c);
}

/* Ends with the fewest bytes: behind them the decoder reads zeros. */
static void finish(range_coder *c) {
    for (uint32_t count = 0; count <= 4; count++) {
        uint64_t unit = (uint64_t)1 << (32 - 8 * count);
        uint64_t value = (c->low + unit - 1) / unit * unit;
        if (value >= c->low + c->range) {
            continue;
        }
        c->low = value;
        if (value >> 32) {
            carry(c);
        }
        for (uint32_t i = 0; i < count; i++) {
            put_byte(c, (uint8_t)(c->low >> (24 - 8 * i)));
        }
        break;
    }
    while (c->size > 1 && c->size <= c->room && c->bytes[c->size - 1] == 0) {
        c->size--;
    }
    /* No code at all is the empty block. */
    if (c->size == 0) {
        put_byte(c, 0);
    }
}

static void put_extra(range_coder *c, const moto_model *model, const moto_hidden *hidden,
                      uint32_t which, bool bit) {
    uint32_t left;
    uint32_t node = moto_predict_extra(model, which);
    put_bit(c, moto_predict_node(model, hidden, node, false, &left), bit);
}

static void put_leaf(range_coder *c, const moto_model *model, const moto_hidden *hidden,
                     uint32_t leaf) {
    uint32_t count = header_leaves(model);
    uint32_t first = 0;
    uint32_t node = 0;
    while (count > 1) {
        uint32_t left;
        uint32_t chance = moto_predict_node(model, hidden, node, true, &left);
        bool right = leaf >= first + left;
        put_bit(c, chance, right);
        first += right ? left : 0;
        count = right ? count - left : left;
        node += right ? left : 1;
    }
}

static void put_quotes(range_coder *c, const uint8_t *bytes, const uint8_t *marks, size_t size,
                       uint32_t *last) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '"' || bytes[i] == '\'') {
            bool curly = marks[i] & FOLD_CURLY;
            put_bit(c, moto_quote_chances[*last], curly);
            *last = curly ? 2 : 1;
        }
    }
}

/* Codes the moves; afterwards c->size tells how many bytes were needed, be there room or not. */
static void put_moves(const codec *encoder, range_coder *c, const move *moves, size_t count,
                      const uint8_t *bytes, const uint8_t *marks) {
    const moto_model *model = encoder->model;
    moto_context context;
    moto_hidden hidden;
    uint32_t quotes = 0;
    moto_context_start(&context);
    for (size_t i = 0; i < count; i++) {
        const move *m = &moves[i];
        const lexeme *word = &encoder->lexemes[m->token];
        moto_predict(model, &context, &hidden);
        if (i > 0) {
            put_extra(c, model, &hidden, MOTO_NODE_END, false);
        }
        put_extra(c, model, &hidden, MOTO_NODE_CAPITAL, m->casing > 0);
        if (m->casing > 0) {
            put_extra(c, model, &hidden, MOTO_NODE_ALL, m->casing > 1);
        }
        moto_predict_casing(model, &hidden, m->casing);
        put_leaf(c, model, &hidden, word->leaf);
        put_share(c, word->first, 1u << word->shift, encoder->totals[word->leaf]);
        if (m->token == moto_u16(model->bytes + HEADER_ESCAPE)) {
            put_share(c, m->choice, 1, 256);
        } else {
            if (m->token == moto_u16(model->bytes + HEADER_NAME)) {
                put_share(c, m->choice, 1, encoder->name_count);
            }
            put_quotes(c, bytes, marks, m->size, &quotes);
        }
        moto_context_push(&context, word->leaf, m->casing);
        moto_context_count(&context, m->size);
        bytes += m->size;
        marks += m->size;
    }
    moto_predict(model, &context, &hidden);
    put_extra(c, model, &hidden, MOTO_NODE_END, true);
    finish(c);
}

static bool decodes(const codec *encoder, const uint8_t *code, size_t size, codec_text text) {
    uint8_t back[MOTO_BLOCK_BYTES];
    const uint8_t *dictionary = encoder->name_count ? encoder->section : NULL;
    size_t length =
        codec_decode(encoder->model, dictionary, code, size, MOTO_CODED, back, sizeof back);
    return length == text.size && memcmp(back, text.bytes, length) == 0;
}

/* Coding one block: every parse of it is another code, and some end on fewer bytes. */
typedef struct attempt {
    const codec *encoder;
    codec_text text;
    uint8_t bytes[MOTO_BLOCK_BYTES + 1]; /* folded */
    uint8_t marks[MOTO_BLOCK_BYTES + 1];
    uint8_t code[MOTO_BLOCK_BYTES];
    size_t size; /* of the code; the text's own before there is one */
    unsigned tries;
} attempt;

static bool try_parse(void *context, const move *moves, size_t count) {
    attempt *a = context;
    uint8_t room[MOTO_BLOCK_BYTES];
    range_coder c = {.bytes = room, .room = a->size - 1, .range = 0xFFFFFFFFu};
    put_moves(a->encoder, &c, moves, count, a->bytes, a->marks);
    if (c.size < a->size && decodes(a->encoder, room, c.size, a->text)) {
        memcpy(a->code, room, c.size);
        a->size = c.size;
        return true;
    }
    return --a->tries == 0;
}

/* The cheapest parse; then those that may need a byte less, the likeliest first: one that is b bits
 * too long for so many bytes ends within them with a chance of 2^-b. */
static int try_parses(attempt *a) {
    size_t size = fold_text(a->text.bytes, a->text.size, a->bytes, a->marks);
    parser *p = parse_open(a->encoder, a->bytes, a->marks, size);
    if (!p) {
        return MOTO_ERR_MEMORY;
    }
    parse_visit visit = {
        .above = -1, .most = parse_least(p) + ROUNDING, .found = try_parse, .context = a};
    a->tries = TRIES;
    if (isfinite(visit.most) && parse_each(p, &visit)) {
        double least = visit.most;
        double aim = 8 * ((double)a->size - 1);
        for (int more = 1; more <= BITS_BEYOND && a->tries && a->size > 1; more++) {
            visit.above = more == 1 ? least : visit.most;
            visit.most = aim + more;
            if (visit.most > visit.above && parse_each(p, &visit)) {
                break;
            }
        }
    }
    parse_close(p);
    return 0;
}

long codec_encode(codec *encoder, codec_text text, uint8_t *code, moto_coding *coding) {
    attempt a = {.encoder = encoder, .text = text, .size = text.size};
    if (text.size > MOTO_BLOCK_BYTES) {
        return MOTO_ERR_RANGE;
    }
    *coding = MOTO_STORED;
    if (encoder->model && text.size > 0 && try_parses(&a)) {
        return MOTO_ERR_MEMORY;
    }
    if (a.size < text.size) {
        memcpy(code, a.code, a.size);
        *coding = MOTO_CODED;
    } else if (text.size > 0) {
        memcpy(code, text.bytes, text.size);
    }
    return (long)a.size;
}

/* Finds each token's place in its leaf. */
static void place_tokens(codec *encoder) {
    for (uint32_t leaf = 0; leaf < header_leaves(encoder->model); leaf++) {
        moto_bucket run;
        uint32_t first = 0;
        moto_bucket_start(encoder->model, leaf, &run);
        while (moto_bucket_next(encoder->model, &run)) {
            for (uint32_t i = 0; i < run.count; i++) {
                encoder->lexemes[run.token + i] =
                    (lexeme){(uint16_t)leaf, (uint16_t)first, (uint8_t)run.shift};
                first += 1u << run.shift;
            }
        }
        encoder->totals[leaf] = first;
    }
}

static int index_tokens(codec *encoder) {
    for (uint32_t token = 0; token < header_tokens(encoder->model); token++) {
        uint8_t bytes[MOTO_TOKEN_BYTES];
        size_t size = 0;
        moto_spelling spelling;
        moto_spelling_start(encoder->model, token, &spelling);
        for (int byte; (byte = moto_spelling_next(encoder->model, encoder->model->strings,
                                                  &spelling)) >= 0;) {
            bytes[size++] = (uint8_t)byte;
        }
        if (size > 0 && trie_put(&encoder->index, bytes, size, token)) {
            return -1;
        }
    }
    return 0;
}

codec *codec_open(const moto_model *model) {
    codec *made = calloc(1, sizeof *made);
    if (!made) {
        return NULL;
    }
    made->model = model;
    int failed = trie_open(&made->index) | trie_open(&made->names);
    if (model && !failed) {
        made->lexemes = calloc(header_tokens(model), sizeof *made->lexemes);
        made->totals = calloc(header_leaves(model), sizeof *made->totals);
        failed = !made->lexemes || !made->totals;
        if (!failed) {
            place_tokens(made);
            failed = index_tokens(made);
        }
    }
    if (failed) {
        codec_close(made);
        return NULL;
    }
    return made;
}

void codec_close(codec *encoder) {
    if (encoder) {
        trie_close(&encoder->index);
        trie_close(&encoder->names);
        free(encoder->lexemes);
        free(encoder->totals);
        free(encoder);
    }
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
