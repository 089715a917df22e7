/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include "number.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    ENTROPY_TABLE = 1 << 18
};

/* A neighbour of a token and how often the two meet. */
typedef struct neighbour {
    uint32_t token;
    int32_t count;
} neighbour;

/* Who stands right (or left) of each token. The token behind the last stands for a line's edge. */
typedef struct neighbours {
    neighbour *list;
    size_t *starts; /* tokens + 2 */
} neighbours;

typedef struct branch {
    int32_t left; /* a branch, or -1 for a leaf */
    int32_t right;
    double loss;
    uint32_t first; /* a leaf's tokens in `members` */
    uint32_t count;
} branch;

typedef struct maker {
    uint32_t tokens;
    uint32_t classes; /* without the edge's, which is class number `classes` */
    uint32_t width;   /* classes + 1                                         */
    float *entropy;   /* n log2 n                                            */
    neighbours right;
    neighbours left;
    int64_t *occurs;      /* of each token       */
    int64_t *class_total; /* of each class       */
    uint32_t *class_size; /* tokens of the class */
    uint16_t *class_of;
    int32_t *follows;  /* [class][class after it]  */
    int32_t *precedes; /* the same, transposed     */
    branch *branches;
    uint32_t branch_count;
    uint32_t *members;
} maker;

static float entropy_of(const maker *m, int64_t n) {
    if (n < ENTROPY_TABLE) {
        return m->entropy[n];
    }
    return (float)((double)n * number_log2((double)n));
}

static int by_value(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* `pairs` are sorted, the upper half is the token whose neighbour the lower half is. */
static int gather(neighbours *made, const uint64_t *pairs, size_t count, uint32_t tokens) {
    made->list = malloc((count + 1) * sizeof *made->list);
    made->starts = malloc(((size_t)tokens + 2) * sizeof *made->starts);
    if (!made->list || !made->starts) {
        return -1;
    }
    size_t used = 0;
    uint32_t next = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && pairs[end] == pairs[i]) {
            end++;
        }
        for (uint32_t token = (uint32_t)(pairs[i] >> 32); next <= token; next++) {
            made->starts[next] = used;
        }
        made->list[used++] = (neighbour){(uint32_t)pairs[i], (int32_t)(end - i)};
        i = end;
    }
    for (; next <= tokens + 1; next++) {
        made->starts[next] = used;
    }
    return 0;
}

static int count_pairs(maker *m, const stream *tokens) {
    size_t count = tokens->size + tokens->count;
    uint64_t *pairs = malloc((count + 1) * sizeof *pairs);
    if (!pairs) {
        return -1;
    }
    size_t used = 0;
    for (size_t s = 0; s < tokens->count; s++) {
        uint64_t before = m->tokens;
        for (size_t i = tokens->starts[s]; i < tokens->starts[s + 1]; i++) {
            uint64_t token = tokens->pieces[i].token;
            pairs[used++] = before << 32 | token;
            m->occurs[token]++;
            before = token;
        }
        pairs[used++] = before << 32 | m->tokens;
        m->occurs[m->tokens]++;
    }
    qsort(pairs, used, sizeof *pairs, by_value);
    int failed = gather(&m->right, pairs, used, m->tokens);
    for (size_t i = 0; i < used; i++) {
        pairs[i] = pairs[i] << 32 | pairs[i] >> 32;
    }
    qsort(pairs, used, sizeof *pairs, by_value);
    failed = failed || gather(&m->left, pairs, used, m->tokens);
    free(pairs);
    return failed;
}

static int open_maker(maker *m, const stream *tokens, uint32_t count, uint32_t classes) {
    memset(m, 0, sizeof *m);
    m->tokens = count;
    m->classes = classes;
    m->width = classes + 1;
    size_t square = (size_t)m->width * m->width;
    m->entropy = malloc(ENTROPY_TABLE * sizeof *m->entropy);
    m->occurs = calloc((size_t)count + 1, sizeof *m->occurs);
    m->class_total = calloc(m->width, sizeof *m->class_total);
    m->class_size = calloc(m->width, sizeof *m->class_size);
    m->class_of = calloc((size_t)count + 1, sizeof *m->class_of);
    m->follows = calloc(square, sizeof *m->follows);
    m->precedes = calloc(square, sizeof *m->precedes);
    m->members = malloc(((size_t)count + 1) * sizeof *m->members);
    if (!m->entropy || !m->occurs || !m->class_total || !m->class_size || !m->class_of ||
        !m->follows || !m->precedes || !m->members) {
        return -1;
    }
    m->entropy[0] = 0;
    for (int n = 1; n < ENTROPY_TABLE; n++) {
        m->entropy[n] = (float)(n * number_log2(n));
    }
    return count_pairs(m, tokens);
}

