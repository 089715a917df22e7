/* SPDX-License-Identifier: MIT */
#include "training.h"

#include <stdlib.h>
#include <string.h>

/* What of each model is kept: together the packed weights stay below 3 MiB. */
enum {
    TAGGER_BITS = 18,
    TAGGER_KEPT = 320000,
    TRANSITION_BITS = 20,
    TRANSITION_KEPT = 560000,
    ENTITY_BITS = 17,
    ENTITY_KEPT = 100000,
    LABEL_BITS = 16,
    LABEL_KEPT = 190000,
    WORD_BITS = 19,
    WORD_KEPT = 130000,
    PAIR_BITS = 16,
    PAIR_KEPT = 45000,
};

/* What a wrong word costs while the compressor learns, in the units of its weights: the margin. To
 * drop a word that the reference keeps is the worse mistake. */
enum {
    DROP_COST = 400,
    KEEP_COST = 200
};

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t *shuffled(size_t count, uint64_t *random) {
    size_t *order = malloc((count + 1) * sizeof *order);
    if (!order)
        return NULL;
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t other = next_random(random) % i;
        size_t swap = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swap;
    }
    return order;
}

static int largest(const int32_t *scores, int count) {
    int best = 0;
    for (int c = 1; c < count; c++)
        if (scores[c] > scores[best])
            best = c;
    return best;
}

/* --- tagger --- */

typedef struct tagger_source {
    const corpus *corpus;
    size_t every, skipped; /* leaves out the sentences with this remainder; every 1: none */
    size_t thinned;        /* takes one in so many of the others */
} tagger_source;

static bool takes(const tagger_source *source, size_t number) {
    if (source->every > 1 && number % source->every == source->skipped)
        return false;
    return number % source->thinned == 0;
}

static void learn_tags(perceptron *p, const corpus *c, size_t number) {
    size_t begin = c->begin[number];
    int count = (int)(c->begin[number + 1] - begin);
    uint64_t features[TAGGER_FEATURES];
    int32_t scores[TABLE_CLASSES_MAX];
    int before = TAG_COUNT, before_that = TAG_COUNT;
    for (int i = 0; i < count; i++) {
        int n = tagger_features(c->hashes + begin, count, i, before, before_that, features);
        perceptron_score(p, features, n, scores);
        int guess = largest(scores, TAG_COUNT), gold = c->gold_tags[begin + (size_t)i];
        if (guess != gold) {
            perceptron_change(p, features, n, gold, 1);
            perceptron_change(p, features, n, guess, -1);
        }
        p->step++;
        before_that = before;
        before = guess;
    }
}

static int learn_tagger(const tagger_source *sources, int count, int epochs, const char *stage,
                        training_progress *progress, weight_table *table) {
    perceptron p;
    if (perceptron_open(&p, TAG_COUNT, TAGGER_BITS) != 0)
        return -1;
    size_t all = 0, done = 0;
    for (int i = 0; i < count; i++)
        all += sources[i].corpus->sentences;
    uint64_t random = 88172645463325252u;
    int result = 0;
    for (int epoch = 0; epoch < epochs && result == 0; epoch++) {
        size_t *order = shuffled(all, &random);
        result = order ? 0 : -1;
        for (size_t k = 0; order && k < all; k++) {
            size_t number = order[k];
            const tagger_source *source = sources;
            while (number >= source->corpus->sentences)
                number -= (source++)->corpus->sentences;
            if (takes(source, number))
                learn_tags(&p, source->corpus, number);
            if (++done % 1024 == 0)
                progress(stage, done, all * (size_t)epochs);
        }
        free(order);
    }
    if (result == 0)
        result = perceptron_average(&p, 8, TAGGER_KEPT, table);
    perceptron_close(&p);
    return result;
}

int train_tagger(const corpus *tagged, const corpus *trees, training_progress *progress,
                 weight_table *table) {
    tagger_source sources[] = {{tagged, 1, 0, 1}, {trees, 1, 0, 1}};
    return learn_tagger(sources, 2, 6, "tagger", progress, table);
}

