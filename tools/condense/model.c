/* SPDX-License-Identifier: MIT */
#include "model.h"

#include "assets.h"

#include <stdlib.h>

static int read_tables(const condense_asset *asset, weight_table **tables, const int *classes,
                       int count) {
    const uint8_t *at = asset->bytes;
    const uint8_t *end = at + asset->size;
    for (int i = 0; i < count; i++) {
        if (weight_table_read(tables[i], &at, end) != 0)
            return -1;
        if (tables[i]->classes != classes[i])
            return -1;
    }
    return 0;
}

static int open_model(condense_model *m) {
    weight_table *tagger[] = {&m->tagger, &m->entities};
    weight_table *parser[] = {&m->transitions, &m->labels};
    weight_table *compressor[] = {&m->compress.word, &m->compress.tree, &m->compress.chain};
    if (read_tables(&asset_tagger, tagger, (int[]){TAG_COUNT, ENTITY_COUNT}, 2) != 0)
        return -1;
    if (read_tables(&asset_parser, parser, (int[]){TRANSITIONS, LABEL_COUNT}, 2) != 0)
        return -1;
    if (read_tables(&asset_compressor, compressor, (int[]){1, 4, 4}, 3) != 0)
        return -1;
    m->verbs = (word_set){(const char *)asset_verbs.bytes, asset_verbs.size};
    return 0;
}

condense_model *condense_model_open(void) {
    condense_model *m = calloc(1, sizeof *m);
    if (m && open_model(m) != 0) {
        condense_model_close(m);
        return NULL;
    }
    return m;
}

void condense_model_close(condense_model *m) {
    if (!m)
        return;
    weight_table_free(&m->tagger);
    weight_table_free(&m->entities);
    weight_table_free(&m->transitions);
    weight_table_free(&m->labels);
    weight_table_free(&m->compress.word);
    weight_table_free(&m->compress.tree);
    weight_table_free(&m->compress.chain);
    free(m);
}
