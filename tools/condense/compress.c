/* SPDX-License-Identifier: MIT */
#include "compress.h"

#include "feature.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* What the features of one sentence share. */
typedef struct view {
    const sentence *s;
    int n;
    int root;
    uint64_t word[SENTENCE_TOKENS_MAX + 4]; /* two places of padding on either side */
    uint8_t tags[SENTENCE_TOKENS_MAX + 4];
    int depth[SENTENCE_TOKENS_MAX];
    int size[SENTENCE_TOKENS_MAX]; /* of the subtree */
    int first[SENTENCE_TOKENS_MAX];
    int branch[SENTENCE_TOKENS_MAX]; /* the child of the root above the word, -1: the root */
    int clauses[SENTENCE_TOKENS_MAX];
    uint64_t above[SENTENCE_TOKENS_MAX]; /* the set of labels on the way to the root */
    int marker[SENTENCE_TOKENS_MAX];     /* the child that is its case or mark, -1: none */
    int quoted[SENTENCE_TOKENS_MAX];
    int commas[SENTENCE_TOKENS_MAX];
    int verbs[SENTENCE_TOKENS_MAX];
    int subject[SENTENCE_TOKENS_MAX]; /* has a subject of its own */
    bool saying;                      /* the root says or tells */
    bool quoting;                     /* and what is said hangs from it */
} view;

static bool opens_clause(int label) {
    switch (label) {
    case LABEL_ADVCL:
    case LABEL_RELCL:
    case LABEL_CCOMP:
    case LABEL_ACL:
    case LABEL_PARATAXIS:
    case LABEL_CSUBJ:
        return true;
    default:
        return false;
    }
}

static bool says(const char *lower) {
    return word_in(
        lower, " said says say told announced reported according warned added confirmed "
               "revealed claimed saying stated noted reports believes believe insisted admitted "
               "explained suggested argued announces reveals shows showed ");
}

static void view_ancestors(view *v, int i) {
    int clauses = 0, depth = 0, branch = -1;
    uint64_t above = 0;
    for (int at = i; v->s->tokens[at].head >= 0 && depth < SENTENCE_TOKENS_MAX;) {
        int label = v->s->tokens[at].label;
        clauses += opens_clause(label);
        if (depth < 12)
            above |= (uint64_t)1 << label;
        branch = at;
        at = v->s->tokens[at].head;
        depth++;
        v->size[at]++;
        if (i < v->first[at])
            v->first[at] = i;
    }
    v->clauses[i] = clauses;
    v->depth[i] = depth;
    v->branch[i] = branch;
    v->above[i] = above;
}

static void view_of(view *v, const sentence *s) {
    memset(v, 0, sizeof *v);
    v->s = s;
    v->n = s->count;
    int quoted = 0, commas = 0, verbs = 0;
    for (int i = 0; i < 2; i++) {
        v->word[i] = 5, v->tags[i] = TAG_COUNT;
        v->word[v->n + 2 + i] = 6, v->tags[v->n + 2 + i] = TAG_COUNT + 1;
    }
    for (int i = 0; i < v->n; i++) {
        const token *t = &s->tokens[i];
        word_hashes h;
        word_hashes_of(t, &h);
        v->word[i + 2] = h.lower;
        v->tags[i + 2] = t->tag;
        v->size[i] = 1;
        v->first[i] = i;
        v->marker[i] = -1;
        if (t->head < 0)
            v->root = i;
        quoted ^= t->word[0] == '"';
        commas += t->word[0] == ',';
        verbs += tag_is_verb(t->tag);
        v->quoted[i] = quoted;
        v->commas[i] = commas < 4 ? commas : 4;
        v->verbs[i] = verbs < 5 ? verbs : 5;
    }
    for (int i = 0; i < v->n; i++)
        view_ancestors(v, i);
    for (int i = v->n - 1; i >= 0; i--) {
        const token *t = &s->tokens[i];
        if (t->head < 0)
            continue;
        if (t->label == LABEL_CASE || t->label == LABEL_MARK)
            v->marker[t->head] = i;
        if (t->label == LABEL_NSUBJ)
            v->subject[t->head] = 1;
        if (t->head == v->root)
            v->quoting |= t->label == LABEL_CCOMP || t->label == LABEL_PARATAXIS;
    }
    v->saying = v->n && says(s->tokens[v->root].lower);
}

/* A number in a few steps. */
static uint64_t step(int x) {
    static const int limits[] = {5, 7, 10, 15, 21, 31};
    if (x < 5)
        return (uint64_t)x;
    for (int i = 0; i < 6; i++)
        if (x < limits[i])
            return (uint64_t)(i + 4);
    return 10;
}

