/* SPDX-License-Identifier: MIT */
#include "choose.h"

#include <string.h>

#define STORED (-1)

static void set_model(plan *p, int index) {
    p->model = index == STORED ? NULL : &p->models.list[index];
    p->model_name = index == STORED ? NULL : p->models.names[index];
}

int choose_models(plan *p) {
    const char *wanted = p->options.model;
    if (models_open(wanted, &p->models, p->error) != 0)
        return -1;
    if (!wanted && p->options.flash > 0) {
        p->may_code = p->models.count > 0;
        return 0;
    }
    int index = STORED;
    if (!wanted || strcmp(wanted, MODELS_STORED) != 0)
        index = models_find(&p->models, wanted ? wanted : MODELS_DEFAULT);
    set_model(p, index);
    p->may_code = index != STORED;
    return 0;
}

/* Codes with one model. `*total` is what ROM and model take together. */
static int write_one(plan *p, buffer *out, uint64_t *total) {
    if (coding_plan(p) != 0 || image_write(p, out) != 0)
        return -1;
    *total = out->count + (coding_needs_model(p) ? p->model->size : 0);
    return verify_image(p, out);
}

static int too_large(plan *p, uint64_t total) {
    return message_set(p->error, "%s: ROM and text model take %llu bytes together, over --flash %u",
                       p->inputs[0].name, (unsigned long long)total, p->options.flash);
}

static int write_smallest(plan *p, buffer *out) {
    uint64_t least = UINT64_MAX;
    for (int i = STORED; i < (int)p->models.count; i++) {
        buffer one = {0};
        uint64_t total;
        set_model(p, i);
        if (write_one(p, &one, &total) != 0) {
            buffer_free(&one);
            return -1;
        }
        if (total < least) {
            buffer worse = *out;
            *out = one;
            one = worse;
            least = total;
        }
        buffer_free(&one);
    }
    return least <= p->options.flash ? 0 : too_large(p, least);
}

int choose_and_write(plan *p, buffer *out) {
    uint64_t total;
    if (!p->options.model && p->options.flash > 0)
        return write_smallest(p, out);
    if (write_one(p, out, &total) != 0)
        return -1;
    bool fits = p->options.flash == 0 || total <= p->options.flash;
    return fits ? 0 : too_large(p, total);
}
