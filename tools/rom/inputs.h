/* SPDX-License-Identifier: MIT
 *
 * Inputs of any kind -> the scripts of one programme. Articles are condensed on the way.
 */
#ifndef INPUTS_H
#define INPUTS_H

#include "build.h"
#include "message.h"
#include "read.h"

#include <stddef.h>

typedef struct inputs {
    source *sources;
    size_t source_count;
    build_input *scripts; /* for rom_build */
    size_t count;
} inputs;

/* Reads all of `paths`. Remarks go to standard error. 0, or -1 with the message and nothing to
 * free. */
int inputs_read(char *const *paths, size_t count, const read_options *options, inputs *out,
                message *error);

void inputs_free(inputs *in);

#endif