#define WORD(k)  (v->word[(k) + 2])
#define TAG(k)   ((uint64_t)v->tags[(k) + 2])
#define NONE     60u
#define LABEL(k) ((uint64_t)v->s->tokens[k].label)

static int head_of(const view *v, int i) {
    return i < 0 ? -1 : v->s->tokens[i].head;
}

static uint64_t marker_of(const view *v, int i) {
    if (i < 0 || v->marker[i] < 0)
        return 9;
    return WORD(v->marker[i]);
}

static void word_features(const view *v, int i, compress_features *f) {
    feature_list list = {f->word, 0, 9000};
    const token *t = &v->s->tokens[i];
    int head = t->head, grand = head_of(v, head), branch = v->branch[i];
    uint64_t label = t->label, w = WORD(i), p = TAG(i);
    uint64_t head_label = head >= 0 ? LABEL(head) : NONE;
    uint64_t grand_label = grand >= 0 ? LABEL(grand) : NONE;
    uint64_t head_tag = head >= 0 ? TAG(head) : NONE;
    uint64_t head_word = head >= 0 ? WORD(head) : 8;
    uint64_t branch_label = branch >= 0 ? LABEL(branch) : NONE + 1;
    uint64_t side = branch >= 0 ? branch > v->root : 2;
    uint64_t branch_marker = marker_of(v, branch);
    uint64_t branch_size = step(branch >= 0 ? v->size[branch] : 0);
    uint64_t branch_first = step(branch >= 0 ? v->first[branch] : 0);
    uint64_t own = marker_of(v, i), heads = marker_of(v, head);
    uint64_t depth = step(v->depth[i]), size = step(v->size[i]);
    uint64_t place = (uint64_t)(10 * i / (v->n + 1));
    uint64_t said = (uint64_t)(v->saying * 2 + v->quoting);
    uint64_t clauses = (uint64_t)(v->clauses[i] < 4 ? v->clauses[i] : 4);
    uint64_t above = v->above[i], root = WORD(v->root);
    uint64_t commas = (uint64_t)v->commas[i], verbs = (uint64_t)v->verbs[i];
    uint64_t capital = i > 0 && t->word[0] >= 'A' && t->word[0] <= 'Z';
    add1(&list, 1);
    add1(&list, w);
    add1(&list, p);
    add1(&list, label);
    add2(&list, w, p);
    add2(&list, p, label);
    add2(&list, w, label);
    add2(&list, p, TAG(i - 1));
    add2(&list, p, TAG(i + 1));
    add3(&list, TAG(i - 1), p, TAG(i + 1));
    add2(&list, WORD(i - 1), p);
    add2(&list, WORD(i + 1), p);
    add2(&list, WORD(i - 1), w);
    add2(&list, w, WORD(i + 1));
    add3(&list, p, TAG(i + 1), TAG(i + 2));
    add3(&list, TAG(i - 2), TAG(i - 1), p);
    add2(&list, label, head_label);
    add3(&list, label, head_label, grand_label);
    add2(&list, label, head_word);
    add3(&list, label, p, head_tag);
    add3(&list, label, head_label, own);
    add3(&list, label, own, head_tag);
    add3(&list, label, head_label, heads);
    add2(&list, label, own);
    add3(&list, own, w, label);
    add3(&list, label, head_word, own);
    add1(&list, depth);
    add2(&list, label, depth);
    add2(&list, p, depth);
    add1(&list, step(i));
    add2(&list, label, step(i));
    add2(&list, p, step(i));
    add1(&list, place);
    add2(&list, label, place);
    add2(&list, label, size);
    add3(&list, label, head_label, size);
    add2(&list, place, step(v->n));
    add2(&list, branch_label, side);
    add3(&list, branch_label, side, label);
    add3(&list, branch_label, side, branch_marker);
    add4(&list, branch_label, side, branch_marker, p);
    add3(&list, branch_label, side, branch_size);
    add3(&list, branch_label, side, branch_first);
    add3(&list, branch_label, root, label);
    add4(&list, branch_label, side, said, 1);
    add4(&list, branch_label, label, said, side);
    add1(&list, above);
    add2(&list, above, label);
    add2(&list, above, p);
    add3(&list, above, said, side);
    add2(&list, above, step(i));
    add2(&list, above, place);
    add1(&list, clauses);
    add2(&list, clauses, label);
    add2(&list, clauses, p);
    add2(&list, clauses, said);
    add2(&list, (uint64_t)v->quoted[i], label);
    add2(&list, commas, label);
    add2(&list, verbs, label);
    add2(&list, commas, p);
    add2(&list, verbs, p);
    add3(&list, commas, branch_label, side);
    add3(&list, verbs, commas, label);
    add2(&list, capital, label);
    add2(&list, t->entity, label);
    add2(&list, t->entity, p);
    add3(&list, t->entity, label, branch_label);
    add3(&list, capital, label, head_label);
    add3(&list, head_word, w, label);
    add3(&list, p, head_tag, depth);
    add2(&list, clauses, step(i));
    add3(&list, (uint64_t)v->subject[i], label, p);
    add3(&list, branch_label, branch_marker, depth);
    add3(&list, root, branch_label, side);
    add3(&list, branch >= 0 ? WORD(branch) : 8, branch_label, side);
    add3(&list, branch >= 0 ? TAG(branch) : NONE, branch_label, branch_marker);
    add3(&list, depth, size, label);
    f->words = list.count;
}