static void close_maker(maker *m) {
    free(m->entropy);
    free(m->right.list);
    free(m->right.starts);
    free(m->left.list);
    free(m->left.starts);
    free(m->occurs);
    free(m->class_total);
    free(m->class_size);
    free(m->class_of);
    free(m->follows);
    free(m->precedes);
    free(m->branches);
    free(m->members);
}

typedef struct ranked {
    int64_t occurs;
    uint32_t token;
} ranked;

static int by_occurrence(const void *left, const void *right) {
    const ranked *a = left;
    const ranked *b = right;
    if (a->occurs != b->occurs) {
        return a->occurs < b->occurs ? 1 : -1;
    }
    return a->token < b->token ? -1 : a->token > b->token;
}

static ranked *rank_tokens(const maker *m) {
    ranked *order = malloc(m->tokens * sizeof *order);
    for (uint32_t i = 0; i < m->tokens && order; i++) {
        order[i] = (ranked){m->occurs[i], i};
    }
    if (order) {
        qsort(order, m->tokens, sizeof *order, by_occurrence);
    }
    return order;
}

/* The classes around one token, with counts. */
typedef struct surroundings {
    int32_t *right; /* [class] */
    int32_t *left;
    uint16_t *right_list; /* the classes with a count */
    uint16_t *left_list;
    uint32_t right_count;
    uint32_t left_count;
    int32_t self;
} surroundings;

static int open_surroundings(surroundings *around, uint32_t width) {
    memset(around, 0, sizeof *around);
    around->right = calloc(width, sizeof *around->right);
    around->left = calloc(width, sizeof *around->left);
    around->right_list = calloc(width, sizeof *around->right_list);
    around->left_list = calloc(width, sizeof *around->left_list);
    return around->right && around->left && around->right_list && around->left_list ? 0 : -1;
}

static void close_surroundings(surroundings *around) {
    free(around->right);
    free(around->left);
    free(around->right_list);
    free(around->left_list);
}

static void look_around(const maker *m, uint32_t token, surroundings *around) {
    around->right_count = around->left_count = 0;
    around->self = 0;
    for (size_t i = m->right.starts[token]; i < m->right.starts[token + 1]; i++) {
        const neighbour *next = &m->right.list[i];
        uint16_t class = m->class_of[next->token];
        if (next->token == token) {
            around->self = next->count;
            continue;
        }
        if (around->right[class] == 0) {
            around->right_list[around->right_count++] = class;
        }
        around->right[class] += next->count;
    }
    for (size_t i = m->left.starts[token]; i < m->left.starts[token + 1]; i++) {
        const neighbour *before = &m->left.list[i];
        uint16_t class = m->class_of[before->token];
        if (before->token == token) {
            continue;
        }
        if (around->left[class] == 0) {
            around->left_list[around->left_count++] = class;
        }
        around->left[class] += before->count;
    }
}

static void forget(surroundings *around) {
    for (uint32_t i = 0; i < around->right_count; i++) {
        around->right[around->right_list[i]] = 0;
    }
    for (uint32_t i = 0; i < around->left_count; i++) {
        around->left[around->left_list[i]] = 0;
    }
}

/* Puts a token with these surroundings into a class (sign 1) or takes it out (-1). */
static void place(maker *m, const surroundings *around, uint32_t class, int64_t occurs, int sign) {
    uint32_t width = m->width;
    for (uint32_t i = 0; i < around->right_count; i++) {
        uint32_t other = around->right_list[i];
        m->follows[(size_t) class * width + other] += sign * around->right[other];
        m->precedes[(size_t)other * width + class] += sign * around->right[other];
    }
    for (uint32_t i = 0; i < around->left_count; i++) {
        uint32_t other = around->left_list[i];
        m->follows[(size_t)other * width + class] += sign * around->left[other];
        m->precedes[(size_t) class * width + other] += sign * around->left[other];
    }
    m->follows[(size_t) class * width + class] += sign * around->self;
    m->precedes[(size_t) class * width + class] += sign * around->self;
    m->class_total[class] += sign * occurs;
}

