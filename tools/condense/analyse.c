/* SPDX-License-Identifier: MIT */
#include "model.h"

void condense_model_analyse(const condense_model *m, sentence *s) {
    tagger_run(&m->tagger, s);
    entity_run(&m->entities, s);
    parser_run(&m->transitions, &m->labels, s);
}
