/* SPDX-License-Identifier: MIT
 *
 * The words of a text model: which tokens a leaf holds, and how they are spelled. Inner to the
 * codec; FORMAT-TEXT.md says the same in words.
 */
#ifndef MOTO_WORDS_H
#define MOTO_WORDS_H

#include "model.h"

/* The tokens of a leaf in runs; the tokens of a run weigh alike. */
typedef struct moto_bucket {
    uint32_t token; /* the first of the run       */
    uint32_t count; /* tokens, 0 to 14            */
    uint32_t shift; /* each weighs 2 ^ shift      */
    uint32_t place; /* of the run after this one  */
} moto_bucket;

/* Stands before the first run of a leaf. */
void moto_bucket_start(const moto_model *model, uint32_t leaf, moto_bucket *run);

/* Goes to the next run; false when there is none. */
int moto_bucket_next(const moto_model *model, moto_bucket *run);

/* A spelling, symbol by symbol: canonical prefix codes, the two symbols before choose which. */
typedef struct moto_spelling {
    uint32_t cursor; /* the next bit */
    uint8_t first;   /* the symbol before      */
    uint8_t second;  /* and the one before that */
} moto_spelling;

void moto_spelling_start(const moto_model *model, uint32_t token, moto_spelling *spelling);

/* Begins with the string number `skip` of those that lie one behind the other at `bits`. */
void moto_spelling_skip(const moto_model *model, const uint8_t *bits, moto_spelling *spelling,
                        uint32_t skip);

/* The next byte of the spelling, which lies in `bits`, or -1 at its end; then the next string
 * begins. */
int moto_spelling_next(const moto_model *model, const uint8_t *bits, moto_spelling *spelling);

#endif
