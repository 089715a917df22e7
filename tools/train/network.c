/* SPDX-License-Identifier: MIT */
#include "network.h"

#include "number.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
/* Twice as fast where the machine can, with the same result: there is no fused operation in AVX2.
 */
#define VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define VECTOR_CLONES
#endif

#define INLINE static inline __attribute__((always_inline))

enum {
    LANES = 8,
    WORKERS = 2,
    BATCH = 24,
    MOST_ROWS = NETWORK_DIRECT + 2,
    MOST_DIMS = 128
};

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

/* Quantisation: a step is this share of the row's root mean square, near the optimum for 15
 * levels of a normal distribution. */
#define STEP_SHARE 0.37f

#define RATE_SHARE   0.3f  /* of the rate, for a row after its first gradients */
#define SQUARE_ZERO  1e-3f /* keeps the first steps finite                     */
#define CHANCE_LEAST 3e-4f

static float root(float x) {
    return (float)number_exp2(0.5 * number_log2((double)x));
}

static float scale_step(int scale) {
    static const float mantissas[4] = {64, 76, 91, 108};
    return mantissas[scale & 3] * (float)number_exp2((scale >> 2) - 22);
}

static int nearest(float x) {
    return (int)(x < 0 ? x - 0.5f : x + 0.5f);
}

static int row_scale(const float *weights, uint32_t dims) {
    float sum = 0;
    for (uint32_t d = 0; d < dims; d++) {
        sum += weights[d] * weights[d];
    }
    double step = (double)STEP_SHARE * (double)root(sum / (float)dims + 1e-12f) + 1e-6;
    int scale = (int)(number_log2(step) * 4 + 1000.5) - 1000 + NETWORK_SCALE_ZERO;
    scale = scale < 4 ? 4 : scale;
    return scale < NETWORK_SCALE_MOST ? scale : NETWORK_SCALE_MOST;
}

void network_quantise(const float *weights, uint32_t dims, int8_t *steps, uint8_t *scale) {
    int chosen = row_scale(weights, dims);
    float inverse = 1 / scale_step(chosen);
    for (uint32_t d = 0; d < dims; d++) {
        float x = weights[d] * inverse;
        x = x > NETWORK_WEIGHT_MOST ? NETWORK_WEIGHT_MOST : x;
        x = x < -NETWORK_WEIGHT_MOST ? -NETWORK_WEIGHT_MOST : x;
        steps[d] = (int8_t)nearest(x);
    }
    *scale = (uint8_t)chosen;
}

uint32_t network_row_dims(const network *net, uint32_t row) {
    if (row >= net->bases[NETWORK_DIRECT] && row < net->inputs) {
        return net->shape.shared;
    }
    return row < net->inputs ? net->shape.dims : net->node_dims[row - net->inputs];
}

int network_factor(float factor) {
    int rounded = nearest(factor * NETWORK_FACTOR_ONE);
    return rounded > 127 ? 127 : rounded < -127 ? -127 : rounded;
}

int network_bias(float bias) {
    int rounded = nearest(bias * NETWORK_BIAS_ONE);
    return rounded > 127 ? 127 : rounded < -127 ? -127 : rounded;
}

static void quantise_row(network *net, uint32_t row) {
    int8_t steps[MOST_DIMS];
    uint8_t scale;
    uint32_t dims = network_row_dims(net, row);
    const float *weights = net->weights + (size_t)row * net->stride;
    float *out = net->quantised + (size_t)row * net->stride;
    if (row >= net->factors && row < net->inputs) {
        for (uint32_t d = 0; d < dims; d++) {
            out[d] = (float)network_factor(weights[d]) / NETWORK_FACTOR_ONE;
        }
        return;
    }
    network_quantise(weights, dims, steps, &scale);
    float step = scale_step(scale);
    for (uint32_t d = 0; d < dims; d++) {
        out[d] = (float)steps[d] * step;
    }
    if (row >= net->inputs) {
        uint32_t node = row - net->inputs;
        net->quantised_biases[node] = (float)network_bias(net->biases[node]) / NETWORK_BIAS_ONE;
    }
}