static void tag_sentence(const weight_table *table, corpus *c, size_t number) {
    size_t begin = c->begin[number];
    int count = (int)(c->begin[number + 1] - begin);
    uint64_t features[TAGGER_FEATURES];
    int32_t scores[TABLE_CLASSES_MAX];
    int before = TAG_COUNT, before_that = TAG_COUNT;
    for (int i = 0; i < count; i++) {
        int n = tagger_features(c->hashes + begin, count, i, before, before_that, features);
        weight_table_score(table, features, n, scores);
        int guess = largest(scores, TAG_COUNT);
        c->tags[begin + (size_t)i] = (uint8_t)guess;
        before_that = before;
        before = guess;
    }
}

static void learn_entities(perceptron *p, const corpus *c, size_t number) {
    size_t begin = c->begin[number];
    int count = (int)(c->begin[number + 1] - begin);
    uint64_t features[ENTITY_FEATURES];
    int32_t scores[TABLE_CLASSES_MAX];
    int before = ENTITY_COUNT, before_that = ENTITY_COUNT;
    for (int i = 0; i < count; i++) {
        int n = entity_features(c->hashes + begin, c->gold_tags + begin, count, i, before,
                                before_that, features);
        perceptron_score(p, features, n, scores);
        int guess = largest(scores, ENTITY_COUNT), gold = c->entities[begin + (size_t)i];
        if (guess != gold) {
            perceptron_change(p, features, n, gold, 1);
            perceptron_change(p, features, n, guess, -1);
        }
        p->step++;
        before_that = before;
        before = guess;
    }
}

int train_entities(const corpus *tagged, training_progress *progress, weight_table *table) {
    enum {
        EPOCHS = 4
    };
    perceptron p;
    if (perceptron_open(&p, ENTITY_COUNT, ENTITY_BITS) != 0)
        return -1;
    uint64_t random = 975312468u;
    int result = 0;
    for (int epoch = 0; epoch < EPOCHS && result == 0; epoch++) {
        size_t *order = shuffled(tagged->sentences, &random);
        result = order ? 0 : -1;
        for (size_t k = 0; order && k < tagged->sentences; k++) {
            learn_entities(&p, tagged, order[k]);
            if (k % 1024 == 0)
                progress("names", (size_t)epoch * tagged->sentences + k,
                         EPOCHS * tagged->sentences);
        }
        free(order);
    }
    if (result == 0)
        result = perceptron_average(&p, 8, ENTITY_KEPT, table);
    perceptron_close(&p);
    return result;
}

int train_jackknife(corpus *tagged, corpus *trees, training_progress *progress) {
    enum {
        FOLDS = 3,
        SEEN_EVERY = 4
    };
    for (size_t fold = 0; fold < FOLDS; fold++) {
        tagger_source sources[] = {{tagged, 1, 0, SEEN_EVERY}, {trees, FOLDS, fold, 1}};
        weight_table table;
        if (learn_tagger(sources, 2, 4, "tags for the parser", progress, &table) != 0)
            return -1;
        for (size_t i = fold; i < trees->sentences; i += FOLDS)
            tag_sentence(&table, trees, i);
        for (size_t i = fold + 1; i < tagged->sentences; i += SEEN_EVERY)
            tag_sentence(&table, tagged, i);
        weight_table_free(&table);
    }
    return 0;
}

/* --- parser --- */

/* The same sentences read from the end. */
static int reverse(const corpus *c, corpus *reversed) {
    *reversed = *c;
    reversed->hashes = malloc((c->words + 1) * sizeof *c->hashes);
    reversed->tags = malloc(c->words + 1);
    reversed->heads = malloc((c->words + 1) * sizeof *c->heads);
    if (!reversed->hashes || !reversed->tags || !reversed->heads)
        return -1;
    for (size_t i = 0; i < c->sentences; i++) {
        size_t begin = c->begin[i], end = c->begin[i + 1];
        int count = (int)(end - begin);
        for (size_t k = begin; k < end; k++) {
            size_t other = begin + end - 1 - k;
            int head = c->heads[other];
            reversed->hashes[k] = c->hashes[other];
            reversed->tags[k] = c->tags[other];
            reversed->heads[k] = (int16_t)(head > count || head == 0 ? head : count + 1 - head);
        }
    }
    return 0;
}

