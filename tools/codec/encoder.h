/* SPDX-License-Identifier: MIT
 *
 * What the parts of the encoder share.
 */
#ifndef MOTOGRAPH_ENCODER_H
#define MOTOGRAPH_ENCODER_H

#include "codec.h"
#include "trie.h"

#include <stdbool.h>

/* A token with its place in its leaf. */
typedef struct lexeme {
    uint16_t leaf;
    uint16_t first; /* of the leaf's weight, where it begins */
    uint8_t shift;  /* 2 ^ shift is its own weight           */
} lexeme;

/* Longest entry of a ROM's dictionary, and of any spelling that is tried. */
enum {
    NAME_BYTES = 40
};

struct codec {
    const moto_model *model;
    lexeme *lexemes;  /* of each token             */
    uint32_t *totals; /* of each leaf: its weight  */
    trie index;       /* spelling -> token         */
    trie names;       /* spelling -> entry         */
    uint32_t name_count;
    uint8_t section[CODEC_DICTIONARY_BYTES];
    size_t section_size;
};

/* One token of a parsed block. */
typedef struct move {
    uint16_t token;
    uint8_t casing;
    uint8_t size;   /* folded bytes          */
    uint8_t choice; /* raw byte, or name     */
} move;

/* The cheap ways to say a folded text, as a lattice of moves whose true costs are known. Null
 * without memory. */
typedef struct parser parser;
parser *parse_open(const codec *encoder, const uint8_t *bytes, const uint8_t *marks, size_t size);
void parse_close(parser *p);

/* Bits of the cheapest; infinite where there is no way. */
double parse_least(const parser *p);

/* Whom to show the parses that cost more than `above` bits and at most `most`. `found` returns
 * true to see no more. */
typedef struct parse_visit {
    double above;
    double most;
    bool (*found)(void *context, const move *moves, size_t count);
    void *context;
} parse_visit;

/* In no order. True when `found` returned it. */
bool parse_each(parser *p, const parse_visit *visit);

#endif