static void *room(size_t count, size_t size) {
    size_t bytes = (count * size + 63) & ~(size_t)63;
    void *made = aligned_alloc(64, bytes);
    if (made) {
        memset(made, 0, bytes);
    }
    return made;
}

typedef struct ranked {
    double weight;
    uint32_t node;
} ranked;

static int by_weight(const void *left, const void *right) {
    const ranked *a = left;
    const ranked *b = right;
    if (a->weight != b->weight) {
        return a->weight < b->weight ? 1 : -1;
    }
    return a->node < b->node ? -1 : a->node > b->node;
}

/* The nodes on the way to each leaf. A node's subtree is leaves [first, first + count). */
static int lay_paths(network *net) {
    const tree *leaves = net->tree;
    size_t most = 0;
    for (int write = 0; write < 2; write++) {
        most = 0;
        for (uint32_t leaf = 0; leaf < leaves->leaves; leaf++) {
            uint32_t node = 0;
            uint32_t first = 0;
            uint32_t count = leaves->leaves;
            if (write) {
                net->path_starts[leaf] = (uint32_t)most;
            }
            while (count > 1) {
                uint32_t left = leaves->left[node];
                uint32_t right = leaf >= first + left;
                if (write) {
                    net->paths[most] = node * 2 + right;
                }
                most++;
                first += right ? left : 0;
                count = right ? count - left : left;
                node += right ? left : 1;
            }
        }
        if (!write) {
            net->paths = calloc(most + 1, sizeof *net->paths);
            net->path_starts = calloc((size_t)leaves->leaves + 1, sizeof *net->path_starts);
            if (!net->paths || !net->path_starts) {
                return -1;
            }
        }
    }
    net->path_starts[leaves->leaves] = (uint32_t)most;
    return 0;
}

/* The heaviest nodes see the whole hidden layer. */
static int widen(network *net) {
    uint32_t tree_nodes = net->nodes - NETWORK_EXTRA_NODES;
    ranked *order = calloc(net->nodes, sizeof *order);
    if (!order) {
        return -1;
    }
    for (uint32_t n = 0; n < tree_nodes; n++) {
        order[n].node = n;
    }
    for (uint32_t id = 0; id < net->known->count; id++) {
        uint32_t leaf = net->tree->leaf_of[id];
        for (uint32_t i = net->path_starts[leaf]; i < net->path_starts[leaf + 1]; i++) {
            order[net->paths[i] >> 1].weight += net->known->tokens[id].count;
        }
    }
    qsort(order, tree_nodes, sizeof *order, by_weight);
    for (uint32_t n = 0; n < net->nodes; n++) {
        net->node_dims[n] = (uint16_t)net->shape.dims;
    }
    for (uint32_t i = net->shape.wide; i < tree_nodes; i++) {
        /* A narrow node has one byte for the number of leaves on its left. */
        if (net->tree->left[order[i].node] < 256) {
            net->node_dims[order[i].node] = (uint16_t)net->shape.narrow;
        }
    }
    free(order);
    return 0;
}

/* Inside a leaf, tokens lie in buckets whose frequencies halve. */
static int cost_leaves(network *net) {
    double *totals = calloc(net->tree->leaves, sizeof *totals);
    if (!totals) {
        return -1;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t id = 0; id < net->known->count; id++) {
            double log = number_log2(net->known->tokens[id].count + 0.4);
            double share = number_exp2((double)(int)(log + 100.5) - 100);
            if (pass == 0) {
                totals[net->tree->leaf_of[id]] += share;
            } else {
                net->leaf_cost[id] = (float)-number_log2(share / totals[net->tree->leaf_of[id]]);
            }
        }
    }
    free(totals);
    return 0;
}

static void start_weights(network *net) {
    uint64_t random = 0x9E3779B97F4A7C15u;
    for (uint32_t row = 0; row < net->inputs + net->nodes; row++) {
        float *weights = net->weights + (size_t)row * net->stride;
        bool position = row >= net->positions && row < net->positions + NETWORK_POSITIONS;
        bool factor = row >= net->factors && row < net->inputs;
        float spread = row >= net->factored && row < net->inputs ? 0.4f : 0.2f;
        for (uint32_t d = 0; d < network_row_dims(net, row); d++) {
            float unit = (float)(number_random(&random) >> 8) / 16777216.0f;
            weights[d] = (unit - 0.5f) * spread + (position ? 0.3f : 0);
            if (factor) {
                weights[d] = 2.0f / (float)(2 + row - net->factors);
            }
        }
        net->squares[row] = 1e-6f;
    }
}

