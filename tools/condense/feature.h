/* SPDX-License-Identifier: MIT
 *
 * Building lists of hashed features.
 */
#ifndef CONDENSE_FEATURE_H
#define CONDENSE_FEATURE_H

#include "weights.h"

/* A growing list of features; each is told from the others by its number. */
typedef struct feature_list {
    uint64_t *features;
    int count;
    uint64_t seed;
} feature_list;

static inline void add1(feature_list *list, uint64_t a) {
    list->features[list->count] = hash_pair(a, list->seed + (uint64_t)list->count);
    list->count++;
}

static inline void add2(feature_list *list, uint64_t a, uint64_t b) {
    add1(list, hash_pair(a, b));
}

static inline void add3(feature_list *list, uint64_t a, uint64_t b, uint64_t c) {
    add1(list, hash_pair(hash_pair(a, b), c));
}

static inline void add4(feature_list *list, uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    add1(list, hash_pair(hash_pair(a, b), hash_pair(c, d)));
}

static inline uint64_t at_most(int value, int limit) {
    return (uint64_t)(value < limit ? value : limit);
}

#endif