static void free_reversed(corpus *reversed) {
    free(reversed->hashes);
    free(reversed->tags);
    free(reversed->heads);
}

static void input_of(const corpus *c, size_t number, parser_input *input) {
    size_t begin = c->begin[number];
    input->count = (int)(c->begin[number + 1] - begin);
    input->lower[0] = 3;
    input->tag[0] = TAG_COUNT;
    for (int i = 0; i < input->count; i++) {
        input->lower[i + 1] = c->hashes[begin + (size_t)i].lower;
        input->tag[i + 1] = c->tags[begin + (size_t)i];
    }
    input->lower[input->count + 1] = 4;
    input->tag[input->count + 1] = TAG_COUNT + 1;
}

/* Gold arcs that can no longer be made after a transition. */
static int lost_arcs(const parser_state *s, const int *gold, transition t) {
    int last = s->input->count + 1, lost = 0;
    if (t == SHIFT) {
        for (int i = 0; i < s->depth; i++) {
            lost += gold[s->stack[i]] == s->front;
            lost += i < s->depth - 1 && gold[s->front] == s->stack[i];
        }
        return lost;
    }
    int top = s->stack[s->depth - 1];
    int head = t == ARC_LEFT ? s->front : s->stack[s->depth - 2];
    if (gold[top] != head) {
        lost += gold[top] >= s->front;
        if (t == ARC_LEFT && s->depth > 1)
            lost += gold[top] == s->stack[s->depth - 2];
    }
    for (int i = s->front; i < last; i++)
        lost += gold[i] == top;
    return lost;
}

static void learn_tree(perceptron *p, const corpus *c, size_t number, int epoch, uint64_t *random) {
    parser_input input;
    parser_state state;
    int gold[PARSER_PLACES];
    uint64_t features[PARSER_FEATURES_MAX];
    int32_t scores[TABLE_CLASSES_MAX];
    input_of(c, number, &input);
    for (int i = 1; i <= input.count; i++)
        gold[i] = c->heads[c->begin[number] + (size_t)i - 1];
    gold[input.count + 1] = 0;
    parser_begin(&state, &input);
    while (!parser_done(&state)) {
        int n = parser_features(&state, features);
        perceptron_score(p, features, n, scores);
        int lost[TRANSITIONS], least = 1 << 20, guess = -1, best = -1;
        for (int t = 0; t < TRANSITIONS; t++) {
            lost[t] = parser_may(&state, (transition)t) ? lost_arcs(&state, gold, (transition)t)
                                                        : 1 << 20;
            least = lost[t] < least ? lost[t] : least;
        }
        for (int t = 0; t < TRANSITIONS; t++) {
            if (!parser_may(&state, (transition)t))
                continue;
            if (guess < 0 || scores[t] > scores[guess])
                guess = t;
            if (lost[t] == least && (best < 0 || scores[t] > scores[best]))
                best = t;
        }
        if (lost[guess] != least) {
            perceptron_change(p, features, n, best, 1);
            perceptron_change(p, features, n, guess, -1);
        }
        p->step++;
        bool explore = epoch > 0 && next_random(random) % 10 != 0;
        parser_do(&state, (transition)(explore ? guess : best));
    }
}

static int learn_transitions(const corpus *trees, const char *stage, training_progress *progress,
                             weight_table *table) {
    enum {
        EPOCHS = 12
    };
    perceptron p;
    if (perceptron_open(&p, TRANSITIONS, TRANSITION_BITS) != 0)
        return -1;
    uint64_t random = 362436069u;
    int result = 0;
    for (int epoch = 0; epoch < EPOCHS && result == 0; epoch++) {
        size_t *order = shuffled(trees->sentences, &random);
        result = order ? 0 : -1;
        for (size_t k = 0; order && k < trees->sentences; k++) {
            learn_tree(&p, trees, order[k], epoch, &random);
            if (k % 512 == 0)
                progress(stage, (size_t)epoch * trees->sentences + k, EPOCHS * trees->sentences);
        }
        free(order);
    }
    if (result == 0)
        result = perceptron_average(&p, 8, TRANSITION_KEPT, table);
    perceptron_close(&p);
    return result;
}

