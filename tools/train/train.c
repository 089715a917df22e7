/* SPDX-License-Identifier: MIT */
#include "train.h"

#include "corpus.h"
#include "model.h"
#include "network.h"
#include "pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* One in so many unknown capitalised words stands for a name of the ROM's own dictionary. */
enum {
    NAME_SHARE = 8
};

typedef struct recipe {
    train_size size;
    uint32_t tokens; /* somewhat more than will fit: the packer leaves out the last */
    uint32_t classes;
    uint32_t leaves;
    network_shape shape;
    network_plan plan;
    pack_style style;
} recipe;

static const recipe recipes[] = {
    {TRAIN_8K,
     1300,
     128,
     200,
     {.dims = 20,
      .narrow = 8,
      .wide = 60,
      .history = 6,
      .direct = 1,
      .classes = {48, 0, 0, 0, 200},
      .shared = 8},
     {12, 4, 0.3f},
     {26, 6, 1}},
    {TRAIN_64K,
     10500,
     256,
     704,
     {.dims = 48,
      .narrow = 16,
      .wide = 200,
      .history = 5,
      .direct = 2,
      .classes = {288, 96, 0, 0, 704},
      .shared = 16},
     {10, 4, 0.3f},
     {32, 48, 2}},
    {TRAIN_256K,
     32000,
     512,
     2048,
     {.dims = 64,
      .narrow = 28,
      .wide = 600,
      .history = 6,
      .direct = 2,
      .classes = {1024, 256, 0, 0, 2048},
      .shared = 24},
     {10, 4, 0.3f},
     {34, 60, 2}},
};

train_size train_size_parse(const char *name) {
    if (strcasecmp(name, "8K") == 0) {
        return TRAIN_8K;
    }
    if (strcasecmp(name, "64K") == 0) {
        return TRAIN_64K;
    }
    return strcasecmp(name, "256K") == 0 ? TRAIN_256K : (train_size)0;
}

/* How far the training is. Stages have a share each of the whole; steps come one by one nearer to
 * the end of their stage, since how many there will be is not known. */
typedef struct progress {
    const train_options *options;
    const char *stage;
    double done;
    double end;
    double each;
} progress;

static void step(void *context) {
    progress *p = context;
    p->done += p->each < p->end - p->done ? p->each : (p->end - p->done) / 2;
    if (p->options->progress) {
        p->options->progress(p->options->context, p->stage, p->done);
    }
}

static void begin(progress *p, const char *stage, double end, double steps) {
    p->stage = stage;
    p->done = p->end;
    p->each = (end - p->done) / steps;
    p->end = end;
    if (p->options->progress) {
        p->options->progress(p->options->context, stage, p->done);
    }
}

/* Everything that training makes on its way. */
typedef struct workshop {
    corpus text;
    vocabulary known;
    stream tokens;
    tree classes;
    network net;
} workshop;

static void close_workshop(workshop *w) {
    network_close(&w->net);
    tree_close(&w->classes);
    stream_close(&w->tokens);
    if (w->known.bytes) {
        vocabulary_close(&w->known);
    }
    corpus_close(&w->text);
}

static long train_network(workshop *w, const recipe *from, progress *p, uint8_t *out) {
    begin(p, "vocabulary", 0.1, 16);
    if (vocabulary_choose(&w->known, &w->text, from->tokens, step, p)) {
        return -1;
    }
    if (stream_make(&w->tokens, &w->text, &w->known, NAME_SHARE)) {
        return -1;
    }
    begin(p, "classes", 0.3, 7);
    if (tree_make(&w->classes, &w->tokens, &w->known, from->classes, from->leaves, 6, step, p)) {
        return -1;
    }
    double batches = (double)w->tokens.count / 3072 + 1;
    begin(p, "network", 0.97, from->plan.rounds * batches);
    if (network_open(&w->net, &from->shape, &w->classes, &w->known) ||
        network_train(&w->net, &w->tokens, &from->plan, step, p)) {
        return -1;
    }
    begin(p, "packing", 1, 1);
    return pack_model(&w->net, &from->style, out, from->size);
}

static int fail(char *message, size_t size, const char *path, const char *wrong) {
    snprintf(message, size, "%s: %s", path, wrong);
    return -1;
}

static int write_beside(const char *output, const uint8_t *bytes, size_t size, char *message,
                        size_t message_size) {
    size_t length = strlen(output);
    char *beside = malloc(length + 5);
    if (!beside) {
        return fail(message, message_size, output, "no memory");
    }
    memcpy(beside, output, length);
    memcpy(beside + length, ".tmp", 5);
    FILE *file = fopen(beside, "wb");
    int failed = !file || fwrite(bytes, 1, size, file) != size;
    failed |= file && fclose(file);
    failed = failed || rename(beside, output);
    if (failed) {
        fail(message, message_size, output, strerror(errno));
        unlink(beside);
    }
    free(beside);
    return failed ? -1 : 0;
}

int train_files(const char *const *corpora, size_t count, const train_options *options,
                const char *output, char *message, size_t message_size) {
    workshop w;
    progress p = {.options = options};
    const recipe *from = recipes;
    memset(&w, 0, sizeof w);
    while (from->size != options->size) {
        from++;
    }
    begin(&p, "reading", 0.02, 1);
    if (corpus_read(&w.text, corpora, count, message, message_size)) {
        corpus_close(&w.text);
        return -1;
    }
    uint8_t *out = malloc(options->size);
    moto_model check;
    int failed = 0;
    if (w.text.count == 0) {
        failed = fail(message, message_size, corpora[0], "there is no text in it");
    } else if (!out) {
        failed = fail(message, message_size, output, "no memory");
    } else {
        long size = train_network(&w, from, &p, out);
        if (size < 0) {
            const char *wrong = size == -2 ? "the text has too few different words" : "no memory";
            failed = fail(message, message_size, corpora[0], wrong);
        } else if (moto_model_open(&check, out, (uint32_t)size) != MOTO_OK) {
            failed = fail(message, message_size, output, "the trained model does not open");
        } else {
            failed = write_beside(output, out, (size_t)size, message, message_size);
        }
    }
    free(out);
    close_workshop(&w);
    if (!failed && options->progress) {
        options->progress(options->context, "done", 1);
    }
    return failed;
}

void train_progress_bar(void *context, const char *stage, double done) {
    enum {
        WIDTH = 40
    };
    (void)context;
    if (!isatty(STDERR_FILENO)) {
        return;
    }
    int filled = (int)(done * WIDTH);
    fprintf(stderr, "\r%-10s [", stage);
    for (int i = 0; i < WIDTH; i++) {
        fputc(i < filled ? '=' : ' ', stderr);
    }
    fprintf(stderr, "] %3d %%%s", (int)(done * 100), done >= 1 ? "\n" : "");
}
