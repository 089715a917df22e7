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

/* Finds a cheap way to say the folded text. `moves` has room for `size`. Returns how many, or -1
 * without memory. */
long parse_text(const codec *encoder, const uint8_t *bytes, const uint8_t *marks, size_t size,
                move *moves);

#endif