static void find_heads_of(const weight_table *table, const corpus *c, size_t number, int *heads) {
    parser_input input;
    token tokens[SENTENCE_TOKENS_MAX];
    sentence s = {.tokens = tokens};
    input_of(c, number, &input);
    s.count = input.count;
    parser_apply(table, NULL, &input, &s);
    for (int i = 0; i < s.count; i++)
        heads[i] = tokens[i].head < 0 ? s.count + 1 : tokens[i].head + 1;
}

/* Whether the parser and the one that reads from the end find the same tree. */
static bool agree(const corpus *c, const corpus *reversed, size_t number,
                  const weight_table *forward, const weight_table *backward, int *heads) {
    int others[SENTENCE_TOKENS_MAX];
    int count = (int)(c->begin[number + 1] - c->begin[number]);
    if (count < 5 || count > 45)
        return false;
    find_heads_of(forward, c, number, heads);
    find_heads_of(backward, reversed, number, others);
    for (int i = 0; i < count; i++) {
        int other = others[count - 1 - i];
        other = other > count ? other : count + 1 - other;
        int tag = c->tags[c->begin[number] + (size_t)i];
        if (heads[i] != other && (tag < TAG_COMMA || tag > TAG_CLOSE))
            return false;
    }
    return true;
}

/* Sets the heads of the sentences of `tagged` on which both parsers agree; the others lose theirs.
 */
static int parse_agreed(corpus *tagged, const weight_table *forward, const weight_table *backward,
                        training_progress *progress, size_t *agreed) {
    corpus reversed;
    int heads[SENTENCE_TOKENS_MAX];
    int result = reverse(tagged, &reversed);
    *agreed = 0;
    for (size_t i = 0; i < tagged->sentences && result == 0; i++) {
        size_t begin = tagged->begin[i];
        bool same = i % 4 != 0 && agree(tagged, &reversed, i, forward, backward, heads);
        *agreed += same;
        for (size_t k = begin; k < tagged->begin[i + 1]; k++)
            tagged->heads[k] = (int16_t)(same ? heads[k - begin] : 0);
        if (i % 1024 == 0)
            progress("trees of news", i, tagged->sentences);
    }
    free_reversed(&reversed);
    return result;
}

/* All trees, and behind them the sentences of `tagged` that have heads. */
static int join_trees(const corpus *trees, const corpus *tagged, corpus *all) {
    *all = (corpus){0};
    size_t words = trees->words + tagged->words + 1;
    all->begin = malloc((trees->sentences + tagged->sentences + 1) * sizeof *all->begin);
    all->hashes = malloc(words * sizeof *all->hashes);
    all->tags = malloc(words);
    all->heads = malloc(words * sizeof *all->heads);
    if (!all->begin || !all->hashes || !all->tags || !all->heads)
        return -1;
    const corpus *sources[] = {trees, tagged};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < sources[k]->sentences; i++) {
            const corpus *c = sources[k];
            size_t begin = c->begin[i], count = c->begin[i + 1] - begin;
            if (c->heads[begin] == 0)
                continue;
            all->begin[all->sentences++] = all->words;
            memcpy(all->hashes + all->words, c->hashes + begin, count * sizeof *c->hashes);
            memcpy(all->tags + all->words, c->tags + begin, count);
            memcpy(all->heads + all->words, c->heads + begin, count * sizeof *c->heads);
            all->words += count;
        }
    all->begin[all->sentences] = all->words;
    return 0;
}

int train_transitions(const corpus *trees, corpus *tagged, training_progress *progress,
                      weight_table *table) {
    corpus reversed, all = {0};
    weight_table forward = {0}, backward = {0};
    size_t agreed = 0;
    int result = reverse(trees, &reversed);
    if (result == 0)
        result = learn_transitions(&reversed, "parser from the end", progress, &backward);
    if (result == 0)
        result = learn_transitions(trees, "parser", progress, &forward);
    if (result == 0)
        result = parse_agreed(tagged, &forward, &backward, progress, &agreed);
    if (result == 0)
        result = join_trees(trees, tagged, &all);
    if (result == 0)
        result = learn_transitions(&all, "parser with news", progress, table);
    free_reversed(&reversed);
    corpus_free(&all);
    weight_table_free(&forward);
    weight_table_free(&backward);
    return result;
}

