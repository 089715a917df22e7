/* SPDX-License-Identifier: MIT
 *
 * The text models at hand: those of assets/models, which are built in, and one more from a file.
 */
#ifndef MODELS_H
#define MODELS_H

#include "message.h"
#include "rom.h"

#include <stddef.h>
#include <stdint.h>

#define MODELS_MAX     8
#define MODELS_DEFAULT "en-64k"
#define MODELS_STORED  "stored" /* no model: the text as it is */

typedef struct models {
    moto_model list[MODELS_MAX]; /* opened; give it to moto_rom_open */
    const char *names[MODELS_MAX];
    uint32_t count;
    unsigned char *file; /* of the one that was read */
    char name[64];
} models;

/* Opens the built-in models and, when `more` is neither null nor one of their names nor "stored",
 * the model file of that path, which comes last. 0, or -1 with the message. */
int models_open(const char *more, models *out, message *error);
void models_close(models *m);

/* Index of a model by its name, or of the file that was read by its path; -1: none. */
int models_find(const models *m, const char *name_or_path);

/* Generated from assets/models. */
typedef struct model_file {
    const char *name;
    const uint8_t *bytes;
    size_t size;
} model_file;

extern const model_file model_files[];
extern const size_t model_file_count;

#endif