static void tree_features(const view *v, int i, compress_features *f) {
    feature_list list = {f->tree, 0, 9200};
    const token *t = &v->s->tokens[i];
    int head = t->head;
    uint64_t label = t->label, p = TAG(i);
    uint64_t head_label = head >= 0 ? LABEL(head) : NONE;
    uint64_t head_tag = head >= 0 ? TAG(head) : NONE;
    uint64_t head_word = head >= 0 ? WORD(head) : 8;
    uint64_t own = marker_of(v, i), side = head > i;
    uint64_t distance = step(head > i ? head - i : i - head);
    uint64_t size = step(v->size[i]);
    add1(&list, 1);
    add1(&list, label);
    add2(&list, label, head_label);
    add2(&list, label, p);
    add3(&list, label, p, head_tag);
    add2(&list, label, own);
    add3(&list, label, own, head_tag);
    add2(&list, label, head_word);
    add2(&list, label, WORD(i));
    add3(&list, label, side, distance);
    add3(&list, label, head_label, size);
    add3(&list, label, own, head_word);
    add2(&list, label, step(v->depth[i]));
    add2(&list, label, (uint64_t)(10 * i / (v->n + 1)));
    add3(&list, label, v->saying, head_label);
    add3(&list, label, own, size);
    add2(&list, p, head_tag);
    f->trees = list.count;
}

static void chain_features(const view *v, int i, compress_features *f) {
    feature_list list = {f->chain, 0, 9400};
    const token *t = &v->s->tokens[i];
    uint64_t label = t->label, p = TAG(i), q = TAG(i - 1);
    uint64_t before = i > 0 ? LABEL(i - 1) : NONE;
    int head = t->head, other = i > 0 ? v->s->tokens[i - 1].head : -2;
    uint64_t kin = other == i ? 1 : head == i - 1 ? 2 : other == head ? 3 : 0;
    uint64_t same = i > 0 && v->branch[i] == v->branch[i - 1];
    uint64_t rise = i > 0 ? (uint64_t)(v->clauses[i] - v->clauses[i - 1] + 3) : 9;
    add1(&list, 1);
    add2(&list, q, p);
    add2(&list, before, label);
    add2(&list, WORD(i - 1), p);
    add2(&list, q, WORD(i));
    add3(&list, before, label, kin);
    add3(&list, q, p, kin);
    add2(&list, same, label);
    add3(&list, q, p, TAG(i + 1));
    add3(&list, rise, before, label);
    add2(&list, WORD(i - 1), WORD(i));
    add3(&list, WORD(i), kin, label);
    add3(&list, p, label, same);
    f->chains = list.count;
}

void compress_features_of(const sentence *s, compress_features *features) {
    view v;
    view_of(&v, s);
    for (int i = 0; i < s->count; i++) {
        word_features(&v, i, &features[i]);
        tree_features(&v, i, &features[i]);
        chain_features(&v, i, &features[i]);
    }
}

int compress_score(const compress_tables *tables, const sentence *s, compress_scores *scores) {
    compress_features *features = malloc((size_t)s->count * sizeof *features + 1);
    if (!features)
        return -1;
    compress_features_of(s, features);
    scores->count = s->count;
    for (int i = 0; i < s->count; i++) {
        const compress_features *f = &features[i];
        int32_t sums[4];
        scores->head[i] = s->tokens[i].head;
        weight_table_score(&tables->word, f->word, f->words, sums);
        scores->word[i] = sums[0];
        weight_table_score(&tables->tree, f->tree, f->trees, scores->tree[i]);
        weight_table_score(&tables->chain, f->chain, f->chains, scores->chain[i]);
    }
    free(features);
    return 0;
}

static void best_chain(const compress_scores *s, const int32_t *gain, uint8_t *keep) {
    int32_t best[SENTENCE_TOKENS_MAX][2];
    uint8_t from[SENTENCE_TOKENS_MAX][2];
    int n = s->count;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < 2; k++) {
            int32_t dropped = i ? best[i - 1][0] + s->chain[i][k] : INT32_MIN;
            int32_t kept = i ? best[i - 1][1] + s->chain[i][2 + k] : s->chain[i][2 + k];
            from[i][k] = kept >= dropped;
            best[i][k] = (kept >= dropped ? kept : dropped) + (k ? gain[i] : 0);
        }
    uint8_t at = best[n - 1][1] > best[n - 1][0];
    for (int i = n - 1; i >= 0; i--) {
        keep[i] = at;
        at = from[i][at];
    }
}