static void learn_labels(perceptron *p, const corpus *c, size_t number) {
    parser_input input;
    int heads[PARSER_PLACES] = {0};
    uint64_t features[LABELLER_FEATURES_MAX];
    int32_t scores[TABLE_CLASSES_MAX];
    size_t begin = c->begin[number];
    input_of(c, number, &input);
    for (int i = 1; i <= input.count; i++)
        heads[i] = c->heads[begin + (size_t)i - 1];
    for (int i = 1; i <= input.count; i++) {
        int gold = c->labels[begin + (size_t)i - 1];
        if (gold == LABEL_ROOT)
            continue;
        int n = labeller_features(&input, heads, i, features);
        perceptron_score(p, features, n, scores);
        int guess = 1 + largest(scores + 1, LABEL_COUNT - 1);
        if (guess != gold) {
            perceptron_change(p, features, n, gold, 1);
            perceptron_change(p, features, n, guess, -1);
        }
        p->step++;
    }
}

int train_labels(const corpus *trees, training_progress *progress, weight_table *table) {
    enum {
        EPOCHS = 8
    };
    perceptron p;
    if (perceptron_open(&p, LABEL_COUNT, LABEL_BITS) != 0)
        return -1;
    uint64_t random = 521288629u;
    int result = 0;
    for (int epoch = 0; epoch < EPOCHS && result == 0; epoch++) {
        size_t *order = shuffled(trees->sentences, &random);
        result = order ? 0 : -1;
        for (size_t k = 0; order && k < trees->sentences; k++) {
            learn_labels(&p, trees, order[k]);
            if (k % 512 == 0)
                progress("labels", (size_t)epoch * trees->sentences + k, EPOCHS * trees->sentences);
        }
        free(order);
    }
    if (result == 0)
        result = perceptron_average(&p, 8, LABEL_KEPT, table);
    perceptron_close(&p);
    return result;
}

/* --- compressor --- */

typedef struct compress_trainer {
    perceptron word, tree, chain;
} compress_trainer;

static int open_compress_trainer(compress_trainer *t) {
    *t = (compress_trainer){0};
    if (perceptron_open(&t->word, 1, WORD_BITS) != 0)
        return -1;
    if (perceptron_open(&t->tree, 4, PAIR_BITS) != 0)
        return -1;
    return perceptron_open(&t->chain, 4, PAIR_BITS);
}

static void close_compress_trainer(compress_trainer *t) {
    perceptron_close(&t->word);
    perceptron_close(&t->tree);
    perceptron_close(&t->chain);
}

static void change_pair(perceptron *p, const uint64_t *features, int count, int gold, int guess) {
    if (gold == guess)
        return;
    perceptron_change(p, features, count, gold, 1);
    perceptron_change(p, features, count, guess, -1);
}

static void learn_mask(compress_trainer *t, const sentence *s, const uint8_t *gold,
                       const compress_features *features) {
    compress_scores scores = {.count = s->count};
    int32_t extra[SENTENCE_TOKENS_MAX];
    uint8_t guess[SENTENCE_TOKENS_MAX];
    for (int i = 0; i < s->count; i++) {
        const compress_features *f = &features[i];
        scores.head[i] = s->tokens[i].head;
        perceptron_score(&t->word, f->word, f->words, &scores.word[i]);
        perceptron_score(&t->tree, f->tree, f->trees, scores.tree[i]);
        perceptron_score(&t->chain, f->chain, f->chains, scores.chain[i]);
        extra[i] = gold[i] ? -DROP_COST * COMPRESS_SCORE_UNIT : KEEP_COST * COMPRESS_SCORE_UNIT;
    }
    compress_decode(&scores, extra, guess);
    for (int i = 0; i < s->count; i++) {
        const compress_features *f = &features[i];
        int head = s->tokens[i].head;
        if (gold[i] != guess[i])
            perceptron_change(&t->word, f->word, f->words, 0, gold[i] ? 1 : -1);
        change_pair(&t->tree, f->tree, f->trees, (head < 0 ? 1 : gold[head]) * 2 + gold[i],
                    (head < 0 ? 1 : guess[head]) * 2 + guess[i]);
        change_pair(&t->chain, f->chain, f->chains, (i ? gold[i - 1] : 1) * 2 + gold[i],
                    (i ? guess[i - 1] : 1) * 2 + guess[i]);
    }
    t->word.step++, t->tree.step++, t->chain.step++;
}