static float gain_of(const maker *m, int64_t n, int64_t more) {
    return entropy_of(m, n + more) - entropy_of(m, n);
}

static void score_row(const maker *m, const int32_t *row, int32_t more, float *score) {
    for (uint32_t k = 0; k < m->classes; k++) {
        score[k] += gain_of(m, row[k], more);
    }
}

/* The mutual information that the token would add in each class. */
static void score_classes(const maker *m, const surroundings *around, int64_t occurs,
                          float *score) {
    size_t width = m->width;
    for (uint32_t k = 0; k < m->classes; k++) {
        score[k] = -2 * gain_of(m, m->class_total[k], occurs);
    }
    for (uint32_t i = 0; i < around->left_count; i++) {
        uint32_t other = around->left_list[i];
        score_row(m, m->follows + other * width, around->left[other], score);
    }
    for (uint32_t i = 0; i < around->right_count; i++) {
        uint32_t other = around->right_list[i];
        score_row(m, m->precedes + other * width, around->right[other], score);
    }
    /* On the diagonal, left and right neighbours and the token itself fall together. */
    for (uint32_t k = 0; k < m->classes; k++) {
        int32_t right = around->right[k];
        int32_t left = around->left[k];
        if (right || left || around->self) {
            int32_t n = m->follows[k * width + k];
            score[k] += gain_of(m, n, (int64_t)right + left + around->self) - gain_of(m, n, right) -
                        gain_of(m, n, left);
        }
    }
}

static void fill_classes(maker *m, const ranked *order) {
    for (uint32_t i = 0; i < m->tokens; i++) {
        m->class_of[order[i].token] = (uint16_t)(i % m->classes);
    }
    m->class_of[m->tokens] = (uint16_t)m->classes;
    for (uint32_t token = 0; token <= m->tokens; token++) {
        uint32_t class = m->class_of[token];
        m->class_total[class] += m->occurs[token];
        m->class_size[class]++;
        for (size_t i = m->right.starts[token]; i < m->right.starts[token + 1]; i++) {
            const neighbour *next = &m->right.list[i];
            uint32_t other = m->class_of[next->token];
            m->follows[(size_t) class * m->width + other] += next->count;
            m->precedes[(size_t)other * m->width + class] += next->count;
        }
    }
}

/* Moves one token to the class where it tells most. */
static bool exchange(maker *m, uint32_t token, surroundings *around, float *score) {
    uint32_t home = m->class_of[token];
    if (m->occurs[token] == 0 || m->class_size[home] == 1) {
        return false;
    }
    look_around(m, token, around);
    place(m, around, home, m->occurs[token], -1);
    score_classes(m, around, m->occurs[token], score);
    uint32_t best = home;
    for (uint32_t k = 0; k < m->classes; k++) {
        if (score[k] > score[best] + 1e-3f) {
            best = k;
        }
    }
    place(m, around, best, m->occurs[token], 1);
    forget(around);
    m->class_size[home]--;
    m->class_size[best]++;
    m->class_of[token] = (uint16_t)best;
    return best != home;
}

static int exchange_all(maker *m, uint32_t rounds, void (*step)(void *context), void *context) {
    surroundings around;
    float *score = malloc(m->width * sizeof *score);
    ranked *order = rank_tokens(m);
    int failed = open_surroundings(&around, m->width) || !score || !order;
    if (!failed) {
        fill_classes(m, order);
    }
    for (uint32_t round = 0; round < rounds && !failed; round++) {
        uint32_t moved = 0;
        for (uint32_t i = 0; i < m->tokens; i++) {
            moved += exchange(m, order[i].token, &around, score);
        }
        step(context);
        if (moved < m->tokens / 200) {
            break;
        }
    }
    free(score);
    free(order);
    close_surroundings(&around);
    return failed;
}

