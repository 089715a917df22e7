/* SPDX-License-Identifier: MIT
 *
 * Inputs of any kind -> the scripts of one programme. Articles are condensed on the way.
 *
 *     inputs in;
 *     build_result rom;
 *     if (inputs_read(paths, count, NULL, &in, &error) == 0)
 *         rom_build(in.scripts, in.count, NULL, &rom, &error);
 */
#ifndef INPUTS_H
#define INPUTS_H

#include "build.h"
#include "condense.h"
#include "message.h"
#include "read.h"

#include <stddef.h>

typedef struct inputs_options {
    read_options reading;        /* its date is that of condensing too                       */
    condense_options condensing; /* of articles; its model is opened when it is needed       */
} inputs_options;

/* What one article became, and why. */
typedef struct inputs_article {
    const char *name;
    const document *article;
    size_t script; /* index in `scripts` */
    condense_report report;
} inputs_article;

typedef struct inputs {
    build_input *scripts; /* for rom_build */
    size_t count;
    inputs_article *articles;
    size_t article_count;
    notes notes; /* remarks of the readers, to be shown */
    source *sources;
    size_t source_count;
    script *condensed;
} inputs;

/* Reads all of `paths`; "-" is standard input. `options` may be null. 0, or -1 with the message and
 * nothing to free. */
int inputs_read(const char *const *paths, size_t count, const inputs_options *options, inputs *out,
                message *error);

/* The same for one input in memory. */
int inputs_bytes(const unsigned char *bytes, size_t size, const char *name,
                 const inputs_options *options, inputs *out, message *error);

void inputs_free(inputs *in);

#endif
