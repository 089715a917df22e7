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
    uint32_t from; /* index of the state before */
    move made;
} state;

typedef struct parser {
    const codec *encoder;
    const uint8_t *bytes;
    const uint8_t *marks;
    size_t size;
    state *states; /* [size + 1][BEAM] */
    uint8_t *counts;
} parser;

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

/* Keeps the state where it is among the best of its place. */
static void keep(parser *p, size_t place, const state *made) {
    state *states = p->states + place * BEAM;
    uint8_t *count = &p->counts[place];
    uint32_t at = *count;
    for (uint32_t i = 0; i < *count; i++) {
        if (memcmp(&states[i].context, &made->context, sizeof made->context) == 0) {
            at = i;
            break;
        }
        if (*count == BEAM && (at == *count || states[i].cost > states[at].cost)) {
            at = i;
        }
    }
    if (at < *count && states[at].cost <= made->cost) {
        return;
    }
    *count = (uint8_t)(at == *count ? *count + 1 : *count);
    states[at] = *made;
}

static void make_move(parser *p, size_t place, uint32_t from, outlook *o, move made, double more) {
    state next = p->states[from];
    next.cost += more + token_cost(p->encoder, o, &made);
    next.from = from;
    next.made = made;
    moto_context_push(&next.context, p->encoder->lexemes[made.token].leaf, made.casing);
    moto_context_count(&next.context, made.size);
    keep(p, place + made.size, &next);
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

static long trace(const parser *p, move *moves) {
    uint32_t best = (uint32_t)(p->size * BEAM);
    double least = INFINITY;
    long count = 0;
    for (uint32_t i = 0; i < p->counts[p->size]; i++) {
        const state *s = &p->states[p->size * BEAM + i];
        double cost = s->cost + end_cost(p, s);
        if (cost < least) {
            least = cost;
            best = (uint32_t)(p->size * BEAM + i);
        }
    }
    for (uint32_t at = best; at >= BEAM; at = p->states[at].from) {
        count++;
    }
    long next = count;
    for (uint32_t at = best; at >= BEAM; at = p->states[at].from) {
        moves[--next] = p->states[at].made;
    }
    return count;
}

long parse_text(const codec *encoder, const uint8_t *bytes, const uint8_t *marks, size_t size,
                move *moves) {
    parser p = {.encoder = encoder, .bytes = bytes, .marks = marks, .size = size};
    long count = -1;
    p.states = calloc((size + 1) * BEAM, sizeof *p.states);
    p.counts = calloc(size + 1, 1);
    if (p.states && p.counts) {
        moto_context_start(&p.states[0].context);
        p.counts[0] = 1;
        for (size_t place = 0; place < size; place++) {
            for (uint32_t i = 0; i < p.counts[place]; i++) {
                move_from(&p, place, i);
            }
        }
        count = p.counts[size] ? trace(&p, moves) : 0;
    }
    free(p.states);
    free(p.counts);
    return count;
}
