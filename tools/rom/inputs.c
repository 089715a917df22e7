/* SPDX-License-Identifier: MIT */
#include "inputs.h"

#include "verbs.h"

#include <stdlib.h>

static int take_source(inputs *in, source *from, message *error) {
    switch (from->format) {
    case SOURCE_SCRIPT:
    case SOURCE_CALENDAR:
        in->scripts[in->count++] = (build_input){&from->script, from->name};
        return 0;
    case SOURCE_ROM:
        return message_set(error, "%s: is a ROM already", from->name);
    default:
        return message_set(error, "%s: articles cannot be condensed yet", from->name);
    }
}

int inputs_read(char *const *paths, size_t count, const read_options *options, inputs *out,
                message *error) {
    *out = (inputs){0};
    out->sources = calloc(count, sizeof *out->sources);
    out->scripts = calloc(count, sizeof *out->scripts);
    int result = out->sources && out->scripts ? 0 : message_no_memory(error, paths[0]);
    for (size_t i = 0; i < count && result == 0; i++) {
        source *from = &out->sources[out->source_count++];
        result = read_source(paths[i], options, from, error);
        if (result == 0) {
            show_notes(&from->notes);
            result = take_source(out, from, error);
        }
    }
    if (result != 0)
        inputs_free(out);
    return result;
}

void inputs_free(inputs *in) {
    for (size_t i = 0; i < in->source_count; i++)
        source_free(&in->sources[i]);
    free(in->sources);
    free(in->scripts);
    *in = (inputs){0};
}