static int learn_masks(compress_trainer *t, const compression_pairs *pairs, size_t every,
                       size_t remainder, training_progress *progress) {
    enum {
        EPOCHS = 7
    };
    compress_features *features = malloc(SENTENCE_TOKENS_MAX * sizeof *features);
    uint64_t random = 123456789u;
    int result = features ? 0 : -1;
    size_t all = pairs->sentences.count;
    for (int epoch = 0; epoch < EPOCHS && result == 0; epoch++) {
        size_t *order = shuffled(all, &random);
        result = order ? 0 : -1;
        for (size_t k = 0; order && k < all; k++) {
            size_t number = order[k];
            if (!pairs->masks[number] || number % every != remainder)
                continue;
            compress_features_of(&pairs->sentences.items[number], features);
            learn_mask(t, &pairs->sentences.items[number], pairs->masks[number], features);
            if (k % 64 == 0)
                progress("compressor", (size_t)epoch * all + k, EPOCHS * all);
        }
        free(order);
    }
    free(features);
    return result;
}

int train_compressor(const compression_pairs *pairs, size_t every, size_t remainder,
                     training_progress *progress, compress_tables *tables) {
    compress_trainer t;
    *tables = (compress_tables){0};
    int result = open_compress_trainer(&t);
    if (result == 0)
        result = learn_masks(&t, pairs, every, remainder, progress);
    if (result == 0)
        result = perceptron_average(&t.word, 8, WORD_KEPT, &tables->word);
    if (result == 0)
        result = perceptron_average(&t.tree, 8, PAIR_KEPT, &tables->tree);
    if (result == 0)
        result = perceptron_average(&t.chain, 8, PAIR_KEPT, &tables->chain);
    close_compress_trainer(&t);
    return result;
}

/* --- measures --- */

double measure_tagger(const corpus *c, const weight_table *tagger) {
    corpus copy = *c;
    copy.tags = malloc(c->words + 1);
    if (!copy.tags)
        return 0;
    size_t right = 0;
    for (size_t i = 0; i < c->sentences; i++)
        tag_sentence(tagger, &copy, i);
    for (size_t i = 0; i < c->words; i++)
        right += copy.tags[i] == c->gold_tags[i];
    free(copy.tags);
    return 100.0 * (double)right / (double)c->words;
}

void measure_parser(const corpus *c, const condense_model *model, double *heads, double *labels) {
    size_t all = 0, right_heads = 0, right_labels = 0;
    corpus copy = *c;
    copy.tags = malloc(c->words + 1);
    *heads = *labels = 0;
    if (!copy.tags)
        return;
    for (size_t i = 0; i < c->sentences; i++) {
        tag_sentence(&model->tagger, &copy, i);
        parser_input input;
        token tokens[SENTENCE_TOKENS_MAX] = {0};
        sentence s = {.tokens = tokens};
        input_of(&copy, i, &input);
        s.count = input.count;
        parser_apply(&model->transitions, &model->labels, &input, &s);
        for (int k = 0; k < s.count; k++) {
            size_t at = c->begin[i] + (size_t)k;
            if (c->labels[at] == LABEL_PUNCT)
                continue;
            int head = tokens[k].head < 0 ? s.count + 1 : tokens[k].head + 1;
            all++;
            right_heads += head == c->heads[at];
            right_labels += head == c->heads[at] && tokens[k].label == c->labels[at];
        }
    }
    free(copy.tags);
    *heads = 100.0 * (double)right_heads / (double)all;
    *labels = 100.0 * (double)right_labels / (double)all;
}