/* Lays out the rows, kind behind kind. */
static int lay_rows(network *net) {
    uint32_t rows = 0;
    for (uint32_t j = 0; j <= NETWORK_DIRECT; j++) {
        if (j == NETWORK_DIRECT) {
            net->pairs = rows;
            net->positions = net->pairs + NETWORK_PAIRS;
            net->casings = net->positions + NETWORK_POSITIONS;
            net->factored = net->casings + NETWORK_CASINGS;
            rows = net->factored + net->shape.shared;
        } else if (j >= net->shape.direct) {
            continue;
        }
        net->maps[j] = calloc(net->tree->leaves, sizeof *net->maps[j]);
        if (!net->maps[j]) {
            return -1;
        }
        net->shape.classes[j] = tree_cut(net->tree, net->shape.classes[j], net->maps[j]);
        net->bases[j] = rows;
        rows += net->shape.classes[j] + 1;
    }
    net->factors = rows;
    net->inputs = rows + net->shape.history;
    return 0;
}

int network_open(network *made, const network_shape *shape, const tree *leaves,
                 const vocabulary *known) {
    memset(made, 0, sizeof *made);
    made->shape = *shape;
    made->tree = leaves;
    made->known = known;
    made->stride = (shape->dims + LANES - 1) / LANES * LANES;
    if (lay_rows(made)) {
        return -1;
    }
    made->nodes = leaves->leaves - 1 + NETWORK_EXTRA_NODES;
    uint32_t rows = made->inputs + made->nodes;
    made->node_dims = calloc(made->nodes, sizeof *made->node_dims);
    made->weights = room((size_t)rows * made->stride, sizeof(float));
    made->quantised = room((size_t)rows * made->stride, sizeof(float));
    made->biases = room(made->nodes, sizeof(float));
    made->quantised_biases = room(made->nodes, sizeof(float));
    made->squares = room(rows, sizeof(float));
    made->leaf_cost = calloc(known->count, sizeof *made->leaf_cost);
    if (!made->node_dims || !made->weights || !made->quantised || !made->biases ||
        !made->quantised_biases || !made->squares || !made->leaf_cost) {
        return -1;
    }
    if (lay_paths(made) || widen(made) || cost_leaves(made)) {
        return -1;
    }
    start_weights(made);
    return 0;
}

void network_close(network *net) {
    for (uint32_t j = 0; j <= NETWORK_DIRECT; j++) {
        free(net->maps[j]);
    }
    free(net->node_dims);
    free(net->weights);
    free(net->quantised);
    free(net->biases);
    free(net->quantised_biases);
    free(net->squares);
    free(net->leaf_cost);
    free(net->path_starts);
    free(net->paths);
    memset(net, 0, sizeof *net);
}

/* A worker's copy of what changes, and what it reads (the same, or its quantised form). */
typedef struct worker {
    const network *net;
    float *weights;
    float *biases;
    float *squares;
    const float *read;
    const float *read_biases;
    uint8_t *touched; /* of each row */
    bool learns;
    float rate;
    double bits;
    float hidden_sum;
} worker;

/* One place in a line: which rows make up the hidden layer. */
typedef struct place {
    uint32_t rows[MOST_ROWS];
    uint32_t count;
    uint32_t shared[NETWORK_HISTORY];
} place;

INLINE float sum_of(lanes v) {
    return ((v[0] + v[4]) + (v[1] + v[5])) + ((v[2] + v[6]) + (v[3] + v[7]));
}

INLINE void activate(const lanes *sum, lanes *hidden, uint32_t count) {
    const float *x = (const float *)sum;
    float *y = (float *)hidden;
    for (uint32_t d = 0; d < count * LANES; d++) {
        float small = x[d] * 0.125f;
        float bent = x[d] > 0 ? x[d] : small;
        y[d] = bent > 4 ? 4 : bent;
    }
}

