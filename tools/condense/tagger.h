/* SPDX-License-Identifier: MIT
 *
 * Parts of speech: the Penn Treebank tags by a greedy averaged perceptron, left to right.
 */
#ifndef CONDENSE_TAGGER_H
#define CONDENSE_TAGGER_H

#include "token.h"
#include "weights.h"

/* The Penn tags; both quotes are TAG_QUOTE. */
typedef enum tag_id {
    TAG_NN,
    TAG_NNS,
    TAG_NNP,
    TAG_NNPS,
    TAG_VB,
    TAG_VBD,
    TAG_VBG,
    TAG_VBN,
    TAG_VBP,
    TAG_VBZ,
    TAG_MD,
    TAG_JJ,
    TAG_JJR,
    TAG_JJS,
    TAG_RB,
    TAG_RBR,
    TAG_RBS,
    TAG_RP,
    TAG_IN,
    TAG_TO,
    TAG_CC,
    TAG_CD,
    TAG_DT,
    TAG_PDT,
    TAG_EX,
    TAG_PRP,
    TAG_PRPS, /* PRP$ */
    TAG_POS,
    TAG_WDT,
    TAG_WP,
    TAG_WPS, /* WP$ */
    TAG_WRB,
    TAG_UH,
    TAG_FW,
    TAG_SYM,
    TAG_CURRENCY, /* $ */
    TAG_COMMA,
    TAG_STOP,
    TAG_COLON,
    TAG_QUOTE,
    TAG_OPEN,
    TAG_CLOSE,
    TAG_COUNT,
} tag_id;

/* "NNP", ... and back; an unknown name is NN. */
const char *tag_name(tag_id t);
tag_id tag_of_name(const char *name);

static inline bool tag_is_noun(int t) {
    return t <= TAG_NNPS;
}

static inline bool tag_is_name(int t) {
    return t == TAG_NNP || t == TAG_NNPS;
}

static inline bool tag_is_verb(int t) {
    return t >= TAG_VB && t <= TAG_VBZ;
}

/* Hashes of one word that every model uses, digits made 0. */
typedef struct word_hashes {
    uint64_t word;
    uint64_t lower;
    uint64_t shape;
    uint64_t suffix[4]; /* the last one to four bytes of the lower-case word */
    uint64_t prefix;
} word_hashes;

void word_hashes_of(const token *t, word_hashes *h);

#define TAGGER_FEATURES 26

/* Features of word i, the two tags before it known. */
int tagger_features(const word_hashes *words, int count, int i, int before, int before_that,
                    uint64_t features[TAGGER_FEATURES]);

/* Sets the tag of every word. */
void tagger_run(const weight_table *table, sentence *s);

#endif