/* The contexts of growing branches: how often each class stands right and left of them. */
typedef struct merger {
    int64_t *contexts; /* [branch][2 * width] */
    int64_t *totals;
    float *distance; /* [branch][branch], the greater first */
    int32_t *nearest;
    uint32_t *alive;
    uint32_t alive_count;
} merger;

static float distance_of(const maker *m, const merger *g, uint32_t a, uint32_t b) {
    size_t width = 2 * (size_t)m->width;
    const int64_t *x = g->contexts + a * width;
    const int64_t *y = g->contexts + b * width;
    double sum = 0;
    for (size_t j = 0; j < width; j++) {
        if (x[j] && y[j]) {
            sum += (double)(entropy_of(m, x[j]) + entropy_of(m, y[j]) - entropy_of(m, x[j] + y[j]));
        }
    }
    int64_t n = g->totals[a];
    int64_t o = g->totals[b];
    sum += 2 * (double)(entropy_of(m, n + o) - entropy_of(m, n) - entropy_of(m, o));
    return (float)sum;
}

static float *distance_at(const maker *m, const merger *g, uint32_t a, uint32_t b) {
    uint32_t greater = a > b ? a : b;
    uint32_t lesser = a > b ? b : a;
    return g->distance + (size_t)greater * 2 * m->classes + lesser;
}

static void find_nearest(const maker *m, merger *g, uint32_t a) {
    float best = 0;
    g->nearest[a] = -1;
    for (uint32_t i = 0; i < g->alive_count; i++) {
        uint32_t b = g->alive[i];
        if (b == a) {
            continue;
        }
        float distance = *distance_at(m, g, a, b);
        if (g->nearest[a] < 0 || distance < best) {
            best = distance;
            g->nearest[a] = (int32_t)b;
        }
    }
}

static int open_merger(const maker *m, merger *g) {
    size_t most = 2 * (size_t)m->classes;
    size_t width = 2 * (size_t)m->width;
    memset(g, 0, sizeof *g);
    g->contexts = calloc(most * width, sizeof *g->contexts);
    g->totals = calloc(most, sizeof *g->totals);
    g->distance = calloc(most * most, sizeof *g->distance);
    g->nearest = calloc(most, sizeof *g->nearest);
    g->alive = calloc(most, sizeof *g->alive);
    if (!g->contexts || !g->totals || !g->distance || !g->nearest || !g->alive) {
        return -1;
    }
    for (uint32_t k = 0; k < m->classes; k++) {
        for (uint32_t j = 0; j < m->width; j++) {
            g->contexts[k * width + j] = m->follows[(size_t)k * m->width + j];
            g->contexts[k * width + m->width + j] = m->precedes[(size_t)k * m->width + j];
        }
        g->totals[k] = m->class_total[k] ? m->class_total[k] : 1;
        g->alive[g->alive_count++] = k;
        for (uint32_t j = 0; j < k; j++) {
            *distance_at(m, g, k, j) = distance_of(m, g, k, j);
        }
    }
    for (uint32_t k = 0; k < m->classes; k++) {
        find_nearest(m, g, k);
    }
    return 0;
}

static void close_merger(merger *g) {
    free(g->contexts);
    free(g->totals);
    free(g->distance);
    free(g->nearest);
    free(g->alive);
}

/* Joins branches a and b into `joined`. */
static void join(maker *m, merger *g, uint32_t a, uint32_t b, uint32_t joined) {
    size_t width = 2 * (size_t)m->width;
    m->branches[joined] = (branch){(int32_t)a, (int32_t)b, (double)*distance_at(m, g, a, b), 0, 0};
    g->totals[joined] = g->totals[a] + g->totals[b];
    for (size_t j = 0; j < width; j++) {
        g->contexts[joined * width + j] = g->contexts[a * width + j] + g->contexts[b * width + j];
    }
    uint32_t left = 0;
    for (uint32_t i = 0; i < g->alive_count; i++) {
        uint32_t x = g->alive[i];
        if (x != a && x != b) {
            g->alive[left++] = x;
            *distance_at(m, g, joined, x) = distance_of(m, g, joined, x);
        }
    }
    g->alive[left++] = joined;
    g->alive_count = left;
    find_nearest(m, g, joined);
    for (uint32_t i = 0; i + 1 < left; i++) {
        uint32_t x = g->alive[i];
        uint32_t nearest = (uint32_t)g->nearest[x];
        if (nearest == a || nearest == b) {
            find_nearest(m, g, x);
        } else if (*distance_at(m, g, joined, x) < *distance_at(m, g, x, nearest)) {
            g->nearest[x] = (int32_t)joined;
        }
    }
}

