/* SPDX-License-Identifier: MIT */
#include "pack.h"

#include "header.h"
#include "number.h"
#include "rom.h"
#include "spell.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKETS = BUCKET_SHIFT + 1,
    STRING_SLACK = 3
};

/* A token in the order of the model: by leaf, bucket and spelling. */
typedef struct slot {
    uint32_t token;
    uint16_t leaf;
    uint8_t bucket;
    const uint8_t *bytes;
    uint32_t size;
} slot;

typedef struct packer {
    const network *net;
    const pack_style *style;
    uint8_t *out;
    size_t size;
    size_t room;
    slot *slots;
    uint32_t count;
    spelling_word *words;
    spelling_code code;
    uint8_t *bits;
} packer;

static void put8(packer *p, uint32_t x) {
    if (p->size < p->room) {
        p->out[p->size] = (uint8_t)x;
    }
    p->size++;
}

static void put16(packer *p, uint32_t x) {
    put8(p, x & 0xFF);
    put8(p, x >> 8 & 0xFF);
}

static void put24(packer *p, uint32_t x) {
    put16(p, x & 0xFFFF);
    put8(p, x >> 16);
}

static void put32(packer *p, uint32_t x) {
    put16(p, x & 0xFFFF);
    put16(p, x >> 16);
}

static void put_nibbles(packer *p, const float *weights, uint32_t dims) {
    int8_t steps[256];
    uint8_t scale;
    network_quantise(weights, dims, steps, &scale);
    put8(p, scale);
    for (uint32_t d = 0; d < dims; d += 2) {
        put8(p, (uint32_t)(steps[d] + 8) | (uint32_t)(steps[d + 1] + 8) << 4);
    }
}

static const float *row_of(const network *net, uint32_t row) {
    return net->weights + (size_t)row * net->stride;
}

static void put_ranked(packer *p, const uint8_t *set, uint32_t bits) {
    uint32_t count = 0;
    for (uint32_t block = 0; block < bits; block += 64) {
        put16(p, count);
        for (uint32_t byte = block; byte < block + 64; byte += 8) {
            uint32_t value = 0;
            for (uint32_t i = byte; i < byte + 8 && i < bits; i++) {
                value |= (uint32_t)set[i] << (i & 7);
                count += set[i];
            }
            put8(p, value);
        }
    }
}

static int put_maps(packer *p) {
    const network *net = p->net;
    uint32_t leaves = net->tree->leaves;
    uint8_t *set = calloc(leaves, 1);
    for (uint32_t j = 0; j <= NETWORK_DIRECT && set; j++) {
        if (!net->maps[j] || net->shape.classes[j] == leaves) {
            continue;
        }
        for (uint32_t leaf = 0; leaf < leaves; leaf++) {
            set[leaf] = leaf == 0 || net->maps[j][leaf] != net->maps[j][leaf - 1];
        }
        put_ranked(p, set, leaves);
    }
    free(set);
    return set ? 0 : -1;
}

static void put_inputs(packer *p) {
    const network *net = p->net;
    for (uint32_t row = 0; row < net->factors; row++) {
        put_nibbles(p, row_of(net, row), network_row_dims(net, row));
    }
    for (uint32_t row = net->factors; row < net->inputs; row++) {
        for (uint32_t d = 0; d < net->shape.shared; d++) {
            put8(p, (uint8_t)(int8_t)network_factor(row_of(net, row)[d]));
        }
    }
}

static int put_nodes(packer *p) {
    const network *net = p->net;
    uint8_t *wide = calloc(net->nodes, 1);
    if (!wide) {
        return -1;
    }
    uint32_t inner = net->tree->leaves - 1;
    for (uint32_t node = 0; node < net->nodes; node++) {
        wide[node] = net->node_dims[node] != net->shape.narrow || node >= inner;
    }
    put_ranked(p, wide, net->nodes);
    for (uint32_t node = 0; node < net->nodes; node++) {
        uint32_t left = node < inner ? net->tree->left[node] : 0;
        put8(p, left & 0xFF);
        if (wide[node]) {
            put8(p, left >> 8);
        }
        put8(p, (uint8_t)(int8_t)network_bias(net->biases[node]));
        put_nibbles(p, row_of(net, net->inputs + node), net->node_dims[node]);
    }
    free(wide);
    return 0;
}

static int log_count(const vocabulary *known, uint32_t token) {
    return (int)(number_log2(known->tokens[token].count + 0.4) + 100.5) - 100;
}

static int by_place(const void *left, const void *right) {
    const slot *a = left;
    const slot *b = right;
    if (a->leaf != b->leaf) {
        return a->leaf < b->leaf ? -1 : 1;
    }
    if (a->bucket != b->bucket) {
        return a->bucket < b->bucket ? -1 : 1;
    }
    uint32_t common = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->bytes, b->bytes, common);
    return order ? order : a->size < b->size ? -1 : a->size > b->size;
}