/* The gradient before the bend. */
INLINE void unbend(const lanes *sum, lanes *gradient, uint32_t count) {
    const float *x = (const float *)sum;
    float *y = (float *)gradient;
    for (uint32_t d = 0; d < count * LANES; d++) {
        float small = y[d] * 0.125f;
        float bent = x[d] > 0 ? y[d] : small;
        y[d] = x[d] > 4 ? 0 : bent;
    }
}

/* Decides one node: adds its cost, its gradient to `back`, and learns. */
INLINE void decide(worker *w, uint32_t node, bool bit, const lanes *hidden, lanes *back) {
    const network *net = w->net;
    uint32_t row = net->inputs + node;
    uint32_t count = (net->node_dims[node] + LANES - 1u) / LANES;
    const lanes *read = (const lanes *)(w->read + (size_t)row * net->stride);
    lanes sum = {0};
    for (uint32_t d = 0; d < count; d++) {
        sum += read[d] * hidden[d];
    }
    float chance = number_sigmoid(w->read_biases[node] + sum_of(sum));
    float taken = bit ? chance : 1 - chance;
    taken = taken < CHANCE_LEAST ? CHANCE_LEAST : taken;
    if (!w->learns) {
        w->bits -= number_log2((double)taken);
        return;
    }
    float gradient = (bit ? 1.0f : 0.0f) - chance;
    lanes norm = {0};
    for (uint32_t d = 0; d < count; d++) {
        norm += hidden[d] * hidden[d];
    }
    w->touched[row] = 1;
    w->biases[node] += w->rate * 0.3f * gradient;
    w->squares[row] += gradient * gradient * sum_of(norm) / (float)net->node_dims[node];
    float step = w->rate * gradient / sqrtf(w->squares[row] + SQUARE_ZERO) * RATE_SHARE;
    lanes *weights = (lanes *)(w->weights + (size_t)row * net->stride);
    for (uint32_t d = 0; d < count; d++) {
        back[d] += read[d] * gradient;
        weights[d] += hidden[d] * step;
    }
}

INLINE void learn_row(worker *w, uint32_t row, const lanes *gradient, float square,
                      uint32_t count) {
    w->touched[row] = 1;
    w->squares[row] += square / (float)w->net->shape.dims;
    float step = w->rate / sqrtf(w->squares[row] + SQUARE_ZERO) * RATE_SHARE;
    lanes *weights = (lanes *)(w->weights + (size_t)row * w->net->stride);
    for (uint32_t d = 0; d < count; d++) {
        weights[d] += gradient[d] * step;
    }
}

INLINE float square_of(const lanes *v, uint32_t count) {
    lanes sum = {0};
    for (uint32_t d = 0; d < count; d++) {
        sum += v[d] * v[d];
    }
    return sum_of(sum);
}

static uint32_t class_at(const network *net, uint32_t slot, const piece *line, size_t at,
                         uint32_t back) {
    if (back >= at) {
        return net->shape.classes[slot];
    }
    return net->maps[slot][net->tree->leaf_of[line[at - 1 - back].token]];
}

/* What the places of the history sum to in the shared dimensions. */
INLINE void sum_shared(const worker *w, const place *here, float *shared) {
    const network *net = w->net;
    memset(shared, 0, MOST_DIMS * sizeof *shared);
    for (uint32_t j = 0; j < net->shape.history; j++) {
        const float *row = w->read + (size_t)here->shared[j] * net->stride;
        const float *factor = w->read + (size_t)(net->factors + j) * net->stride;
        for (uint32_t d = 0; d < net->shape.shared; d++) {
            shared[d] += row[d] * factor[d];
        }
    }
}

static void find_place(const network *net, const piece *line, size_t at, uint32_t position,
                       place *here) {
    uint32_t count = 0;
    for (uint32_t j = 0; j < net->shape.direct; j++) {
        here->rows[count++] = net->bases[j] + class_at(net, j, line, at, j);
    }
    for (uint32_t j = 0; j < net->shape.history; j++) {
        here->shared[j] = net->bases[NETWORK_DIRECT] + class_at(net, NETWORK_DIRECT, line, at, j);
    }
    uint32_t last = at > 0 ? line[at - 1].casing : 0;
    uint32_t before = at > 1 ? line[at - 2].casing : 0;
    uint32_t band = position >> NETWORK_POSITION_SHIFT;
    here->rows[count++] = net->pairs + last * 3 + before;
    here->rows[count++] =
        net->positions + (band < NETWORK_POSITIONS ? band : NETWORK_POSITIONS - 1);
    here->count = count;
}

