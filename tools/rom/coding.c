/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include <string.h>

static int code_block(plan *p, plan_block *block) {
    const plan_line *line = &p->lines[block->line];
    block->code_at = (uint32_t)p->text.count;
    block->code_size = (uint32_t)block->size;
    block->coding = MOTO_STORED;
    buffer_add(&p->text, line->text + block->at, block->size);
    return 0;
}

int coding_plan(plan *p) {
    for (size_t i = 0; i < p->block_count; i++)
        if (code_block(p, &p->blocks[i]) != 0)
            return -1;
    return p->text.failed ? message_no_memory(p->error, p->inputs[0].name) : 0;
}
