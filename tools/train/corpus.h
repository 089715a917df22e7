/* SPDX-License-Identifier: MIT
 *
 * The training text: files read, unpacked, cut into sentences and folded.
 */
#ifndef MOTOGRAPH_TRAIN_CORPUS_H
#define MOTOGRAPH_TRAIN_CORPUS_H

#include <stddef.h>
#include <stdint.h>

typedef struct sentence {
    size_t at;     /* in `bytes` and `marks` */
    uint32_t size; /* with the virtual space */
} sentence;

/* Folded as by fold_text. */
typedef struct corpus {
    uint8_t *bytes;
    uint8_t *marks;
    size_t size;
    sentence *sentences;
    size_t count;
} corpus;

/* 0, or -1 with `file: what is wrong` in `message`. */
int corpus_read(corpus *text, const char *const *paths, size_t count, char *message,
                size_t message_size);
void corpus_close(corpus *text);

#endif
