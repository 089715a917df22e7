/* SPDX-License-Identifier: MIT
 *
 * Linear models over hashed features. A table has 2^bits rows of one weight per class; a feature
 * is a 64-bit hash whose low bits choose the row. Collisions are accepted, as in "Feature Hashing
 * for Large Scale Multitask Learning" (Weinberger et al. 2009).
 */
#ifndef CONDENSE_WEIGHTS_H
#define CONDENSE_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_CLASSES_MAX 48

typedef struct weight_table {
    int classes;
    int bits;
    int16_t *weights; /* row after row */
} weight_table;

/* Reads a table from packed bytes: classes, bits (one byte each), the number of weights that are
 * not zero (4 bytes, little-endian), then for each the gap to the one before and the weight, both
 * in 7-bit groups, low first, the weight folded (0, -1, 1, -2 ...). Moves *at behind it. 0, or -1:
 * the bytes are no table, or no memory. */
int weight_table_read(weight_table *table, const uint8_t **at, const uint8_t *end);
void weight_table_free(weight_table *table);

/* Sums the rows of the features into `scores`, one per class. */
void weight_table_score(const weight_table *table, const uint64_t *features, int count,
                        int32_t *scores);

/* --- hashing --- */

static inline uint64_t hash_mix(uint64_t h) {
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 29;
    return h;
}

static inline uint64_t hash_pair(uint64_t a, uint64_t b) {
    return hash_mix(a * 0x9e3779b97f4a7c15u + b + 0x632be59bd9b4e019u);
}

/* FNV-1a. */
static inline uint64_t hash_bytes(const char *text, size_t bytes) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < bytes; i++)
        h = (h ^ (uint8_t)text[i]) * 0x100000001b3u;
    return hash_mix(h);
}

/* --- training --- */

/* An averaged perceptron (Freund & Schapire 1999; Collins 2002): whole numbers only, so that it
 * comes out the same on every machine. */
typedef struct perceptron {
    int classes;
    int bits;
    int32_t *weights;
    int64_t *totals; /* weight times the step of each change */
    int64_t step;
} perceptron;

int perceptron_open(perceptron *p, int classes, int bits);
void perceptron_close(perceptron *p);
void perceptron_score(const perceptron *p, const uint64_t *features, int count, int32_t *scores);
void perceptron_change(perceptron *p, const uint64_t *features, int count, int class, int by);

/* A table with the averages times `scale` (rounded), of which only the `kept` largest weights
 * stay. 0, or -1: no memory. */
int perceptron_average(const perceptron *p, double scale, size_t kept, weight_table *table);

/* Appends the packed table to a file. 0, or -1. */
int weight_table_write(const weight_table *table, void *file);

#endif
