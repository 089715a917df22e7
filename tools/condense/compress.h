/* SPDX-License-Identifier: MIT
 *
 * Sentence compression: for every word of a parsed sentence, keep or drop. A linear score on the
 * words, on (head kept?, word kept?) and on (word before kept?, word kept?); the best mask by dual
 * decomposition of the chain and the tree (as Almeida & Martins, "Fast and Robust Compressive
 * Summarization with Dual Decomposition", ACL 2013); trained as a structured perceptron.
 */
#ifndef CONDENSE_COMPRESS_H
#define CONDENSE_COMPRESS_H

#include "parser.h"

#define COMPRESS_WORD_FEATURES_MAX  128
#define COMPRESS_TREE_FEATURES_MAX  32
#define COMPRESS_CHAIN_FEATURES_MAX 32

typedef struct compress_features {
    int words, trees, chains;
    uint64_t word[COMPRESS_WORD_FEATURES_MAX];
    uint64_t tree[COMPRESS_TREE_FEATURES_MAX];
    uint64_t chain[COMPRESS_CHAIN_FEATURES_MAX];
} compress_features;

/* Features of all words of a sentence, into count structs. */
void compress_features_of(const sentence *s, compress_features *features);

/* Scores are 16 times the sums of weights. Pairs: 2 * (other kept) + (word kept). */
typedef struct compress_scores {
    int count;
    int16_t head[SENTENCE_TOKENS_MAX];
    int32_t word[SENTENCE_TOKENS_MAX];
    int32_t tree[SENTENCE_TOKENS_MAX][4];
    int32_t chain[SENTENCE_TOKENS_MAX][4];
} compress_scores;

#define COMPRESS_SCORE_UNIT 16

/* What keeping a word earns besides when the best F1 is wanted. */
#define COMPRESS_BIAS 3000

typedef struct compress_tables {
    weight_table word, tree, chain;
} compress_tables;

/* 0, or -1: no memory. */
int compress_score(const compress_tables *tables, const sentence *s, compress_scores *scores);

/* The best mask when keeping word i earns extra[i] more. */
void compress_decode(const compress_scores *scores, const int32_t *extra, uint8_t *keep);

#endif
