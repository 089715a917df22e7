/* SPDX-License-Identifier: MIT */
#include "build.h"

#include "choose.h"

#include <stdlib.h>

static int run(plan *p, buffer *image) {
    if (choose_models(p) != 0 || layout_plan(p) != 0)
        return -1;
    if (content_plan(p) != 0 || glyphs_plan(p) != 0)
        return -1;
    return measure_plan(p) == 0 ? choose_and_write(p, image) : -1;
}

int rom_build(const build_input *inputs, size_t count, const build_options *options,
              build_result *out, message *error) {
    *out = (build_result){0};
    plan *p = calloc(1, sizeof *p);
    if (!p)
        return message_no_memory(error, "build");
    p->inputs = inputs;
    p->input_count = count;
    if (options)
        p->options = *options;
    p->notes = &out->notes;
    p->error = error;
    buffer image = {0};
    int result = count > 0 ? run(p, &image) : message_set(error, "build: no input");
    if (result == 0) {
        out->size = image.count;
        out->bytes = (uint8_t *)buffer_take(&image);
    }
    buffer_free(&image);
    plan_free(p);
    free(p);
    return result;
}

void build_result_free(build_result *result) {
    free(result->bytes);
    notes_free(&result->notes);
    *result = (build_result){0};
}
