/* SPDX-License-Identifier: MIT
 *
 * Logarithm, power and chance, computed with IEEE arithmetic alone, so that a model does not depend
 * on the machine's mathematical library.
 */
#ifndef MOTOGRAPH_TRAIN_NUMBER_H
#define MOTOGRAPH_TRAIN_NUMBER_H

#include <stdint.h>

/* log2(x), for x > 0 that is no denormal; error below 1e-14. */
double number_log2(double x);

/* 2 to the power of x, for -1000 < x < 1000; relative error below 1e-13. */
double number_exp2(double x);

/* 1 / (1 + e^-x); relative error below 1e-6. */
float number_sigmoid(float x);

/* A pseudo-random number (xorshift64*); `state` must not be 0. */
static inline uint32_t number_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)(*state * 0x2545F4914F6CDD1Du >> 32);
}

#endif