static int agglomerate(maker *m) {
    merger g;
    int failed = open_merger(m, &g);
    m->branch_count = m->classes;
    while (!failed && g.alive_count > 1) {
        uint32_t a = g.alive[0];
        for (uint32_t i = 1; i < g.alive_count; i++) {
            uint32_t x = g.alive[i];
            if (*distance_at(m, &g, x, (uint32_t)g.nearest[x]) <
                *distance_at(m, &g, a, (uint32_t)g.nearest[a])) {
                a = x;
            }
        }
        join(m, &g, a, (uint32_t)g.nearest[a], m->branch_count++);
    }
    close_merger(&g);
    return failed;
}

static void gather_members(maker *m, const ranked *order) {
    uint32_t first = 0;
    for (uint32_t k = 0; k < m->classes; k++) {
        m->branches[k] = (branch){-1, -1, 0, first, m->class_size[k]};
        first += m->class_size[k];
    }
    uint32_t *filled = m->class_size;
    memset(filled, 0, m->width * sizeof *filled);
    for (uint32_t i = 0; i < m->tokens; i++) {
        uint32_t class = m->class_of[order[i].token];
        m->members[m->branches[class].first + filled[class]++] = order[i].token;
    }
}

/* Halves of a leaf, under trial. */
typedef struct halves {
    int64_t *contexts[2]; /* [2 * width] */
    int64_t totals[2];
    uint8_t *side; /* of each member */
    uint32_t *scratch;
} halves;

/* The classes around a token as one list: right ones, then left ones behind `width`. */
static void add_contexts(const maker *m, halves *h, uint32_t token, uint8_t side, int sign) {
    int64_t *contexts = h->contexts[side];
    for (size_t i = m->right.starts[token]; i < m->right.starts[token + 1]; i++) {
        contexts[m->class_of[m->right.list[i].token]] += sign * m->right.list[i].count;
    }
    for (size_t i = m->left.starts[token]; i < m->left.starts[token + 1]; i++) {
        contexts[m->width + m->class_of[m->left.list[i].token]] += sign * m->left.list[i].count;
    }
    h->totals[side] += sign * m->occurs[token];
}

static double side_score(const maker *m, const halves *h, uint32_t token, int side,
                         surroundings *around) {
    const int64_t *contexts = h->contexts[side];
    double sum = -2 * (double)gain_of(m, h->totals[side], m->occurs[token]);
    for (uint32_t i = 0; i < around->right_count; i++) {
        uint32_t k = around->right_list[i];
        sum += (double)gain_of(m, contexts[k], around->right[k]);
    }
    for (uint32_t i = 0; i < around->left_count; i++) {
        uint32_t k = around->left_list[i];
        sum += (double)gain_of(m, contexts[m->width + k], around->left[k]);
    }
    return sum;
}

static bool choose_side(const maker *m, halves *h, uint32_t index, uint32_t token,
                        surroundings *around) {
    look_around(m, token, around);
    add_contexts(m, h, token, h->side[index], -1);
    bool one = side_score(m, h, token, 1, around) > side_score(m, h, token, 0, around);
    bool moved = h->side[index] != one;
    h->side[index] = one;
    add_contexts(m, h, token, one, 1);
    forget(around);
    return moved;
}

static double split_gain(const maker *m, const halves *h) {
    double gain = 2 * (double)(entropy_of(m, h->totals[0] + h->totals[1]) -
                               entropy_of(m, h->totals[0]) - entropy_of(m, h->totals[1]));
    for (size_t k = 0; k < 2 * (size_t)m->width; k++) {
        int64_t a = h->contexts[0][k];
        int64_t b = h->contexts[1][k];
        gain += (double)(entropy_of(m, a) + entropy_of(m, b) - entropy_of(m, a + b));
    }
    return gain;
}

