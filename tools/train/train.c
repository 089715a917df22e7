/* SPDX-License-Identifier: MIT */
#include "train.h"

#include <stdio.h>
#include <strings.h>

train_size train_size_parse(const char *name) {
    if (strcasecmp(name, "8K") == 0) {
        return TRAIN_8K;
    }
    if (strcasecmp(name, "64K") == 0) {
        return TRAIN_64K;
    }
    return strcasecmp(name, "256K") == 0 ? TRAIN_256K : (train_size)0;
}

int train_files(const char *const *corpora, size_t count, const train_options *options,
                const char *output, char *message, size_t message_size) {
    (void)corpora;
    (void)count;
    (void)options;
    snprintf(message, message_size, "%s: the trainer is not built yet", output);
    return -1;
}

void train_progress_bar(void *context, const char *stage, double done) {
    (void)context;
    (void)stage;
    (void)done;
}
