/* SPDX-License-Identifier: MIT
 *
 * The trainer of text models: plain text in, a model for core/model.h out.
 *
 * The text is UTF-8 of any language, a paragraph or a sentence a line; files may be compressed by
 * xz. The same text gives the same model, byte by byte, on every machine that has IEEE 754 single
 * and double precision: the trainer adds in a fixed order and brings its own exp and log.
 */
#ifndef MOTOGRAPH_TRAIN_H
#define MOTOGRAPH_TRAIN_H

#include <stddef.h>
#include <stdint.h>

/* The sizes that there are. A model has at most as many bytes. */
typedef enum train_size {
    TRAIN_8K = 8192,
    TRAIN_64K = 65536,
    TRAIN_256K = 262144,
} train_size;

/* "8K", "64K" or "256K", in either case; 0 for anything else. */
train_size train_size_parse(const char *name);

typedef struct train_options {
    train_size size;
    /* Called now and then with what is being done and how far the whole training is, 0 to 1.
     * May be null. */
    void (*progress)(void *context, const char *stage, double done);
    void *context;
} train_options;

/* Trains on `count` files and writes the model beside `output`, then renames it. 0, or -1 with
 * one sentence for people in `message` (`file: what is wrong`) and nothing written. */
int train_files(const char *const *corpora, size_t count, const train_options *options,
                const char *output, char *message, size_t message_size);

/* A progress function for a terminal: a bar on standard error, nothing when that is no terminal.
 * `context` is not used. */
void train_progress_bar(void *context, const char *stage, double done);

#endif
