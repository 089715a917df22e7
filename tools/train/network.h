/* SPDX-License-Identifier: MIT
 *
 * The network: a log-bilinear model with a rectified hidden layer whose outputs are the nodes of
 * the class tree (Mnih and Hinton 2009), trained by row-wise Adagrad, the last rounds with
 * quantised weights (straight-through).
 *
 * Two workers learn on two halves of each batch, each on its own copy; then both changes are added.
 * That is the same sum whether the machine has one core or two.
 */
#ifndef MOTOGRAPH_TRAIN_NETWORK_H
#define MOTOGRAPH_TRAIN_NETWORK_H

#include "tree.h"

#include <stdbool.h>

enum {
    NETWORK_DIRECT = 4,         /* tokens back with rows of their own, at most: core/model.h */
    NETWORK_HISTORY = 6,        /* tokens back with shared rows, at most                     */
    NETWORK_POSITIONS = 12,     /* rows for the place in the line... */
    NETWORK_POSITION_SHIFT = 4, /* ... of 16 bytes each              */
    NETWORK_PAIRS = 9,          /* rows for the last two casings     */
    NETWORK_CASINGS = 3,        /* rows for the token's own casing   */
    NETWORK_EXTRA_NODES = 3     /* any capital; all capitals; end    */
};

typedef struct network_shape {
    uint32_t dims;    /* of the hidden layer: a multiple of 2                        */
    uint32_t narrow;  /* of it, what the rarer nodes see                             */
    uint32_t wide;    /* how many nodes see all                                      */
    uint32_t history; /* tokens back that the shared rows see                        */
    uint32_t direct;  /* tokens back that have rows of their own                     */
    uint32_t classes[NETWORK_DIRECT + 1]; /* of each, the last token first; of the shared rows */
    uint32_t shared; /* dimensions of the rows that all places of the history share */
} network_shape;

typedef struct network {
    network_shape shape;
    const tree *tree;
    const vocabulary *known;
    uint16_t *maps[NETWORK_DIRECT + 1]; /* leaf -> class */
    uint32_t bases[NETWORK_DIRECT + 1]; /* first row; the row behind the last class: no token */
    uint32_t pairs;                     /* first row of each kind */
    uint32_t positions;
    uint32_t casings;
    uint32_t factored; /* one row for each shared dimension */
    uint32_t factors;  /* one row for each place: what its shared row is multiplied by */
    uint32_t inputs;   /* rows in all, bases[NETWORK_DIRECT] and the factors last */
    uint32_t nodes;    /* rows behind them: tree nodes, then the extra nodes  */
    uint32_t stride;   /* floats in a row                                     */
    uint16_t *node_dims;
    float *weights;   /* [inputs + nodes][stride] */
    float *biases;    /* [nodes]                  */
    float *squares;   /* [inputs + nodes]: sums of squared gradients */
    float *quantised; /* as weights             */
    float *quantised_biases;
    float *leaf_cost;      /* of each token: bits inside its leaf */
    uint32_t *path_starts; /* of each leaf                       */
    uint32_t *paths;       /* node * 2 + direction               */
} network;

/* A row in 4 bits a weight: -7 to 7 steps of 2^((scale - 64) / 4). */
enum {
    NETWORK_WEIGHT_MOST = 7,
    NETWORK_SCALE_ZERO = 64,
    NETWORK_SCALE_MOST = 79
};
void network_quantise(const float *weights, uint32_t dims, int8_t *steps, uint8_t *scale);

/* Biases of nodes and factors of places, as the model has them. */
enum {
    NETWORK_BIAS_ONE = 8,
    NETWORK_FACTOR_ONE = 64
};
int network_bias(float bias);
int network_factor(float factor);

uint32_t network_row_dims(const network *net, uint32_t row);

int network_open(network *made, const network_shape *shape, const tree *leaves,
                 const vocabulary *known);
void network_close(network *net);

typedef struct network_plan {
    uint32_t rounds;    /* over the whole text                     */
    uint32_t quantised; /* of them, the last ones, with 4-bit rows */
    float rate;
} network_plan;

int network_train(network *net, const stream *tokens, const network_plan *plan,
                  void (*step)(void *context), void *context);

/* Bits that the network gives a text: for reports. */
double network_cost(const network *net, const stream *tokens, bool quantised);

#endif