INLINE float step_for(worker *w, uint32_t row, float square) {
    w->touched[row] = 1;
    w->squares[row] += square;
    return w->rate / sqrtf(w->squares[row] + SQUARE_ZERO) * RATE_SHARE;
}

INLINE void learn_places(worker *w, const place *here, const float *gradient) {
    const network *net = w->net;
    uint32_t dims = net->shape.shared;
    for (uint32_t j = 0; j < net->shape.history; j++) {
        size_t row = (size_t)here->shared[j] * net->stride;
        size_t factor = (size_t)(net->factors + j) * net->stride;
        float row_square = 0;
        float factor_square = 0;
        float row_gradient[MOST_DIMS];
        float factor_gradient[MOST_DIMS];
        for (uint32_t d = 0; d < dims; d++) {
            row_gradient[d] = gradient[d] * w->read[factor + d];
            factor_gradient[d] = gradient[d] * w->read[row + d];
            row_square += row_gradient[d] * row_gradient[d];
            factor_square += factor_gradient[d] * factor_gradient[d];
        }
        float row_step = step_for(w, here->shared[j], row_square / (float)dims);
        float factor_step = step_for(w, net->factors + j, factor_square / (float)dims);
        for (uint32_t d = 0; d < dims; d++) {
            w->weights[row + d] += row_step * row_gradient[d];
            w->weights[factor + d] += factor_step * factor_gradient[d];
        }
    }
}

INLINE void learn_shared(worker *w, const place *here, const lanes *total, float square,
                         const float *shared) {
    const network *net = w->net;
    uint32_t count = net->stride / LANES;
    float gradient[MOST_DIMS];
    for (uint32_t i = 0; i < net->shape.shared; i++) {
        uint32_t row = net->factored + i;
        const lanes *read = (const lanes *)(w->read + (size_t)row * net->stride);
        lanes *weights = (lanes *)(w->weights + (size_t)row * net->stride);
        float own = square * shared[i] * shared[i] / (float)net->shape.dims;
        float step = step_for(w, row, own) * shared[i];
        lanes sum = {0};
        for (uint32_t d = 0; d < count; d++) {
            sum += read[d] * total[d];
            weights[d] += total[d] * step;
        }
        gradient[i] = sum_of(sum);
    }
    learn_places(w, here, gradient);
}

/* One place of a line, token or end. */
INLINE void read_place(worker *w, const place *here, const piece *token, bool first, bool end) {
    const network *net = w->net;
    uint32_t count = net->stride / LANES;
    lanes sum[MOST_DIMS / LANES];
    lanes hidden[MOST_DIMS / LANES];
    lanes back[MOST_DIMS / LANES];
    lanes total[MOST_DIMS / LANES];
    for (uint32_t d = 0; d < count; d++) {
        sum[d] = (lanes){0};
        back[d] = (lanes){0};
    }
    for (uint32_t r = 0; r < here->count; r++) {
        const lanes *row = (const lanes *)(w->read + (size_t)here->rows[r] * net->stride);
        for (uint32_t d = 0; d < count; d++) {
            sum[d] += row[d];
        }
    }
    float shared[MOST_DIMS];
    sum_shared(w, here, shared);
    for (uint32_t i = 0; i < net->shape.shared; i++) {
        const lanes *row = (const lanes *)(w->read + (size_t)(net->factored + i) * net->stride);
        for (uint32_t d = 0; d < count; d++) {
            sum[d] += row[d] * shared[i];
        }
    }
    activate(sum, hidden, count);
    uint32_t extra = net->nodes - NETWORK_EXTRA_NODES;
    if (!first) {
        decide(w, extra + 2, end, hidden, back);
    }
    if (!end) {
        decide(w, extra, token->casing > 0, hidden, back);
        if (token->casing > 0) {
            decide(w, extra + 1, token->casing == 2, hidden, back);
        }
    }
    unbend(sum, back, count);
    for (uint32_t d = 0; d < count; d++) {
        total[d] = back[d];
        back[d] = (lanes){0};
    }
    if (!end) {
        uint32_t row = net->casings + token->casing;
        const lanes *own = (const lanes *)(w->read + (size_t)row * net->stride);
        for (uint32_t d = 0; d < count; d++) {
            sum[d] += own[d];
        }
        activate(sum, hidden, count);
        uint32_t leaf = net->tree->leaf_of[token->token];
        for (uint32_t i = net->path_starts[leaf]; i < net->path_starts[leaf + 1]; i++) {
            decide(w, net->paths[i] >> 1, net->paths[i] & 1, hidden, back);
        }
        unbend(sum, back, count);
        for (uint32_t d = 0; d < count; d++) {
            total[d] += back[d];
        }
        if (w->learns) {
            learn_row(w, row, back, square_of(back, count), count);
        }
    }
    if (w->learns) {
        float square = square_of(total, count);
        for (uint32_t r = 0; r < here->count; r++) {
            learn_row(w, here->rows[r], total, square, count);
        }
        learn_shared(w, here, total, square, shared);
    }
}