/* Words from the leaves up: every word stands before its head. */
static void order_upwards(const compress_scores *s, int *order) {
    int depth[SENTENCE_TOKENS_MAX], most = 0, used = 0;
    for (int i = 0; i < s->count; i++) {
        depth[i] = 0;
        for (int at = s->head[i]; at >= 0 && depth[i] < s->count; at = s->head[at])
            depth[i]++;
        most = depth[i] > most ? depth[i] : most;
    }
    for (; most >= 0; most--)
        for (int i = 0; i < s->count; i++)
            if (depth[i] == most)
                order[used++] = i;
}

static void best_tree(const compress_scores *s, const int32_t *gain, const int *order,
                      uint8_t *keep) {
    int32_t sum[SENTENCE_TOKENS_MAX][2];
    uint8_t choice[SENTENCE_TOKENS_MAX][2];
    for (int i = 0; i < s->count; i++)
        sum[i][0] = 0, sum[i][1] = gain[i];
    for (int k = 0; k < s->count; k++) {
        int i = order[k];
        for (int above = 0; above < 2; above++) {
            int32_t dropped = sum[i][0] + s->tree[i][2 * above];
            int32_t kept = sum[i][1] + s->tree[i][2 * above + 1];
            choice[i][above] = kept > dropped;
            if (s->head[i] >= 0)
                sum[s->head[i]][above] += kept > dropped ? kept : dropped;
        }
    }
    for (int k = s->count - 1; k >= 0; k--) {
        int i = order[k];
        keep[i] = choice[i][s->head[i] >= 0 ? keep[s->head[i]] : 1];
    }
}

static int64_t total(const compress_scores *s, const int32_t *gain, const uint8_t *keep) {
    int64_t sum = 0;
    for (int i = 0; i < s->count; i++) {
        int above = s->head[i] >= 0 ? keep[s->head[i]] : 1;
        int before = i > 0 ? keep[i - 1] : 1;
        sum += keep[i] ? gain[i] : 0;
        sum += s->tree[i][2 * above + keep[i]];
        sum += s->chain[i][2 * before + keep[i]];
    }
    return sum;
}

void compress_decode(const compress_scores *scores, const int32_t *extra, uint8_t *keep) {
    enum {
        ROUNDS = 25
    };
    compress_scores s = *scores;
    int n = s.count;
    int32_t gain[SENTENCE_TOKENS_MAX], chain_gain[SENTENCE_TOKENS_MAX];
    int32_t tree_gain[SENTENCE_TOKENS_MAX], price[SENTENCE_TOKENS_MAX] = {0};
    uint8_t chain[SENTENCE_TOKENS_MAX], tree[SENTENCE_TOKENS_MAX];
    int order[SENTENCE_TOKENS_MAX];
    if (n == 0)
        return;
    int64_t size = 0, best = INT64_MIN;
    for (int i = 0; i < n; i++) {
        gain[i] = s.word[i] * COMPRESS_SCORE_UNIT + extra[i];
        size += s.word[i] < 0 ? -s.word[i] : s.word[i];
        for (int k = 0; k < 4; k++)
            s.tree[i][k] *= COMPRESS_SCORE_UNIT, s.chain[i][k] *= COMPRESS_SCORE_UNIT;
    }
    int32_t stride = (int32_t)(size / n + 1) * COMPRESS_SCORE_UNIT / 2;
    order_upwards(&s, order);
    for (int round = 0; round < ROUNDS; round++) {
        bool agree = true;
        for (int i = 0; i < n; i++) {
            chain_gain[i] = gain[i] / 2 + price[i];
            tree_gain[i] = gain[i] - gain[i] / 2 - price[i];
        }
        best_chain(&s, chain_gain, chain);
        best_tree(&s, tree_gain, order, tree);
        int32_t rate = stride * 5 / (10 + 4 * round);
        for (int i = 0; i < n; i++) {
            agree = agree && chain[i] == tree[i];
            price[i] -= rate * (chain[i] - tree[i]);
        }
        int64_t of_chain = total(&s, gain, chain), of_tree = total(&s, gain, tree);
        const uint8_t *better = of_tree > of_chain ? tree : chain;
        int64_t reached = of_tree > of_chain ? of_tree : of_chain;
        if (reached > best) {
            best = reached;
            memcpy(keep, better, (size_t)n);
        }
        if (agree)
            return;
    }
}