/* Splits a leaf in two, members of the first half first. Returns the information won; `half` is
 * the size of the first. */
static double split(const maker *m, const branch *leaf, halves *h, surroundings *around,
                    uint32_t *half) {
    uint32_t *members = m->members + leaf->first;
    if (leaf->count < 3) {
        return -1;
    }
    for (int side = 0; side < 2; side++) {
        memset(h->contexts[side], 0, 2 * (size_t)m->width * sizeof(int64_t));
        h->totals[side] = 0;
    }
    for (uint32_t i = 0; i < leaf->count; i++) {
        h->side[i] = i & 1;
        add_contexts(m, h, members[i], h->side[i], 1);
    }
    bool moved = true;
    for (int round = 0; round < 8 && moved; round++) {
        moved = false;
        for (uint32_t i = 0; i < leaf->count; i++) {
            moved |= choose_side(m, h, i, members[i], around);
        }
    }
    double gain = split_gain(m, h);
    uint32_t first = 0;
    uint32_t second = 0;
    for (uint32_t i = 0; i < leaf->count; i++) {
        if (h->side[i]) {
            h->scratch[second++] = members[i];
        } else {
            members[first++] = members[i];
        }
    }
    memcpy(members + first, h->scratch, second * sizeof *members);
    *half = first;
    return first && second ? gain : -1;
}

typedef struct plan {
    double gain;
    uint32_t half;
    bool known;
} plan;

static int open_halves(const maker *m, halves *h) {
    memset(h, 0, sizeof *h);
    h->contexts[0] = calloc(2 * (size_t)m->width, sizeof(int64_t));
    h->contexts[1] = calloc(2 * (size_t)m->width, sizeof(int64_t));
    h->side = malloc(m->tokens);
    h->scratch = malloc(m->tokens * sizeof *h->scratch);
    return h->contexts[0] && h->contexts[1] && h->side && h->scratch ? 0 : -1;
}

static void close_halves(halves *h) {
    free(h->contexts[0]);
    free(h->contexts[1]);
    free(h->side);
    free(h->scratch);
}

static void split_branch(maker *m, uint32_t index, const plan *chosen) {
    branch *parent = &m->branches[index];
    uint32_t first = m->branch_count++;
    uint32_t second = m->branch_count++;
    m->branches[first] = (branch){-1, -1, 0, parent->first, chosen->half};
    m->branches[second] =
        (branch){-1, -1, 0, parent->first + chosen->half, parent->count - chosen->half};
    parent->left = (int32_t)first;
    parent->right = (int32_t)second;
    parent->loss = chosen->gain;
}

/* Splits the leaf that wins most, again and again. */
static int split_leaves(maker *m, uint32_t leaves) {
    halves h;
    surroundings around;
    plan *plans = calloc(2 * (size_t)leaves + 2 * m->classes, sizeof *plans);
    int failed = open_halves(m, &h);
    failed |= open_surroundings(&around, m->width) || !plans;
    for (uint32_t have = m->classes; have < leaves && !failed; have++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t i = 0; i < m->branch_count; i++) {
            if (m->branches[i].left >= 0) {
                continue;
            }
            if (!plans[i].known) {
                plans[i].gain = split(m, &m->branches[i], &h, &around, &plans[i].half);
                plans[i].known = true;
            }
            if (plans[i].gain > 0 && (best == UINT32_MAX || plans[i].gain > plans[best].gain)) {
                best = i;
            }
        }
        if (best == UINT32_MAX) {
            break;
        }
        split_branch(m, best, &plans[best]);
    }
    free(plans);
    close_halves(&h);
    close_surroundings(&around);
    return failed;
}

static void count_leaves(const maker *m, uint32_t *leaves, uint32_t index) {
    const branch *b = &m->branches[index];
    leaves[index] = b->left < 0 ? 1 : leaves[(uint32_t)b->left] + leaves[(uint32_t)b->right];
}