/* A leaf weighs at most 65535: where the first buckets are too full, all move down. */
static void lower_buckets(packer *p, uint32_t leaf) {
    for (;;) {
        uint32_t total = 0;
        for (uint32_t i = 0; i < p->count; i++) {
            total += p->slots[i].leaf == leaf ? 1u << (BUCKET_SHIFT - p->slots[i].bucket) : 0;
        }
        if (total <= 0xFFFF) {
            return;
        }
        for (uint32_t i = 0; i < p->count; i++) {
            slot *s = &p->slots[i];
            s->bucket =
                (uint8_t)(s->leaf == leaf && s->bucket + 1 < BUCKETS ? s->bucket + 1 : s->bucket);
        }
    }
}

/* The worthiest `count` tokens, and the last one of each leaf that would be empty. */
static int order_tokens(packer *p, uint32_t count) {
    const vocabulary *known = p->net->known;
    const uint16_t *leaf_of = p->net->tree->leaf_of;
    uint32_t leaves = p->net->tree->leaves;
    int *most = malloc(leaves * sizeof *most);
    if (!most) {
        return -1;
    }
    for (uint32_t leaf = 0; leaf < leaves; leaf++) {
        most[leaf] = -1;
    }
    p->count = 0;
    for (uint32_t token = 0; token < known->count; token++) {
        uint32_t leaf = leaf_of[token];
        if (token < count || most[leaf] < 0) {
            int log = log_count(known, token) + 8;
            most[leaf] = log > most[leaf] ? log : most[leaf];
            p->slots[p->count++] =
                (slot){token, (uint16_t)leaf, 0, known->bytes + known->tokens[token].at,
                       known->tokens[token].size};
        }
    }
    for (uint32_t i = 0; i < p->count; i++) {
        int bucket = most[p->slots[i].leaf] - log_count(known, p->slots[i].token) - 8;
        p->slots[i].bucket = (uint8_t)(bucket < BUCKETS ? bucket : BUCKETS - 1);
    }
    free(most);
    for (uint32_t leaf = 0; leaf < leaves; leaf++) {
        lower_buckets(p, leaf);
    }
    qsort(p->slots, p->count, sizeof *p->slots, by_place);
    return 0;
}

static size_t put_run(uint8_t *nibbles, size_t used, uint32_t count, bool last) {
    for (; count >= BUCKET_MORE; count -= BUCKET_MORE) {
        nibbles[used++] = BUCKET_MORE;
    }
    if (!last || count) {
        nibbles[used++] = (uint8_t)count;
    }
    return used;
}

static int put_leaves(packer *p) {
    uint8_t *nibbles = malloc(2 * (size_t)p->count + 12 * (size_t)p->net->tree->leaves + 2);
    size_t used = 0;
    uint32_t at = 0;
    if (!nibbles) {
        return -1;
    }
    for (uint32_t leaf = 0; leaf < p->net->tree->leaves; leaf++) {
        if (leaf % LEAF_GROUP == 0) {
            put16(p, at);
            put16(p, (uint32_t)used);
        }
        for (uint32_t bucket = 0; at < p->count && p->slots[at].leaf == leaf; bucket++) {
            uint32_t end = at;
            while (end < p->count && p->slots[end].leaf == leaf && p->slots[end].bucket == bucket) {
                end++;
            }
            bool last = end == p->count || p->slots[end].leaf != leaf;
            used = put_run(nibbles, used, end - at, last);
            at = end;
        }
        nibbles[used++] = BUCKET_END;
    }
    nibbles[used] = 0;
    put16(p, (uint32_t)(used + 1) / 2);
    for (size_t i = 0; i < used; i += 2) {
        put8(p, nibbles[i] | (uint32_t)nibbles[i + 1] << 4);
    }
    free(nibbles);
    return used < 65536 ? 0 : -1;
}

