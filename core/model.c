/* SPDX-License-Identifier: MIT */
#include "model.h"

moto_error moto_model_open(moto_model *model, const uint8_t *bytes, uint32_t size) {
    model->bytes = bytes;
    model->size = size;
    model->hash = 0;
    return MOTO_ERR_MAGIC;
}
