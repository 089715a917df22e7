/* SPDX-License-Identifier: MIT
 *
 * Names: of every word, whether it is part of a person's name, a place, a country or its people, a
 * body, a time. A greedy averaged perceptron over the words and their tags.
 */
#ifndef CONDENSE_ENTITY_H
#define CONDENSE_ENTITY_H

#include "tagger.h"

typedef enum entity_id {
    ENTITY_NONE,
    ENTITY_PERSON,
    ENTITY_PLACE,
    ENTITY_NATION,
    ENTITY_BODY,
    ENTITY_TIME,
    ENTITY_OTHER,
    ENTITY_COUNT,
} entity_id;

/* From a label of the treebank: "B-per", "I-geo", "O". */
entity_id entity_of_name(const char *name);

#define ENTITY_FEATURES 26

/* Features of word i, its tags known, the entities of the two words before it known. */
int entity_features(const word_hashes *words, const uint8_t *tags, int count, int i, int before,
                    int before_that, uint64_t features[ENTITY_FEATURES]);

/* Sets the entity of every tagged word. */
void entity_run(const weight_table *table, sentence *s);

#endif