/* The spellings behind one another, and their index before them. -1 when a step is too long. */
static int put_strings(packer *p) {
    size_t at = 0;
    size_t group = 0;
    int failed = 0;
    memset(p->bits, 0, (size_t)p->count * 44 + 64);
    for (uint32_t i = 0; i < p->count; i++) {
        if (i % STRING_GROUP == 0) {
            at += (STRING_UNIT - at % STRING_UNIT) % STRING_UNIT;
            if (i % STRING_BLOCK == 0) {
                put24(p, (uint32_t)(at / STRING_UNIT));
            } else {
                failed |= (at - group) / STRING_UNIT > 255 ? -1 : 0;
                put8(p, (uint32_t)((at - group) / STRING_UNIT) & 0xFF);
            }
            group = at;
        }
        at = spell_write(&p->code, &p->words[i], p->bits, at);
    }
    for (uint32_t i = (p->count + STRING_GROUP - 1) / STRING_GROUP; i % 8; i++) {
        put8(p, 0);
    }
    for (uint32_t t = 0; t < p->code.tables; t++) {
        for (uint32_t i = 0; i < SPELL_LENGTHS; i++) {
            put8(p, p->code.counts[t][i]);
        }
        for (uint32_t s = 0; s < p->code.symbols; s++) {
            put8(p, p->code.sorted[t][s]);
        }
    }
    uint32_t contexts = p->code.spread ? p->code.symbols * p->code.symbols : p->code.symbols;
    for (uint32_t c = 0; c < contexts; c++) {
        put8(p, p->code.table_of[c]);
    }
    for (uint32_t s = 0; s < p->code.symbols; s++) {
        put8(p, p->code.byte_of[s]);
    }
    for (size_t i = 0; i < (at + 7) / 8 + STRING_SLACK; i++) {
        put8(p, p->bits[i]);
    }
    return failed;
}

static void put_header(packer *p, uint32_t escape, uint32_t name) {
    const network_shape *shape = &p->net->shape;
    const uint8_t magic[4] = {'M', 'G', 'T', 'M'};
    for (int i = 0; i < 4; i++) {
        put8(p, magic[i]);
    }
    put8(p, 1);
    put8(p, shape->dims);
    put8(p, shape->narrow);
    put8(p, shape->direct);
    put8(p, shape->history);
    put8(p, shape->shared);
    put8(p, p->code.symbols);
    put8(p, p->code.tables);
    put32(p, 0);
    put32(p, 0);
    put16(p, p->count);
    put16(p, p->net->tree->leaves);
    put16(p, escape);
    put16(p, name);
    put8(p, p->code.spread);
    put8(p, 0);
    for (uint32_t j = 0; j <= NETWORK_DIRECT; j++) {
        bool used = j < shape->direct || j == NETWORK_DIRECT;
        put16(p, used ? shape->classes[j] : 0);
    }
}

/* Packs with `count` tokens; the size, also where it is more than there is room. */
static long pack_count(packer *p, uint32_t count) {
    uint32_t escape = 0;
    uint32_t name = 0;
    if (order_tokens(p, count)) {
        return -1;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        p->words[i] = (spelling_word){p->slots[i].bytes, p->slots[i].size};
        escape = p->slots[i].token == TOKEN_ESCAPE ? i : escape;
        name = p->slots[i].token == TOKEN_NAME ? i : name;
    }
    if (spell_fit(&p->code, p->words, p->count, p->style->symbols, p->style->tables,
                  p->style->order)) {
        return -1;
    }
    p->size = 0;
    put_header(p, escape, name);
    if (put_maps(p)) {
        return -1;
    }
    put_inputs(p);
    if (put_nodes(p) || put_leaves(p) || put_strings(p)) {
        return -1;
    }
    return (long)p->size;
}

static void put32_at(uint8_t *out, uint32_t x) {
    for (int i = 0; i < 4; i++) {
        out[i] = (uint8_t)(x >> 8 * i);
    }
}

static void seal(packer *p) {
    put32_at(p->out + HEADER_SIZE, (uint32_t)p->size);
    uint32_t crc = moto_crc32(0, p->out, HEADER_CRC);
    crc = moto_crc32(crc, p->out + HEADER_CRC + 4, (uint32_t)p->size - HEADER_CRC - 4);
    put32_at(p->out + HEADER_CRC, crc);
}

/* The greatest vocabulary that fits, by halving. */
static long fit(packer *p, size_t size) {
    uint32_t fits = 0;
    uint32_t tried = p->net->known->count;
    uint32_t beyond = tried + 1;
    while (beyond - fits > 1) {
        long packed = pack_count(p, tried);
        if (packed < 0) {
            return packed;
        }
        if ((size_t)packed <= size) {
            fits = tried;
        } else {
            beyond = tried;
        }
        tried = (fits + beyond) / 2;
    }
    if (fits < TOKEN_FIRST) {
        return -2;
    }
    return pack_count(p, fits);
}

long pack_model(const network *net, const pack_style *style, uint8_t *out, size_t size) {
    packer p = {.net = net, .style = style, .out = out, .room = size};
    uint32_t count = net->known->count;
    p.slots = malloc((count + 1) * sizeof *p.slots);
    p.words = malloc((count + 1) * sizeof *p.words);
    /* 16 bytes, each an escape at the worst, and the end. */
    p.bits = malloc((size_t)count * 44 + 64);
    long packed = p.slots && p.words && p.bits ? fit(&p, size) : -1;
    if (packed > 0) {
        seal(&p);
    }
    free(p.slots);
    free(p.words);
    free(p.bits);
    return packed;
}
