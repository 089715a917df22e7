/* SPDX-License-Identifier: MIT
 *
 * A trained network as the bytes that core/model.h opens (core/FORMAT-TEXT.md).
 */
#ifndef MOTOGRAPH_TRAIN_PACK_H
#define MOTOGRAPH_TRAIN_PACK_H

#include "network.h"

typedef struct pack_style {
    uint32_t symbols; /* of the spelling code                            */
    uint32_t tables;  /* prefix codes                                    */
    uint32_t order;   /* symbols before that choose the table: 1 or 2    */
} pack_style;

/* Packs into at most `size` bytes, leaving out the least worthy tokens where they do not fit.
 * Returns the bytes written; negative: 0 - 1 no memory, 0 - 2 the network alone does not fit. */
long pack_model(const network *net, const pack_style *style, uint8_t *out, size_t size);

#endif
