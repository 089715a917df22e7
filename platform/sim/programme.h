/* SPDX-License-Identifier: MIT
 *
 * Any file that a sign can show, as a ROM: a ROM as it is, a script, an article, a feed or a
 * calendar built in this process.
 */
#ifndef PROGRAMME_H
#define PROGRAMME_H

#include "model.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct programme_options {
    int width, height; /* LEDs of the panel for which to build; 0: as the script says, or 128x32 */
    const char *date;  /* "2013-05-06": today; null: by the machine's clock */
    const char *font;  /* null: the default */
    const char *model; /* null: the default */
    bool reduced_motion; /* pages that rest instead of a crawl */
} programme_options;

/* The text models with which ROMs are read. */
typedef struct text_models text_models;

/* The built-in ones and the file `more`, unless that is null or the name of one of them. Null with
 * a message. */
text_models *text_models_open(const char *more, char *why, size_t why_size);
void text_models_close(text_models *models);
const moto_model *text_models_list(const text_models *models, uint32_t *count);

typedef struct programme {
    uint8_t *rom; /* to be freed */
    size_t size;
    bool built;     /* false: the file was a ROM */
    char note[256]; /* what was assumed; empty: nothing */
} programme;

/* `path` null: the built-in article; "-": standard input. False with a message that names the
 * file. */
bool programme_load(const char *path, const programme_options *options, programme *out,
                    char *message, size_t message_size);

#endif