VECTOR_CLONES
static void read_line(worker *w, const piece *line, size_t count) {
    place here;
    uint32_t position = 0;
    for (size_t at = 0; at < count; at++) {
        find_place(w->net, line, at, position, &here);
        read_place(w, &here, &line[at], at == 0, false);
        position += line[at].size;
        if (!w->learns) {
            w->bits += (double)w->net->leaf_cost[line[at].token];
            w->bits += line[at].token == TOKEN_ESCAPE ? 8 : 0;
        }
    }
    find_place(w->net, line, count, position, &here);
    read_place(w, &here, NULL, count == 0, true);
}

static int open_worker(worker *w, const network *net) {
    uint32_t rows = net->inputs + net->nodes;
    memset(w, 0, sizeof *w);
    w->net = net;
    w->learns = true;
    w->weights = room((size_t)rows * net->stride, sizeof(float));
    w->biases = room(net->nodes, sizeof(float));
    w->squares = room(rows, sizeof(float));
    w->touched = room(rows, 1);
    if (!w->weights || !w->biases || !w->squares || !w->touched) {
        return -1;
    }
    memcpy(w->weights, net->weights, (size_t)rows * net->stride * sizeof(float));
    memcpy(w->biases, net->biases, net->nodes * sizeof(float));
    memcpy(w->squares, net->squares, rows * sizeof(float));
    return 0;
}

static void close_worker(worker *w) {
    free(w->weights);
    free(w->biases);
    free(w->squares);
    free(w->touched);
}

/* The whole training, as its two threads share it. */
typedef struct school {
    network *net;
    const stream *tokens;
    const network_plan *plan;
    worker workers[WORKERS];
    uint32_t *order;
    uint64_t random;
    pthread_barrier_t barrier;
    void (*step)(void *context);
    void *context;
} school;

typedef struct seat {
    school *school;
    uint32_t number;
} seat;

/* Adds what both workers changed in a row to the network, and gives both the sum. */
static void merge_row(school *s, uint32_t row, bool quantised) {
    network *net = s->net;
    worker *a = &s->workers[0];
    worker *b = &s->workers[1];
    if (!a->touched[row] && !b->touched[row]) {
        return;
    }
    size_t at = (size_t)row * net->stride;
    for (uint32_t d = 0; d < net->stride; d++) {
        float *own = &net->weights[at + d];
        *own = (a->weights[at + d] - *own) + b->weights[at + d];
        a->weights[at + d] = b->weights[at + d] = *own;
    }
    float *square = &net->squares[row];
    *square = (a->squares[row] - *square) + b->squares[row];
    a->squares[row] = b->squares[row] = *square;
    if (row >= net->inputs) {
        uint32_t node = row - net->inputs;
        float *bias = &net->biases[node];
        *bias = (a->biases[node] - *bias) + b->biases[node];
        a->biases[node] = b->biases[node] = *bias;
    }
    if (quantised) {
        quantise_row(net, row);
    }
    a->touched[row] = b->touched[row] = 0;
}

