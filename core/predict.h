/* SPDX-License-Identifier: MIT
 *
 * The arithmetic of the text model, in integers: what decoder and encoder must compute alike.
 * Inner to the codec; FORMAT-TEXT.md says the same in words.
 */
#ifndef MOTO_PREDICT_H
#define MOTO_PREDICT_H

#include "model.h"

#include <stdbool.h>

#define MOTO_NO_LEAF 0xFFFFu /* before the line's first token */

/* Chances are in 1/65536. */
#define MOTO_CHANCE_BITS 16

/* What the next token is predicted from. */
typedef struct moto_context {
    uint16_t history[MOTO_MODEL_HISTORY]; /* leaves of the tokens before, the last one first */
    uint8_t bytes;                        /* folded bytes of them all, 255 at most           */
    uint8_t casings;                      /* of the last token, times 3, and the one before  */
} moto_context;

/* The hidden layer: two lanes of 16 bits in a word, 1/1024 a unit. As summed, a lane is biased by
 * 32768; once bent it is a signed number. */
typedef struct moto_hidden {
    uint32_t pairs[MOTO_MODEL_DIMS / 2];
} moto_hidden;

/* Nodes behind those of the class tree. */
enum {
    MOTO_NODE_CAPITAL, /* the token has a capital               */
    MOTO_NODE_ALL,     /* ... and has nothing but capitals      */
    MOTO_NODE_END,     /* the line ends before this token       */
    MOTO_NODE_EXTRA
};

void moto_context_start(moto_context *context);
void moto_context_push(moto_context *context, uint32_t leaf, uint32_t casing);

static inline void moto_context_count(moto_context *context, uint32_t bytes) {
    bytes += context->bytes;
    context->bytes = (uint8_t)(bytes < 255 ? bytes : 255);
}

/* Sums the hidden layer; the extra nodes are asked now. */
void moto_predict(const moto_model *model, const moto_context *context, moto_hidden *hidden);

/* Adds the row of the token's own casing and bends; then the class tree is walked. */
void moto_predict_casing(const moto_model *model, moto_hidden *hidden, uint32_t casing);

/* The chance that a node's decision is 1, between 22 and 65514. `bent` tells whether
 * moto_predict_casing was called. `left` becomes the number of leaves in the left subtree. */
uint32_t moto_predict_node(const moto_model *model, const moto_hidden *hidden, uint32_t node,
                           bool bent, uint32_t *left);

/* The number of an extra node. */
uint32_t moto_predict_extra(const moto_model *model, uint32_t which);

#endif
