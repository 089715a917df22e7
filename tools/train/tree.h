/* SPDX-License-Identifier: MIT
 *
 * The class tree: tokens that stand in like surroundings share a leaf, like leaves share a branch.
 * Classes by the exchange algorithm (Kneser and Ney 1993), branches by agglomeration that loses
 * the least mutual information (Brown and others 1992), leaves by splitting the classes further.
 */
#ifndef MOTOGRAPH_TRAIN_TREE_H
#define MOTOGRAPH_TRAIN_TREE_H

#include "stream.h"

/* Inner nodes are in pre-order: node 0 is the root; the left child of node n is n + 1, the right
 * one n + left[n]. A subtree with one leaf has no node. */
typedef struct tree {
    uint32_t leaves;
    uint16_t *left;    /* leaves - 1: how many leaves are in the left subtree    */
    double *loss;      /* leaves - 1: mutual information lost without this node  */
    uint16_t *leaf_of; /* of each token                                          */
    uint32_t tokens;
} tree;

int tree_make(tree *made, const stream *tokens, const vocabulary *known, uint32_t classes,
              uint32_t leaves, uint32_t rounds, void (*step)(void *context), void *context);
void tree_close(tree *made);

/* Cuts the tree at its `classes` most telling branches: map[leaf] is the class, in rising order.
 * Returns how many there are. */
uint32_t tree_cut(const tree *made, uint32_t classes, uint16_t *map);

#endif