/* Numbers leaves and nodes from left to right, with an explicit stack. */
static int flatten(const maker *m, tree *made, uint32_t root) {
    uint32_t *leaves = calloc(m->branch_count, sizeof *leaves);
    uint32_t *stack = calloc(m->branch_count, sizeof *stack);
    int failed = !leaves || !stack;
    if (!failed) {
        /* Children come after their parents among the splits, before them among the classes. */
        for (uint32_t i = m->branch_count; i-- > root + 1;) {
            count_leaves(m, leaves, i);
        }
        for (uint32_t i = 0; i <= root; i++) {
            count_leaves(m, leaves, i);
        }
        made->leaves = leaves[root];
        made->left = calloc(made->leaves, sizeof *made->left);
        made->loss = calloc(made->leaves, sizeof *made->loss);
        failed = !made->left || !made->loss;
    }
    uint32_t depth = 0;
    uint32_t node = 0;
    uint32_t leaf = 0;
    for (bool more = !failed; more; more = depth > 0) {
        const branch *b = &m->branches[depth ? stack[--depth] : root];
        if (b->left >= 0) {
            made->left[node] = (uint16_t)leaves[(uint32_t)b->left];
            made->loss[node++] = b->loss;
            stack[depth++] = (uint32_t)b->right;
            stack[depth++] = (uint32_t)b->left;
            continue;
        }
        for (uint32_t i = 0; i < b->count; i++) {
            made->leaf_of[m->members[b->first + i]] = (uint16_t)leaf;
        }
        leaf++;
    }
    free(leaves);
    free(stack);
    return failed;
}

int tree_make(tree *made, const stream *tokens, const vocabulary *known, uint32_t classes,
              uint32_t leaves, uint32_t rounds, void (*step)(void *context), void *context) {
    maker m;
    ranked *order = NULL;
    memset(made, 0, sizeof *made);
    classes = classes < known->count ? classes : known->count;
    leaves = leaves < known->count ? leaves : known->count;
    made->tokens = known->count;
    made->leaf_of = calloc(known->count, sizeof *made->leaf_of);
    int failed = open_maker(&m, tokens, known->count, classes) || !made->leaf_of;
    failed = failed || exchange_all(&m, rounds, step, context);
    if (!failed) {
        m.branches = calloc(2 * ((size_t)leaves + classes), sizeof *m.branches);
        order = rank_tokens(&m);
        failed = !m.branches || !order;
    }
    if (!failed) {
        gather_members(&m, order);
        failed = agglomerate(&m);
    }
    if (!failed) {
        uint32_t root = m.branch_count - 1;
        failed = split_leaves(&m, leaves) || flatten(&m, made, root);
    }
    step(context);
    free(order);
    close_maker(&m);
    return failed;
}

void tree_close(tree *made) {
    free(made->left);
    free(made->loss);
    free(made->leaf_of);
    memset(made, 0, sizeof *made);
}

/* A run of leaves that is one class so far; `node` is where it can be cut. */
typedef struct segment {
    uint32_t first;
    uint32_t count;
    uint32_t node;
} segment;

uint32_t tree_cut(const tree *made, uint32_t classes, uint16_t *map) {
    segment *segments = calloc((size_t)classes + 1, sizeof *segments);
    uint32_t count = 1;
    if (!segments) {
        return 0;
    }
    segments[0] = (segment){0, made->leaves, 0};
    while (count < classes) {
        uint32_t best = UINT32_MAX;
        for (uint32_t i = 0; i < count; i++) {
            if (segments[i].count > 1 &&
                (best == UINT32_MAX ||
                 made->loss[segments[i].node] > made->loss[segments[best].node])) {
                best = i;
            }
        }
        if (best == UINT32_MAX) {
            break;
        }
        segment whole = segments[best];
        uint32_t left = made->left[whole.node];
        segments[best] = (segment){whole.first, left, whole.node + 1};
        segments[count++] = (segment){whole.first + left, whole.count - left, whole.node + left};
    }
    /* map[leaf] is 1 where a class begins, then the running count. */
    memset(map, 0, made->leaves * sizeof *map);
    for (uint32_t i = 0; i < count; i++) {
        map[segments[i].first] = 1;
    }
    uint16_t class = 0;
    for (uint32_t leaf = 1; leaf < made->leaves; leaf++) {
        class = (uint16_t)(class + map[leaf]);
        map[leaf] = class;
    }
    map[0] = 0;
    free(segments);
    return count;
}