static void merge_share(school *s, uint32_t number, bool quantised) {
    uint32_t rows = s->net->inputs + s->net->nodes;
    for (uint32_t row = number; row < rows; row += WORKERS) {
        merge_row(s, row, quantised);
    }
}

static void shuffle(school *s) {
    for (size_t i = s->tokens->count; i-- > 1;) {
        size_t j = number_random(&s->random) % (i + 1);
        uint32_t held = s->order[i];
        s->order[i] = s->order[j];
        s->order[j] = held;
    }
}

static void begin_quantised(school *s) {
    for (uint32_t row = 0; row < s->net->inputs + s->net->nodes; row++) {
        quantise_row(s->net, row);
    }
}

/* Sentences are dealt in batches: the first half of a batch to one worker, the rest to the other.
 */
static void run_round(school *s, uint32_t number, uint32_t round) {
    worker *w = &s->workers[number];
    const stream *text = s->tokens;
    bool quantised = s->plan->rounds - round <= s->plan->quantised;
    w->read = quantised ? s->net->quantised : w->weights;
    w->read_biases = quantised ? s->net->quantised_biases : w->biases;
    for (size_t batch = 0; batch < text->count; batch += BATCH * WORKERS) {
        float done = ((float)round + (float)batch / (float)text->count) / (float)s->plan->rounds;
        w->rate = s->plan->rate * (1 - done + 0.02f);
        for (size_t i = 0; i < BATCH; i++) {
            size_t at = batch + number * BATCH + i;
            if (at < text->count) {
                size_t line = s->order[at];
                size_t first = text->starts[line];
                read_line(w, text->pieces + first, text->starts[line + 1] - first);
            }
        }
        pthread_barrier_wait(&s->barrier);
        merge_share(s, number, quantised);
        pthread_barrier_wait(&s->barrier);
        if (number == 0 && batch / (BATCH * WORKERS) % 64 == 0) {
            s->step(s->context);
        }
    }
}

static void *attend(void *argument) {
    seat *own = argument;
    school *s = own->school;
    for (uint32_t round = 0; round < s->plan->rounds; round++) {
        if (own->number == 0) {
            shuffle(s);
            if (s->plan->rounds - round == s->plan->quantised) {
                begin_quantised(s);
            }
        }
        pthread_barrier_wait(&s->barrier);
        run_round(s, own->number, round);
    }
    return NULL;
}

int network_train(network *net, const stream *tokens, const network_plan *plan,
                  void (*step)(void *context), void *context) {
    school s = {.net = net, .tokens = tokens, .plan = plan, .step = step, .context = context};
    seat seats[WORKERS];
    pthread_t second;
    s.random = 88172645463325252u;
    s.order = calloc(tokens->count + 1, sizeof *s.order);
    int failed = !s.order;
    for (uint32_t i = 0; i < WORKERS; i++) {
        failed |= open_worker(&s.workers[i], net);
        seats[i] = (seat){&s, i};
    }
    for (size_t i = 0; i < tokens->count && !failed; i++) {
        s.order[i] = (uint32_t)i;
    }
    failed = failed || pthread_barrier_init(&s.barrier, NULL, WORKERS);
    if (!failed) {
        failed = pthread_create(&second, NULL, attend, &seats[1]);
        if (!failed) {
            attend(&seats[0]);
            pthread_join(second, NULL);
        }
        pthread_barrier_destroy(&s.barrier);
    }
    begin_quantised(&s);
    for (uint32_t i = 0; i < WORKERS; i++) {
        close_worker(&s.workers[i]);
    }
    free(s.order);
    return failed ? -1 : 0;
}

double network_cost(const network *net, const stream *tokens, bool quantised) {
    worker reader = {.net = net};
    reader.read = quantised ? net->quantised : net->weights;
    reader.read_biases = quantised ? net->quantised_biases : net->biases;
    for (size_t line = 0; line < tokens->count; line++) {
        size_t first = tokens->starts[line];
        read_line(&reader, tokens->pieces + first, tokens->starts[line + 1] - first);
    }
    return reader.bits;
}
