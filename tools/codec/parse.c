/* SPDX-License-Identifier: MIT */
#include "encoder.h"

#include "fold.h"
#include "header.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* States kept at each place of the text: the true cost of a token depends on the way to it. */
enum {
    BEAM = 3
};

typedef struct state {
    double cost;
    moto_context context;
    uint32_t way; /* the last way to it that was found; 0 for none */
} state;

/* A move from one state to another. All ways to a state that is kept are remembered: each leads
 * over another parse of the same text. */
typedef struct way {
    double cost;
    uint32_t from; /* index of the state before       */
    uint32_t next; /* another way to the same state   */
    move made;
} way;

struct parser {
    const codec *encoder;
    const uint8_t *bytes;
    const uint8_t *marks;
    size_t size;
    state *states; /* [size + 1][BEAM] */
    uint8_t *counts;
    way *ways; /* the first is none */
    size_t way_count;
    size_t way_room;
    move *trail; /* of the parse that is being followed, last move first */
    bool failed;
};

/* What a state costs its followers, found once. */
typedef struct outlook {
    moto_hidden raw;
    moto_hidden bent[3];
    bool ready[3];
    double casing_cost[3];
} outlook;

static double bits_of(uint32_t chance, bool bit) {
    return MOTO_CHANCE_BITS - log2(bit ? chance : 65536 - chance);
}

static double extra_cost(const moto_model *model, const outlook *o, uint32_t which, bool bit) {
    uint32_t left;
    uint32_t node = moto_predict_extra(model, which);
    return bits_of(moto_predict_node(model, &o->raw, node, false, &left), bit);
}

static void look_out(const moto_model *model, const state *s, outlook *o) {
    moto_predict(model, &s->context, &o->raw);
    double goes_on =
        s->context.history[0] == MOTO_NO_LEAF ? 0 : extra_cost(model, o, MOTO_NODE_END, false);
    double capital = extra_cost(model, o, MOTO_NODE_CAPITAL, true);
    o->casing_cost[0] = goes_on + extra_cost(model, o, MOTO_NODE_CAPITAL, false);
    o->casing_cost[1] = goes_on + capital + extra_cost(model, o, MOTO_NODE_ALL, false);
    o->casing_cost[2] = goes_on + capital + extra_cost(model, o, MOTO_NODE_ALL, true);
    memset(o->ready, 0, sizeof o->ready);
}

static double leaf_cost(const moto_model *model, const moto_hidden *hidden, uint32_t leaf) {
    double cost = 0;
    uint32_t count = header_leaves(model);
    uint32_t first = 0;
    uint32_t node = 0;
    while (count > 1) {
        uint32_t left;
        uint32_t chance = moto_predict_node(model, hidden, node, true, &left);
        bool right = leaf >= first + left;
        cost += bits_of(chance, right);
        first += right ? left : 0;
        count = right ? count - left : left;
        node += right ? left : 1;
    }
    return cost;
}

static double token_cost(const codec *encoder, outlook *o, const move *made) {
    const moto_model *model = encoder->model;
    const lexeme *word = &encoder->lexemes[made->token];
    if (!o->ready[made->casing]) {
        o->bent[made->casing] = o->raw;
        moto_predict_casing(model, &o->bent[made->casing], made->casing);
        o->ready[made->casing] = true;
    }
    return o->casing_cost[made->casing] + leaf_cost(model, &o->bent[made->casing], word->leaf) +
           log2(encoder->totals[word->leaf]) - word->shift;
}

static void add_way(parser *p, state *to, way found) {
    if (p->way_count >= p->way_room) {
        size_t room = p->way_room * 2 + 256;
        way *ways = realloc(p->ways, room * sizeof *ways);
        if (!ways) {
            p->failed = true;
            return;
        }
        p->ways = ways;
        p->way_room = room;
    }
    found.next = to->way;
    to->way = (uint32_t)p->way_count;
    p->ways[p->way_count++] = found;
}

/* The place of a context among the best of its place of the text; null where it is none of them. */
static state *seat_of(parser *p, size_t place, const moto_context *context, double cost) {
    state *states = p->states + place * BEAM;
    uint8_t *count = &p->counts[place];
    state *worst = states;
    for (uint32_t i = 0; i < *count; i++) {
        if (memcmp(&states[i].context, context, sizeof *context) == 0) {
            return &states[i];
        }
        worst = states[i].cost > worst->cost ? &states[i] : worst;
    }
    if (*count < BEAM) {
        worst = &states[(*count)++];
    } else if (worst->cost <= cost) {
        return NULL;
    }
    *worst = (state){.cost = INFINITY, .context = *context};
    return worst;
}

static void make_move(parser *p, size_t place, uint32_t from, outlook *o, move made, double more) {
    moto_context context = p->states[from].context;
    double own = more + token_cost(p->encoder, o, &made);
    double cost = p->states[from].cost + own;
    moto_context_push(&context, p->encoder->lexemes[made.token].leaf, made.casing);
    moto_context_count(&context, made.size);
    state *to = seat_of(p, place + made.size, &context, cost);
    if (to) {
        to->cost = cost < to->cost ? cost : to->cost;
        add_way(p, to, (way){own, from, 0, made});
    }
}

