/* SPDX-License-Identifier: MIT
 *
 * The trained parts together: tagger, parser, compressor and the list of verbs.
 */
#ifndef CONDENSE_MODEL_H
#define CONDENSE_MODEL_H

#include "compress.h"
#include "entity.h"
#include "words.h"

typedef struct condense_model {
    weight_table tagger;
    weight_table entities;
    weight_table transitions;
    weight_table labels;
    compress_tables compress;
    word_set verbs; /* base forms */
} condense_model;

/* Unpacks the weights that are built in. Null: no memory. */
condense_model *condense_model_open(void);
void condense_model_close(condense_model *model);

/* Tags words and names, and parses. */
void condense_model_analyse(const condense_model *model, sentence *s);

#endif
