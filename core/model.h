/* SPDX-License-Identifier: MIT
 *
 * A text model: the static tables against which the ROM's lines are coded, in flash.
 */
#ifndef MOTO_MODEL_H
#define MOTO_MODEL_H

#include "error.h"

#include <stdint.h>

typedef struct moto_model {
    const uint8_t *bytes; /* the model as it lies in flash; must outlive this struct */
    uint32_t size;
    uint32_t hash; /* the name by which a ROM asks for its model */
} moto_model;

/* Checks `size` bytes once and for all, so that decoding against them needs no further checks.
 * Any bytes are safe to open. Errors: MOTO_ERR_SIZE, _MAGIC, _VERSION, _CRC, _FORMAT, _LIMIT. */
moto_error moto_model_open(moto_model *model, const uint8_t *bytes, uint32_t size);

#endif