/* Every token that the text goes on with; false when there is none of one byte. */
static bool move_on(parser *p, size_t place, uint32_t from, outlook *o) {
    bool single = false;
    uint32_t node = TRIE_ROOT;
    for (size_t end = place; end < p->size; end++) {
        node = trie_step(&p->encoder->index, node, p->bytes[end]);
        if (node == TRIE_NONE) {
            break;
        }
        uint32_t token = p->encoder->index.values[node];
        size_t size = end + 1 - place;
        if (token == TRIE_NONE) {
            continue;
        }
        fold_case casing = fold_case_of(p->bytes + place, p->marks + place, size);
        if (casing != FOLD_MIXED) {
            single |= size == 1;
            move made = {(uint16_t)token, (uint8_t)casing, (uint8_t)size, 0};
            make_move(p, place, from, o, made, 0);
        }
    }
    return single;
}

static void move_by_name(parser *p, size_t place, uint32_t from, outlook *o) {
    uint32_t node = TRIE_ROOT;
    uint32_t token = moto_u16(p->encoder->model->bytes + HEADER_NAME);
    for (size_t end = place; end < p->size && p->encoder->name_count; end++) {
        node = trie_step(&p->encoder->names, node, p->bytes[end]);
        if (node == TRIE_NONE) {
            break;
        }
        uint32_t name = p->encoder->names.values[node];
        size_t size = end + 1 - place;
        if (name == TRIE_NONE) {
            continue;
        }
        fold_case casing = fold_case_of(p->bytes + place, p->marks + place, size);
        if (casing != FOLD_MIXED) {
            move made = {(uint16_t)token, (uint8_t)casing, (uint8_t)size, (uint8_t)name};
            make_move(p, place, from, o, made, log2(p->encoder->name_count));
        }
    }
}

static void move_from(parser *p, size_t place, uint32_t index) {
    outlook o;
    uint32_t from = (uint32_t)(place * BEAM + index);
    const moto_model *model = p->encoder->model;
    look_out(model, &p->states[from], &o);
    move_by_name(p, place, from, &o);
    /* A mark that is no capital has no other form as a raw byte. */
    if (!move_on(p, place, from, &o) && !(p->marks[place] & FOLD_CURLY)) {
        uint8_t raw = p->bytes[place];
        raw = (uint8_t)(p->marks[place] & FOLD_UPPER ? raw - ('a' - 'A') : raw);
        move made = {(uint16_t)moto_u16(model->bytes + HEADER_ESCAPE), 0, 1, raw};
        make_move(p, place, from, &o, made, 8);
    }
}

static double end_cost(const parser *p, const state *s) {
    outlook o;
    moto_predict(p->encoder->model, &s->context, &o.raw);
    return extra_cost(p->encoder->model, &o, MOTO_NODE_END, true);
}

/* Follows all ways back from a state whose whole parse costs within the bounds. True to stop. */
static bool follow(parser *p, uint32_t at, double behind, size_t depth, const parse_visit *visit) {
    if (at < BEAM) {
        move *moves = p->trail + p->size;
        for (size_t i = 0; i < depth; i++) {
            moves[i] = p->trail[depth - 1 - i];
        }
        return behind > visit->above && visit->found(visit->context, moves, depth);
    }
    for (uint32_t w = p->states[at].way; w; w = p->ways[w].next) {
        const way *taken = &p->ways[w];
        double more = behind + taken->cost;
        if (p->states[taken->from].cost + more <= visit->most) {
            p->trail[depth] = taken->made;
            if (follow(p, taken->from, more, depth + 1, visit)) {
                return true;
            }
        }
    }
    return false;
}

bool parse_each(parser *p, const parse_visit *visit) {
    for (uint32_t i = 0; i < p->counts[p->size]; i++) {
        uint32_t at = (uint32_t)(p->size * BEAM) + i;
        double end = end_cost(p, &p->states[at]);
        if (p->states[at].cost + end <= visit->most && follow(p, at, end, 0, visit)) {
            return true;
        }
    }
    return false;
}

double parse_least(const parser *p) {
    double least = INFINITY;
    for (uint32_t i = 0; i < p->counts[p->size]; i++) {
        const state *s = &p->states[p->size * BEAM + i];
        double cost = s->cost + end_cost(p, s);
        least = cost < least ? cost : least;
    }
    return least;
}

parser *parse_open(const codec *encoder, const uint8_t *bytes, const uint8_t *marks, size_t size) {
    parser *p = calloc(1, sizeof *p);
    if (!p) {
        return NULL;
    }
    *p = (parser){.encoder = encoder, .bytes = bytes, .marks = marks, .size = size};
    p->states = calloc((size + 1) * BEAM, sizeof *p->states);
    p->counts = calloc(size + 1, 1);
    p->trail = calloc(size + 1, 2 * sizeof *p->trail);
    p->way_count = 1;
    p->failed = !p->states || !p->counts || !p->trail;
    if (!p->failed) {
        moto_context_start(&p->states[0].context);
        p->counts[0] = 1;
    }
    for (size_t place = 0; place < size && !p->failed; place++) {
        for (uint32_t i = 0; i < p->counts[place]; i++) {
            move_from(p, place, i);
        }
    }
    if (p->failed) {
        parse_close(p);
        return NULL;
    }
    return p;
}

void parse_close(parser *p) {
    free(p->states);
    free(p->counts);
    free(p->ways);
    free(p->trail);
    free(p);
}
