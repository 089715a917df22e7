/* SPDX-License-Identifier: MIT
 *
 * The vocabulary: words and pieces of words, chosen so that each pays for its place in the model's
 * dictionary, under a unigram model (expectation maximisation with pruning, after Kudo 2018).
 */
#ifndef MOTOGRAPH_TRAIN_VOCABULARY_H
#define MOTOGRAPH_TRAIN_VOCABULARY_H

#include "corpus.h"
#include "trie.h"

#include <stddef.h>
#include <stdint.h>

/* Two tokens without a spelling come first. */
enum {
    TOKEN_ESCAPE = 0, /* one byte follows                         */
    TOKEN_NAME = 1,   /* an entry of the ROM's dictionary follows */
    TOKEN_FIRST = 2,
    TOKEN_BYTES = 16, /* longest spelling */
};

typedef struct token_info {
    uint32_t at; /* in `bytes` */
    uint32_t size;
    float cost;   /* bits, under the unigram model */
    double count; /* in the corpus                 */
} token_info;

typedef struct vocabulary {
    uint8_t *bytes;
    token_info *tokens;
    uint32_t count;
    uint32_t longest;
    trie index; /* spelling -> token */
} vocabulary;

/* A token in its place. */
typedef struct piece {
    uint16_t token;
    uint8_t casing; /* fold_case         */
    uint8_t size;   /* of folded bytes   */
} piece;

/* Chooses at most `count` tokens. 0, or -1 without memory. `step` is called between rounds. */
int vocabulary_choose(vocabulary *chosen, const corpus *text, uint32_t count,
                      void (*step)(void *context), void *context);
void vocabulary_close(vocabulary *known);

/* Cuts one word into its cheapest pieces. `pieces` has room for `size`. Returns how many. */
size_t vocabulary_cut(const vocabulary *known, const uint8_t *bytes, const uint8_t *marks,
                      size_t size, uint32_t forbidden, piece *pieces, double *cost);

#endif
