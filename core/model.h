/* SPDX-License-Identifier: MIT
 *
 * A text model: the static tables against which the ROM's lines are coded, in flash. A small
 * language model over words and pieces of words: rows of 4-bit weights are summed to a hidden
 * layer, whose outputs are the nodes of a tree of token classes (Mnih and Hinton, "A scalable
 * hierarchical distributed language model", 2009). Every byte of it: FORMAT-TEXT.md.
 */
#ifndef MOTO_MODEL_H
#define MOTO_MODEL_H

#include "error.h"

#include <stdint.h>

/* The widest hidden layer that this build decodes: 2 bytes of stack for each. A model that needs
 * more is refused with MOTO_ERR_LIMIT. */
#ifndef MOTO_MODEL_DIMS
#define MOTO_MODEL_DIMS 64
#endif

#define MOTO_MODEL_DIRECT  4  /* tokens back that have rows of their own, at most      */
#define MOTO_MODEL_HISTORY 6  /* tokens back that are remembered, at most              */
#define MOTO_MODEL_DEPTH   48 /* nodes from the root of the class tree to a leaf, at most */
#define MOTO_TOKEN_BYTES   16 /* spelling of a token, at most                          */

/* A model that was opened. The pointers lead into `bytes`; only the codec looks behind them. */
typedef struct moto_model {
    const uint8_t *bytes; /* the model as it lies in flash; must outlive this struct */
    uint32_t size;
    uint32_t hash; /* the name by which a ROM asks for its model */
    const uint8_t *maps[MOTO_MODEL_DIRECT + 1];
    const uint8_t *rows;
    const uint8_t *shared;
    const uint8_t *factors;
    const uint8_t *wide;
    const uint8_t *nodes;
    const uint8_t *leaves;
    const uint8_t *buckets;
    const uint8_t *index;
    const uint8_t *tables;
    const uint8_t *contexts;
    const uint8_t *symbols;
    const uint8_t *strings;
    uint16_t first_row[MOTO_MODEL_DIRECT + 1]; /* of each direct token; then of the other rows */
} moto_model;

/* Checks `size` bytes once and for all, so that decoding against them needs no further checks.
 * Any bytes are safe to open. Errors: MOTO_ERR_SIZE, _MAGIC, _VERSION, _CRC, _FORMAT, _LIMIT. */
moto_error moto_model_open(moto_model *model, const uint8_t *bytes, uint32_t size);

#endif
