/* SPDX-License-Identifier: MIT */
#include "entity.h"

#include <string.h>

entity_id entity_of_name(const char *name) {
    static const char *const names[] = {"per", "geo", "gpe", "org", "tim"};
    if (strlen(name) < 5)
        return ENTITY_NONE;
    for (int i = 0; i < 5; i++)
        if (strcmp(name + 2, names[i]) == 0)
            return (entity_id)(ENTITY_PERSON + i);
    return ENTITY_OTHER;
}

static const word_hashes outside = {1, 1, 1, {1, 1, 1, 1}, 1};

int entity_features(const word_hashes *words, const uint8_t *tags, int count, int i, int before,
                    int before_that, uint64_t features[ENTITY_FEATURES]) {
    const word_hashes *w = &words[i];
    const word_hashes *left = i > 0 ? &words[i - 1] : &outside;
    const word_hashes *left2 = i > 1 ? &words[i - 2] : &outside;
    const word_hashes *right = i + 1 < count ? &words[i + 1] : &outside;
    const word_hashes *right2 = i + 2 < count ? &words[i + 2] : &outside;
    uint64_t tag = tags[i];
    uint64_t left_tag = i > 0 ? tags[i - 1] : TAG_COUNT;
    uint64_t right_tag = i + 1 < count ? tags[i + 1] : TAG_COUNT;
    uint64_t b = (uint64_t)before, bb = (uint64_t)(before * 16 + before_that);
    uint64_t values[ENTITY_FEATURES] = {
        0,
        w->word,
        w->lower,
        w->suffix[3],
        w->suffix[2],
        w->suffix[1],
        w->prefix,
        w->shape,
        hash_pair(w->shape, i == 0),
        tag,
        b,
        bb,
        hash_pair(w->word, b),
        hash_pair(tag, b),
        left->lower,
        right->lower,
        left2->lower,
        right2->lower,
        hash_pair(left->lower, w->shape),
        hash_pair(right->lower, w->shape),
        hash_pair(w->lower, right->lower),
        hash_pair(left->lower, w->lower),
        hash_pair(hash_pair(left_tag, tag), right_tag),
        hash_pair(right->shape, hash_pair(w->shape, left->shape)),
        hash_pair(right->suffix[2], b),
        hash_pair(left->lower, b),
    };
    for (int k = 0; k < ENTITY_FEATURES; k++)
        features[k] = hash_pair(values[k], 300u + (uint64_t)k);
    return ENTITY_FEATURES;
}

void entity_run(const weight_table *table, sentence *s) {
    word_hashes words[SENTENCE_TOKENS_MAX];
    uint8_t tags[SENTENCE_TOKENS_MAX];
    uint64_t features[ENTITY_FEATURES];
    int32_t scores[TABLE_CLASSES_MAX];
    int before = ENTITY_COUNT, before_that = ENTITY_COUNT;
    for (int i = 0; i < s->count; i++) {
        word_hashes_of(&s->tokens[i], &words[i]);
        tags[i] = s->tokens[i].tag;
    }
    for (int i = 0; i < s->count; i++) {
        int count = entity_features(words, tags, s->count, i, before, before_that, features);
        weight_table_score(table, features, count, scores);
        int best = 0;
        for (int c = 1; c < ENTITY_COUNT; c++)
            if (scores[c] > scores[best])
                best = c;
        s->tokens[i].entity = (uint8_t)best;
        before_that = before;
        before = best;
    }
}
