/* SPDX-License-Identifier: MIT */
#include "tagger.h"

#include <string.h>

static const char *const names[TAG_COUNT] = {
    "NN", "NNS", "NNP", "NNPS", "VB",   "VBD", "VBG", "VBN",   "VBP",  "VBZ", "MD",
    "JJ", "JJR", "JJS", "RB",   "RBR",  "RBS", "RP",  "IN",    "TO",   "CC",  "CD",
    "DT", "PDT", "EX",  "PRP",  "PRP$", "POS", "WDT", "WP",    "WP$",  "WRB", "UH",
    "FW", "SYM", "$",   ",",    ".",    ":",   "``",  "-LRB-", "-RRB-"};

const char *tag_name(tag_id t) {
    return names[t];
}

tag_id tag_of_name(const char *name) {
    static const struct {
        const char *name;
        tag_id tag;
    } others[] = {{"''", TAG_QUOTE}, {"HYPH", TAG_COLON}, {"NFP", TAG_COLON}, {";", TAG_COLON},
                  {"LRB", TAG_OPEN}, {"RRB", TAG_CLOSE},  {"(", TAG_OPEN},    {")", TAG_CLOSE},
                  {"LS", TAG_CD},    {"AFX", TAG_JJ},     {"ADD", TAG_NN},    {"GW", TAG_NN}};
    for (int i = 0; i < TAG_COUNT; i++)
        if (strcmp(name, names[i]) == 0)
            return (tag_id)i;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i].name) == 0)
            return others[i].tag;
    return TAG_NN;
}

static char kind_of_byte(char c) {
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return '0';
    return (c & 0x80) ? 'u' : c;
}

static uint64_t hash_shape(const char *word, size_t bytes) {
    uint64_t h = 7;
    char last = 0;
    for (size_t i = 0; i < bytes; i++) {
        char kind = kind_of_byte(word[i]);
        if (kind != last)
            h = hash_pair(h, (uint8_t)kind);
        last = kind;
    }
    return h;
}

void word_hashes_of(const token *t, word_hashes *h) {
    char word[256], lower[256];
    size_t bytes = t->bytes;
    bool letters = false;
    for (size_t i = 0; i < bytes; i++) {
        bool digit = t->word[i] >= '0' && t->word[i] <= '9';
        word[i] = digit ? '0' : t->word[i];
        lower[i] = digit ? '0' : t->lower[i];
        letters |= !digit;
    }
    if (!letters && bytes > 4)
        bytes = 5;
    h->word = hash_bytes(word, bytes);
    h->lower = hash_bytes(lower, bytes);
    h->shape = hash_shape(t->word, t->bytes);
    for (size_t k = 1; k <= 4; k++) {
        size_t n = bytes < k ? bytes : k;
        h->suffix[k - 1] = hash_bytes(lower + bytes - n, n);
    }
    h->prefix = hash_bytes(lower, bytes < 2 ? bytes : 2);
}

static const word_hashes before_first = {1, 1, 1, {1, 1, 1, 1}, 1};
static const word_hashes behind_last = {2, 2, 2, {2, 2, 2, 2}, 2};

int tagger_features(const word_hashes *words, int count, int i, int before, int before_that,
                    uint64_t features[TAGGER_FEATURES]) {
    const word_hashes *w = &words[i];
    const word_hashes *left = i > 0 ? &words[i - 1] : &before_first;
    const word_hashes *left2 = i > 1 ? &words[i - 2] : &before_first;
    const word_hashes *right = i + 1 < count ? &words[i + 1] : &behind_last;
    const word_hashes *right2 = i + 2 < count ? &words[i + 2] : &behind_last;
    uint64_t b = (uint64_t)before, bb = (uint64_t)(before * 64 + before_that);
    uint64_t values[TAGGER_FEATURES] = {
        0,
        w->word,
        w->lower,
        w->suffix[3],
        w->suffix[2],
        w->suffix[1],
        w->suffix[0],
        w->prefix,
        w->shape,
        hash_pair(w->shape, i == 0),
        b,
        bb,
        hash_pair(w->lower, b),
        hash_pair(w->suffix[2], b),
        left->lower,
        right->lower,
        left2->lower,
        right2->lower,
        right->suffix[2],
        right->shape,
        hash_pair(w->lower, right->lower),
        hash_pair(left->lower, w->lower),
        hash_pair(right->suffix[2], b),
        hash_pair(right->lower, b),
        hash_pair(right->shape, w->shape),
        hash_pair(w->lower, bb),
    };
    for (int k = 0; k < TAGGER_FEATURES; k++)
        features[k] = hash_pair(values[k], (uint64_t)k);
    return TAGGER_FEATURES;
}

void tagger_run(const weight_table *table, sentence *s) {
    word_hashes words[SENTENCE_TOKENS_MAX];
    uint64_t features[TAGGER_FEATURES];
    int32_t scores[TABLE_CLASSES_MAX];
    int before = TAG_COUNT, before_that = TAG_COUNT;
    for (int i = 0; i < s->count; i++)
        word_hashes_of(&s->tokens[i], &words[i]);
    for (int i = 0; i < s->count; i++) {
        int count = tagger_features(words, s->count, i, before, before_that, features);
        weight_table_score(table, features, count, scores);
        int best = 0;
        for (int c = 1; c < TAG_COUNT; c++)
            if (scores[c] > scores[best])
                best = c;
        s->tokens[i].tag = (uint8_t)best;
        before_that = before;
        before = best;
    }
}
